import { leftOver, placedIn, type Arrangement } from './arrangement';
import { isOpen, wattsIn, type Bin } from './bin';
import { fleetOf, type FitProblem } from './fit-problem';
import { openNew, place, type Fleet, type Line } from './fleet';
import { packGroups } from './pack-groups';
import type { Left } from './pack';

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
