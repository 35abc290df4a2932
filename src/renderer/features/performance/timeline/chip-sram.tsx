import { useMemo } from 'react';
import type { LpuTimeline } from '#shared/performance/timeline';
import { ShareBar } from '#renderer/charts/share-bar';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { DataTable, type DataColumn } from '#renderer/components/data-table';
import page from '#renderer/components/page.module.css';
import styles from '#renderer/features/performance/performance.module.css';

interface ChipRow {
  readonly chip: number;
  readonly resident: number;
  readonly buffers: number;
  readonly free: number;
}

/** What each chip's SRAM holds: what stays, the most that results took beside it, and what was never used. */
export function ChipSram({ timeline }: { readonly timeline: LpuTimeline }) {
  const message = useMessage();
  const { percent, number } = useFormats();
  const shown = useShown();
  const bytes = (value: number): string => shown(value, 'B');
  const rows = useMemo(() => sramRows(timeline), [timeline]);
  const fullest = rows.reduce((most, row) => (row.free < most.free ? row : most), rows[0] ?? emptyRow);
  const column = (id: 'resident' | 'buffers' | 'free'): DataColumn<ChipRow> => ({
    id,
    title: `${message(`performance:timeline.${id}`)} (B)`,
    value: (row) => row[id],
    shown: (row) => bytes(row[id]),
  });
  return (
    <section>
      <h3 className={page.subheading}>{message('performance:timeline.sram')}</h3>
      <div className={styles.chips} aria-hidden>
        {rows.map((row) => (
          <span key={row.chip} className={styles.chip}>
            <span style={{ height: percentOf(row.resident, timeline.capacityBytes) }} />
            <span style={{ height: percentOf(row.buffers, timeline.capacityBytes) }} />
          </span>
        ))}
      </div>
      <ShareBar
        title={message('performance:timeline.sramSummary', {
          chips: number(rows.length, 0),
          most: bytes(fullest.resident + fullest.buffers),
          capacity: bytes(timeline.capacityBytes),
        })}
        shares={[
          {
            id: 'resident',
            name: message('performance:timeline.resident'),
            value: fullest.resident,
            series: 2,
          },
          { id: 'buffers', name: message('performance:timeline.buffers'), value: fullest.buffers, series: 4 },
          {
            id: 'free',
            name: message('performance:timeline.free'),
            value: fullest.free,
            series: 7,
            rest: true,
          },
        ]}
        format={bytes}
        percent={(share) => percent(share, 1)}
      />
      <DataTable
        title={message('performance:timeline.sram')}
        fileName={message('performance:memory.fileName')}
        columns={[
          { id: 'chip', title: message('performance:timeline.chip'), value: ({ chip }) => chip, heads: true },
          column('resident'),
          column('buffers'),
          column('free'),
        ]}
        rows={rows}
        rowKey={({ chip }) => String(chip)}
      />
    </section>
  );
}

const emptyRow: ChipRow = { chip: 0, resident: 0, buffers: 0, free: 0 };

const percentOf = (part: number, whole: number): string => `${(100 * part) / whole}%`;

export const sramRows = ({ residentBytes, peakBytes, capacityBytes }: LpuTimeline): readonly ChipRow[] =>
  residentBytes.map((resident, chip) => {
    const peak = Math.max(resident, peakBytes[chip] ?? 0);
    return { chip, resident, buffers: peak - resident, free: Math.max(0, capacityBytes - peak) };
  });
