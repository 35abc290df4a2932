import type { PlanningContext } from '#main/planning/context/planning-context';
import { zeroUnitMountsOf } from '#main/planning/placement/space';
import type { PlacedDevice } from '#main/planning/placement/inventory';
import { supplyOf } from '#main/planning/power/feeds';
import { devicePower } from '#main/planning/power/load';
import { powerPathOf } from '#main/planning/power/power-path';
import { lossesOf } from '#main/planning/power/sources';
import { stripsOf } from '#main/planning/power/strips';
import type { DeviceType, RackType } from '#shared/catalogue/entries';
import type { Rack } from '#shared/scenario/schema';
import { massLimitOf } from './rack-mass';

/** Amounts of what a rack has and devices take. A limit that does not exist is infinite. */
export interface Amounts {
  /** Rack units by volume: a device of half depth or half width takes half of its height. */
  readonly units: number;
  /** W that the feeds and their strips, with any one source lost, and the rack's own limit allow. */
  readonly power: number;
  /** kg of devices; the rack itself is taken off. */
  readonly mass: number;
  /** W of heat. */
  readonly cooling: number;
  /** Mounts for strips beside the rails. */
  readonly mounts: number;
}

export const amountNames = ['units', 'power', 'mass', 'cooling', 'mounts'] as const;
export type AmountName = (typeof amountNames)[number];

/** Which power counts: the nameplate, which a breaker must carry, or the typical one. */
export type FitLevel = 'maximum' | 'typical';

/**
 * What a rack of this type with these feeds and limits may hold: the limits that `plan` checks, in one place for all
 * who fill racks. A rack without feeds carries no load.
 */
export function rackCapacity(
  {
    rack,
    type,
    devices = [],
  }: { readonly rack: Rack; readonly type: RackType; readonly devices?: readonly PlacedDevice[] },
  context: PlanningContext,
): Amounts {
  const path = powerPathOf(context);
  const strips = stripsOf({ rack, devices }, path);
  const losses = lossesOf(rack.feeds, path.originOf);
  const limit = massLimitOf({ rack, type }, context)?.typical ?? Number.POSITIVE_INFINITY;
  const empty = context.figures.at(`rackTypes/${type.id}/emptyMass`, 'kg')?.typical ?? 0;
  return {
    units: type.units,
    power: supplyOf({ rack, strips, losses, derating: path.derating }).usable.typical,
    mass: limit - empty,
    cooling: rack.limits.coolingWatts ?? Number.POSITIVE_INFINITY,
    mounts: zeroUnitMountsOf(rack, context),
  };
}

export interface Demand extends Amounts {
  /** Figures that nobody publishes; they count as nothing here and the answer names them. */
  readonly unknown: readonly ('power' | 'mass')[];
}

/** What one device of a type takes. At nameplate it never takes less than typically. */
export function deviceDemand(type: DeviceType, level: FitLevel, { figures }: PlanningContext): Demand {
  const power = devicePower(figures, type);
  const mass = figures.at(`deviceTypes/${type.id}/mass`, 'kg')?.typical;
  const typical = power.known ? power.levels.typical.typical : undefined;
  const maximum = power.known
    ? Math.max(power.levels.maximum.typical, power.levels.typical.typical)
    : undefined;
  const draw = level === 'maximum' ? maximum : typical;
  return {
    units: type.heightUnits * (type.fullDepth ? 1 : 0.5) * (type.halfWidth === true ? 0.5 : 1),
    power: draw ?? 0,
    mass: mass ?? 0,
    cooling: draw ?? 0,
    mounts: type.heightUnits === 0 ? 1 : 0,
    unknown: [
      ...(draw === undefined ? (['power'] as const) : []),
      ...(mass === undefined ? (['mass'] as const) : []),
    ],
  };
}
