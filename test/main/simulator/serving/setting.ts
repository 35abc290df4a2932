import { drawArrivals } from '#main/simulator/serving/arrivals';
import type { StepTimes } from '#main/simulator/serving/engine';
import { randomStream } from '#main/simulator/serving/random';
import { simulate, type ServingRun, type ServingSetting } from '#main/simulator/serving/simulate';

/** An engine whose prompts take a microsecond a token and whose steps a millisecond, unless changed. */
export const anEngine = (changes: Partial<StepTimes> = {}): StepTimes => ({
  discipline: 'batch',
  slots: 8,
  cache: { perToken: 1, windowOf: () => 0, unitsOf: (tokens) => tokens },
  cacheUnits: 100_000,
  stepTokens: 8_192,
  prefill: (tokens) => tokens * 1e-6,
  decode: (batch, contextTokens) => 1e-3 + batch * 1e-5 + contextTokens * 1e-9,
  mixed: ({ batch, contextTokens }, { tokens }) => 1e-3 + batch * 1e-5 + contextTokens * 1e-9 + tokens * 1e-6,
  powerWatts: ({ seconds, busySeconds }) => 100 + 900 * (busySeconds / seconds),
  ...changes,
});

/** An engine that serves one request at a time, each for as many microseconds as its prompt has tokens. */
export const aSingleServer = (discipline: StepTimes['discipline']): StepTimes =>
  anEngine({ discipline, slots: 1, cacheUnits: 1e9, stepTokens: 1e9 });

export interface Wanted extends Partial<Omit<ServingSetting, 'policy'>> {
  readonly policy?: Partial<ServingSetting['policy']>;
  readonly count?: number;
  readonly rate?: number;
  readonly seed?: number;
  readonly input?: (draw: () => number) => number;
  readonly output?: (draw: () => number) => number;
}

export function aSetting(wanted: Wanted = {}): ServingSetting {
  const { count = 500, rate = 100, seed = 1, input = () => 100, output = () => 20, policy, ...rest } = wanted;
  const draw = randomStream(seed, 'lengths').uniform;
  return {
    requests: {
      count,
      arrivals: drawArrivals(
        { count, requestsPerSecond: rate, process: { kind: 'poisson' } },
        randomStream(seed, 'arrivals'),
      ),
      inputs: Uint32Array.from({ length: count }, () => input(draw)),
      outputs: Uint32Array.from({ length: count }, () => output(draw)),
    },
    engine: anEngine(),
    replicas: 1,
    policy: {
      scheduling: 'chunked',
      chunkTokens: Infinity,
      cachePolicy: 'reserve',
      queueLimit: Infinity,
      foundShare: 0,
      ...policy,
    },
    routing: 'least-loaded',
    objective: { firstToken: Infinity, perOutputToken: Infinity },
    failures: [],
    until: Infinity,
    ...rest,
  };
}

export const ran = (wanted: Wanted = {}): ServingRun => simulate(aSetting(wanted));
