import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BackupFolder,
  backupLimits,
  type BackedUpLibrary,
  type BackUpOutcome,
  type BackupEntry,
  type BackupList,
  type BackupRow,
  type ReadBackup,
} from '#shared/storage/backup';
import type { Answer } from '#shared/api/contract';
import { failure, type Refusal, success } from '#shared/refusal/refusal';
import { BACKUP_FORMAT, decodeWhole, encodeWhole, sha256Of, type WholeBackup } from './backup-format';
import { backupStoreIn, listed, type BackupStore } from './backup-store';
import { EARLIER, earlierBackupsIn } from './earlier-backups';

/** The backups on this machine, of every library; see `backup-store.ts` for those of one. */
export interface Backups {
  readonly folder: string;
  /** Keeps rows for a backup that is about to be made. Rejects where they cannot be written and read back. */
  readonly keepRows: (library: string, texts: readonly string[]) => Promise<void>;
  readonly backUp: (library: string, entries: readonly BackupEntry[]) => Promise<BackUpOutcome>;
  readonly list: () => Promise<BackupList>;
  readonly read: (id: string) => Promise<Answer<ReadBackup>>;
  /** The first of these rows, as many as one message holds. */
  readonly rows: (id: string, digests: readonly string[]) => Promise<Answer<readonly BackupRow[]>>;
  /** Takes in a backup that the user chose as a file; answers with its id. */
  readonly take: (file: { readonly name: string; readonly text: string }) => Promise<Answer<string>>;
  /** A backup with its rows as the text of one file. */
  readonly whole: (id: string) => Promise<Answer<string>>;
}

/** Rotating backups in a folder. `now` is the clock, which dates backups and orders nothing. */
export function createBackups(folder: string, now: () => Date = () => new Date()): Backups {
  const stores = new Map<string, BackupStore>();
  const earlier = earlierBackupsIn(folder);

  const storeOf = (library: string): BackupStore => {
    const store = stores.get(library) ?? backupStoreIn(join(folder, library), library, now);
    stores.set(library, store);
    return store;
  };

  const listLibrary = async (library: string): Promise<readonly BackedUpLibrary[]> => {
    const backups = await storeOf(library).list();
    if (backups.length === 0) return [];
    const file = backups.flatMap(({ manifest }) =>
      manifest.kind === 'whole' ? (manifest.value.file ?? []) : [],
    )[0];
    return [
      {
        library,
        kind: library.startsWith(TAKEN) ? 'file' : 'library',
        ...(file === undefined ? {} : { file }),
        backups: backups.map((backup) => listed(`${library}/${backup.name}`, backup)),
      },
    ];
  };

  /** A backup of the first format with its rows, or undefined where the id names another. */
  const earlierOf = async (id: string): Promise<Answer<WholeBackup> | undefined> => {
    const [library, name] = partsOf(id);
    if (library !== EARLIER) return undefined;
    const backup = await earlier.read(name);
    if (backup === undefined) return failure(unknownBackup);
    return backup.kind === 'whole' ? success(backup.value) : failure(unreadable(backup.kind));
  };

  const rowOf = async (id: string): Promise<Answer<(digest: string) => Promise<string | undefined>>> => {
    const old = await earlierOf(id);
    if (old !== undefined) {
      return old.ok ? success((digest) => Promise.resolve(old.value.rows.get(digest))) : old;
    }
    const [library] = partsOf(id);
    return success(storeOf(library).rows.read);
  };

  const read = async (id: string): Promise<Answer<ReadBackup>> => {
    const [library, name] = partsOf(id);
    const old = await earlierOf(id);
    if (old !== undefined && !old.ok) return old;
    const stored =
      old === undefined
        ? await storeOf(library).read(name)
        : { manifest: { kind: 'whole', value: old.value.manifest } as const, damaged: new Set<string>() };
    if (stored === undefined) return failure(unknownBackup);
    if (stored.manifest.kind !== 'whole') return failure(unreadable(stored.manifest.kind));
    const { entries } = stored.manifest.value;
    return success({
      ...listed(id, stored),
      library,
      entries: entries.map((entry) => ({ ...entry, damaged: stored.damaged.has(entry.digest) })),
    });
  };

  return {
    folder,
    keepRows: (library, texts) => storeOf(library).rows.keep(texts),
    backUp: (library, entries) => storeOf(library).backUp(entries),
    list: async () => {
      const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
      const folders = found.filter((each) => each.isDirectory() && BackupFolder.safeParse(each.name).success);
      const libraries: BackedUpLibrary[] = [];
      for (const { name } of folders) libraries.push(...(await listLibrary(name)));
      const backups = await earlier.list();
      if (backups.length > 0) libraries.push({ library: EARLIER, kind: 'earlier', backups });
      return { folder, libraries };
    },
    read,
    rows: async (id, digests) => {
      const rowBy = await rowOf(id);
      if (!rowBy.ok) return rowBy;
      const rows: BackupRow[] = [];
      let characters = 0;
      for (const digest of digests) {
        if (characters > backupLimits.charactersAtOnce) break;
        const text = (await rowBy.value(digest)) ?? null;
        characters += text?.length ?? 0;
        rows.push({ digest, text });
      }
      return success(rows);
    },
    take: async ({ name, text }) => {
      const backup = decodeWhole(text);
      if (backup.kind !== 'whole') {
        return failure(text.includes(BACKUP_FORMAT) ? unreadable(backup.kind) : noBackup(name));
      }
      const library = `${TAKEN}${sha256Of(text).slice(0, 16)}`;
      const store = storeOf(library);
      const { at, entries } = backup.value.manifest;
      await store.rows.keep([...backup.value.rows.values()]);
      if ((await store.list()).length === 0)
        await store.adopt({ library, sequence: 1, at, file: name, entries });
      const [taken] = await store.list();
      return taken === undefined ? failure(unknownBackup) : success(`${library}/${taken.name}`);
    },
    whole: async (id) => {
      const backup = await read(id);
      if (!backup.ok) return backup;
      const rowBy = await rowOf(id);
      if (!rowBy.ok) return rowBy;
      const rows = new Map<string, string>();
      let characters = 0;
      for (const { digest } of backup.value.entries) {
        const text = rows.has(digest) ? undefined : await rowBy.value(digest);
        if (text === undefined) continue;
        characters += text.length;
        if (characters > backupLimits.fileCharacters) return failure(tooLargeForFile);
        rows.set(digest, text);
      }
      const entries = backup.value.entries.map(({ table, key, digest, size, label }) => ({
        table,
        key,
        digest,
        size,
        ...(label === undefined ? {} : { label }),
      }));
      const manifest = { library: backup.value.library, sequence: 1, at: backup.value.at ?? '', entries };
      return success(encodeWhole({ manifest, rows }));
    },
  };
}

/** What begins the names of folders of backups that were taken from files. */
const TAKEN = 'file-';

function partsOf(id: string): readonly [string, string] {
  const [library = '', name = ''] = id.split('/');
  return [library, name];
}

const unknownBackup: Refusal = {
  code: 'backup-gone',
  message: 'This backup does not exist any more. Open the list again.',
};

const unreadable = (kind: 'damaged' | 'newer'): Refusal =>
  kind === 'newer'
    ? {
        code: 'backup-newer',
        message:
          'This backup was made by a newer version of Fleetwright. It was not changed; open it with that version.',
      }
    : { code: 'backup-damaged', message: 'This backup is damaged and cannot be read. Choose another one.' };

const noBackup = (name: string): Refusal => ({
  code: 'backup-foreign',
  message: `"${name}" is not a backup of Fleetwright.`,
  params: { name },
});

const tooLargeForFile: Refusal = {
  code: 'backup-too-large',
  message: `A backup file holds at most ${backupLimits.fileCharacters / 1024 ** 2} MB. Copy the folder of backups instead.`,
  params: { limit: backupLimits.fileCharacters / 1024 ** 2 },
};
