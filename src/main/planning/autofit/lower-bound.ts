import { amountNames, type Amounts } from '../placement/rack-capacity';
import { nothing, plus } from './amounts';
import type { Bin } from './bin';
import type { Line } from './fleet';

const demandOf = (lines: readonly Line[], placed: readonly number[]): Amounts =>
  lines.reduce(
    (sum, { item }, index) => plus(sum, item.kind.demand, item.size * (placed[index] ?? 0)),
    nothing,
  );

// What sums to just over a whole number of racks by rounding alone needs no further rack.
const TOLERANCE = 1e-9;

/**
 * The fewest racks that anything placing these items brings into use, by each limit alone: what the racks in use do not
 * take has to go into others, and the roomiest of these take the most. Racks that cost nothing come first.
 */
export function amountsBound(
  { lines, placed }: { readonly lines: readonly Line[]; readonly placed: readonly number[] },
  { costless, others }: { readonly costless: readonly Amounts[]; readonly others: Iterable<Amounts> },
): number {
  const demand = demandOf(lines, placed);
  const roomiest = [...others];
  let bound = 0;
  for (const name of amountNames) {
    let rest = demand[name] - costless.reduce((sum, each) => sum + Math.max(0, each[name]), 0);
    const capacities = roomiest.map((each) => each[name]).sort((a, b) => b - a);
    let racks = 0;
    for (const capacity of capacities) {
      if (rest <= TOLERANCE * Math.max(1, demand[name])) break;
      rest -= Math.max(0, capacity);
      racks += 1;
    }
    bound = Math.max(bound, racks);
  }
  return bound;
}

export const capacitiesOf = (bins: readonly Bin[]): readonly Amounts[] =>
  bins.map(({ capacity }) => capacity);
