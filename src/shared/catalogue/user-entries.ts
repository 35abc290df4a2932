import type { UserCatalogue } from '../scenario/user-catalogue';
import type { Catalogue } from './catalogue';

type OwnEntries = Pick<UserCatalogue, 'deviceTypes' | 'rackTypes' | 'sites'>;

const byId = <Entry extends { readonly id: string }>(
  entries: readonly Entry[],
): Readonly<Record<string, Entry>> => Object.fromEntries(entries.map((entry) => [entry.id, entry]));

interface Merged {
  readonly key: string;
  readonly catalogue: Catalogue;
}

// Planning keeps what it derives by the catalogue it was given, so that equal own entries must give the same one.
const lastMerged = new WeakMap<Catalogue, Merged>();

/**
 * The catalogue with the user's own device types, rack types and sites beside the published ones; an own entry of the
 * same id stands in place of a published one. Without own entries it is the catalogue itself, so that what is kept by
 * it stays kept; equal own entries after each other give the same catalogue.
 */
export function withUserEntries(catalogue: Catalogue, own: OwnEntries | undefined): Catalogue {
  if (own === undefined) return catalogue;
  const { deviceTypes, rackTypes, sites } = own;
  if (deviceTypes.length + rackTypes.length + sites.length === 0) return catalogue;
  const key = JSON.stringify([deviceTypes, rackTypes, sites]);
  const before = lastMerged.get(catalogue);
  if (before?.key === key) return before.catalogue;
  const merged = {
    ...catalogue,
    deviceTypes: { ...catalogue.deviceTypes, ...byId(deviceTypes) },
    rackTypes: { ...catalogue.rackTypes, ...byId(rackTypes) },
    sites: { ...catalogue.sites, ...byId(sites) },
  };
  lastMerged.set(catalogue, { key, catalogue: merged });
  return merged;
}
