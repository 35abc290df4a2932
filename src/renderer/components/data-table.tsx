import { useMemo, useState, type ReactNode } from 'react';
import type { TableCell } from '#shared/api/files';
import { Button } from './button';
import { Table, type Column } from './table';
import { CsvButton } from './save-table';
import styles from './data-table.module.css';

export interface DataColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** The exact value, for the file and for sorting. */
  readonly value: (row: Row) => TableCell;
  /** How it is shown; as it stands unless told otherwise. */
  readonly shown?: (row: Row) => ReactNode;
  readonly heads?: boolean;
  /** What it is sorted by, where that is not the value. */
  readonly sortBy?: (row: Row) => number | string;
}

export interface DataTableProps<Row> {
  readonly title: string;
  readonly fileName: string;
  readonly columns: readonly DataColumn<Row>[];
  /** What the file holds beside the columns shown. */
  readonly savedColumns?: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What the file holds where that is more than the table shows. */
  readonly savedRows?: () => readonly Row[];
  readonly startsOpen?: boolean;
}

/** The exact values behind a picture: folded away until wanted, and saved as CSV by the button beside it. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    title,
    fileName,
    columns,
    savedColumns = columns,
    rows,
    rowKey,
    savedRows,
    startsOpen = false,
  } = props;
  const [open, setOpen] = useState(startsOpen);
  const shown = useMemo<readonly Column<Row>[]>(
    () => columns.map((column) => tableColumn(column, rows)),
    [columns, rows],
  );
  const saved = () => {
    const written = savedRows?.() ?? rows;
    return {
      name: fileName,
      rows: [
        savedColumns.map((column) => column.title),
        ...written.map((row) => savedColumns.map(({ value }) => value(row))),
      ],
    };
  };
  return (
    <div className={styles.data}>
      <div className={styles.bar}>
        <Button
          kind="quiet"
          icon={open ? 'chevron' : 'right'}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {title}
        </Button>
        <CsvButton title={title} table={saved} disabled={rows.length === 0} />
      </div>
      {open && (
        <div className={styles.table}>
          <Table caption={title} columns={shown} rows={rows} rowKey={rowKey} />
        </div>
      )}
    </div>
  );
}

function tableColumn<Row>(
  { id, title, value, shown, heads, sortBy }: DataColumn<Row>,
  rows: readonly Row[],
): Column<Row> {
  const numeric = rows.some((row) => typeof value(row) === 'number');
  return {
    id,
    title,
    cell: shown ?? ((row) => value(row)),
    numeric,
    ...(heads && { heads }),
    sortBy: sortBy ?? ((row) => value(row) ?? ''),
  };
}
