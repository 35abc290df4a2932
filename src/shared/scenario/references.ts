import { isUnchecked } from '../versioned';
import { collections } from './fields';
import type { Places } from './places';
import type { Scenario } from './schema';

/** What is wrong with a scenario. */
export type ScenarioFault =
  | { readonly kind: 'too-many'; readonly field: string; readonly count: number; readonly limit: number }
  | { readonly kind: 'invalid'; readonly path: string; readonly reason: string }
  /** A device without its rack, named as the user knows it. */
  | {
      readonly kind: 'stray-device';
      readonly path: string;
      readonly reason: string;
      readonly device: string;
    };

/**
 * The first thing that a scenario of the right shape gets wrong within itself: keys that are not the id of their entry,
 * devices without a rack, feeds of one rack with the same id, deployments of workloads that do not exist. What it takes
 * from the catalogue is not looked at here; a plan names that.
 */
export const brokenReference = (scenario: Scenario, places: Places): ScenarioFault | undefined =>
  misnamed(scenario, places) ??
  strayDevice(scenario, places) ??
  repeatedFeed(scenario, places) ??
  strayDeployment(scenario, places) ??
  strayMember(scenario, places);

const broken = (path: string, reason: string): ScenarioFault => ({ kind: 'invalid', path, reason });

function misnamed(scenario: Scenario, places: Places): ScenarioFault | undefined {
  for (const path of collections) {
    const [field = ''] = path;
    if (!places.touches(field)) continue;
    const entries = path.reduce<unknown>(
      (part, name) => (isUnchecked(part) ? part[name] : undefined),
      scenario,
    );
    if (!isUnchecked(entries)) continue;
    const keys = path.length === 1 ? places.keys(field) : undefined;
    for (const key of keys ?? Object.keys(entries)) {
      const entry = entries[key];
      if (isUnchecked(entry) && entry['id'] !== key) {
        const place = `${path.join('.')}.${key}.id`;
        return broken(place, `the entry is filed under "${key}" but calls itself "${String(entry['id'])}"`);
      }
    }
  }
  return undefined;
}

/** The entries of a record at the places that are looked at; all of them where what they refer to was touched. */
function* entriesAt<Entry>(
  entries: Readonly<Record<string, Entry>>,
  {
    places,
    field,
    refersTo,
  }: { readonly places: Places; readonly field: string; readonly refersTo?: string },
): Generator<Entry> {
  const all = refersTo !== undefined && places.touches(refersTo);
  if (!all && !places.touches(field)) return;
  const keys = all ? undefined : places.keys(field);
  for (const key of keys ?? Object.keys(entries)) {
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (entry !== undefined) yield entry;
  }
}

function strayDevice({ devices, racks }: Scenario, places: Places): ScenarioFault | undefined {
  for (const device of entriesAt(devices, { places, field: 'devices', refersTo: 'racks' })) {
    const { id, rack, name } = device;
    if (Object.hasOwn(racks, rack)) continue;
    const path = `devices.${id}.rack`;
    return { kind: 'stray-device', path, reason: `there is no rack "${rack}"`, device: name };
  }
  return undefined;
}

function repeatedFeed({ racks }: Scenario, places: Places): ScenarioFault | undefined {
  for (const { id: rack, feeds } of entriesAt(racks, { places, field: 'racks' })) {
    const known = new Set<string>();
    for (const [index, { id }] of feeds.entries()) {
      if (known.has(id)) {
        return broken(`racks.${rack}.feeds[${index}].id`, `another feed of the rack is called "${id}" too`);
      }
      known.add(id);
    }
  }
  return undefined;
}

function strayDeployment({ deployments, workloads }: Scenario, places: Places): ScenarioFault | undefined {
  const looked = entriesAt(deployments, { places, field: 'deployments', refersTo: 'workloads' });
  for (const { id, workload } of looked) {
    if (workload !== undefined && !Object.hasOwn(workloads, workload)) {
      return broken(`deployments.${id}.workload`, `there is no workload "${workload}"`);
    }
  }
  return undefined;
}

function strayMember({ devices, groups }: Scenario, places: Places): ScenarioFault | undefined {
  for (const { id, group } of entriesAt(devices, { places, field: 'devices', refersTo: 'groups' })) {
    if (group !== undefined && !Object.hasOwn(groups, group)) {
      return broken(`devices.${id}.group`, `there is no group "${group}"`);
    }
  }
  return undefined;
}
