import { useCallback, useMemo } from 'react';
import { useNewest } from '#renderer/api/use-newest';
import { useApi } from '#renderer/documents/hooks';
import { changedEstimate, type Estimate, movedTo } from '#renderer/features/performance/deployments/edits';
import {
  memoryBytesOf,
  parametersOf,
  tensorSplits,
} from '#renderer/features/performance/deployments/hardware';
import { useFigureSettings } from '#renderer/features/performance/deployments/use-figure-settings';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateCase } from '#shared/estimate/case';
import type { EstimateAnswer, EstimateResult } from '#shared/estimate/result';
import type { Refusal } from '#shared/refusal/refusal';
import type { Deployment } from '#shared/scenario/schema';

/** Batches of a curve, per replica: two a doubling. */
export const sweepBatches = [
  1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024,
] as const;

/** What the sliders change, apart from the document. */
export interface SweepSetting {
  readonly input: number;
  readonly output: number;
  readonly tensorParallel: number | undefined;
  readonly powerCapWatts: number | undefined;
}

/** One curve: a model on some accelerators with one split. */
export interface SweepRun {
  readonly id: string;
  readonly hardware: string;
  readonly kind: 'lpu' | 'gpu' | undefined;
  readonly tensorParallel: number | undefined;
  readonly devices: number;
  /** Whether it is the deployment itself as the sliders have it. */
  readonly own: boolean;
  readonly estimate: Estimate;
}

interface SweepQuestion {
  readonly deployment: Deployment;
  readonly setting: SweepSetting;
  readonly catalogue: Catalogue;
  /** Other accelerators to lay beside it, with how many of them the racks hold; none means as many as it takes. */
  readonly others: readonly { readonly type: string; readonly count: number | undefined }[];
}

/** The curves of a deployment: each tensor split that its heads and accelerators allow, and other hardware beside it. */
export function sweepRuns({ deployment, setting, catalogue, others }: SweepQuestion): readonly SweepRun[] {
  const own = changedEstimate(deployment.estimate, setting);
  const beside = others
    .filter(({ type }) => type !== own.hardware && Object.hasOwn(catalogue.accelerators, type))
    .map(({ type, count }) => {
      const devices = count ?? enoughOf(type, own, catalogue);
      const estimate = changedEstimate(own, movedTo(own, { hardware: type, devices, catalogue }));
      return runOf({ estimate, own: false, catalogue });
    });
  return [...splitsOf(own, catalogue), ...beside];
}

function splitsOf(own: Estimate, catalogue: Catalogue): readonly SweepRun[] {
  const model = catalogue.models[own.model];
  const kind = catalogue.accelerators[own.hardware]?.kind;
  if (kind !== 'gpu' || model === undefined || (own.pipelineParallel ?? 1) > 1)
    return [runOf({ estimate: own, own: true, catalogue })];
  const splits = tensorSplits(model, { devices: own.devices });
  const chosen = own.tensorParallel;
  const all = chosen === undefined || splits.includes(chosen) ? splits : [...splits, chosen];
  return [...all]
    .sort((a, b) => a - b)
    .map((tensorParallel) => {
      const estimate = { ...own, tensorParallel };
      return runOf({ estimate, own: tensorParallel === chosen, catalogue });
    });
}

interface RunParts {
  readonly estimate: Estimate;
  readonly own: boolean;
  readonly catalogue: Catalogue;
}

const runOf = ({ estimate, own, catalogue }: RunParts): SweepRun => ({
  id: `${estimate.hardware}/${estimate.tensorParallel ?? 'auto'}`,
  hardware: estimate.hardware,
  kind: catalogue.accelerators[estimate.hardware]?.kind,
  tensorParallel: estimate.tensorParallel,
  devices: estimate.devices,
  own,
  estimate,
});

const CHIPS_PER_NODE = 8;

/** Accelerators that hold the weights with room for a cache: as many GPUs as the deployment has, LPUs in whole nodes. */
function enoughOf(type: string, own: Estimate, catalogue: Catalogue): number {
  const accelerator = catalogue.accelerators[type];
  const model = catalogue.models[own.model];
  const memory = accelerator && memoryBytesOf(accelerator);
  if (accelerator?.kind !== 'lpu' || model === undefined || memory === undefined)
    return Math.min(own.devices, 8);
  const chips = ((parametersOf(model) ?? 0) * 1.25) / memory;
  return Math.ceil(chips / CHIPS_PER_NODE) * CHIPS_PER_NODE;
}

/** Every point of every curve as a case, whose id says which it is. */
export const sweepCases = (runs: readonly SweepRun[]): readonly EstimateCase[] =>
  runs.flatMap(({ id, kind, estimate }) => {
    const rest = changedEstimate(estimate, { requestsPerSecond: undefined });
    // A pipeline of LPUs fills up to the users that it holds; in static mode it would repeat itself in waves.
    const mode = estimate.mode === 'static' && kind === 'gpu' ? ('static' as const) : ('in-flight' as const);
    return sweepBatches.map((batch) => ({ ...rest, mode, batch, id: `${id}#${batch}` }));
  });

export interface SweepPoint {
  readonly batch: number;
  readonly answer: EstimateAnswer;
}

export interface SweepCurve {
  readonly run: SweepRun;
  readonly points: readonly SweepPoint[];
  /** Why the first of its points that cannot run does not. */
  readonly refusal: Refusal | undefined;
}

/** The answers sorted to their curves. A batch that does not fit repeats the largest that does, and is left out. */
export function curvesOf(
  runs: readonly SweepRun[],
  results: readonly EstimateResult[],
): readonly SweepCurve[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return runs.map((run) => {
    const points: SweepPoint[] = [];
    const seen = new Set<number>();
    let refusal: Refusal | undefined;
    for (const batch of sweepBatches) {
      const result = byId.get(`${run.id}#${batch}`);
      if (result === undefined) continue;
      if ('error' in result) refusal ??= result.error;
      else if (!result.fits) refusal ??= result.refusal;
      else if (!seen.has(result.concurrency)) {
        seen.add(result.concurrency);
        points.push({ batch, answer: result });
      }
    }
    return { run, points, refusal };
  });
}

interface Sweep {
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
