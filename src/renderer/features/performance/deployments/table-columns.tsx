import type { ReactNode } from 'react';
import { Menu } from '#renderer/components/menu';
import page from '#renderer/components/page.module.css';
import type { Column } from '#renderer/components/table';
import styles from '#renderer/features/performance/performance.module.css';
import { useMessage } from '#renderer/i18n/use-language';

interface Named {
  readonly name: string;
}

/** The column of names; a name opens its row in the inspector. */
export function useNameColumn<Row extends Named>(open: (row: Row) => void): Column<Row> {
  const message = useMessage();
  return {
    id: 'name',
    title: message('performance:fleet.name'),
    heads: true,
    cell: (row): ReactNode => (
      <button
        type="button"
        className={styles.rowName}
        aria-label={message('performance:fleet.select', { name: row.name })}
        onClick={() => open(row)}
      >
        {row.name}
      </button>
    ),
    sortBy: ({ name }) => name,
  };
}

export interface RowActions<Row> {
  /** The copy is named by the second argument. */
  readonly duplicate: (row: Row, name: string) => void;
  readonly remove: (row: Row) => void;
}

/** The column of menus that copy or remove a row. */
export function useActionsColumn<Row extends Named>({ duplicate, remove }: RowActions<Row>): Column<Row> {
  const message = useMessage();
  return {
    id: 'actions',
    title: <span className={page.hidden}>{message('performance:fleet.actions')}</span>,
    cell: (row): ReactNode => (
      <Menu
        label={message('performance:fleet.actionsOf', { name: row.name })}
        items={[
          {
            id: 'duplicate',
            label: message('performance:form.duplicate'),
            onSelect: () => duplicate(row, message('performance:copyOf', { name: row.name })),
          },
          { id: 'remove', label: message('performance:form.remove'), onSelect: () => remove(row) },
        ]}
      />
    ),
  };
}
