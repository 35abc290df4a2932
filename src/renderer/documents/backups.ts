import type { Api } from '#renderer/api/client';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { LibraryId } from '#shared/storage/backup';
import type { BackupRows, Collected } from './backup-rows';
import type { Database } from './database';
import type { Documents } from './documents';
import { readDocument } from './read-document';
import { rowOfText } from './row-text';

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

/** So many of the newest backups are looked through; the newest may have been made after something was lost. */
const BACKUPS = 10;

/** A kept row of a scenario, as far as a backup is asked for it. */
export const ScenarioRow = z.object({ document: z.unknown() });

/** The newest state of scenarios in the backups of a library; one that no backup has whole is left out. */
export async function backedUpScenarios(
  api: Pick<Api, 'listBackups' | 'readBackup' | 'readBackupRows'>,
  library: string,
  ids: readonly ScenarioId[],
): Promise<readonly Scenario[]> {
  const missing = new Set<string>(ids);
  const found: Scenario[] = [];
  const listed = await api.listBackups({});
  const own = listed.ok ? listed.value.libraries.find((each) => each.library === library) : undefined;
  for (const { id, at } of own?.backups.slice(0, BACKUPS) ?? []) {
    if (missing.size === 0) break;
    const backup = at === null ? undefined : await api.readBackup({ id });
    if (!backup?.ok) continue;
    for (const { table, key, digest, damaged } of backup.value.entries) {
      if (table !== 'scenarios' || damaged || !missing.has(key)) continue;
      const rows = await api.readBackupRows({ id, digests: [digest] });
      const text = rows.ok ? rows.value[0]?.text : undefined;
      const row = text ? ScenarioRow.safeParse(rowOfText(text)).data : undefined;
      const read = readDocument(row?.document);
      if (!read.ok) continue;
      missing.delete(key);
      found.push(read.value);
    }
  }
  return found;
}

export interface Backups {
  /** Hands everything to the main side now; false when it could not be kept. */
  readonly backUp: () => Promise<boolean>;
  /** Done when a backup holds everything, or could not be made: the one under way, and another where that lacks something. */
  readonly catchUp: () => Promise<void>;
  readonly stop: () => void;
}

interface BackupOptions {
  readonly api: Pick<Api, 'backUp' | 'keepBackupRows'>;
  readonly documents: Pick<Documents, 'store' | 'flush'>;
  readonly rows: BackupRows;
  /** The name of the library, under which its backups are kept. */
  readonly library: () => Promise<string>;
  /** Quiet time after an edit, and the longest that changes go without a backup. */
  readonly quietMilliseconds?: number;
  readonly longestMilliseconds?: number;
  /** How long after a backup that failed the next is tried. */
  readonly retryMilliseconds?: number;
}

/** Rows change while a backup is made; after so many rounds the next backup has to do. */
const ROUNDS = 3;

/** A large library is backed up less often: the time between two backups is so many times what one takes. */
const SHARE_OF_TIME = 20;

/**
 * Backs everything up shortly after the user pauses, and every few minutes while changes keep coming. A backup that
 * fails is told to the user and tried again, also when nothing is edited any more.
 */
export function backupsOf(options: BackupOptions): Backups {
  const { api, documents, rows } = options;
  const quiet = options.quietMilliseconds ?? 4_000;
  const longest = options.longestMilliseconds ?? 2 * 60_000;
  const retry = options.retryMilliseconds ?? 2 * 60_000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirtySince: number | undefined;
  /** Since when edits came in faster than a backup could follow. */
  let unsettledSince: number | undefined;
  let tookMilliseconds = 0;
  let running: Promise<boolean> = Promise.resolve(true);

  const send = async (library: string, collected: Collected, digests: readonly string[]) => {
    for await (const texts of rows.texts(collected, digests)) {
      const kept = await api.keepBackupRows({ library, rows: [...texts] });
      if (!kept.ok) return kept;
    }
    return success(null);
  };

  const handOver = async (): Promise<Result<null, Refusal>> => {
    const library = await options.library();
    for (let round = 0; round <= ROUNDS; round += 1) {
      const collected = await rows.entries();
      const [first] = collected.leftOut;
      if (collected.entries.length > 0) {
        const answer = await api.backUp({ library, entries: [...collected.entries] });
        if (!answer.ok) return answer;
        if (answer.value.kind === 'missing') {
          const sent = await send(library, collected, answer.value.digests);
          if (!sent.ok) return sent;
          continue;
        }
      }
      return first === undefined ? success(null) : failure(incomplete(collected.leftOut.length, first));
    }
    return failure(changing);
  };

  const attempt = async (): Promise<boolean> => {
    await documents.flush();
    clearTimeout(timer);
    dirtySince = undefined;
    documents.store.setState({ changedSinceBackup: false });
    const begun = performance.now();
    const answer = await handOver().catch((error: unknown) => failure(unread(error)));
    tookMilliseconds = performance.now() - begun;
    if (answer.ok) {
      unsettledSince = undefined;
      documents.store.setState({ backupRefusal: undefined });
      return true;
    }
    if (answer.error.code === changing.code) unsettledSince ??= begun;
    // A user who edits faster than a backup can follow is told nothing for a while: the next pause mends it.
    const passes =
      answer.error.code === changing.code && performance.now() - (unsettledSince ?? begun) < longest;
    documents.store.setState({
      changedSinceBackup: true,
      ...(passes ? {} : { backupRefusal: answer.error }),
    });
    clearTimeout(timer);
    timer = setTimeout(() => void backUp(), passes ? quiet : retry);
    return false;
  };

  /** One after another, so that the later one finds what the earlier one missed. */
  const backUp = (): Promise<boolean> => {
    running = running.then(attempt);
    return running;
  };

  const isBehind = (): boolean => {
    const { changedSinceBackup, saving, phase } = documents.store.getState();
    return phase === 'ready' && (changedSinceBackup || saving.kind !== 'saved');
  };

  // Nothing counts as changed while a backup is made, which a window that closes then would cut off.
  const catchUp = async (): Promise<void> => {
    running = running.then((kept) => (isBehind() ? attempt() : kept));
    await running;
  };

  const stop = documents.store.subscribe((state, before) => {
    const besideOnly = state.opened === before.opened && before.changedSinceBackup;
    if (!state.changedSinceBackup || besideOnly || state.phase === 'failed') return;
    const now = performance.now();
    dirtySince ??= now;
    clearTimeout(timer);
    const wait = Math.max(quiet, tookMilliseconds * SHARE_OF_TIME);
    const latest = dirtySince + Math.max(longest, tookMilliseconds * SHARE_OF_TIME) - now;
    timer = setTimeout(() => void backUp(), Math.max(0, Math.min(wait, latest)));
  });

  return {
    backUp,
    catchUp,
    stop: () => {
      clearTimeout(timer);
      stop();
    },
  };
}

const incomplete = (count: number, key: string): Refusal => ({
  code: 'backup-incomplete',
  message: `The backup lacks ${count} of the records, the first of them ${key}: they are too large or too deeply nested. Everything else is backed up.`,
  params: { count, key },
});

const changing: Refusal = {
  code: 'backup-unsettled',
  message: 'The library changed faster than it could be backed up.',
};

const unread = (error: unknown): Refusal => {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'backup-unread',
    message: `The library could not be read for the backup: ${reason}`,
    params: { reason },
  };
};
