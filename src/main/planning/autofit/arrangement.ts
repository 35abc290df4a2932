import type { Amounts } from '#main/planning/racks/rack-capacity';
import type { FitStrategy } from '#shared/rack/autofit';
import { type Bin, isOpen, wattsIn } from './bin';
import { type FitProblem, fleetOf } from './fit-problem';
import { type Fleet, type Line, openNew, place } from './fleet';
import { type Left, pack, packGroups, packingOrders } from './pack';

/** One way to place what was asked for. */
export interface Arrangement {
  readonly fleet: Fleet;
  readonly left: Left;
}

const leftOver = ({ left }: Arrangement): number => left.reduce((sum, count) => sum + count, 0);

/** Servers that found a place. */
export const placedIn = ({ fleet }: Arrangement): number =>
  fleet.bins.reduce((sum, { servers }) => sum + servers, 0);

export const openedNew = ({ fleet }: Arrangement): number =>
  fleet.bins.filter((bin) => bin.isNew && isOpen(bin)).length;

export const openedGiven = ({ fleet }: Arrangement): number =>
  fleet.bins.filter((bin) => !bin.isNew && !bin.isInUse && isOpen(bin)).length;

/** How far apart the racks that took something stand: steps along rows, and rows counted double. */
function spanOf({ fleet }: Arrangement): number {
  const racks = fleet.bins.filter(({ placed }) => placed.length > 0).map(({ rack }) => rack);
  if (racks.length === 0) return 0;
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  return 2 * spread(racks.map(({ row }) => row)) + spread(racks.map(({ place }) => place));
}

/** Negative where `a` is the better one: more placed, then fewer new racks, then fewer brought into use, then nearer. */
export const compareArrangements = (a: Arrangement, b: Arrangement): number =>
  placedIn(b) - placedIn(a) ||
  openedNew(a) - openedNew(b) ||
  openedGiven(a) - openedGiven(b) ||
  spanOf(a) - spanOf(b);

/** All given racks and the new ones that an arrangement opened, empty again. */
function sameRacks(problem: FitProblem, found: Arrangement): Fleet {
  const fleet = fleetOf(problem);
  const opened = found.fleet.bins.filter((bin) => bin.isNew && isOpen(bin)).length;
  for (; fleet.created < opened; fleet.created += 1) {
    const bin = problem.newBin(fleet.created);
    if (bin !== undefined) fleet.bins.push(bin);
  }
  return fleet;
}

function lightest(bins: Iterable<Bin>): Bin | undefined {
  let found: Bin | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const bin of bins) {
    const load = wattsIn(bin);
    if (load < least) [found, least] = [bin, load];
  }
  return found;
}

/** One server after another into the rack that draws the least; returns how many found no place. */
function spreadLine({ item, count, firstGroup }: Line, fleet: Fleet, problem: FitProblem): number {
  const { companions } = problem;
  const takes = new Set(fleet.bins);
  let placed = 0;
  while (placed < count) {
    const bin = lightest(takes) ?? openNew(item, fleet, companions);
    if (bin === undefined) break;
    const group = firstGroup === undefined ? undefined : firstGroup + placed;
    if (place(bin, item, { fleet, companions, group })) placed += 1;
    else if (!takes.delete(bin)) break;
  }
  return Number.isFinite(count) ? count - placed : 0;
}

/**
 * Places the same servers in the same racks with their power as even as the largest-first rule makes it: the largest
 * first, each into the rack that draws the least. The arrangement found before stays where this places fewer.
 */
export function spreadPower(problem: FitProblem, found: Arrangement): Arrangement {
  const fleet = sameRacks(problem, found);
  const { lines, companions } = problem;
  const left: Left = lines.map(() => 0);
  const order = lines
    .map((line, index) => ({ line, index, near: line.spread === undefined ? 1 : 0 }))
    .sort(
      (a, b) =>
        a.near - b.near ||
        b.line.item.kind.demand.power * b.line.item.size - a.line.item.kind.demand.power * a.line.item.size ||
        a.index - b.index,
    );
  for (const { line, index } of order) {
    left[index] =
      line.spread === undefined
        ? spreadLine(line, fleet, problem)
        : packGroups(line, line.spread, fleet, { companions, choice: 'tight' });
  }
  const even: Arrangement = { fleet, left };
  const worse = leftOver(even) > leftOver(found) || placedIn(even) < placedIn(found);
  return worse ? found : even;
}

const UNLIMITED: Amounts = { units: 42, power: 1, mass: 1, cooling: 1, mounts: 1 };

/** The empty rack that items are measured against: a new one, else the roomiest given one. */
const measure = ({ newCapacity, given }: FitProblem): Amounts =>
  newCapacity ??
  given.map(({ capacity }) => capacity).toSorted((a, b) => b.power - a.power || b.units - a.units)[0] ??
  UNLIMITED;

const best = (arrangements: Iterable<Arrangement>): Arrangement => {
  let found: Arrangement | undefined;
  for (const each of arrangements) {
    if (found === undefined || compareArrangements(each, found) < 0) found = each;
  }
  if (found === undefined) throw new Error('There is no arrangement to choose from');
  return found;
};

const MOST_STARTS = 24;

/** The given racks, beginning with those in use, then outwards from one of the empty ones. */
function* ordersFrom(given: readonly Bin[]): Generator<readonly Bin[]> {
  const inUse = given.filter(({ isInUse }) => isInUse);
  const empty = given.filter(({ isInUse }) => !isInUse);
  if (empty.length <= 1) {
    yield given;
    return;
  }
  const steps = Math.ceil(empty.length / MOST_STARTS);
  for (let start = 0; start < empty.length; start += steps) {
    const first = empty[start];
    if (first === undefined) return;
    const apart = ({ rack }: Bin): number =>
      2 * Math.abs(rack.row - first.rack.row) + Math.abs(rack.place - first.rack.place);
    yield [...inUse, ...empty.toSorted((a, b) => apart(a) - apart(b))];
  }
}

// Long lists fill many racks alike, where a further order gains little and costs seconds.
const LONG_LIST = 2_000;

function* attempts(problem: FitProblem, racks: readonly Bin[]): Generator<Arrangement> {
  const servers = problem.lines.reduce((sum, { count, item }) => sum + count * item.size, 0);
  const long = servers > LONG_LIST;
  const orders = packingOrders(problem.lines, measure(problem));
  for (const order of long ? orders.slice(0, 2) : orders) {
    for (const choice of long ? (['tight'] as const) : (['tight', 'first'] as const)) {
      const fleet = fleetOf(problem, racks);
      const { companions, lines } = problem;
      yield { fleet, left: pack(lines, order, fleet, { companions, choice }) };
    }
  }
}

function* allAttempts(problem: FitProblem, strategy: FitStrategy): Generator<Arrangement> {
  if (strategy !== 'compact') {
    yield* attempts(problem, problem.given);
    return;
  }
  for (const racks of ordersFrom(problem.given)) yield* attempts(problem, racks);
}

/** Places by heuristics alone: the best of several orders, and for an even load a spread over the same racks. */
export function arrange(problem: FitProblem, strategy: FitStrategy): Arrangement {
  const found = best(allAttempts(problem, strategy));
  return strategy === 'spread' ? spreadPower(problem, found) : found;
}
