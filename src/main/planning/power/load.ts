import type { Figures } from '#main/planning/context/planning-context';
import type { OccupationOf, Occupied } from '#main/planning/deployments/occupation';
import { derive, type QuantityInput, sumOfInputs } from '#main/planning/derivation/derive';
import type { QuantityName } from '#main/planning/derivation/formulas';
import type { DeviceCount, RackInventory } from '#main/planning/placement/inventory';
import type { DeviceType } from '#shared/catalogue/entries';
import type { Derived } from '#shared/plan/derived';
import type { PowerLevels } from '#shared/plan/plan';
import type { Range } from '#shared/units/range';
import type { Watts } from '#shared/units/units';
import type { ReadFigurePath } from '#shared/catalogue/read-figures';

type PowerLevel = keyof PowerLevels;

/** What one device draws. A level that nobody publishes is bounded by its neighbour and named in `assumed`. */
export type DevicePower =
  | { readonly known: true; readonly levels: PowerLevels; readonly assumed: readonly PowerLevel[] }
  | { readonly known: false };

type Published = { readonly [Level in PowerLevel]: Derived<Watts> | undefined };

const boundedBy = (name: QuantityName, value: Derived<Watts>, low: Watts): Derived<Watts> =>
  derive({
    formula: 'bounded-by',
    unit: 'W',
    inputs: [{ name, value }],
    range: { low, typical: value.typical, high: value.high },
  });

/** An idle power lies between nothing and the typical one, a typical between idle and nameplate: never just zero. */
function complete({ idle, typical, maximum }: Published): DevicePower {
  const floor = idle?.low ?? (0 as Watts);
  const usual = typical ?? (maximum && boundedBy('power.maximum', maximum, floor));
  if (usual === undefined) return { known: false };
  const levels = {
    idle: idle ?? boundedBy('power.typical', usual, 0 as Watts),
    typical: usual,
    maximum: maximum ?? boundedBy('power.typical', usual, usual.low),
  };
  const published = { idle, typical, maximum };
  const assumed = (['idle', 'typical', 'maximum'] as const).filter((level) => published[level] === undefined);
  return { known: true, levels, assumed };
}

export const powerPath = (type: Pick<DeviceType, 'id'>, level: PowerLevel): ReadFigurePath =>
  `deviceTypes/${type.id}/power.${level}`;

/** The power of one device, whole: hosts, accelerators and supplies together, measured at its inlets. */
export const devicePower = (figures: Figures, type: DeviceType): DevicePower =>
  complete({
    idle: figures.at<Watts>(powerPath(type, 'idle'), 'W'),
    typical: figures.at<Watts>(powerPath(type, 'typical'), 'W'),
    maximum: figures.at<Watts>(powerPath(type, 'maximum'), 'W'),
  });

/** What a group of devices draws, and whose power nobody publishes. */
export interface Load {
  readonly power: PowerLevels;
  /** Names of the device types that the sums leave out. */
  readonly unknownFor: readonly string[];
  /** Names of those whose nameplate is unknown, so that nothing vouches for the maximum. */
  readonly maximumUnknownFor: readonly string[];
}

/** What a device draws, by the id of its type. */
export type DevicePowers = Pick<ReadonlyMap<string, DevicePower>, 'get'>;

function inputsAt(level: PowerLevel, counts: readonly DeviceCount[], powers: DevicePowers): QuantityInput[] {
  const inputs: QuantityInput[] = [];
  for (const { type, count } of counts) {
    const power = powers.get(type.id);
    if (power?.known !== true || power.levels.maximum.high === 0) continue;
    inputs.push({ name: `power.${level}`, of: type.name, count, value: power.levels[level] });
  }
  return inputs;
}

/** The summed power of devices counted by type: idle, typical and nameplate. */
export function loadOf(counts: readonly DeviceCount[], powers: DevicePowers): Load {
  const levelOf = (level: PowerLevel) => sumOfInputs<Watts>('W', inputsAt(level, counts, powers));
  const named = (applies: (power: DevicePower | undefined) => boolean): readonly string[] =>
    counts.filter(({ type }) => applies(powers.get(type.id))).map(({ type }) => type.name);
  return {
    power: { idle: levelOf('idle'), typical: levelOf('typical'), maximum: levelOf('maximum') },
    unknownFor: named((power) => power?.known !== true),
    maximumUnknownFor: named((power) => power?.known !== true || power.assumed.includes('maximum')),
  };
}

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
