import type { Device, Scenario } from '#shared/scenario/schema';

/** A hall with its last device moved into the last gateway rack, as an edit leaves it: all else the same objects. */
export function withOneMove(scenario: Scenario): Scenario {
  const devices: readonly Device[] = Object.values(scenario.devices);
  const moved = devices.at(-1);
  const target = Object.values(scenario.racks).at(-2);
  if (moved === undefined || target === undefined) throw new Error('The hall is empty.');
  return {
    ...scenario,
    devices: { ...scenario.devices, [moved.id]: { ...moved, rack: target.id, position: 40 } },
  };
}
