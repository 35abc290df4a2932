import { isOutside, type ValidationRow } from '#shared/validation/validation';
import { DataTable, type DataColumn } from '#renderer/components/data-table';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/checks/checks.module.css';

/** A prediction is written no finer than to a thousandth or so of what was measured. */
const decimalsOf = (measured: number): number => Math.max(0, 2 - Math.floor(Math.log10(measured)));

/** The measured cases one by one; what lies outside of its interval is marked. */
export function CaseTable({ rows }: { readonly rows: readonly ValidationRow[] }) {
  const message = useMessage();
  const { change, number } = useFormats();
  const columns: readonly DataColumn<ValidationRow>[] = [
    { id: 'id', title: message('checks:validation.case'), heads: true, value: ({ id }) => id },
    {
      id: 'figure',
      title: message('checks:figure'),
      value: ({ figure }) => message(`checks:validation.figures.${figure}`),
    },
    {
      id: 'measured',
      title: message('checks:validation.measured'),
      value: ({ measured }) => measured,
      shown: ({ measured }) => number(measured, decimalsOf(measured)),
    },
    {
      id: 'predicted',
      title: message('checks:validation.predicted'),
      value: ({ predicted }) => predicted ?? null,
      shown: ({ predicted, because, measured }) =>
        predicted === undefined ? <span lang="en">{because}</span> : number(predicted, decimalsOf(measured)),
    },
    {
      id: 'error',
      title: message('checks:validation.error'),
      value: ({ error }) => error ?? null,
      shown: ({ error }) => (error === undefined ? '–' : change(error)),
      sortBy: ({ error }) => Math.abs(error ?? 0),
    },
    {
      id: 'low',
      title: message('checks:validation.interval'),
      value: ({ interval }) => interval?.[0] ?? null,
      shown: (row) =>
        row.interval ? (
          <span className={isOutside(row) ? styles.outside : undefined}>
            {isOutside(row) && '▲ '}
            {`${number(row.interval[0], decimalsOf(row.measured))} – ${number(row.interval[1], decimalsOf(row.measured))}`}
          </span>
        ) : (
          '–'
        ),
    },
    {
      id: 'high',
      title: message('checks:validation.intervalEnd'),
      value: ({ interval }) => interval?.[1] ?? null,
    },
    {
      id: 'note',
      title: message('checks:validation.note'),
      value: ({ outlier, source }) => outlier ?? source,
      shown: ({ outlier, source }) => <span lang="en">{outlier ?? source}</span>,
    },
  ];
  return (
    <DataTable
      title={message('checks:validation.cases')}
      fileName={message('checks:validation.fileName')}
      columns={columns.filter(({ id }) => id !== 'high')}
      savedColumns={columns}
      rows={rows}
      rowKey={({ id, figure }) => `${id} ${figure}`}
      startsOpen
    />
  );
}
