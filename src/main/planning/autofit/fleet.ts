import { freePlaceIn } from '#shared/scenario/names';
import type { PlanningContext } from '#main/planning/context/planning-context';
import type { Inventory, RackInventory } from '#main/planning/placement/inventory';
import { type Amounts, rackCapacity } from '#main/planning/racks/rack-capacity';
import type { RackType } from '#shared/catalogue/entries';
import type { FitNewRacks } from '#shared/rack/autofit';
import { slotOf, usableDepth } from '#shared/rack/geometry';
import { freeRackName, rackIdFor } from '#shared/scenario/names';
import { type Rack, type Scenario, scenarioLimits } from '#shared/scenario/schema';
import type { RackId } from '#shared/schema/ids';
import {
  type Bin,
  type Companion,
  emptyBin,
  type Item,
  joining,
  type KindOf,
  minus,
  nothing,
  obstacle,
  plus,
  put,
  trialOf,
  withSpare,
} from './bin';
import { emptyGrid, freeVolume, keep, take } from './grid';

/** Several racks near each other: whether two may hold members of one group. */
export type Near = (a: Bin, b: Bin) => boolean;

/** So many of one item; the members of a near group are placed one by one within reach of each other. */
export interface Line {
  readonly item: Item;
  /** How many items; as many as fit when infinite. */
  readonly count: number;
  /** Set for groups that may spread over several racks: how many servers each has, and how near they must be. */
  readonly spread?: { readonly size: number; readonly near: Near; readonly adjacent: boolean };
  /** The number of the first group of this line, counted over all lines; only for lines that come in groups. */
  readonly firstGroup?: number;
}

/** Where racks come from when those at hand are full: the n-th new one, or none any more. */
export type NewBin = (index: number) => Bin | undefined;

export interface Fleet {
  readonly bins: Bin[];
  readonly newBin: NewBin;
  /** How many new ones the bins hold already. */
  created: number;
  /** What the site still takes, in W. */
  sitePower: number;
  siteCooling: number;
}

export interface PackTerms {
  readonly companions: readonly Companion[];
  /** `tight`: where the least is left over; `first`: the first in the order of the bins. */
  readonly choice: 'tight' | 'first';
}

export const siteTakes = (fleet: Fleet, demand: Amounts): boolean =>
  demand.power <= fleet.sitePower && demand.cooling <= fleet.siteCooling;

/** Puts one item into a bin if the bin and the site take it. */
export function place(
  bin: Bin,
  item: Item,
  {
    fleet,
    companions,
    group,
  }: {
    readonly fleet: Fleet;
    readonly companions: readonly Companion[];
    readonly group?: number | undefined;
  },
): boolean {
  if (obstacle(bin, item, companions) !== undefined) return false;
  const { demand } = joining(bin, item, companions);
  if (!siteTakes(fleet, demand) || !put(bin, item, companions, group)) return false;
  fleet.sitePower -= demand.power;
  fleet.siteCooling -= demand.cooling;
  return true;
}

/** The next new rack, where it and the site would take the item. */
export function openNew(item: Item, fleet: Fleet, companions: readonly Companion[]): Bin | undefined {
  const bin = fleet.newBin(fleet.created);
  if (bin === undefined || !place(trialOf(bin), item, { fleet: { ...fleet }, companions })) return undefined;
  fleet.bins.push(bin);
  fleet.created += 1;
  return bin;
}

interface Setting {
  readonly inventory: Inventory;
  readonly kindOf: KindOf;
  readonly context: PlanningContext;
}

/** One rack with what stands in it, as a bin for more. */
function binOf(
  { rack, type, devices }: RackInventory,
  spareFraction: number,
  { kindOf, context }: Setting,
): Bin {
  const start = emptyGrid(type.units, usableDepth(type, context.scenario));
  for (const reservation of rack.reserved ?? []) keep(start, reservation);
  let used = nothing;
  for (const { device, type: deviceType } of devices) {
    const kind = kindOf(deviceType.id);
    used = plus(used, kind?.demand ?? nothing);
    if (deviceType.heightUnits === 0) continue;
    take(start, { ...slotOf(deviceType, device), depthMeters: kind?.depthMeters });
  }
  const whole = withSpare(rackCapacity({ rack, type, devices }, context), spareFraction);
  const rest = minus(whole, used);
  const spareUnits = type.units * spareFraction;
  return emptyBin({
    rack,
    units: type.units,
    isNew: false,
    isInUse: devices.length > 0,
    capacity: { ...rest, units: freeVolume(start) - spareUnits },
    base: { ...used, units: type.units - freeVolume(start) },
    start,
  });
}

/** The racks that may be filled: those in use first, then the empty ones, each in order of the floor. */
export function givenBins(
  {
    given,
    spareFraction,
  }: { readonly given?: readonly RackId[] | undefined; readonly spareFraction: number },
  setting: Setting,
): readonly Bin[] {
  const wanted = given === undefined ? undefined : new Set(given);
  const bins = setting.inventory.racks
    .filter(({ rack }) => wanted === undefined || wanted.has(rack.id))
    .map((rack) => binOf(rack, spareFraction, setting));
  return [...bins.filter(({ isInUse }) => isInUse), ...bins.filter(({ isInUse }) => !isInUse)];
}

/** Racks to be added, one by one: named, and standing at the end of their row. The n-th is always the same. */
function newRackSeries(scenario: Scenario, wanted: FitNewRacks): (index: number) => Rack | undefined {
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

interface NewBins {
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
