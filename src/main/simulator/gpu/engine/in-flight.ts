import type { StepTime, Steps } from './steps';

/** An engine that never lacks requests: as soon as one ends, the next prompt takes its place. */
export interface Saturated {
  readonly concurrency: number;
  /** The mean step, prompts of newcomers included. */
  readonly step: StepTime;
  readonly outputTokensPerSecond: number;
  readonly timeToFirstTokenSeconds: number;
  readonly requestSeconds: number;
}

/** The steady state of continuous batching: each step decodes everyone and reads the prompts of those who join. */
export function saturate(steps: Steps, requestsThatFit: number, cap: number): Saturated {
  const { input, output } = steps.resolved;
  const { mostRequests, mostTokens } = steps.engine;
  const promptTokensPerRequestStep = input / output;
  const byTokens = Math.max(1, Math.floor(mostTokens / (1 + promptTokensPerRequestStep)));
  const concurrency = Math.max(1, Math.min(requestsThatFit, cap, mostRequests, byTokens));
  const tokens = concurrency * promptTokensPerRequestStep;
  const step = steps.mixed(
    { sequences: concurrency, context: input + output / 2 },
    { tokens, length: input },
  );
  // A newcomer waits for half a step, then for the one that reads its whole prompt.
  const entering = steps.mixed(
    { sequences: concurrency, context: input + output / 2 },
    { tokens: Math.max(tokens, input), length: input },
  );
  const timeToFirstTokenSeconds = step.seconds / 2 + entering.seconds;
  return {
    concurrency,
    step,
    outputTokensPerSecond: concurrency / step.seconds,
    timeToFirstTokenSeconds,
    requestSeconds: timeToFirstTokenSeconds + (output - 1) * step.seconds,
  };
}
