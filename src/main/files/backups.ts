import { mkdir, readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from './atomic-write';
import { checksumOf, decodeBackup, encodeBackup, type Backup, type BackupContents } from './backup-format';
import { keptBackups } from './rotation';

export interface Backups {
  /** Keeps a copy of all scenarios; null when there are none, so that an emptied library never hides a full one. */
  readonly write: (contents: BackupContents) => Promise<{ readonly at: string } | null>;
  /** The newest backup that reads back whole; null when there is none. */
  readonly newest: () => Promise<Backup | null>;
}

const fileNameAt = (at: Date): string => `${at.toISOString().replaceAll(':', '-')}.json`;

const timeOf = (fileName: string): number | undefined => {
  const match = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.json$/.exec(fileName);
  if (match === null) return undefined;
  const time = Date.parse(`${match[1]}${match[2]}:${match[3]}:${match[4]}`);
  return Number.isNaN(time) ? undefined : time;
};

interface BackupFile {
  readonly name: string;
  readonly time: number;
}

async function listNewestFirst(folder: string): Promise<readonly BackupFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.flatMap((name) => {
    const time = timeOf(name);
    return time === undefined ? [] : [{ name, time }];
  });
  return files.sort((a, b) => b.time - a.time);
}

async function rotate(folder: string): Promise<void> {
  const files = await listNewestFirst(folder);
  const kept = keptBackups(files.map(({ time }) => time));
  for (const { name, time } of files) {
    if (!kept.has(time)) await unlink(join(folder, name)).catch(() => undefined);
  }
}

async function newestIn(folder: string): Promise<ReturnType<typeof decodeBackup>> {
  for (const { name } of await listNewestFirst(folder)) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    const backup = decodeBackup(text);
    if (backup !== undefined) return backup;
  }
  return undefined;
}

/** Rotating backups in a folder. `now` is the clock. */
export function createBackups(folder: string, now: () => Date = () => new Date()): Backups {
  return {
    write: async (contents) => {
      if (contents.scenarios.length === 0) return null;
      await mkdir(folder, { recursive: true });
      const newest = await newestIn(folder);
      if (newest?.sha256 === checksumOf(contents)) return { at: newest.at };
      const moment = now();
      const at = moment.toISOString();
      await writeFileAtomically({
        path: join(folder, fileNameAt(moment)),
        content: encodeBackup({ at, ...contents }),
      });
      await rotate(folder);
      return { at };
    },
    newest: async () => {
      const backup = await newestIn(folder);
      if (backup === undefined) return null;
      const { at, scenarios, quotes, prices, comparisons } = backup;
      return { at, scenarios, quotes, prices, comparisons };
    },
  };
}
