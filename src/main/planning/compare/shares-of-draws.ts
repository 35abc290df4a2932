/** Counting draws: the metric of a fleet draw by draw, and in which draws something holds, as 1 or 0. */

/** Share of draws in which it holds. */
export const shareOfDraws = (holds: Uint8Array): number =>
  holds.reduce((sum, each) => sum + each, 0) / Math.max(1, holds.length);

/**
 * Share of all draws in which `a` costs less than `b`, equal ones counting half, of those in which something holds where
 * that is given; null where one of them has no cost.
 */
export function shareCheaper(
  a: Float64Array | undefined,
  b: Float64Array,
  holds?: Uint8Array,
): number | null {
  if (a === undefined || Number.isNaN(a[0] ?? Number.NaN)) return null;
  let cheaper = 0;
  a.forEach((value, draw) => {
    if (holds !== undefined && holds[draw] !== 1) return;
    const other = b[draw] ?? Number.NaN;
    cheaper += value < other ? 1 : value === other ? 0.5 : 0;
  });
  return cheaper / a.length;
}

/**
 * Share of draws in which each fleet is the cheapest, fleets that cost the same sharing the draw; among those for which
 * something holds in that draw, where that is given.
 */
export function sharesCheapest(
  costs: readonly Float64Array[],
  holds?: readonly (Uint8Array | undefined)[],
): readonly number[] {
  const draws = costs[0]?.length ?? 0;
  const wins = costs.map(() => 0);
  const costIn = (fleet: number, draw: number): number =>
    holds !== undefined && holds[fleet]?.[draw] !== 1 ? Number.NaN : (costs[fleet]?.[draw] ?? Number.NaN);
  for (let draw = 0; draw < draws; draw += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let fleet = 0; fleet < costs.length; fleet += 1) {
      const cost = costIn(fleet, draw);
      if (cost < least) least = cost;
    }
    const winners = costs.flatMap((_, fleet) => (costIn(fleet, draw) === least ? [fleet] : []));
    for (const winner of winners) wins[winner] = (wins[winner] ?? 0) + 1 / winners.length;
  }
  return wins.map((won) => won / Math.max(1, draws));
}
