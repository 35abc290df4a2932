import { amountNames, type AmountName, type Amounts } from '../placement/rack-capacity';

/** Arithmetic on what racks have and devices take. */

export const nothing: Amounts = { units: 0, power: 0, mass: 0, cooling: 0, mounts: 0 };

export const plus = (a: Amounts, b: Amounts, times = 1): Amounts => ({
  units: a.units + b.units * times,
  power: a.power + b.power * times,
  mass: a.mass + b.mass * times,
  cooling: a.cooling + b.cooling * times,
  mounts: a.mounts + b.mounts * times,
});

export const minus = (a: Amounts, b: Amounts): Amounts => plus(a, b, -1);

// Sums in another order may miss an equal limit by a hair; a millionth of a watt or a kilogram stops nothing.
const TOLERANCE = 1e-6;

/** The first limit that a demand exceeds; undefined where it fits. */
export function exceeded(demand: Amounts, free: Amounts): AmountName | undefined {
  for (const name of amountNames) if (demand[name] > 0 && demand[name] > free[name] + TOLERANCE) return name;
  return undefined;
}

/** How large a demand is against a capacity: its largest share of any one limit. */
export function largestShare(demand: Amounts, capacity: Amounts): number {
  let share = 0;
  for (const name of amountNames) {
    if (demand[name] <= 0) continue;
    share = Math.max(share, capacity[name] > 0 ? demand[name] / capacity[name] : Number.MAX_VALUE);
  }
  return share;
}

/** The capacity with a share of every limit kept free. Mounts are pieces and are not shared out. */
export const withSpare = (capacity: Amounts, spareFraction: number): Amounts => ({
  units: capacity.units * (1 - spareFraction),
  power: capacity.power * (1 - spareFraction),
  mass: capacity.mass * (1 - spareFraction),
  cooling: capacity.cooling * (1 - spareFraction),
  mounts: capacity.mounts,
});

/** How many times a demand goes into what is free. */
export function timesIn(demand: Amounts, free: Amounts): number {
  let times = Number.POSITIVE_INFINITY;
  for (const name of amountNames)
    if (demand[name] > 0) times = Math.min(times, Math.floor((free[name] + TOLERANCE) / demand[name]));
  return Math.max(0, times);
}
