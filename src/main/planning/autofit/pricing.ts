import { amountNames, type Amounts } from '#main/planning/racks/rack-capacity';
import { type Bin, cleared, type Companion, free, joining, nothing, obstacle, plus, timesIn } from './bin';
import type { Line } from './fleet';

/** How many items of each line one rack holds. */
export type Pattern = readonly number[];

export interface Priced {
  readonly pattern: Pattern;
  readonly value: number;
  /** Whether nothing more valuable exists; false when the search was cut short. */
  readonly proven: boolean;
}

// A search that looks at more than this many part-filled racks gives up its proof.
const MOST_NODES = 200_000;

interface Search {
  readonly lines: readonly Line[];
  readonly prices: readonly number[];
  readonly order: readonly number[];
  /** For each place in the order, the most value that a unit of each limit can buy from there on. */
  readonly bestRates: readonly Amounts[];
  readonly companions: readonly Companion[];
  nodes: number;
  best: { value: number; pattern: readonly number[] };
}

const itemDemand = ({ item }: Line): Amounts => plus(nothing, item.kind.demand, item.size);

function ratesFrom(
  lines: readonly Line[],
  prices: readonly number[],
  order: readonly number[],
): readonly Amounts[] {
  const rates: Amounts[] = [];
  let after: Amounts = nothing;
  for (const index of order.toReversed()) {
    const line = lines[index];
    const price = prices[index] ?? 0;
    if (line === undefined) continue;
    const demand = itemDemand(line);
    const rate = (name: keyof Amounts): number =>
      Math.max(after[name], demand[name] > 0 ? price / demand[name] : Number.POSITIVE_INFINITY);
    after = {
      units: rate('units'),
      power: rate('power'),
      mass: rate('mass'),
      cooling: rate('cooling'),
      mounts: rate('mounts'),
    };
    rates.unshift(after);
  }
  return rates;
}

/** The most that the lines from here on can add to a bin, limit by limit. */
function mostValue(rates: Amounts | undefined, bin: Bin): number {
  if (rates === undefined) return 0;
  let most = Number.POSITIVE_INFINITY;
  for (const name of amountNames) {
    const rest = free(bin)[name];
    if (Number.isFinite(rates[name]) && Number.isFinite(rest))
      most = Math.min(most, rates[name] * Math.max(0, rest));
  }
  return most;
}

const HAIR = 1e-9;

/** A rack filled up to a place in the order of lines. */
interface PartFilled {
  readonly at: number;
  readonly bin: Bin;
  readonly counts: readonly number[];
  readonly value: number;
}

function search({ at, bin, counts, value }: PartFilled, state: Search): void {
  state.nodes += 1;
  if (value > state.best.value + HAIR) state.best = { value, pattern: counts };
  if (at >= state.order.length || state.nodes > MOST_NODES) return;
  if (value + mostValue(state.bestRates[at], bin) <= state.best.value + HAIR) return;
  const index = state.order[at] ?? 0;
  const line = state.lines[index];
  if (line === undefined) return;
  const filled: Bin[] = [bin];
  let next = bin;
  const most = Math.min(line.count, timesIn(itemDemand(line), free(bin)));
  while (filled.length <= most && obstacle(next, line.item, state.companions) === undefined) {
    const { demand } = joining(next, line.item, state.companions);
    next = { ...next, used: plus(next.used, demand), servers: next.servers + line.item.size };
    filled.push(next);
  }
  for (let count = filled.length - 1; count >= 0; count -= 1) {
    const withThem = filled[count];
    if (withThem === undefined) continue;
    const worth = value + count * (state.prices[index] ?? 0);
    search({ at: at + 1, bin: withThem, counts: counts.with(index, count), value: worth }, state);
  }
}

/**
 * What to put into one rack so that it is worth the most at these prices per item: a knapsack with several limits,
 * searched to the end unless it grows too large. Places are relaxed to volume, so that the value is never too small.
 */
export function mostValuable(
  bin: Bin,
  prices: readonly number[],
  { lines, companions }: { readonly lines: readonly Line[]; readonly companions: readonly Companion[] },
): Priced {
  const share = (index: number): number => {
    const line = lines[index];
    if (line === undefined) return 1;
    const demand = itemDemand(line);
    return amountNames.reduce(
      (most, name) =>
        demand[name] > 0 && bin.capacity[name] > 0 ? Math.max(most, demand[name] / bin.capacity[name]) : most,
      1e-9,
    );
  };
  const worth = (index: number): number => (prices[index] ?? 0) / share(index);
  const order = lines
    .map((_, index) => index)
    .filter((index) => (prices[index] ?? 0) > HAIR)
    .sort((a, b) => worth(b) - worth(a) || a - b);
  const state: Search = {
    lines,
    prices,
    order,
    bestRates: ratesFrom(lines, prices, order),
    companions,
    nodes: 0,
    best: { value: 0, pattern: lines.map(() => 0) },
  };
  search({ at: 0, bin: cleared(bin), counts: state.best.pattern, value: 0 }, state);
  return { ...state.best, proven: state.nodes <= MOST_NODES };
}
