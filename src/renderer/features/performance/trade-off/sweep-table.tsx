import { useMemo } from 'react';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { DataTable, type DataColumn } from '#renderer/components/data-table';
import type { Axes } from './axes';
import { frontOf, type CurvePoint } from './chart-series';
import type { MeasuredPoint } from './measured-points';
import type { SweepRun } from './sweep';

export interface SweepTableProps {
  readonly points: readonly CurvePoint[];
  readonly measured: readonly MeasuredPoint[];
  readonly axes: Axes;
  readonly nameOf: (run: SweepRun) => string;
}

interface Row {
  readonly key: string;
  readonly kind: 'predicted' | 'measured';
  readonly run: string;
  readonly batch: number | null;
  readonly users: number | null;
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly firstToken: number | null;
  readonly joules: number | null;
  readonly front: boolean;
}

/** Every point of the picture, predicted and measured, with its exact values. */
export function SweepTable({ points, measured, axes, nameOf }: SweepTableProps) {
  const message = useMessage();
  const { number } = useFormats();
  const rows = useMemo(() => rowsOf({ points, measured, axes, nameOf }), [points, measured, axes, nameOf]);
  const columns = useMemo<readonly DataColumn<Row>[]>(() => {
    const numeric = (id: 'x' | 'y' | 'low' | 'high' | 'joules', title: string): DataColumn<Row> => ({
      id,
      title,
      value: (row) => row[id],
      shown: (row) => (row[id] === null ? '–' : number(row[id], row[id] < 10 ? 3 : 1)),
    });
    return [
      { id: 'run', title: message('performance:sweep.run'), value: ({ run }) => run, heads: true },
      {
        id: 'kind',
        title: message('performance:sweep.predicted'),
        value: ({ kind }) => message(`performance:sweep.${kind}`),
      },
      { id: 'batch', title: message('performance:sweep.batch'), value: ({ batch }) => batch },
      { id: 'users', title: message('performance:sweep.users'), value: ({ users }) => users },
      numeric('x', message(`performance:sweep.${axes.horizontal}`)),
      numeric('y', message(`performance:sweep.${axes.vertical}`)),
      numeric('low', message('performance:sweep.low')),
      numeric('high', message('performance:sweep.high')),
      {
        id: 'firstToken',
        title: `${message('performance:result.firstToken')} (s)`,
        value: ({ firstToken }) => firstToken,
        shown: ({ firstToken }) => (firstToken === null ? '–' : number(firstToken, 3)),
      },
      numeric('joules', message('performance:fleet.energy')),
      {
        id: 'front',
        title: message('performance:sweep.onFront'),
        value: ({ front }) => (front ? '●' : ''),
      },
    ];
  }, [message, number, axes]);
  return (
    <DataTable
      title={message('performance:sweep.table')}
      fileName={message('performance:sweep.fileName')}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
    />
  );
}

function rowsOf({ points, measured, axes, nameOf }: SweepTableProps): readonly Row[] {
  const front = new Set(frontOf(points, axes));
  const predicted = points.map((placed): Row => {
    const { run, point, x, y, low, high } = placed;
    const { answer, batch } = point;
    return {
      key: answer.id,
      kind: 'predicted',
      run: nameOf(run),
      batch,
      users: answer.concurrency,
      x,
      y,
      low,
      high,
      firstToken: answer.timeToFirstTokenSeconds,
      joules: answer.energyPerOutputTokenJoules ?? null,
      front: front.has(placed),
    };
  });
  const others = measured.map(({ id, x, y }): Row => ({
    key: id,
    kind: 'measured',
    run: id,
    batch: null,
    users: null,
    x,
    y,
    low: null,
    high: null,
    firstToken: null,
    joules: null,
    front: false,
  }));
  return [...predicted, ...others];
}
