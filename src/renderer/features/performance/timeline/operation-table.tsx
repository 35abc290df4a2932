import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { type LpuTimeline, timelineUnits } from '#shared/performance/timeline';
import type { InSight } from './gantt-picture';
import { barsInSight } from './raster';
import type { TimelineLayout } from './timeline-layout';

/** What is in sight, kept beside React: it changes with every frame, and only what shows it need follow. */
type Sight = StoreApi<InSight | undefined>;

export const createSight = (): Sight => createStore<InSight | undefined>(() => undefined);

interface SightTextProps {
  readonly sight: Sight;
  readonly timeOf: (cycle: number) => string;
}

/** From when to when, and how many operations that is. */
export function SightText({ sight, timeOf }: SightTextProps) {
  const message = useMessage();
  const { number } = useFormats();
  const shown = useStore(sight);
  return (
    <span role="status" data-testid="timeline-sight">
      {shown &&
        message('performance:timeline.inSight', {
          from: timeOf(shown.view.from),
          to: timeOf(shown.view.to),
          count: number(shown.bars, 0),
        })}
    </span>
  );
}

const REST_MILLISECONDS = 200;

/** What is in sight once it has rested for a moment; a table need not follow every frame. */
function useRestingSight(sight: Sight): InSight | undefined {
  const [resting, setResting] = useState(sight.getState());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = (next: InSight | undefined) => {
      clearTimeout(timer);
      timer = setTimeout(() => setResting(next), REST_MILLISECONDS);
    };
    rest(sight.getState());
    const unsubscribe = sight.subscribe(rest);
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [sight]);
  return resting;
}

interface OperationTableProps {
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
