import { useEffect, useState } from 'react';
import { RangeValue } from '#renderer/components/range-value';
import { type Column, Table } from '#renderer/components/table';
import { useApi } from '#renderer/documents/hooks';
import { type Formats, useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare/comparison';
import type { Refusal, Result } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import styles from './history.module.css';

type ComparisonAnswer = Result<Comparison, Refusal>;

/** What the plans of two states say, the earlier one as baseline; the last answer stays while a newer one is computed. */
function useFiguresBetween(before: Scenario, after: Scenario): ComparisonAnswer | undefined {
  const api = useApi();
  const [figures, setFigures] = useState<ComparisonAnswer>();
  useEffect(() => {
    let wanted = true;
    void api.compare({ scenarios: [before, after], baseline: 0 }).then((answer) => {
      if (wanted) setFigures(answer);
    });
    return () => {
      wanted = false;
    };
  }, [api, before, after]);
  return figures;
}

/** The rows in which the two differ. */
const differingRows = ({ rows }: Comparison): readonly ComparedRow[] => rows.filter(({ differs }) => differs);

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
