import type { ReactNode } from 'react';
import { Select } from '#renderer/components/select';
import { type RememberedKey, useRemembered } from '#renderer/documents/hooks';
import styles from '#renderer/features/performance/performance.module.css';
import { useMessage } from '#renderer/i18n/use-language';
import type { EstimateAnswer } from '#shared/estimate/result';
import { z } from '#shared/schema/zod';

const verticals = ['perAccelerator', 'inTotal', 'energy'] as const;
type Vertical = (typeof verticals)[number];
const horizontals = ['decoding', 'wholeRequest'] as const;
type Horizontal = (typeof horizontals)[number];

export interface Axes {
  readonly vertical: Vertical;
  readonly horizontal: Horizontal;
}

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Where an estimate lies in the picture, with the interval upwards; undefined where nothing is known, such as the energy of a part
 * without published power. Sideways is the speed that one user sees: while tokens stream, or over the whole request.
 */
export function placeOf(
  answer: EstimateAnswer,
  { devices, output, axes }: { readonly devices: number; readonly output: number; readonly axes: Axes },
): Placed | undefined {
  const x =
    axes.horizontal === 'decoding'
      ? answer.outputTokensPerSecondPerUser
      : output / answer.requestLatencySeconds;
  const total = answer.outputTokensPerSecond;
  const [low, high] = answer.interval?.outputTokensPerSecond ?? [total, total];
  if (axes.vertical === 'energy') {
    const joules = answer.energyPerOutputTokenJoules;
    if (joules === undefined) return undefined;
    return { x, y: joules, low: (joules * total) / high, high: (joules * total) / low };
  }
  const by = axes.vertical === 'perAccelerator' ? devices : 1;
  return { x, y: total / by, low: low / by, high: high / by };
}

/** Those points than which no other is at least as good both ways; sideways more is better, upwards too unless `lower`. */
export function paretoFront<Point extends { readonly x: number; readonly y: number }>(
  points: readonly Point[],
  { lower = false }: { readonly lower?: boolean } = {},
): readonly Point[] {
  const better = (a: number, b: number): boolean => (lower ? a < b : a > b);
  const front: Point[] = [];
  for (const point of points.toSorted((a, b) => b.x - a.x || (better(a.y, b.y) ? -1 : 1))) {
    const best = front.at(-1);
    if (best === undefined || better(point.y, best.y)) front.push(point);
  }
  return front;
}

const axesKey: RememberedKey<Axes> = {
  key: 'performance.axes',
  schema: z.strictObject({ vertical: z.enum(verticals), horizontal: z.enum(horizontals) }),
  initial: { vertical: 'perAccelerator', horizontal: 'decoding' },
};

/** What the two axes show, remembered, and the controls that choose it. */
export function useAxes(): { readonly axes: Axes; readonly controls: ReactNode } {
  const message = useMessage();
  const [axes, setAxes] = useRemembered(axesKey);
  const controls = (
    <div className={styles.choices}>
      <Select
        label={message('performance:sweep.vertical')}
        value={axes.vertical}
        options={verticals.map((value) => ({ value, label: message(`performance:sweep.${value}`) }))}
        onChange={(vertical) => setAxes({ ...axes, vertical })}
      />
      <Select
        label={message('performance:sweep.horizontal')}
        value={axes.horizontal}
        options={horizontals.map((value) => ({ value, label: message(`performance:sweep.${value}`) }))}
        onChange={(horizontal) => setAxes({ ...axes, horizontal })}
      />
    </div>
  );
  return { axes, controls };
}
