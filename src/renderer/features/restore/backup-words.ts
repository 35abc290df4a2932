import type { Restored } from '#renderer/documents/restore';
import type { useMessage } from '#renderer/i18n/use-language';
import type { BackupCounts } from '#shared/storage/backup';

type Message = ReturnType<typeof useMessage>;

const joined = (parts: readonly (string | false)[]): string =>
  parts.filter((part) => part !== false).join(' · ');

/** What a backup holds, in words; what it has none of is not named. */
export function holdingOf(counts: BackupCounts, message: Message): string {
  const words = joined([
    counts.scenarios > 0 && message('restore:scenarios', { count: counts.scenarios }),
    counts.deleted > 0 && message('restore:deletedOnes', { count: counts.deleted }),
    besideOf(counts, message) !== '' && besideOf(counts, message),
    counts.versions > 0 && message('restore:versions', { count: counts.versions }),
  ]);
  return words === '' ? message('restore:nothing') : words;
}

/** What stands beside the scenarios. */
export const besideOf = (counts: BackupCounts, message: Message): string =>
  joined([
    counts.quotes > 0 && message('restore:quotes', { count: counts.quotes }),
    counts.prices > 0 && message('restore:prices', { count: counts.prices }),
    counts.comparisons > 0 && message('restore:comparisons', { count: counts.comparisons }),
    counts.entries > 0 && message('restore:entries', { count: counts.entries }),
    counts.setAside > 0 && message('restore:setAside', { count: counts.setAside }),
  ]);

/** What restoring did, in words. */
export function doneOf(restored: Restored, message: Message): string {
  const words = joined([
    restored.added > 0 && message('restore:done.added', { count: restored.added }),
    restored.replaced > 0 && message('restore:done.replaced', { count: restored.replaced }),
    restored.versions > 0 && message('restore:versions', { count: restored.versions }),
    restored.beside > 0 && message('restore:done.beside', { count: restored.beside }),
    restored.unchanged > 0 && message('restore:done.unchanged', { count: restored.unchanged }),
    restored.setAside > 0 && message('restore:setAside', { count: restored.setAside }),
    restored.left > 0 && message('restore:done.left', { count: restored.left }),
    restored.damaged > 0 && message('restore:done.damaged', { count: restored.damaged }),
  ]);
  return words === '' ? message('restore:done.nothing') : words;
}
