import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedBackup } from '#shared/storage/backup';
import { decodeWhole, type Decoded, type WholeBackup } from './backup-format';
import { listed } from './backup-store';

/** The folder's name among libraries for the files that once stood for all libraries together. */
export const EARLIER = 'earlier';

const FILE = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.json$/;

/** Backups of the first format: one file each, named by what the clock said. They are read and never changed. */
export interface EarlierBackups {
  readonly list: () => Promise<readonly ListedBackup[]>;
  readonly read: (name: string) => Promise<Decoded<WholeBackup> | undefined>;
}

interface Seen {
  readonly size: number;
  readonly changed: number;
  readonly shown: ListedBackup;
}

export function earlierBackupsIn(folder: string): EarlierBackups {
  const seen = new Map<string, Seen>();

  const read = async (name: string): Promise<Decoded<WholeBackup> | undefined> => {
    if (!FILE.test(name)) return undefined;
    const text = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : decodeWhole(text);
  };

  const show = async (name: string): Promise<readonly ListedBackup[]> => {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined) return [];
    const before = seen.get(name);
    if (before?.size === found.size && before.changed === found.mtimeMs) return [before.shown];
    const backup = (await read(name)) ?? { kind: 'damaged' };
    const manifest =
      backup.kind === 'whole' ? ({ kind: 'whole', value: backup.value.manifest } as const) : backup;
    const shown = listed(`${EARLIER}/${name}`, { manifest, damaged: new Set() });
    seen.set(name, { size: found.size, changed: found.mtimeMs, shown });
    return [shown];
  };

  return {
    read,
    list: async () => {
      const names = (await readdir(folder).catch(() => [])).filter((name) => FILE.test(name));
      const shown: ListedBackup[] = [];
      for (const name of names.sort().reverse()) shown.push(...(await show(name)));
      return shown;
    },
  };
}
