import { DAY_MILLISECONDS, Day, localDayOf } from '#shared/time/calendar-day';
import { z } from '#shared/schema/zod';

/** Deleted scenarios can be restored for so long before they are removed for good. */
export const KEEP_DELETED_DAYS = 30;

/**
 * And through so many days on which the library was opened, counted from the first start that found them deleted: a
 * clock that is wrong by a year removes nothing at the next start.
 */
export const KEEP_DELETED_DAYS_OF_USE = 7;

/** How long the trash was kept by use, whatever the clock said: a setting of the library. */
export const TrashAge = z.object({
  /** The last day on which the library was opened. */
  day: Day,
  /** Different days on which it was opened so far. */
  daysOfUse: z.int().min(0),
  /** By id of a deleted scenario, how many of them there were when it was first met in the trash. */
  since: z.record(z.string(), z.int().min(0)),
});
export type TrashAge = Readonly<z.infer<typeof TrashAge>>;

export const trashAgeKey = 'trash.age';

export interface Deleted {
  readonly id: string;
  /** In milliseconds. */
  readonly deletedAt: number;
}

/** What a start at this instant makes of the trash: how old it is now, and what has been there long enough. */
export function agedTrash(
  before: TrashAge | undefined,
  trash: readonly Deleted[],
  now: number,
): { readonly age: TrashAge; readonly expired: readonly string[] } {
  const day = localDayOf(now);
  const daysOfUse = (before?.daysOfUse ?? 0) + (before?.day === day ? 0 : 1);
  const sinceOf = (id: string): number => before?.since[id] ?? daysOfUse;
  const expired = trash.flatMap(({ id, deletedAt }) =>
    now - deletedAt > KEEP_DELETED_DAYS * DAY_MILLISECONDS &&
    daysOfUse - sinceOf(id) >= KEEP_DELETED_DAYS_OF_USE
      ? [id]
      : [],
  );
  const since = Object.fromEntries(
    trash.flatMap(({ id }) => (expired.includes(id) ? [] : [[id, sinceOf(id)]])),
  );
  return { age: { day, daysOfUse, since }, expired };
}
