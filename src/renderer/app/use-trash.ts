import { useMemo } from 'react';
import type { ScenarioSummary } from '#renderer/documents/summary';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import { message } from '#renderer/i18n/i18n';

/** What can be done to deleted scenarios; every action tells the user how it went. */
export interface TrashControls {
  readonly restore: (rows: readonly ScenarioSummary[]) => Promise<void>;
  readonly deleteForGood: (rows: readonly ScenarioSummary[]) => Promise<void>;
}

export function useTrash(): TrashControls {
  const workbench = useWorkbench();
  return useMemo(() => trashControls(workbench), [workbench]);
}

function trashControls({ documents, notices }: Workbench): TrashControls {
  const told = async (done: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      notices.notify({ kind: 'done', text: done });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      notices.notify({ kind: 'problem', text: message('library:notKept', { reason }) });
    }
  };
  const idsOf = (rows: readonly ScenarioSummary[]) => rows.map(({ id }) => id);
  return {
    restore: (rows) => {
      const [first] = rows;
      if (first === undefined) return Promise.resolve();
      const one = rows.length === 1;
      const params = { name: first.name, count: rows.length };
      return told(message(one ? 'trash:restored' : 'trash:restoredMany', params), () =>
        documents.restore(idsOf(rows), {
          key: one ? 'commands:restoreDeleted' : 'commands:restoreAllDeleted',
          params,
        }),
      );
    },
    deleteForGood: (rows) => {
      const params = { name: rows[0]?.name ?? '', count: rows.length };
      return told(message(rows.length === 1 ? 'trash:removed' : 'trash:removedMany', params), () =>
        documents.deleteForGood(idsOf(rows)),
      );
    },
  };
}
