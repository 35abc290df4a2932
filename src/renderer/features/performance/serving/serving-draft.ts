import type { z } from '#shared/schema/zod';
import type { calls } from '#shared/api/calls';
import type { Deployment, Workload } from '#shared/scenario/schema';
import type { ReplicaFailure } from '#shared/serving/case';

export const arrivalKinds = ['poisson', 'constant', 'gamma', 'on-off', 'trace'] as const;
export type ArrivalKind = (typeof arrivalKinds)[number];
export const lengthKinds = ['fixed', 'log-normal', 'empirical'] as const;
export const routings = ['least-loaded', 'round-robin'] as const;
export const schedulings = ['chunked', 'prefill-first'] as const;
/** Who says what becomes of a full cache: the engine itself, or the run. */
export const cachePolicies = ['engine', 'reserve', 'preempt'] as const;
export const prefixKinds = ['none', 'share', 'groups', 'trace'] as const;
export type PrefixKind = (typeof prefixKinds)[number];

export interface Trace {
  readonly name: string;
  readonly text: string;
}

/** Pairs of measured lengths that came from a file. */
export interface LengthTable {
  readonly name: string;
  readonly pairs: [number, number][];
}

/** What the form holds; parts that another choice hides keep their values. */
export interface ServingDraft {
  readonly arrivals: ArrivalKind;
  readonly variation: number;
  readonly onSeconds: number;
  readonly offSeconds: number;
  readonly trace: Trace | undefined;
  readonly requestsPerSecond: number;
  readonly requests: number;
  readonly lengths: (typeof lengthKinds)[number];
  readonly sigma: number;
  readonly lengthTable: LengthTable | undefined;
  readonly routing: (typeof routings)[number];
  readonly scheduling: (typeof schedulings)[number];
  readonly firstTokenSeconds: number | undefined;
  readonly perTokenSeconds: number | undefined;
  readonly chunkTokens: number | undefined;
  readonly cachePolicy: (typeof cachePolicies)[number];
  readonly queueLimit: number | undefined;
  readonly untilSeconds: number | undefined;
  readonly prefixes: PrefixKind;
  readonly prefixShare: number;
  readonly prefixGroups: number;
  readonly prefixTokens: number;
  /** Replicas that only read prompts; undefined where each does everything. */
  readonly prefillReplicas: number | undefined;
  readonly linkGigabytesPerSecond: number | undefined;
  readonly failures: readonly ReplicaFailure[];
  readonly seed: number;
}

/** A part of the form: the draft, and what it does when a field is changed. */
export interface PartProps {
  readonly draft: ServingDraft;
  readonly change: (part: Partial<ServingDraft>) => void;
}

export interface BatchingProps extends PartProps {
  /** Whether the deployment batches continuously; the settings of batching mean nothing to an LPU pipeline. */
  readonly batching: boolean;
}

/** A run to begin with: the rate and objective of the workload, a thousand requests of one length. */
export function initialDraft(deployment: Deployment, workload: Workload | undefined): ServingDraft {
  const rates = [deployment.estimate.requestsPerSecond, workload?.requestsPerSecond];
  return {
    arrivals: 'poisson',
    variation: 2,
    onSeconds: 10,
    offSeconds: 10,
    trace: undefined,
    requestsPerSecond: rates.find((rate) => rate !== undefined && rate > 0) ?? 1,
    requests: 1_000,
    lengths: 'fixed',
    sigma: 0.6,
    lengthTable: undefined,
    routing: 'least-loaded',
    scheduling: 'chunked',
    firstTokenSeconds: workload?.objective?.timeToFirstTokenSeconds,
    perTokenSeconds: workload?.objective?.timePerOutputTokenSeconds,
    chunkTokens: undefined,
    cachePolicy: 'engine',
    queueLimit: undefined,
    untilSeconds: undefined,
    prefixes: 'none',
    prefixShare: 0.5,
    prefixGroups: 20,
    prefixTokens: Math.max(1, Math.round(deployment.estimate.input / 2)),
    prefillReplicas: undefined,
    linkGigabytesPerSecond: undefined,
    failures: [],
    seed: 1,
  };
}

type SimulatedCase = z.input<(typeof calls)['simulateServing']['input']>['cases'][number];

/** The case that the simulation is asked; undefined while a file is to be chosen. */
export function servingCase(draft: ServingDraft, deployment: Deployment): SimulatedCase | undefined {
  const arrivals = arrivalsOf(draft);
  const lengths = arrivals?.kind === 'trace' ? { kind: 'fixed' as const } : lengthsOf(draft);
  if (arrivals === undefined || lengths === undefined) return undefined;
  const { firstTokenSeconds, perTokenSeconds } = draft;
  const objective = {
    ...(firstTokenSeconds !== undefined && { timeToFirstTokenSeconds: firstTokenSeconds }),
    ...(perTokenSeconds !== undefined && { timePerOutputTokenSeconds: perTokenSeconds }),
  };
  return {
    ...deployment.estimate,
    id: deployment.id,
    mode: 'serving',
    arrivals,
    requestsPerSecond: arrivals.kind === 'trace' ? undefined : draft.requestsPerSecond,
    requests: draft.requests,
    seed: draft.seed,
    lengths,
    routing: draft.routing,
    scheduling: draft.scheduling,
    ...(Object.keys(objective).length > 0 && { objective }),
    ...(draft.queueLimit !== undefined && { queueLimit: draft.queueLimit }),
    ...(draft.untilSeconds !== undefined && { untilSeconds: draft.untilSeconds }),
    ...prefixCachingOf(draft),
    failures: [...draft.failures],
    ...(onGpus(deployment) && batchingOf(draft)),
  };
}

/** Whether a deployment batches continuously; a pipeline of LPUs does not. */
export const onGpus = ({ estimate }: Deployment): boolean => !estimate.hardware.includes('lpu');

/** How batches are made and where prompts are read; an LPU pipeline has neither choice. */
function batchingOf(draft: ServingDraft): Partial<SimulatedCase> {
  const { chunkTokens, cachePolicy, prefillReplicas, linkGigabytesPerSecond: link } = draft;
  return {
    ...(chunkTokens !== undefined && { chunkTokens }),
    ...(cachePolicy !== 'engine' && { cachePolicy }),
    ...(prefillReplicas !== undefined && {
      disaggregated: {
        prefillReplicas,
        ...(link !== undefined && { linkBytesPerSecond: link * BYTES_PER_GIGABYTE }),
      },
    }),
  };
}

const BYTES_PER_GIGABYTE = 1e9;

function lengthsOf({ lengths, sigma, lengthTable }: ServingDraft) {
  switch (lengths) {
    case 'fixed':
      return { kind: lengths };
    case 'log-normal':
      return { kind: lengths, inputSigma: sigma, outputSigma: sigma };
    case 'empirical':
      return lengthTable && { kind: lengths, pairs: lengthTable.pairs };
  }
}

function prefixCachingOf(draft: ServingDraft): Pick<SimulatedCase, 'prefixCaching'> {
  switch (draft.prefixes) {
    case 'none':
      return {};
    case 'share':
      return { prefixCaching: { kind: 'share', share: draft.prefixShare } };
    case 'groups':
      return { prefixCaching: { kind: 'groups', groups: draft.prefixGroups, tokens: draft.prefixTokens } };
    case 'trace':
      // Only a trace names beginnings; with other arrivals the choice is kept for when there is one.
      return draft.arrivals === 'trace' ? { prefixCaching: { kind: 'trace' } } : {};
  }
}

function arrivalsOf({ arrivals, variation, onSeconds, offSeconds, trace }: ServingDraft) {
  switch (arrivals) {
    case 'poisson':
    case 'constant':
      return { kind: arrivals };
    case 'gamma':
      return { kind: arrivals, coefficientOfVariation: variation };
    case 'on-off':
      return { kind: arrivals, onSeconds, offSeconds };
    case 'trace':
      return trace && { kind: arrivals, text: trace.text };
  }
}
