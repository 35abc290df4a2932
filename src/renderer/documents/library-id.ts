import { LibraryId } from '#shared/backup';
import type { Database } from './database';

const KEY = 'library.id';

/**
 * The random name that this library's backups are kept under. It stands in the database, so that every browser, private
 * window and port has backups of its own.
 */
export const libraryIdOf = (database: Database): Promise<string> =>
  database.transaction('rw', database.settings, async () => {
    const known = LibraryId.safeParse((await database.settings.get(KEY))?.value);
    if (known.success) return known.data;
    const made = crypto.randomUUID();
    await database.settings.put({ key: KEY, value: made });
    return made;
  });
