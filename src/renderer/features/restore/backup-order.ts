import type { BackedUpLibrary, BackupList, ListedBackup } from '#shared/storage/backup';

/**
 * When a library was backed up last, in milliseconds, as far as the clock can be trusted: the backups of a library are
 * listed by their sequence, and one that claims a day after today was made under a wrong clock.
 */
function lastBackedUp({ backups }: BackedUpLibrary, now: number): number {
  const at = backups.find((backup) => backup.at !== null)?.at ?? undefined;
  return at === undefined ? 0 : Math.min(now, Date.parse(at));
}

/** The library that is open first, then the others, the one that was backed up last first. */
export const inOrder = (
  { libraries }: BackupList,
  own: string | undefined,
  now: number,
): readonly BackedUpLibrary[] =>
  libraries.toSorted(
    (a, b) =>
      Number(b.library === own) - Number(a.library === own) || lastBackedUp(b, now) - lastBackedUp(a, now),
  );

/** The one to look at first: the newest that is whole and has scenarios, or else the newest that can be looked at. */
export function bestOf(list: BackupList, now: number): ListedBackup | undefined {
  const all = inOrder(list, undefined, now)
    .flatMap(({ backups }) => backups)
    .filter(({ health, at }) => health !== 'newer' && at !== null);
  return all.find(({ health, counts }) => health === 'whole' && counts.scenarios > 0) ?? all[0];
}
