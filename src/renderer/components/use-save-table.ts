import { useCallback } from 'react';
import type { TableCell } from '#shared/api/calls';
import type { SavedFile } from '#shared/api/contract';
import type { Answer } from '#shared/api/contract';
import { useWorkbench } from '../documents/workbench';
import { refusalText } from '../i18n/refusal-text';
import { useMessage } from '../i18n/use-language';

export interface SavedTable {
  readonly name: string;
  readonly rows: readonly (readonly TableCell[])[];
}

/** Says how the saving of a file went; nothing where the user changed their mind. */
export function useSaveAnswer(): (saved: Answer<SavedFile>) => void {
  const { notices } = useWorkbench();
  const message = useMessage();
  return useCallback(
    (saved) => {
      if (!saved.ok) notices.notify({ kind: 'problem', text: refusalText(saved.error) });
      else if (saved.value) {
        notices.notify({ kind: 'done', text: message('library:exported', { name: saved.value.name }) });
      }
    },
    [notices, message],
  );
}

/** Writes a table as CSV where the user wants it, and says how that went. */
export function useSaveTable(): (table: SavedTable) => void {
  const { api } = useWorkbench();
  const tell = useSaveAnswer();
  return useCallback(
    ({ name, rows }) => {
      const table = { suggestedName: `${name}.csv`, rows: rows.map((row) => [...row]) };
      void api.saveTable(table).then(tell);
    },
    [api, tell],
  );
}
