import { useCallback } from 'react';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { TableCell } from '#shared/api/files';
import type { Answer, SavedFile } from '#shared/api/contract';
import { Button } from './button';

interface SavedTable {
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
function useSaveTable(): (table: SavedTable) => void {
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

interface CsvButtonProps {
  /** What the table is called, for those who only hear the button. */
  readonly title: string;
  /** Asked for on the press, so that nothing is built before it is wanted. */
  readonly table: () => SavedTable;
  readonly disabled?: boolean;
}

/** Saves a table as CSV where the user wants it. */
export function CsvButton({ title, table, disabled = false }: CsvButtonProps) {
  const message = useMessage();
  const save = useSaveTable();
  return (
    <Button
      kind="quiet"
      icon="export"
      aria-label={message('shell:csvOf', { table: title })}
      disabled={disabled}
      onClick={() => save(table())}
    >
      {message('shell:csv')}
    </Button>
  );
}
