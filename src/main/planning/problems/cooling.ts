import type { Problem, RackPlan } from '#shared/plan/plan';
import { sumOf } from '#shared/units/range';
import type { Scenario } from '#shared/scenario/schema';
import { kelvinDifference, watts, type CubicMetersPerSecond, type Watts } from '#shared/units/units';
import { airflowFor } from '#main/planning/cooling/cooling-plan';
import { airHeat, capacityAgainst, densityOf, splitHeat } from '#main/planning/cooling/heat-removal';
import type { Figures } from '#main/planning/context/planning-context';
import { kilowattText, problem } from './problem';

const airText = (flow: CubicMetersPerSecond): string => `${flow.toFixed(2)} m³/s`;

interface CoolingMeans {
  readonly scenario: Scenario;
  readonly figures: Figures;
}

/** Air that reaches a rack short of what its heat needs. */
function rackAirProblems(rack: RackPlan, { scenario }: CoolingMeans): readonly Problem[] {
  const entry = scenario.racks[rack.id];
  if (entry === undefined) return [];
  const place = { kind: 'rack', rack: rack.id } as const;
  const heat = rack.cooling.heat.typical;
  const problems: Problem[] = [];
  const supplied = entry.cooling?.airflowCubicMetersPerSecond as CubicMetersPerSecond | undefined;
  if (supplied !== undefined) {
    const throughServers = watts(heat * (1 - (entry.cooling?.liquidFraction ?? 0)));
    const rise = kelvinDifference(scenario.site.airTemperatureRiseKelvin);
    const needed = airflowFor({ heat: throughServers, rise, altitudeMeters: scenario.site.altitudeMeters });
    if (needed > supplied) {
      const short = (needed - supplied) as CubicMetersPerSecond;
      const params = {
        rack: rack.name,
        needed: airText(needed),
        supplied: airText(supplied),
        short: airText(short),
      };
      const measure = { demand: needed, limit: supplied, unit: 'm3/s' };
      problems.push(problem({ severity: 'error', place, code: 'rack-short-of-air', params, measure }));
    }
  }
  return problems;
}

/** Racks that leave more heat to the room's air than aisles of this kind carry in practice: one note for all of them. */
function densityProblems(
  racks: readonly RackPlan[],
  { scenario, figures }: CoolingMeans,
): readonly Problem[] {
  const limit = densityOf(scenario.cooling.containment, figures)?.high;
  if (limit === undefined) return [];
  let count = 0;
  let worst = { rack: undefined as RackPlan | undefined, air: limit };
  for (const rack of racks) {
    const air = airHeat(rack.cooling.heat.typical, scenario.racks[rack.id]?.cooling);
    if (air <= limit) continue;
    count += 1;
    if (air > worst.air) worst = { rack, air };
  }
  if (worst.rack === undefined) return [];
  const code = scenario.cooling.containment === 'none' ? 'racks-over-open-air' : 'racks-over-contained-air';
  const place = { kind: 'rack', rack: worst.rack.id } as const;
  const params = { rack: worst.rack.name, count, air: kilowattText(worst.air), limit: kilowattText(limit) };
  const measure = { demand: worst.air, limit, unit: 'W' };
  return [problem({ severity: 'note', place, code, params, measure })];
}

function capacityProblems(racks: readonly RackPlan[], { scenario }: CoolingMeans): readonly Problem[] {
  if (Object.keys(scenario.cooling.units).length === 0) return [];
  const splits = racks.map((rack) => splitHeat(rack.cooling.heat, scenario.racks[rack.id]?.cooling));
  const demands = {
    air: sumOf<Watts>(splits.map(({ air }) => air)),
    liquid: sumOf<Watts>(splits.flatMap(({ liquid, rearDoor }) => [liquid, rearDoor])),
  };
  return (['air', 'liquid'] as const).flatMap((cools) => {
    const capacity = capacityAgainst(demands[cools], scenario.cooling, cools);
    const demand = demands[cools].typical;
    if (capacity === undefined || demand <= capacity.capacityWithoutSpare) return [];
    const over = demand > capacity.capacity;
    const limit = over ? capacity.capacity : capacity.capacityWithoutSpare;
    const params = {
      demand: kilowattText(demand),
      limit: kilowattText(limit),
      short: kilowattText(watts(demand - limit)),
      units: capacity.units,
      spare: capacity.spare,
    };
    const measure = { demand, limit, unit: 'W' };
    const code = over ? (`${cools}-cooling-over` as const) : (`${cools}-cooling-without-spare` as const);
    const severity = over ? 'error' : 'warning';
    return [problem({ severity, place: { kind: 'site' }, code, params, measure })];
  });
}

/** Where the room's air, its cooling units or the liquid loop carry less than the typical heat. */
export const coolingProblems = (racks: readonly RackPlan[], means: CoolingMeans): readonly Problem[] => [
  ...capacityProblems(racks, means),
  ...densityProblems(racks, means),
  ...racks.flatMap((rack) => rackAirProblems(rack, means)),
];
