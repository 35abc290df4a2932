import { ShareBar } from '#renderer/charts/share-bar';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import page from '#renderer/components/page.module.css';
import styles from '#renderer/features/performance/performance.module.css';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { type LpuReport, lpuWork, type LpuWork } from '#shared/performance/report';
import { timelineUnits } from '#shared/performance/timeline';
import type { Deployment } from '#shared/scenario/schema';
import { MemoryMap } from './memory-map';
import { UsersGrid } from './users-grid';

interface PartsProps {
  readonly report: LpuReport;
  readonly deployment: Deployment;
}

/** Where one token's time goes on a pipeline of LPUs, what a chip's units and SRAM do, and how many users a fleet holds. */
export function LpuTimeParts({ report, deployment }: PartsProps) {
  const message = useMessage();
  const { number } = useFormats();
  return (
    <>
      <TokenParts report={report} />
      <div className={styles.charts}>
        <MemoryMap deployment={deployment} />
        <UnitShares report={report} />
      </div>
      <p className={page.note}>
        {message('performance:units.network', {
          nodes: number(report.nodes, 0),
          racks: number(report.racks, 0),
          hops: report.mostHops,
        })}
      </p>
      <UsersGrid deployment={deployment} split={report.split} />
    </>
  );
}

interface Row {
  readonly work: LpuWork;
  readonly seconds: number;
}

function TokenParts({ report }: { readonly report: LpuReport }) {
  const message = useMessage();
  const { percent, number } = useFormats();
  const shown = useShown();
  const seconds = (value: number): string => shown(value, 's');
  const whole = report.parts.reduce((sum, part) => sum + part.seconds, 0);
  const columns: readonly DataColumn<Row>[] = [
    {
      id: 'work',
      title: message('performance:time.part'),
      value: ({ work }) => message(`performance:time.lpuWork.${work}`),
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
      value: (row) => row.seconds / whole,
      shown: (row) => percent(row.seconds / whole, 1),
    },
  ];
  return (
    <section className={page.block}>
      <h2 className={page.heading}>{message('performance:time.heading')}</h2>
      <ShareBar
        title={message('performance:time.token', {
          tensor: number(report.split.tensor, 0),
          pipeline: number(report.split.pipeline, 0),
          seconds: seconds(report.tokenSeconds),
        })}
        shares={report.parts.map(({ work, seconds: value }) => ({
          id: work,
          name: message(`performance:time.lpuWork.${work}`),
          value,
          series: lpuWork.indexOf(work),
          ...(work === 'synchronisation' && { rest: true }),
        }))}
        format={seconds}
        percent={(share) => percent(share, 1)}
      />
      <DataTable
        title={message('performance:time.table')}
        fileName={message('performance:time.fileName')}
        columns={columns}
        rows={report.parts}
        rowKey={({ work }) => work}
      />
    </section>
  );
}

function UnitShares({ report }: { readonly report: LpuReport }) {
  const message = useMessage();
  const { percent } = useFormats();
  const rows = timelineUnits.map((unit) => ({ unit, share: report.unitShare[unit] ?? 0 }));
  return (
    <section>
      <h3 className={page.subheading}>{message('performance:units.heading')}</h3>
      <dl className={styles.meters}>
        {rows.map(({ unit, share }) => (
          <div key={unit}>
            <dt>{message(`performance:units.${unit}`)}</dt>
            <dd>
              <span className={styles.meter} aria-hidden>
                <span style={{ width: `${100 * Math.min(1, share)}%` }} />
              </span>
              {percent(share, 1)}
            </dd>
          </div>
        ))}
      </dl>
      <DataTable
        title={message('performance:units.heading')}
        fileName={message('performance:time.fileName')}
        columns={[
          {
            id: 'unit',
            title: message('performance:units.unit'),
            value: ({ unit }) => message(`performance:units.${unit}`),
            heads: true,
          },
          {
            id: 'share',
            title: message('performance:units.share'),
            value: ({ share }) => share,
            shown: ({ share }) => percent(share, 2),
          },
        ]}
        rows={rows}
        rowKey={({ unit }) => unit}
      />
    </section>
  );
}
