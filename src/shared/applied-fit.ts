import type { FitAnswer, FitMove } from './autofit';
import type { Scenario } from './scenario/schema';

/** The scenario with what an answer adds: its racks, groups and devices. */
export const withFit = (
  scenario: Scenario,
  { racks, devices, groups }: Pick<FitAnswer, 'racks' | 'devices' | 'groups'>,
): Scenario => ({
  ...scenario,
  racks: { ...scenario.racks, ...Object.fromEntries(racks.map((rack) => [rack.id, rack])) },
  devices: { ...scenario.devices, ...Object.fromEntries(devices.map((device) => [device.id, device])) },
  ...(groups.length > 0 && {
    groups: { ...scenario.groups, ...Object.fromEntries(groups.map((group) => [group.id, group])) },
  }),
});

/** The scenario with devices moved to the places of an answer. */
export function withMoves(scenario: Scenario, moves: readonly FitMove[]): Scenario {
  const devices = { ...scenario.devices };
  for (const { id, ...place } of moves) {
    const device = devices[id];
    if (device !== undefined) devices[id] = { ...device, ...place };
  }
  return { ...scenario, devices };
}
