import { useMessage } from '../i18n/use-language';
import { Button } from './button';
import { useSaveTable, type SavedTable } from './use-save-table';

export interface CsvButtonProps {
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
