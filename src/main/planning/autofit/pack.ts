import { amountNames, type Amounts } from '../placement/rack-capacity';
import { largestShare, nothing, plus } from './amounts';
import { free, isOpen, joining, obstacle, type Bin, type Item } from './bin';
import { openNew, place, type Fleet, type Line, type PackTerms } from './fleet';
import { packGroups } from './pack-groups';

/** How many items of each line found no place, in the order of the lines. */
export type Left = number[];

/** Fills racks line by line, largest first, each item where it leaves the least over. */
export function pack(lines: readonly Line[], order: readonly number[], fleet: Fleet, terms: PackTerms): Left {
  const left: Left = lines.map(({ count }) => (Number.isFinite(count) ? count : 0));
  for (const index of order) {
    const line = lines[index];
    if (line === undefined) continue;
    left[index] =
      line.spread === undefined ? packLine(line, fleet, terms) : packGroups(line, line.spread, fleet, terms);
  }
  return left;
}

function packLine({ item, count, firstGroup }: Line, fleet: Fleet, terms: PackTerms): number {
  const refused = new Set<Bin>();
  let placed = 0;
  while (placed < count) {
    const bin = bestBin(item, fleet, { ...terms, refused });
    if (bin === undefined) break;
    const before = placed;
    while (placed < count) {
      const group = firstGroup === undefined ? undefined : firstGroup + placed;
      if (!place(bin, item, { fleet, companions: terms.companions, group })) break;
      placed += 1;
    }
    if (placed < count || placed === before) refused.add(bin);
  }
  return Number.isFinite(count) ? count - placed : 0;
}

/** What is left of a bin, as a sum of shares of its limits, once an item is in it. */
function slack(bin: Bin, demand: Amounts): number {
  const after = plus(free(bin), demand, -1);
  let sum = 0;
  for (const name of amountNames)
    if (Number.isFinite(bin.capacity[name]) && bin.capacity[name] > 0)
      sum += after[name] / bin.capacity[name];
  return sum;
}

function bestBin(
  item: Item,
  fleet: Fleet,
  { refused, companions, choice }: PackTerms & { readonly refused: ReadonlySet<Bin> },
): Bin | undefined {
  let best: Bin | undefined;
  let least = Number.POSITIVE_INFINITY;
  let unopened: Bin | undefined;
  for (const bin of fleet.bins) {
    if (refused.has(bin) || obstacle(bin, item, companions) !== undefined) continue;
    if (!isOpen(bin)) {
      unopened ??= bin;
      continue;
    }
    if (choice === 'first') return bin;
    const rest = slack(bin, joining(bin, item, companions).demand);
    if (rest < least) [best, least] = [bin, rest];
  }
  return best ?? unopened ?? openNew(item, fleet, companions);
}

const bySize =
  (share: (line: Line) => number) =>
  (lines: readonly Line[]): readonly number[] =>
    lines
      .map((line, index) => ({
        index,
        near: line.spread === undefined ? 1 : 0,
        endless: Number.isFinite(line.count) ? 0 : 1,
        size: share(line),
      }))
      .sort((a, b) => a.endless - b.endless || a.near - b.near || b.size - a.size || a.index - b.index)
      .map(({ index }) => index);

const whole = ({ item, spread }: Line): Amounts => plus(nothing, item.kind.demand, spread?.size ?? item.size);

/** The orders worth trying: by the largest share of a rack that an item takes, and by each limit alone. */
export function packingOrders(lines: readonly Line[], rack: Amounts): readonly (readonly number[])[] {
  const orders = [
    bySize((line) => largestShare(whole(line), rack))(lines),
    ...(['power', 'units', 'mass'] as const).map((name) => bySize((line) => whole(line)[name])(lines)),
  ];
  const seen = new Set<string>();
  return orders.filter((order) => {
    const key = order.join();
    return seen.has(key) ? false : seen.add(key);
  });
}
