const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How many backups stay: the newest of each of the last hours, and of each of the last days. */
export const rotation = { hours: 24, days: 30 } as const;

function newestPerPeriod(times: readonly number[], period: number, count: number): readonly number[] {
  const newest = new Map<number, number>();
  for (const time of times) {
    const key = Math.floor(time / period);
    newest.set(key, Math.max(time, newest.get(key) ?? time));
  }
  return [...newest.values()].sort((a, b) => b - a).slice(0, count);
}

/**
 * Which of the backups made at these times (milliseconds, UTC) stay.
 *
 * Periods without a backup do not count, so that a month away from the desk deletes nothing.
 */
export function keptBackups(times: readonly number[], { hours, days } = rotation): ReadonlySet<number> {
  return new Set([...newestPerPeriod(times, HOUR, hours), ...newestPerPeriod(times, DAY, days)]);
}
