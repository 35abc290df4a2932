import { saturate, type Saturated } from './in-flight';
import type { StepTime, Steps } from './steps';

/** Requests arriving at a rate that the engine keeps up with, or the saturated state where it does not. */
export interface Served {
  readonly keepsUp: boolean;
  /** Requests at once in one replica. */
  readonly concurrency: number;
  readonly decode: StepTime;
  readonly interTokenSeconds: number;
  readonly timeToFirstTokenSeconds: number;
  readonly requestSeconds: number;
  readonly outputTokensPerSecond: number;
  /** Share of the time that prompts take. */
  readonly prefillShare: number;
}

const ROUNDS = 30;

/**
 * The fast approximation of serving: requests in flight follow from their own latency (Little's law), prompts take
 * their share of every second from decoding.
 */
export function serve(
  steps: Steps,
  requestsPerSecond: number,
  limits: { readonly requestsThatFit: number; readonly cap: number },
): Served {
  const { input, output } = steps.resolved;
  const full = saturate(steps, limits.requestsThatFit, limits.cap);
  if (requestsPerSecond * output >= full.outputTokensPerSecond) return overloaded(full, steps);
  const context = input + output / 2;
  let state = { concurrency: 1, decode: steps.decode(1, context), prompt: 0, inter: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const sequences = Math.max(1, Math.round(state.concurrency));
    const decode = steps.decode(sequences, context);
    const mixed = steps.mixed({ sequences, context }, { tokens: input, length: input });
    const prompt = mixed.seconds - decode.seconds;
    const free = Math.max(0.02, 1 - requestsPerSecond * prompt);
    const inter = decode.seconds / free;
    const wanted = requestsPerSecond * (prompt + output * inter);
    const concurrency = Math.min(full.concurrency, (state.concurrency + wanted) / 2);
    state = { concurrency, decode, prompt, inter };
  }
  const first = firstToken(steps, requestsPerSecond, state);
  return {
    keepsUp: true,
    concurrency: state.concurrency,
    decode: state.decode,
    interTokenSeconds: state.inter,
    timeToFirstTokenSeconds: first,
    requestSeconds: first + (output - 1) * state.inter,
    outputTokensPerSecond: requestsPerSecond * output,
    prefillShare: Math.min(0.98, requestsPerSecond * state.prompt),
  };
}

/**
 * A prompt waits for the rest of the step under way, longer where steps with prompts alternate with steps without,
 * and is then read together with those that arrived in the meantime.
 */
function firstToken(
  steps: Steps,
  requestsPerSecond: number,
  state: {
    readonly concurrency: number;
    readonly decode: StepTime;
    readonly prompt: number;
    readonly inter: number;
  },
): number {
  const { input, output } = steps.resolved;
  const joining = requestsPerSecond * state.inter;
  const variance = joining * state.prompt ** 2;
  const rest = (state.inter + variance / state.inter) / 2;
  const together = steps.mixed(
    { sequences: Math.max(1, Math.round(state.concurrency)), context: input + output / 2 },
    { tokens: input * (1 + joining), length: input },
  );
  return rest + together.seconds + steps.engine.frontSeconds;
}

function overloaded(full: Saturated, steps: Steps): Served {
  return {
    keepsUp: false,
    concurrency: full.concurrency,
    decode: full.step,
    interTokenSeconds: full.step.seconds,
    timeToFirstTokenSeconds: full.timeToFirstTokenSeconds,
    requestSeconds: full.requestSeconds,
    outputTokensPerSecond: full.outputTokensPerSecond,
    prefillShare: steps.resolved.input / (steps.resolved.input + steps.resolved.output),
  };
}
