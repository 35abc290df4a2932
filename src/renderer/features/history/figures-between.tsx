import type { ComparedCell, ComparedRow } from '#shared/compare';
import type { Scenario } from '#shared/scenario/schema';
import { RangeValue } from '../../components/range-value';
import { Table, type Column } from '../../components/table';
import type { Formats } from '../../format/format';
import { useFormats } from '../../format/use-formats';
import { messageFor } from '../../i18n/message';
import { refusalText } from '../../i18n/refusal-text';
import { useMessage } from '../../i18n/use-language';
import styles from './history.module.css';
import { differingRows, useFiguresBetween } from './use-figures-between';

/** What the plan says of both states, where it differs: value, difference and share. */
export function FiguresBetween({ before, after }: { readonly before: Scenario; readonly after: Scenario }) {
  const message = useMessage();
  const formats = useFormats();
  const figures = useFiguresBetween(before, after);
  if (figures === undefined) return <p role="status">{message('history:comparing')}</p>;
  if (!figures.ok) {
    const reason = refusalText(figures.error);
    return <p role="alert">{message('history:figures.refused', { reason })}</p>;
  }
  const rows = differingRows(figures.value);
  if (rows.length === 0) return <p className={styles.quiet}>{message('history:figures.none')}</p>;
  const columns: readonly Column<ComparedRow>[] = [
    {
      id: 'figure',
      title: message('history:figures.figure'),
      heads: true,
      cell: ({ name }) => messageFor(`compare:rows.${name}`) ?? name,
    },
    {
      id: 'before',
      title: message('history:figures.before'),
      numeric: true,
      cell: ({ cells, unit }) => <Cell cell={cells[0]} unit={unit} />,
    },
    {
      id: 'after',
      title: message('history:figures.after'),
      numeric: true,
      cell: ({ cells, unit }) => <Cell cell={cells[1]} unit={unit} />,
    },
    {
      id: 'change',
      title: message('history:figures.change'),
      numeric: true,
      cell: (row) => <span className={styles.nowrap}>{changeOf(row, formats)}</span>,
    },
  ];
  return (
    <Table
      caption={message('history:figures.title')}
      columns={columns}
      rows={rows}
      rowKey={({ name }) => name}
    />
  );
}

function Cell({ cell, unit }: { readonly cell: ComparedCell | undefined; readonly unit: string }) {
  const message = useMessage();
  return cell?.known ? (
    <RangeValue range={cell} unit={unit} />
  ) : (
    <span className={styles.quiet}>{message('history:figures.unknown')}</span>
  );
}

function changeOf({ cells, unit }: ComparedRow, formats: Formats): string {
  const cell = cells[1];
  if (!cell?.known || cell.difference === undefined) return '';
  const { value, unit: shown } = formats.quantity(cell.difference, unit);
  const difference = `${cell.difference > 0 ? '+' : ''}${[value, shown].filter(Boolean).join(' ')}`;
  return cell.share === undefined ? difference : `${difference} (${formats.change(cell.share)})`;
}
