import { numberIn, paceOf } from '#shared/validation/measured';
import { useEffect, useMemo, useState } from 'react';
import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { useApi } from '#renderer/documents/hooks';
import styles from '#renderer/features/performance/performance.module.css';
import { useMessage } from '#renderer/i18n/use-language';
import type { Precision } from '#shared/catalogue/entries';
import type { MeasuredCase } from '#shared/validation/validation';
import type { Axes } from './axes';
import type { SweepRun } from './sweep';

export interface MeasuredPoint {
  readonly id: string;
  readonly hardware: string;
  readonly source: string;
  readonly input: number;
  readonly output: number;
  readonly x: number;
  readonly y: number;
}

interface Facts {
  readonly devices: number;
  readonly replicas: number;
  readonly batch: number | undefined;
  readonly input: number;
  readonly output: number;
}

function factsOf({ case: asked }: MeasuredCase): Facts | undefined {
  const [input, output] = [numberIn(asked, 'input'), numberIn(asked, 'output')];
  if (input === undefined || output === undefined) return undefined;
  const devices = numberIn(asked, 'devices') ?? 1;
  const tensor = numberIn(asked, 'tensorParallel');
  // Without a split all devices work on one replica, and a static batch that is not given is one request.
  const shards = tensor === undefined ? devices : tensor * (numberIn(asked, 'pipelineParallel') ?? 1);
  const batch = numberIn(asked, 'batch') ?? (asked.mode === 'static' ? 1 : undefined);
  return { devices, replicas: devices / shards, batch, input, output };
}

interface MeasuredWanted {
  readonly model: string;
  readonly hardware: ReadonlySet<string>;
  /** Precision of the weights; undefined where the simulators choose it, so that all are shown. */
  readonly weights: Precision | undefined;
}

/**
 * Measured runs of a model on some hardware with weights of one width, whatever their lengths and engine; rows marked as outliers
 * stay out. BF16 and FP16 count as one.
 */
export const measuredOf = (
  measured: readonly MeasuredCase[],
  { model, hardware, weights }: MeasuredWanted,
): readonly MeasuredCase[] =>
  measured.filter(
    (row) =>
      row.outlier === undefined &&
      row.case.model === model &&
      hardware.has(row.case.hardware) &&
      (weights === undefined || sameWeights(row.case['weights'], weights)),
  );

function sameWeights(given: unknown, wanted: Precision): boolean {
  const named = (precision: unknown) =>
    precision === undefined || precision === 'bf16' ? 'fp16' : precision;
  return named(given) === named(wanted);
}

/**
 * Where a measured run lies in the picture; undefined where what was measured does not say. The speed over a whole request follows
 * from a static batch's throughput, since all its requests begin and end together; the speed while decoding only from a measured
 * time between tokens. No energy was measured.
 */
export function measuredPoint(row: MeasuredCase, axes: Axes): MeasuredPoint | undefined {
  const facts = factsOf(row);
  if (facts === undefined || axes.vertical === 'energy') return undefined;
  const total = totalOf(row, facts);
  const x = axes.horizontal === 'decoding' ? paceOf(row) : requestSpeed(row, facts, total);
  if (total === undefined || x === undefined) return undefined;
  const { input, output, devices } = facts;
  const y = axes.vertical === 'perAccelerator' ? total / devices : total;
  return { id: row.case.id, hardware: row.case.hardware, source: row.source, input, output, x, y };
}

function totalOf({ measured, case: asked }: MeasuredCase, facts: Facts): number | undefined {
  if (measured.outputTokensPerSecond !== undefined) return measured.outputTokensPerSecond;
  const { batch, replicas, output } = facts;
  if (batch === undefined || asked.mode !== 'static') return undefined;
  if (measured.requestLatencySeconds !== undefined) {
    return (batch * replicas * output) / measured.requestLatencySeconds;
  }
  const each = measured.outputTokensPerSecondPerUser;
  return each === undefined ? undefined : each * batch * replicas;
}

function requestSpeed(
  { measured, case: asked }: MeasuredCase,
  { batch, replicas, output }: Facts,
  total: number | undefined,
): number | undefined {
  if (measured.requestLatencySeconds !== undefined) return output / measured.requestLatencySeconds;
  if (measured.outputTokensPerSecondPerUser !== undefined) return undefined;
  const together = asked.mode === 'static' && batch !== undefined && total !== undefined;
  return together ? total / (batch * replicas) : undefined;
}

interface MeasuredLengths {
  readonly input: number;
  readonly output: number;
  readonly count: number;
}

/** The lengths at which there are measured points, the most measured first. */
export function measuredLengths(points: readonly MeasuredPoint[]): readonly MeasuredLengths[] {
  const counts = new Map<string, MeasuredLengths>();
  for (const { input, output } of points) {
    const key = `${input} ${output}`;
    counts.set(key, { input, output, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.input - b.input);
}

/** What was measured of the model on the hardware of some runs, where it lies in their picture. */
export function useMeasured(runs: readonly SweepRun[], model: string, axes: Axes) {
  const api = useApi();
  const [rows, setRows] = useState<readonly MeasuredCase[]>([]);
  useEffect(() => {
    let current = true;
    void api.measured({}).then((answer) => {
      if (current && answer.ok) setRows(answer.value);
    });
    return () => {
      current = false;
    };
  }, [api]);
  return useMemo(() => {
    const hardware = new Set(runs.map((run) => run.hardware));
    const weights = runs.find((run) => run.own)?.estimate.weights;
    return measuredOf(rows, { model, hardware, weights }).flatMap((row) => measuredPoint(row, axes) ?? []);
  }, [rows, runs, model, axes]);
}

interface MeasuredLengthsBarProps {
  readonly lengths: readonly MeasuredLengths[];
  readonly shown: { readonly input: number; readonly output: number };
  readonly onChoose: (lengths: { readonly input: number; readonly output: number }) => void;
}

/** At which lengths something was measured; a press moves the sliders there, so that the points appear. */
export function MeasuredLengthsBar({ lengths, shown, onChoose }: MeasuredLengthsBarProps) {
  const message = useMessage();
  if (lengths.length === 0) return <p className={page.note}>{message('performance:sweep.noneMeasured')}</p>;
  return (
    <div className={styles.lengths} role="group" aria-label={message('performance:sweep.measuredAt')}>
      <span className={page.note}>{message('performance:sweep.measuredAt')}</span>
      {lengths.map(({ input, output, count }) => (
        <Button
          key={`${input} ${output}`}
          aria-pressed={input === shown.input && output === shown.output}
          onClick={() => onChoose({ input, output })}
        >
          {message('performance:sweep.lengths', { input, output })}{' '}
          <span className={page.quiet}>({count})</span>
        </Button>
      ))}
    </div>
  );
}
