import type { FitNewRacks } from '#shared/autofit';
import type { RackType } from '#shared/catalogue/entries';
import { usableDepth } from '#shared/rack/depth';
import { freeRackName, rackIdFor } from '#shared/scenario/names';
import { scenarioLimits, type Rack, type Scenario } from '#shared/scenario/schema';
import type { PlanningContext } from '../planning-context';
import { rackCapacity, type Amounts } from '../placement/rack-capacity';
import { nothing, withSpare } from './amounts';
import { emptyBin, type Bin } from './bin';
import { emptyGrid } from './grid';
import type { NewBin } from './fleet';

/** Racks to be added, one by one: named, and standing at the end of their row. The n-th is always the same. */
export function newRackSeries(scenario: Scenario, wanted: FitNewRacks): (index: number) => Rack | undefined {
  const most = Math.min(
    wanted.most ?? scenarioLimits.racks,
    scenarioLimits.racks - Object.keys(scenario.racks).length,
  );
  const names = new Set(Object.values(scenario.racks).map(({ name }) => name));
  const ids = new Set<string>(Object.keys(scenario.racks));
  const series: Rack[] = [];
  let { row } = wanted;
  let place = freePlaceIn(scenario, row);
  return (index) => {
    if (index >= most) return undefined;
    while (series.length <= index) {
      while (place >= wanted.perRow) {
        row += 1;
        place = freePlaceIn(scenario, row);
      }
      const name = freeRackName(names, row, place);
      const id = rackIdFor(name, ids);
      names.add(name);
      ids.add(id);
      const { type, limits } = wanted;
      series.push({ id, name, type, row, place, feeds: [...wanted.feeds], limits });
      place += 1;
    }
    return series[index];
  };
}

/** The first place of a row behind all its racks. */
const freePlaceIn = (scenario: Scenario, row: number): number =>
  Object.values(scenario.racks).reduce(
    (next, rack) => (rack.row === row ? Math.max(next, rack.place + 1) : next),
    0,
  );

export interface NewBins {
  readonly newBin: NewBin;
  /** What an empty one holds, spare taken off; undefined where there are none to be had. */
  readonly capacity: Amounts | undefined;
}

/** The same as bins to fill. */
export function newBins(
  {
    wanted,
    type,
    spareFraction,
  }: { readonly wanted: FitNewRacks; readonly type: RackType; readonly spareFraction: number },
  context: PlanningContext,
): NewBins {
  const rackAt = newRackSeries(context.scenario, wanted);
  const first = rackAt(0);
  if (first === undefined) return { newBin: () => undefined, capacity: undefined };
  const capacity = withSpare(rackCapacity({ rack: first, type }, context), spareFraction);
  const newBin = (index: number): Bin | undefined => {
    const rack = rackAt(index);
    if (rack === undefined) return undefined;
    const { units } = type;
    const start = emptyGrid(units, usableDepth(type, context.scenario));
    return emptyBin({ rack, units, isNew: true, isInUse: false, capacity, base: nothing, start });
  };
  return { newBin, capacity };
}
