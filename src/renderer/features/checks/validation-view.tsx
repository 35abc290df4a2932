import { useCallback, useMemo } from 'react';
import type { CrossValidation, ValidationReport, ValidationRow, ValidationSummary } from '#shared/validation';
import { MeasuredAgainstPredicted } from '../../charts/measured-against-predicted';
import { Table, type Column } from '../../components/table';
import { useApi } from '../../documents/hooks';
import { useFormats } from '../../format/use-formats';
import { useMessage } from '../../i18n/use-language';
import { refusalText } from '../../i18n/refusal-text';
import styles from './checks.module.css';
import { useAnswer } from '../../api/use-answer';

/** Every measured case that ships with the program, predicted now, with the errors summed up. */
export function ValidationView() {
  const api = useApi();
  const message = useMessage();
  const answer = useAnswer(useCallback(() => api.validation({}), [api]));
  return (
    <>
      <h2 className={styles.heading}>{message('checks:validation.heading')}</h2>
      <p className={styles.intro}>{message('checks:validation.intro')}</p>
      {!answer && <p role="status">{message('checks:validation.running')}</p>}
      {answer && !answer.ok && <p role="alert">{refusalText(answer.error)}</p>}
      {answer?.ok && <Report report={answer.value} />}
    </>
  );
}

function Report({ report }: { readonly report: ValidationReport }) {
  const message = useMessage();
  return (
    <>
      <div className={styles.plots}>
        <Plot rows={report.rows} figure="outputTokensPerSecond" unit="token/s" />
        <Plot rows={report.rows} figure="requestLatencySeconds" unit="s" />
      </div>
      <Summaries summary={report.summary} />
      <LeftOut crossValidation={report.crossValidation} />
      <h3 className={styles.subheading}>{message('checks:validation.peers')}</h3>
      <ul>
        {report.peers.map(({ name, accuracy, source }) => (
          <li key={name}>
            {name}: {accuracy} <span className={styles.source}>({source})</span>
          </li>
        ))}
      </ul>
      <Rows rows={report.rows} />
    </>
  );
}

interface PlotProps {
  readonly rows: readonly ValidationRow[];
  readonly figure: 'outputTokensPerSecond' | 'requestLatencySeconds';
  readonly unit: string;
}

function Plot({ rows, figure, unit }: PlotProps) {
  const message = useMessage();
  const formats = useFormats();
  const points = useMemo(
    () =>
      rows.flatMap(({ id, figure: shown, measured, predicted }) =>
        shown === figure && predicted !== undefined ? [{ name: id, measured, predicted }] : [],
      ),
    [rows, figure],
  );
  const title = message(`checks:validation.figures.${figure}`);
  const axes = useMemo(
    () => ({
      measured: message('checks:validation.measured'),
      predicted: message('checks:validation.predicted'),
    }),
    [message],
  );
  const format = useCallback(
    (value: number) => {
      const shown = formats.quantity(value, unit);
      return `${shown.value} ${shown.unit}`;
    },
    [formats, unit],
  );
  const summary = message('checks:validation.plot', { figure: title, count: points.length });
  return (
    <MeasuredAgainstPredicted title={title} summary={summary} points={points} axes={axes} format={format} />
  );
}

function Summaries({ summary }: { readonly summary: readonly ValidationSummary[] }) {
  const message = useMessage();
  const { percent, number } = useFormats();
  const columns: readonly Column<ValidationSummary>[] = [
    {
      id: 'group',
      title: message('checks:validation.group'),
      heads: true,
      cell: ({ group }) => message(`checks:validation.groups.${group}`),
    },
    {
      id: 'rows',
      title: message('checks:validation.rows'),
      numeric: true,
      cell: ({ rows }) => number(rows, 0),
    },
    {
      id: 'median',
      title: message('checks:validation.median'),
      numeric: true,
      cell: ({ median }) => percent(median, 1),
    },
    { id: 'p80', title: message('checks:validation.p80'), numeric: true, cell: ({ p80 }) => percent(p80, 1) },
    {
      id: 'mean',
      title: message('checks:validation.mean'),
      numeric: true,
      cell: ({ mean }) => percent(mean, 1),
    },
    {
      id: 'coverage',
      title: message('checks:validation.coverage'),
      numeric: true,
      cell: ({ coverage }) => (coverage === undefined ? '–' : percent(coverage)),
    },
  ];
  return (
    <Table
      caption={message('checks:validation.summary')}
      columns={columns}
      rows={summary}
      rowKey={({ group }) => group}
    />
  );
}

/** The proof that predictions hold beyond what they were calibrated on. */
function LeftOut({ crossValidation }: Pick<ValidationReport, 'crossValidation'>) {
  const message = useMessage();
  const { percent, number } = useFormats();
  const columns: readonly Column<CrossValidation>[] = [
    {
      id: 'engine',
      title: message('checks:validation.engine'),
      heads: true,
      cell: ({ engine }) => engine,
      sortBy: ({ engine }) => engine,
    },
    {
      id: 'left-out',
      title: message('checks:validation.leftOut'),
      cell: ({ leftOut }) => message(`checks:validation.leftOuts.${leftOut}`),
      sortBy: ({ leftOut }) => leftOut,
    },
    {
      id: 'rows',
      title: message('checks:validation.rows'),
      numeric: true,
      cell: ({ rows }) => number(rows, 0),
    },
    {
      id: 'median',
      title: message('checks:validation.median'),
      numeric: true,
      cell: ({ median }) => percent(median, 1),
      sortBy: ({ median }) => median,
    },
    { id: 'p80', title: message('checks:validation.p80'), numeric: true, cell: ({ p80 }) => percent(p80, 1) },
    {
      id: 'coverage',
      title: message('checks:validation.coverage'),
      numeric: true,
      cell: ({ coverage }) => percent(coverage),
    },
  ];
  return (
    <Table
      caption={message('checks:validation.crossValidation')}
      columns={columns}
      rows={crossValidation}
      rowKey={({ engine, leftOut }) => `${engine} ${leftOut}`}
    />
  );
}

function Rows({ rows }: { readonly rows: readonly ValidationRow[] }) {
  const message = useMessage();
  const { change, number } = useFormats();
  const columns: readonly Column<ValidationRow>[] = [
    {
      id: 'id',
      title: message('checks:validation.case'),
      heads: true,
      cell: ({ id }) => id,
      sortBy: ({ id }) => id,
    },
    {
      id: 'figure',
      title: message('checks:figure'),
      cell: ({ figure }) => message(`checks:validation.figures.${figure}`),
    },
    {
      id: 'measured',
      title: message('checks:validation.measured'),
      numeric: true,
      cell: (row) => number(row.measured, 3),
    },
    {
      id: 'predicted',
      title: message('checks:validation.predicted'),
      numeric: true,
      cell: ({ predicted, because }) => (predicted === undefined ? because : number(predicted, 3)),
    },
    {
      id: 'error',
      title: message('checks:validation.error'),
      numeric: true,
      cell: ({ error }) => (error === undefined ? '–' : change(error)),
      sortBy: ({ error }) => Math.abs(error ?? 0),
    },
    {
      id: 'interval',
      title: message('checks:validation.interval'),
      numeric: true,
      cell: ({ interval }) => (interval ? `${number(interval[0], 2)} – ${number(interval[1], 2)}` : '–'),
    },
    {
      id: 'note',
      title: message('checks:validation.note'),
      cell: ({ outlier, source }) => outlier ?? source,
    },
  ];
  return (
    <Table
      caption={message('checks:validation.cases')}
      columns={columns}
      rows={rows}
      rowKey={({ id, figure }) => `${id} ${figure}`}
    />
  );
}
