import { useMemo, useState } from 'react';
import { Button } from '#renderer/components/button';
import { CsvButton } from '#renderer/components/save-table';
import type { DataColumn as PlainColumn } from '#renderer/components/data-table';
import page from '#renderer/components/page.module.css';
import { Table, type Column } from '#renderer/components/table';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './power.module.css';

export interface DataColumn<Row> extends PlainColumn<Row> {
  /** The unit of the plain value in the file. */
  readonly unit?: string;
}

interface DataSectionProps<Row> {
  readonly title: string;
  readonly fileName: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowClass?: (row: Row) => string | undefined;
  readonly note?: string;
}

const ROWS_AT_ONCE = 100;

/** A titled table with its CSV; a long one shows a hundred rows and more on a press. */
export function DataSection<Row>(props: DataSectionProps<Row>) {
  const { title, fileName, columns, rows, rowKey, rowClass, note } = props;
  const message = useMessage();
  const [count, setCount] = useState(ROWS_AT_ONCE);
  const shownRows = useMemo(() => rows.slice(0, count), [rows, count]);
  const shownColumns = columns.map(({ id, title: head, value, shown, heads }): Column<Row> => ({
    id,
    title: head,
    cell: shown ?? ((row) => value(row)),
    numeric: rows.some((row) => typeof value(row) === 'number'),
    ...(heads && { heads }),
    sortBy: (row) => value(row) ?? '',
  }));
  const saved = () => ({
    name: fileName,
    rows: [
      columns.map(({ title: head, unit }) => (unit === undefined ? head : `${head} (${unit})`)),
      ...rows.map((row) => columns.map(({ value }) => value(row))),
    ],
  });
  return (
    <div className={page.block}>
      <div className={page.bar}>
        <h2 className={page.heading}>{title}</h2>
        <div className={page.spring} />
        <CsvButton title={title} table={saved} disabled={rows.length === 0} />
      </div>
      {note !== undefined && <p className={page.note}>{note}</p>}
      <div className={styles.table}>
        <Table
          caption={title}
          columns={shownColumns}
          rows={shownRows}
          rowKey={rowKey}
          {...(rowClass && { rowClass })}
        />
      </div>
      {rows.length > shownRows.length && (
        <Button onClick={() => setCount(count + ROWS_AT_ONCE)}>
          {message('power:more', { count: rows.length - shownRows.length })}
        </Button>
      )}
    </div>
  );
}
