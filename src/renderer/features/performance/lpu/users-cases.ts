import type { EstimateCase } from '#shared/estimate/case';
import type { EstimateResult } from '#shared/estimate/result';
import type { Refusal } from '#shared/refusal';
import { changedEstimate, type Estimate } from '../deployments/edits';

export const gridContexts = [512, 1024, 2048, 4096, 8192, 16_384, 32_768] as const;
const chipShares = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
const CHIPS_PER_NODE = 8;

/** Fleets around the one there is, in whole nodes: half of it to four times as many chips. */
export const gridChips = (chips: number): readonly number[] => [
  ...new Set(
    chipShares.map((share) =>
      share === 1 ? chips : Math.max(1, Math.round((chips * share) / CHIPS_PER_NODE)) * CHIPS_PER_NODE,
    ),
  ),
];

export interface GridCell {
  readonly chips: number;
  readonly context: number;
  /** Absent where it does not fit. */
  readonly users?: number;
  readonly speed?: number;
  readonly total?: number;
  readonly refusal?: Refusal;
}

/** A case for each number of chips in one pipeline and each context, as full as it gets; prompts and answers share a context evenly. */
export const gridCases = (estimate: Estimate, chips: readonly number[]): readonly EstimateCase[] => {
  const rest = changedEstimate(estimate, {
    batch: undefined,
    tensorParallel: undefined,
    pipelineParallel: undefined,
    requestsPerSecond: undefined,
  });
  return chips.flatMap((devices) =>
    gridContexts.map((context) => ({
      ...rest,
      id: `${devices}#${context}`,
      devices,
      mode: 'in-flight' as const,
      input: context / 2,
      output: context / 2,
    })),
  );
};

export const gridCells = (results: readonly EstimateResult[]): readonly GridCell[] =>
  results.map((result) => {
    const [chips = 0, context = 0] = result.id.split('#').map(Number);
    if ('error' in result) return { chips, context, refusal: result.error };
    if (!result.fits) return { chips, context, refusal: result.refusal };
    return {
      chips,
      context,
      users: result.concurrency,
      speed: result.outputTokensPerSecondPerUser,
      total: result.outputTokensPerSecond,
    };
  });
