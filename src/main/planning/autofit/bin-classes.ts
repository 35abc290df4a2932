import { amountNames } from '../placement/rack-capacity';
import type { Bin } from './bin';

/** Racks that take the same things in the same places: interchangeable, so that a proof looks at each kind once. */
export interface BinClass {
  readonly bins: readonly Bin[];
  /** What bringing one of them into use costs. */
  readonly cost: 0 | 1;
}

const keyOf = ({ capacity, start, units, mostServers }: Bin, cost: number): string =>
  [cost, units, mostServers ?? '', ...amountNames.map((name) => capacity[name]), start.taken.join('')].join(
    ' ',
  );

/** Bins by class, in the order in which the first of each comes. */
export function classesOf(bins: readonly Bin[], costOf: (bin: Bin) => 0 | 1): readonly BinClass[] {
  const classes = new Map<string, { bins: Bin[]; cost: 0 | 1 }>();
  for (const bin of bins) {
    const cost = costOf(bin);
    const key = keyOf(bin, cost);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { bins: [bin], cost });
    else known.bins.push(bin);
  }
  return [...classes.values()];
}
