import { byId } from '#shared/text/order';
import type { Figures } from '#main/planning/context/planning-context';
import type { DevicePowers } from '#main/planning/power/load';
import type { DeviceType } from '#shared/catalogue/entries';
import type { Derived } from '#shared/plan/derived';
import type { CoolingCapacity } from '#shared/power/report';
import type { Containment, Cooling, CoolingUnit, RackCooling } from '#shared/scenario/cooling';
import { mapRange, type Range } from '#shared/units/range';
import { cubicMetersPerSecond, type CubicMetersPerSecond, watts, type Watts } from '#shared/units/units';

/** Where the heat of a rack goes. */
interface HeatSplit {
  /** Into cold plates. */
  readonly liquid: Range<Watts>;
  /** Into the water of a rear-door heat exchanger. */
  readonly rearDoor: Range<Watts>;
  /** Into the air of the room. */
  readonly air: Range<Watts>;
}

/** What of a heat is left to the room's air. */
export const airHeat = (heat: Watts, { liquidFraction = 0, rearDoorWatts = 0 }: RackCooling = {}): Watts =>
  watts(Math.max(0, heat - heat * liquidFraction - rearDoorWatts));

/**
 * Cold plates take their share of the heat; a rear door takes of the rest what it can; the room's air gets what is
 * left. The three add up to the heat at each bound.
 */
export function splitHeat(heat: Range<Watts>, cooling: RackCooling = {}): HeatSplit {
  const { liquidFraction = 0, rearDoorWatts = 0 } = cooling;
  const rest = (value: Watts): number => value - value * liquidFraction;
  return {
    liquid: mapRange(heat, (value) => watts(value * liquidFraction)),
    rearDoor: mapRange(heat, (value) => watts(Math.min(rest(value), rearDoorWatts))),
    air: mapRange(heat, (value) => airHeat(value, cooling)),
  };
}

// A maker's heat that is off its power by rounding alone is no conflict.
const HEAT_TOLERANCE = 0.02;

/** The heat that a maker states beside another nameplate power; undefined where the two agree or one is unknown. */
export function heatConflictOf(
  type: DeviceType,
  { figures, powers }: { readonly figures: Figures; readonly powers: DevicePowers },
): { readonly stated: Watts; readonly maximum: Watts } | undefined {
  const stated = figures.at<Watts>(`deviceTypes/${type.id}/statedHeat`, 'W')?.typical;
  const power = powers.get(type.id);
  if (stated === undefined || power?.known !== true) return undefined;
  const maximum = power.levels.maximum.typical;
  return Math.abs(stated - maximum) <= HEAT_TOLERANCE * maximum ? undefined : { stated, maximum };
}

/** The heat per rack that room air carries in practice, with the aisles open or kept apart; a figure with its sources. */
export const densityOf = (containment: Containment, figures: Figures): Derived<Watts> | undefined =>
  figures.at<Watts>(`figures/air-density-${containment === 'none' ? 'open' : 'contained'}/figure`, 'W');

export const unitsOf = ({ units }: Cooling, cools: CoolingUnit['cools']): readonly CoolingUnit[] =>
  Object.values(units)
    .filter((unit) => unit.cools === cools)
    .sort((a, b) => b.capacityWatts - a.capacityWatts || byId(a, b));

const capacityOf = (units: readonly CoolingUnit[]): Watts =>
  watts(units.reduce((sum, { capacityWatts }) => sum + capacityWatts, 0));

/** Air that all units move together; undefined as soon as one does not say. */
function airflowOf(units: readonly CoolingUnit[]): CubicMetersPerSecond | undefined {
  let sum = 0;
  for (const { airflowCubicMetersPerSecond: airflow } of units) {
    if (airflow === undefined) return undefined;
    sum += airflow;
  }
  return units.length === 0 ? undefined : cubicMetersPerSecond(sum);
}

/**
 * The units that cool one medium against its heat, all of them and with the largest spare ones out of service (N+1 is
 * one spare unit). Undefined where the scenario has no such unit, since then nothing is known of its cooling.
 */
export function capacityAgainst(
  demand: Range<Watts>,
  cooling: Cooling,
  cools: CoolingUnit['cools'],
): CoolingCapacity | undefined {
  const units = unitsOf(cooling, cools);
  if (units.length === 0) return undefined;
  const left = units.slice(Math.min(cooling.spareUnits, units.length));
  return {
    cools,
    units: units.length,
    spare: cooling.spareUnits,
    demand,
    capacity: capacityOf(units),
    capacityWithoutSpare: capacityOf(left),
    airflow: airflowOf(units),
    airflowWithoutSpare: airflowOf(left),
  };
}
