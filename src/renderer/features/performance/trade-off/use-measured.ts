import { useEffect, useMemo, useState } from 'react';
import type { MeasuredCase } from '#shared/validation';
import { useApi } from '../../../documents/hooks';
import type { Axes } from './axes';
import { measuredOf, measuredPoint } from './measured-points';
import type { SweepRun } from './sweep';

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
