import { useCallback, useMemo } from 'react';
import { useNewest } from '#renderer/api/use-newest';
import { ShareBar } from '#renderer/charts/share-bar';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import page from '#renderer/components/page.module.css';
import { useApi } from '#renderer/documents/hooks';
import { Refused } from '#renderer/features/performance/deployments/deployment-result';
import { caseOf } from '#renderer/features/performance/deployments/edits';
import { useFigureSettings } from '#renderer/features/performance/deployments/use-figure-settings';
import styles from '#renderer/features/performance/performance.module.css';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { EstimateCase } from '#shared/estimate/case';
import type { GpuReport, GpuStep, GpuWork } from '#shared/performance/report';
import type { Deployment } from '#shared/scenario/schema';
import { LpuTimeParts } from './lpu-time-parts';
import { MemoryMap } from './memory-map';
import { Roofline } from './roofline';

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
  'expert-exchange': 0,
  handover: 7,
  host: 7,
};

/** A prefill and a decode step as bars of kernel families, with their exact times in the table. */
function StepParts({ report }: { readonly report: GpuReport }) {
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

/** Where the time of one step or token goes, how near the hardware's roofs it comes, and what the memory holds. */
export function TimeView({ deployment }: { readonly deployment: Deployment }) {
  const api = useApi();
  const message = useMessage();
  const figures = useFigureSettings();
  const asked = useMemo(() => caseOf(deployment), [deployment]);
  const ask = useCallback(
    (wanted: EstimateCase) => api.performanceReport({ case: wanted, figures }),
    [api, figures],
  );
  const { answered, refusal, pending } = useNewest(asked, ask);
  const report = answered?.output.id === deployment.id ? answered.output : undefined;
  return (
    <div className={styles.view} aria-busy={pending}>
      {refusal && <Refused refusal={refusal} />}
      {!refusal && !report && <p role="status">{message('performance:fleet.pending')}</p>}
      {!refusal && report?.kind === 'gpu' && (
        <>
          <StepParts report={report} />
          <div className={styles.charts}>
            <Roofline report={report} />
            <MemoryMap deployment={deployment} />
          </div>
        </>
      )}
      {!refusal && report?.kind === 'lpu' && <LpuTimeParts report={report} deployment={deployment} />}
    </div>
  );
}
