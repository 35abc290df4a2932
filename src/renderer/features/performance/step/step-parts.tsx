import { useMemo } from 'react';
import type { GpuReport, GpuStep, GpuWork } from '#shared/performance/report';
import { ShareBar } from '../../../charts/share-bar';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { DataTable, type DataColumn } from '../../../components/data-table';
import page from '../../../components/page.module.css';
import { useShown } from '../../../format/use-shown';

interface Row {
  readonly phase: GpuStep['phase'];
  readonly work: GpuWork;
  readonly seconds: number;
  readonly share: number;
}

/** Colours of the series palette; what the host spends is hatched, since no kernel runs. */
const colours: Readonly<Record<GpuWork, number>> = {
  projections: 2,
  'feed-forward': 1,
  experts: 5,
  'output-head': 3,
  attention: 4,
  elementwise: 6,
  'all-reduce': 0,
  handover: 7,
  host: 7,
};

/** A prefill and a decode step as bars of kernel families, with their exact times in the table. */
export function StepParts({ report }: { readonly report: GpuReport }) {
  const message = useMessage();
  const { percent, number } = useFormats();
  const shown = useShown();
  const seconds = (value: number): string => shown(value, 's');
  const rows = useMemo(() => rowsOf(report), [report]);
  const columns: readonly DataColumn<Row>[] = [
    {
      id: 'phase',
      title: message('performance:time.phase'),
      value: ({ phase }) => message(`performance:time.phases.${phase}`),
    },
    {
      id: 'work',
      title: message('performance:time.part'),
      value: ({ work }) => message(`performance:time.work.${work}`),
      heads: true,
    },
    {
      id: 'seconds',
      title: `${message('performance:time.time')} (s)`,
      value: (row) => row.seconds,
      shown: (row) => seconds(row.seconds),
    },
    {
      id: 'share',
      title: message('performance:time.share'),
      value: ({ share }) => share,
      shown: ({ share }) => percent(share, 1),
    },
  ];
  return (
    <section className={page.block}>
      <h2 className={page.heading}>{message('performance:time.heading')}</h2>
      {report.steps.map((step) => (
        <ShareBar
          key={step.phase}
          title={message(`performance:time.${step.phase}`, {
            sequences: number(step.sequences, 0),
            tokens: number(step.tokens, 0),
            seconds: seconds(step.seconds),
          })}
          shares={step.parts.map(({ work, seconds: value }) => ({
            id: work,
            name: message(`performance:time.work.${work}`),
            value,
            series: colours[work],
            ...(work === 'host' && { rest: true }),
          }))}
          format={seconds}
          percent={(share) => percent(share, 1)}
        />
      ))}
      {report.clock < 1 && (
        <p className={page.note}>{message('performance:time.clock', { share: percent(report.clock, 1) })}</p>
      )}
      <DataTable
        title={message('performance:time.table')}
        fileName={message('performance:time.fileName')}
        columns={columns}
        rows={rows}
        rowKey={({ phase, work }) => `${phase} ${work}`}
      />
    </section>
  );
}

const rowsOf = ({ steps }: GpuReport): readonly Row[] =>
  steps.flatMap(({ phase, parts, seconds: whole }) =>
    parts.map(({ work, seconds }) => ({ phase, work, seconds, share: seconds / whole })),
  );
