export interface Turns {
  /** Which of the two has cost less first, 0 or 1; undefined where they cost the same all along. */
  readonly first: 0 | 1 | undefined;
  /** Months from which on the other one has cost less, the earliest first. */
  readonly turns: readonly { readonly month: number; readonly cheaper: 0 | 1 }[];
}

/**
 * Where two running totals cross, month by month over the months that both have. A month in which they are equal belongs to
 * neither: a turn is the first month in which the one that had cost more has cost less.
 */
export function turnsOf(a: readonly number[], b: readonly number[]): Turns {
  const months = Math.min(a.length, b.length);
  const turns: { month: number; cheaper: 0 | 1 }[] = [];
  let first: 0 | 1 | undefined;
  let cheaper: 0 | 1 | undefined;
  for (let month = 0; month < months; month += 1) {
    const difference = (a[month] ?? 0) - (b[month] ?? 0);
    if (difference === 0) continue;
    const now = difference < 0 ? 0 : 1;
    if (cheaper === undefined) first = now;
    else if (now !== cheaper) turns.push({ month, cheaper: now });
    cheaper = now;
  }
  return { first, turns };
}
