import type { CoolingReport, HeatConflict, RackCoolingReport, RowCoolingReport } from '#shared/power/report';
import { mapRange, sumOf, type Range } from '#shared/units/range';
import type { Scenario } from '#shared/scenario/schema';
import {
  cubicMetersPerSecond,
  kelvinDifference,
  watts,
  type CubicMetersPerSecond,
  type Watts,
} from '#shared/units/units';
import type { DeviceCount, RackInventory } from '#main/planning/placement/inventory';
import type { Figures } from '#main/planning/context/planning-context';
import type { DevicePowers } from '#main/planning/power/load';
import { airflowFor, temperatureRiseOf } from './cooling-plan';
import { capacityAgainst, heatConflictOf, splitHeat } from './heat-removal';

interface CoolingMeans {
  readonly scenario: Scenario;
  readonly figures: Figures;
  readonly powers: DevicePowers;
}

export interface WarmRack {
  readonly inventory: RackInventory;
  /** Its load at the level asked for; all of it ends as heat. */
  readonly heat: Range<Watts>;
}

/** The air that the fans of a rack's devices move, as their makers state it. */
function fansOf({ counts }: RackInventory, { figures, powers }: CoolingMeans) {
  let sum = 0;
  const unknownFor: string[] = [];
  for (const { type, count } of counts) {
    const power = powers.get(type.id);
    if (power?.known === true && power.levels.maximum.high === 0) continue;
    const airflow = figures.at<CubicMetersPerSecond>(`deviceTypes/${type.id}/airflow`, 'm3/s');
    if (airflow === undefined) unknownFor.push(type.name);
    else sum += airflow.typical * count;
  }
  return { airflow: unknownFor.length > 0 || sum === 0 ? undefined : cubicMetersPerSecond(sum), unknownFor };
}

function rackCooling({ inventory, heat }: WarmRack, means: CoolingMeans): RackCoolingReport {
  const { rack } = inventory;
  const { altitudeMeters, airTemperatureRiseKelvin } = means.scenario.site;
  const split = splitHeat(heat, rack.cooling);
  // What cold plates take never reaches the air; a rear door cools the air behind the servers, which still moves.
  const throughServers = mapRange(heat, (value) => watts(value * (1 - (rack.cooling?.liquidFraction ?? 0))));
  const rise = kelvinDifference(airTemperatureRiseKelvin);
  const fans = fansOf(inventory, means);
  const supplied = rack.cooling?.airflowCubicMetersPerSecond;
  const airflow = supplied === undefined ? fans.airflow : cubicMetersPerSecond(supplied);
  return {
    rack: rack.id,
    name: rack.name,
    row: rack.row,
    heat: mapRange(heat, (value) => value),
    ...split,
    airflowNeeded: mapRange(throughServers, (value) => airflowFor({ heat: value, rise, altitudeMeters })),
    airflowSupplied: supplied === undefined ? undefined : cubicMetersPerSecond(supplied),
    airflowOfFans: fans.airflow,
    fansUnknownFor: fans.unknownFor,
    temperatureRise:
      airflow === undefined
        ? undefined
        : mapRange(throughServers, (value) => temperatureRiseOf({ heat: value, airflow, altitudeMeters })),
    limit: rack.limits.coolingWatts === undefined ? undefined : watts(rack.limits.coolingWatts),
  };
}

function rowsOf(racks: readonly RackCoolingReport[]): readonly RowCoolingReport[] {
  const rows = new Map<number, RackCoolingReport[]>();
  for (const rack of racks) rows.set(rack.row, [...(rows.get(rack.row) ?? []), rack]);
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([row, members]) => ({
      row,
      racks: members.length,
      heat: sumOf(members.map(({ heat }) => heat)),
      air: sumOf(members.map(({ air }) => air)),
      airflowNeeded: sumOf(members.map(({ airflowNeeded }) => airflowNeeded)),
    }));
}

const conflictsOf = (
  counts: readonly DeviceCount[],
  { figures, powers }: CoolingMeans,
): readonly HeatConflict[] =>
  counts.flatMap(({ type }) => {
    const conflict = heatConflictOf(type, { figures, powers });
    return conflict === undefined ? [] : [{ type: type.id, name: type.name, ...conflict }];
  });

/** The heat of every rack and row, where it goes, the air it needs, and the units that cool it. */
export function coolingReport(
  racks: readonly WarmRack[],
  counts: readonly DeviceCount[],
  means: CoolingMeans,
): CoolingReport {
  const { cooling } = means.scenario;
  const reports = racks.map((rack) => rackCooling(rack, means));
  const air = sumOf(reports.map((rack) => rack.air));
  // Cold plates and the water of rear doors hang on the same loop.
  const liquid = sumOf(reports.map((rack) => sumOf([rack.liquid, rack.rearDoor])));
  const airflow = sumOf(reports.map((rack) => rack.airflowNeeded));
  return {
    containment: cooling.containment,
    racks: reports,
    rows: rowsOf(reports),
    capacities: [capacityAgainst(air, cooling, 'air'), capacityAgainst(liquid, cooling, 'liquid')].flatMap(
      (capacity) => capacity ?? [],
    ),
    airflowToSupply: mapRange(airflow, (flow) => cubicMetersPerSecond(flow / (1 - cooling.bypassFraction))),
    conflicts: conflictsOf(counts, means),
  };
}
