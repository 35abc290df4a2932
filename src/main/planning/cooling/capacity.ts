import type { CoolingCapacity } from '#shared/power/report';
import type { Range } from '#shared/range';
import type { Cooling, CoolingUnit } from '#shared/scenario/cooling';
import { cubicMetersPerSecond, watts, type CubicMetersPerSecond, type Watts } from '#shared/units';

export const unitsOf = ({ units }: Cooling, cools: CoolingUnit['cools']): readonly CoolingUnit[] =>
  Object.values(units)
    .filter((unit) => unit.cools === cools)
    .sort((a, b) => b.capacityWatts - a.capacityWatts || (a.id < b.id ? -1 : 1));

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
