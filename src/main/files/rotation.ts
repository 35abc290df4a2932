import { DAY_MILLISECONDS } from '#shared/time/calendar-day';
const HOUR = 3_600_000;

/**
 * How many backups of a library stay. The newest states stay whatever the clock said when they were made; older ones
 * are thinned to the newest of each hour and day that has one.
 */
export const rotation = { newest: 20, hours: 24, days: 60, whole: 3 } as const;

/** What rotation knows of a backup. */
export interface Rotated {
  readonly sequence: number;
  /** What the clock said, in milliseconds. It may be wrong by years, so it never decides which is newer. */
  readonly at: number;
  /** Names the content: equal for two backups that hold the same. */
  readonly state: string;
}

type Limits = Readonly<Record<keyof typeof rotation, number>>;

const bySequence = <Backup extends Rotated>(backups: readonly Backup[]): readonly Backup[] =>
  [...backups].sort((a, b) => b.sequence - a.sequence);

/** The newest backup, by sequence, of each of the periods met first from the newest on. */
function newestPerPeriod<Backup extends Rotated>(
  newestFirst: readonly Backup[],
  period: number,
  count: number,
): readonly Backup[] {
  const met = new Map<number, Backup>();
  for (const backup of newestFirst) {
    const key = Math.floor(backup.at / period);
    if (!met.has(key)) met.set(key, backup);
    if (met.size === count) break;
  }
  return [...met.values()];
}

/** The newest backup of each state, newest first. */
export function distinctStates<Backup extends Rotated>(backups: readonly Backup[]): readonly Backup[] {
  const seen = new Set<string>();
  return bySequence(backups).filter(({ state }) => {
    const first = !seen.has(state);
    seen.add(state);
    return first;
  });
}

/**
 * Which backups stay, before it is asked which of them are whole. Periods without a backup do not count, so that a
 * month away from the desk deletes nothing, and a clock that is wrong fills one period and hides nothing.
 */
export function keptBackups<Backup extends Rotated>(
  backups: readonly Backup[],
  { newest, hours, days }: Limits = rotation,
): ReadonlySet<Backup> {
  const distinct = distinctStates(backups);
  return new Set([
    ...distinct.slice(0, newest),
    ...newestPerPeriod(distinct, HOUR, hours),
    ...newestPerPeriod(distinct, DAY_MILLISECONDS, days),
  ]);
}

/**
 * Which backups may go. Nothing goes unless enough of those that stay read back whole; where too few do, the newest
 * whole ones among the others stay as well. `isWhole` is asked from the newest on, and only as often as needed.
 */
export async function superfluousBackups<Backup extends Rotated>(
  backups: readonly Backup[],
  isWhole: (backup: Backup) => Promise<boolean>,
  limits: Limits = rotation,
): Promise<readonly Backup[]> {
  const kept = keptBackups(backups, limits);
  if (kept.size === backups.length) return [];
  const newestFirst = bySequence(backups);
  let missing = limits.whole;
  for (const backup of newestFirst.filter((each) => kept.has(each))) {
    if (missing === 0) break;
    if (await isWhole(backup)) missing -= 1;
  }
  const others = newestFirst.filter((each) => !kept.has(each));
  const going: Backup[] = [];
  for (const backup of others) {
    if (missing > 0 && (await isWhole(backup))) missing -= 1;
    else going.push(backup);
  }
  return going;
}
