import { mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { backupLimits } from '#shared/storage/backup';
import { syncFolder, writeFileAtomically } from './atomic-write';
import { sha256Of } from './backup-format';

/** Does something to each of many, several at a time, and answers in their order. Rejects with the first failure. */
export async function inParallel<Item, Output>(
  items: readonly Item[],
  work: (item: Item) => Promise<Output>,
  lanes = 8,
): Promise<readonly Output[]> {
  const answers: Output[] = [];
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) answers[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return answers;
}

export const zipped = promisify(gzip);
const unzip = promisify(gunzip);

/** More than any row or manifest takes in UTF-8; what unpacks to more is damaged or hostile. */
const LARGEST_UNZIPPED = 4 * backupLimits.rowCharacters;

/** The text of a packed file; undefined where it is gone, cut short or otherwise damaged. */
export async function unzippedFile(path: string): Promise<string | undefined> {
  try {
    return (await unzip(await readFile(path), { maxOutputLength: LARGEST_UNZIPPED })).toString('utf8');
  } catch {
    return undefined;
  }
}

/** A file that was written and does not read back as it was written. */
export class NotVerified extends Error {
  readonly code = 'EVERIFY';
}

/** The rows of one library's backups: one packed file for each distinct text, named by its SHA-256. */
export interface BackupRows {
  /** Writes what is not there yet and reads it back. Rejects where it cannot be written or reads back otherwise. */
  readonly keep: (texts: readonly string[]) => Promise<void>;
  /** Whether a row reads back whole; read again only after its file changed or a while has passed. */
  readonly isWhole: (digest: string) => Promise<boolean>;
  /** The text of a row; undefined where it is gone or damaged. */
  readonly read: (digest: string) => Promise<string | undefined>;
  /** Removes every row that nothing refers to. Answers with the bytes that the others take. */
  readonly sweep: (isReferred: (digest: string) => boolean) => Promise<number>;
}

interface Checked {
  readonly size: number;
  readonly changed: number;
  readonly at: number;
}

/** A disk can lose what it once gave back, so what was read back is read again after so long. */
const TRUSTED_MILLISECONDS = 3_600_000;

/** Rows that were written so recently may belong to a backup that another process is about to make. */
const RECENT_MILLISECONDS = 600_000;

const ROW_FILE = /^([0-9a-f]{64})\.gz$/;

export function backupRowsIn(folder: string): BackupRows {
  const checked = new Map<string, Checked>();
  const fileOf = (digest: string): string => join(folder, `${digest}.gz`);

  const read = async (digest: string): Promise<string | undefined> => {
    const text = await unzippedFile(fileOf(digest));
    return text !== undefined && sha256Of(text) === digest ? text : undefined;
  };

  const isWhole = async (digest: string): Promise<boolean> => {
    const found = await stat(fileOf(digest)).catch(() => undefined);
    if (found === undefined) return false;
    const known = checked.get(digest);
    const now = performance.now();
    const same = known?.size === found.size && known.changed === found.mtimeMs;
    if (known !== undefined && same && now - known.at < TRUSTED_MILLISECONDS) return true;
    const whole = (await read(digest)) !== undefined;
    if (whole) checked.set(digest, { size: found.size, changed: found.mtimeMs, at: now });
    else checked.delete(digest);
    return whole;
  };

  return {
    read,
    isWhole,
    keep: async (texts) => {
      await mkdir(folder, { recursive: true });
      await inParallel(texts, async (text) => {
        const digest = sha256Of(text);
        if (await isWhole(digest)) return;
        const content = await zipped(text);
        await writeFileAtomically({ path: fileOf(digest), content, oneOfMany: true });
        if (!(await isWhole(digest))) throw new NotVerified('A row does not read back as it was written.');
      });
      await syncFolder(folder);
    },
    sweep: async (isReferred) => {
      let bytes = 0;
      const names = await readdir(folder).catch(() => []);
      await inParallel(names, async (name) => {
        const path = join(folder, name);
        const found = await stat(path).catch(() => undefined);
        if (found === undefined) return;
        const digest = ROW_FILE.exec(name)?.[1];
        const recent = Math.abs(Date.now() - found.mtimeMs) < RECENT_MILLISECONDS;
        if (recent || (digest !== undefined && isReferred(digest))) bytes += found.size;
        else await unlink(path).catch(() => undefined);
      });
      return bytes;
    },
  };
}
