import { useMemo } from 'react';
import { timelineUnits, type LpuTimeline } from '#shared/performance/timeline';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { DataTable, type DataColumn } from '../../../components/data-table';
import type { TimelineLayout } from './layout';
import { barsInSight } from './raster';
import { useRestingSight, type Sight } from './sight';

export interface OperationTableProps {
  readonly timeline: LpuTimeline;
  readonly layout: TimelineLayout;
  readonly sight: Sight;
  readonly nameOf: (bar: number) => string;
}

const SHOWN = 200;
const SAVED = 99_999;

/** The operations in sight with their exact cycles: the first of them here, all of them in the file. */
export function OperationTable({ timeline, layout, sight, nameOf }: OperationTableProps) {
  const message = useMessage();
  const { number } = useFormats();
  const settled = useRestingSight(sight);
  const bars = useMemo(
    () =>
      settled ? barsInSight(layout, settled.view, { heightPixels: settled.heightPixels, most: SHOWN }) : [],
    [layout, settled],
  );
  const { operations } = timeline;
  const operationOf = (bar: number): number => layout.operation[bar] ?? 0;
  const columns: readonly DataColumn<number>[] = [
    { id: 'name', title: message('performance:timeline.operation'), value: nameOf, heads: true },
    {
      id: 'chip',
      title: message('performance:timeline.chip'),
      value: (bar) => operations.chip[operationOf(bar)] ?? null,
    },
    {
      id: 'unit',
      title: message('performance:timeline.unit'),
      value: (bar) => timelineUnits[layout.unit[bar] ?? 0]?.toUpperCase() ?? '',
    },
    {
      id: 'start',
      title: `${message('performance:timeline.start')} (${message('performance:timeline.cycles')})`,
      value: (bar) => layout.start[bar] ?? null,
      shown: (bar) => number(layout.start[bar] ?? 0, 0),
    },
    {
      id: 'end',
      title: `${message('performance:timeline.end')} (${message('performance:timeline.cycles')})`,
      value: (bar) => layout.release[bar] ?? null,
      shown: (bar) => number(layout.release[bar] ?? 0, 0),
    },
    {
      id: 'cycles',
      title: message('performance:timeline.cycles'),
      value: (bar) => (layout.release[bar] ?? 0) - (layout.start[bar] ?? 0),
      shown: (bar) => number((layout.release[bar] ?? 0) - (layout.start[bar] ?? 0), 0),
    },
    {
      id: 'bytes',
      title: `SRAM (B)`,
      value: (bar) => operations.sramBytes[operationOf(bar)] ?? null,
      shown: (bar) => number(operations.sramBytes[operationOf(bar)] ?? 0, 0),
    },
  ];
  const all = settled?.bars ?? 0;
  const title =
    all > bars.length
      ? message('performance:timeline.first', { count: number(bars.length, 0), all: number(all, 0) })
      : message('performance:timeline.table');
  return (
    <DataTable
      title={title}
      fileName={message('performance:timeline.fileName')}
      columns={columns}
      rows={bars}
      rowKey={String}
      savedRows={() =>
        settled ? barsInSight(layout, settled.view, { heightPixels: settled.heightPixels, most: SAVED }) : []
      }
    />
  );
}
