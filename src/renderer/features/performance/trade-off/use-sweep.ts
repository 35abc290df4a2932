import { useCallback, useMemo } from 'react';
import type { Refusal } from '#shared/refusal';
import { useApi } from '../../../documents/hooks';
import { useFigureSettings } from '../use-figures';
import { useNewest } from '../../../api/use-newest';
import { curvesOf, sweepCases, type SweepCurve, type SweepRun } from './sweep';

export interface Sweep {
  readonly curves: readonly SweepCurve[] | undefined;
  readonly refusal: Refusal | undefined;
  readonly pending: boolean;
}

/** The curves of some runs, computed outside the window; the last ones stay until the newest are there. */
export function useSweep(runs: readonly SweepRun[]): Sweep {
  const api = useApi();
  const figures = useFigureSettings();
  const ask = useCallback(
    (asked: readonly SweepRun[]) => api.estimate({ cases: [...sweepCases(asked)], figures }),
    [api, figures],
  );
  const { answered, refusal, pending } = useNewest(runs, ask);
  const curves = useMemo(() => answered && curvesOf(answered.input, answered.output), [answered]);
  return { curves, refusal, pending };
}
