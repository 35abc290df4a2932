import type { DeviceType } from '#shared/catalogue/entries';
import type { Derived } from '#shared/plan/derived';
import type { Range } from '#shared/range';
import type { Watts } from '#shared/units';
import { sumOfInputs, type QuantityInput } from '../derivation/derive';
import type { RackInventory } from '../placement/inventory';
import type { DevicePowers } from './load';
import type { Occupied, OccupationOf } from './occupation';

/**
 * The simulated load: what the deployments' predictions draw, on the devices that hold their accelerators. Accelerators
 * that run nothing draw their share of the idle power; a device without accelerators draws its typical power, and so
 * does one whose run has no predicted power. Nameplate never enters.
 */

interface Parts {
  readonly add: (input: QuantityInput & { readonly count: number }) => void;
  readonly inputs: () => readonly QuantityInput[];
}

function parts(): Parts {
  const known = new Map<string, QuantityInput & { readonly count: number }>();
  return {
    add: (input) => {
      const key = `${input.name}/${input.of ?? ''}`;
      const before = known.get(key)?.count ?? 0;
      known.set(key, { ...input, count: before + input.count });
    },
    inputs: () => [...known.keys()].sort().flatMap((key) => known.get(key) ?? []),
  };
}

function addDevice(
  into: Parts,
  { type, occupied }: { readonly type: DeviceType; readonly occupied: readonly Occupied[] },
  powers: DevicePowers,
): void {
  const power = powers.get(type.id);
  if (power?.known !== true || power.levels.maximum.high === 0) return;
  const { idle, typical } = power.levels;
  const accelerators = type.accelerators?.count ?? 0;
  if (accelerators === 0) {
    into.add({ name: 'power.typical', of: type.name, count: 1, value: typical });
    return;
  }
  let used = 0;
  for (const { run, count } of occupied) {
    used += count;
    if (run.powerPerAccelerator === undefined)
      into.add({ name: 'power.typical', of: type.name, count: count / accelerators, value: typical });
    else into.add({ name: 'power.accelerator', of: run.name, count, value: run.powerPerAccelerator });
  }
  if (used < accelerators)
    into.add({ name: 'power.idle', of: type.name, count: (accelerators - used) / accelerators, value: idle });
}

/** The simulated load of a rack, with its trace down to deployments and device types. */
export function simulatedLoad(
  { devices }: RackInventory,
  { occupation, powers }: { readonly occupation: OccupationOf; readonly powers: DevicePowers },
): Derived<Watts> {
  const into = parts();
  for (const { device, type } of devices) addDevice(into, { type, occupied: occupation(device.id) }, powers);
  return sumOfInputs<Watts>('W', into.inputs(), 'simulated-load');
}

/** The simulated load of all racks: their parts, each once with its whole count, so that the trace stays short. */
export function simulatedTogether(loads: readonly Derived<Watts>[]): Derived<Watts> {
  // A hall has few kinds of rack, which share their loads.
  const times = new Map<Derived<Watts>, number>();
  for (const load of loads) times.set(load, (times.get(load) ?? 0) + 1);
  const into = parts();
  for (const [{ trace }, racks] of times) {
    if (trace.kind !== 'formula') continue;
    for (const input of trace.inputs)
      into.add({ ...(input as QuantityInput), count: (input.count ?? 1) * racks });
  }
  return sumOfInputs<Watts>('W', into.inputs(), 'simulated-load');
}

/** What runs on a device, as a key under which all devices of its type draw the same. */
export const occupiedKey = (occupied: readonly Occupied[]): string =>
  occupied.reduce((key, { run, count }) => `${key}${run.deployment}×${count} `, '');

/** The simulated load of one device. */
export function simulatedDevice(
  type: DeviceType,
  occupied: readonly Occupied[],
  powers: DevicePowers,
): Range<Watts> {
  const into = parts();
  addDevice(into, { type, occupied }, powers);
  return sumOfInputs<Watts>('W', into.inputs());
}
