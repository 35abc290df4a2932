import type { Api } from '../api/api';
import type { Comparisons } from './compared';
import type { Documents } from './documents';
import type { Quotes } from './quotes';
import type { Repository } from './repository';
import type { UserPrices } from './user-prices';

export interface Backups {
  /** Hands all scenarios to the main side now; false when it could not keep them. */
  readonly backUp: () => Promise<boolean>;
  readonly stop: () => void;
}

export interface BackupOptions {
  readonly api: Pick<Api, 'backUp'>;
  readonly documents: Documents;
  readonly repository: Pick<Repository, 'readAll'>;
  /** What stands beside the scenarios, where there is any. */
  readonly quotes?: Quotes;
  readonly prices?: UserPrices;
  readonly comparisons?: Comparisons;
  /** Quiet time after an edit, and the longest that changes go without a backup. */
  readonly quietMilliseconds?: number;
  readonly longestMilliseconds?: number;
  /** How long after a backup that failed the next is tried. */
  readonly retryMilliseconds?: number;
}

/**
 * Backs everything up shortly after the user pauses, and every few minutes while changes keep coming. A backup that
 * fails is told to the user and tried again, also when nothing is edited any more.
 */
export function backupsOf(options: BackupOptions): Backups {
  const { api, documents, repository } = options;
  const quiet = options.quietMilliseconds ?? 10_000;
  const longest = options.longestMilliseconds ?? 5 * 60_000;
  const retry = options.retryMilliseconds ?? 2 * 60_000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirtySince: number | undefined;

  const backUp = async (): Promise<boolean> => {
    clearTimeout(timer);
    dirtySince = undefined;
    documents.store.setState({ changedSinceBackup: false });
    await documents.flush();
    const scenarios = await repository.readAll();
    if (scenarios.length === 0) return true;
    const answer = await api.backUp({
      scenarios: [...scenarios],
      quotes: Object.values(options.quotes?.store.getState().records ?? {}),
      prices: Object.values(options.prices?.store.getState().records ?? {}),
      comparisons: Object.values(options.comparisons?.store.getState().records ?? {}),
    });
    if (answer.ok) documents.store.setState({ backupRefusal: undefined });
    else {
      documents.store.setState({ changedSinceBackup: true, backupRefusal: answer.error });
      clearTimeout(timer);
      timer = setTimeout(() => void backUp(), retry);
    }
    return answer.ok;
  };

  const stop = documents.store.subscribe((state, before) => {
    const besideOnly = state.opened === before.opened && before.changedSinceBackup;
    if (!state.changedSinceBackup || besideOnly) return;
    const now = Date.now();
    dirtySince ??= now;
    clearTimeout(timer);
    timer = setTimeout(() => void backUp(), Math.max(0, Math.min(quiet, dirtySince + longest - now)));
  });

  return {
    backUp,
    stop: () => {
      clearTimeout(timer);
      stop();
    },
  };
}
