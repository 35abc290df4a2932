import type { PowerLevels } from '#shared/plan/plan';
import type { Watts } from '#shared/units';
import { sumOfInputs, type QuantityInput } from '../derivation/derive';
import type { DeviceCount } from '../placement/inventory';
import type { DevicePower, PowerLevel } from './device-power';

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
