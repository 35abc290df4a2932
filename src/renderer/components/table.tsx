import { useMemo, useState, type ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** What the rows are sorted by; without it the column does not sort. */
  readonly sortBy?: (row: Row) => number | string;
  /** The cell that names the row. */
  readonly heads?: boolean;
}

export interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowClass?: (row: Row) => string | undefined;
}

interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** A dense table: its header stays in sight, columns that can be sorted sort on a press. */
export function Table<Row>({ caption, columns, rows, rowKey, rowClass }: TableProps<Row>) {
  const [order, setOrder] = useState<Order>();
  const sorted = useMemo(() => sortedRows(rows, columns, order), [rows, columns, order]);
  const turn = (column: string) =>
    setOrder((was) => ({ column, descending: was?.column === column && !was.descending }));
  const sortOf = (id: string) => {
    if (order?.column !== id) return 'none' as const;
    return order.descending ? ('descending' as const) : ('ascending' as const);
  };
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, numeric, sortBy }) => (
              <th
                key={id}
                scope="col"
                className={classNames(numeric && styles.numeric)}
                aria-sort={sortBy && sortOf(id)}
              >
                {sortBy ? (
                  <button type="button" className={styles.sort} onClick={() => turn(id)}>
                    {title}
                  </button>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={rowKey(row)} className={rowClass?.(row)}>
              {columns.map(({ id, cell, numeric, heads }) =>
                heads ? (
                  <th key={id} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} className={classNames(numeric && styles.numeric)}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | undefined,
): readonly Row[] {
  const sortBy = columns.find(({ id }) => id === order?.column)?.sortBy;
  if (!order || !sortBy) return rows;
  const direction = order.descending ? -1 : 1;
  return rows.toSorted((a, b) => direction * compared(sortBy(a), sortBy(b)));
}

const compared = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
