import { useMemo } from 'react';
import { timelineUnits, type LpuTimeline } from '#shared/performance/timeline';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { DataTable } from '../../../components/data-table';
import page from '../../../components/page.module.css';
import styles from '../performance.module.css';

/** How busy each kind of unit is over the whole schedule, on all chips. */
export function UnitTable({ timeline }: { readonly timeline: LpuTimeline }) {
  const message = useMessage();
  const { percent, number } = useFormats();
  const rows = useMemo(
    () =>
      timelineUnits.map((unit, index) => ({
        unit,
        share: timeline.utilisation[unit],
        operations: timeline.operations.unit.reduce((count, each) => (each === index ? count + 1 : count), 0),
      })),
    [timeline],
  );
  return (
    <section>
      <h3 className={page.subheading}>{message('performance:timeline.units')}</h3>
      <dl className={styles.meters}>
        {rows.map(({ unit, share }) => (
          <div key={unit}>
            <dt>{message(`performance:units.${unit}`)}</dt>
            <dd>
              <span className={styles.meter} aria-hidden>
                <span style={{ width: `${100 * share}%` }} />
              </span>
              {percent(share, 1)}
            </dd>
          </div>
        ))}
      </dl>
      <DataTable
        title={message('performance:timeline.units')}
        fileName={message('performance:timeline.fileName')}
        columns={[
          {
            id: 'unit',
            title: message('performance:timeline.unit'),
            value: ({ unit }) => message(`performance:units.${unit}`),
            heads: true,
          },
          {
            id: 'operations',
            title: message('performance:timeline.operations'),
            value: ({ operations }) => operations,
            shown: ({ operations }) => number(operations, 0),
          },
          {
            id: 'share',
            title: message('performance:timeline.busy'),
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
