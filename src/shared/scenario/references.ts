import type { Refusal } from '../refusal';
import type { Scenario } from './schema';

/**
 * What a scenario of the right shape still gets wrong within itself: keys that are not the id of their entry, devices
 * without a rack, feeds of one rack with the same id, deployments of workloads that do not exist. What it takes from
 * the catalogue is not looked at here; a plan names that.
 */
export const checkReferences = (scenario: Scenario): readonly Refusal[] => [
  ...misnamed('racks', scenario.racks),
  ...misnamed('devices', scenario.devices),
  ...misnamed('workloads', scenario.workloads),
  ...misnamed('deployments', scenario.deployments),
  ...misnamed('electrical.utilities', scenario.electrical.utilities),
  ...misnamed('electrical.upsSystems', scenario.electrical.upsSystems),
  ...misnamed('electrical.pdus', scenario.electrical.pdus),
  ...misnamed('cooling.units', scenario.cooling.units),
  ...misnamed('groups', scenario.groups ?? {}),
  ...strayDevices(scenario),
  ...repeatedFeeds(scenario),
  ...strayDeployments(scenario),
  ...strayMembers(scenario),
];

type Entries = Readonly<Record<string, { readonly id: string }>>;

const misnamed = (kind: string, entries: Entries): readonly Refusal[] =>
  Object.entries(entries)
    .filter(([key, { id }]) => key !== id)
    .map(([key, { id }]) =>
      broken(`${kind}.${key}.id`, `the entry is filed under "${key}" but calls itself "${id}"`),
    );

const strayDevices = ({ devices, racks }: Scenario): readonly Refusal[] =>
  Object.values(devices)
    .filter(({ rack }) => !Object.hasOwn(racks, rack))
    .map(({ id, rack }) => broken(`devices.${id}.rack`, `there is no rack "${rack}"`));

const repeatedFeeds = ({ racks }: Scenario): readonly Refusal[] =>
  Object.values(racks).flatMap(({ id, feeds }) =>
    feeds.flatMap((feed, index) =>
      feeds.findIndex((other) => other.id === feed.id) === index
        ? []
        : [broken(`racks.${id}.feeds[${index}].id`, `another feed of the rack is called "${feed.id}" too`)],
    ),
  );

const strayDeployments = ({ deployments, workloads }: Scenario): readonly Refusal[] =>
  Object.values(deployments).flatMap(({ id, workload }) =>
    workload === undefined || Object.hasOwn(workloads, workload)
      ? []
      : [broken(`deployments.${id}.workload`, `there is no workload "${workload}"`)],
  );

const strayMembers = ({ devices, groups = {} }: Scenario): readonly Refusal[] =>
  Object.values(devices).flatMap(({ id, group }) =>
    group === undefined || Object.hasOwn(groups, group)
      ? []
      : [broken(`devices.${id}.group`, `there is no group "${group}"`)],
  );

const broken = (path: string, reason: string): Refusal => ({
  code: 'scenario-invalid',
  message: `This is not a readable scenario: ${path}: ${reason}`,
  path,
  params: { path, reason },
});
