import type { z } from '#shared/zod';
import type { calls } from '#shared/api/calls';
import type { Deployment, Workload } from '#shared/scenario/schema';

export const arrivalKinds = ['poisson', 'constant', 'gamma', 'on-off', 'trace'] as const;
export type ArrivalKind = (typeof arrivalKinds)[number];
export const lengthKinds = ['fixed', 'log-normal'] as const;
export const routings = ['least-loaded', 'round-robin'] as const;
export const schedulings = ['chunked', 'prefill-first'] as const;

export interface Trace {
  readonly name: string;
  readonly text: string;
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
  readonly routing: (typeof routings)[number];
  readonly scheduling: (typeof schedulings)[number];
  readonly firstTokenSeconds: number | undefined;
  readonly perTokenSeconds: number | undefined;
  readonly seed: number;
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
    routing: 'least-loaded',
    scheduling: 'chunked',
    firstTokenSeconds: workload?.objective?.timeToFirstTokenSeconds,
    perTokenSeconds: workload?.objective?.timePerOutputTokenSeconds,
    seed: 1,
  };
}

type SimulatedCase = z.input<(typeof calls)['simulateServing']['input']>['cases'][number];

/** The case that the simulation is asked; undefined while a trace is to be chosen. */
export function servingCase(draft: ServingDraft, deployment: Deployment): SimulatedCase | undefined {
  const arrivals = arrivalsOf(draft);
  if (arrivals === undefined) return undefined;
  const { firstTokenSeconds, perTokenSeconds, sigma } = draft;
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
    lengths:
      draft.lengths === 'fixed'
        ? { kind: 'fixed' }
        : { kind: 'log-normal', inputSigma: sigma, outputSigma: sigma },
    routing: draft.routing,
    scheduling: draft.scheduling,
    ...(Object.keys(objective).length > 0 && { objective }),
  };
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
