import { meanContext } from '../../length-moments';
import { scaled, sum, type StepTime, type Steps } from './steps';

/** An engine that never lacks requests: as soon as one ends, the next prompt takes its place. */
export interface Saturated {
  readonly concurrency: number;
  /** A step in which everyone decodes and no prompt is read. */
  readonly decode: StepTime;
  /** The mean step, prompts of newcomers included. */
  readonly step: StepTime;
  /** Of the step, what prompts add to it on average. */
  readonly promptSeconds: number;
  readonly outputTokensPerSecond: number;
  readonly timeToFirstTokenSeconds: number;
  readonly requestSeconds: number;
}

/**
 * The steady state of continuous batching: every step decodes everyone. Requests that were let in together end
 * together, so that newcomers' prompts come in steps filled with them while the others decode alone; reading them
 * does not hide behind the reading of the weights, as it would if they were spread evenly.
 */
export function saturate(steps: Steps, requestsThatFit: number, cap: number): Saturated {
  const { input, output } = steps.resolved;
  const { mostRequests, mostTokens } = steps.engine;
  const promptTokensPerRequestStep = input / output;
  const byTokens = Math.max(1, Math.floor(mostTokens / (1 + promptTokensPerRequestStep)));
  const concurrency = Math.max(1, Math.min(requestsThatFit, cap, mostRequests, byTokens));
  const context = meanContext(steps.resolved);
  const promptTokens = concurrency * promptTokensPerRequestStep;
  const filled = Math.max(promptTokens, promptsPerStep(concurrency, input, mostTokens));
  const reading = steps.mixed({ sequences: concurrency, context }, { tokens: filled, length: input });
  const share = promptTokens / filled;
  const decoding = steps.decode(concurrency, context);
  const step = share < 1 ? sum(scaled(decoding, 1 - share), scaled(reading, share)) : reading;
  // A newcomer waits for half a step, then for those that read its prompt.
  const timeToFirstTokenSeconds = step.seconds / 2 + (Math.max(input, filled) / filled) * reading.seconds;
  return {
    concurrency,
    decode: decoding,
    step,
    promptSeconds: share * Math.max(0, reading.seconds - decoding.seconds),
    outputTokensPerSecond: concurrency / step.seconds,
    timeToFirstTokenSeconds,
    requestSeconds: timeToFirstTokenSeconds + (output - 1) * step.seconds,
  };
}

/** Prompt tokens of a step filled with prompts: whole ones where they fit beside the decoded tokens, else a piece. */
function promptsPerStep(concurrency: number, input: number, mostTokens: number): number {
  const room = Math.max(1, Math.min(mostTokens - concurrency, concurrency * input));
  return input < room ? Math.floor(room / input) * input : room;
}
