import { meanContext } from '#main/simulator/case/length-moments';
import { type Decoding, scaled, type Steps, type StepTime, sum } from './steps';

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

/** Requests arriving at a rate that the engine keeps up with, or the saturated state where it does not. */
interface Served {
  readonly keepsUp: boolean;
  /** Requests at once in one replica. */
  readonly concurrency: number;
  /** A step in which nobody's prompt is read. */
  readonly decode: StepTime;
  /** Where the time of steps goes, in proportion: that of the mean step where prompts never stop coming. */
  readonly step: StepTime;
  readonly interTokenSeconds: number;
  readonly timeToFirstTokenSeconds: number;
  /** What the first token would take if prompts spread widely around their mean. */
  readonly spreadFirstTokenSeconds: number;
  readonly requestSeconds: number;
  readonly outputTokensPerSecond: number;
  /** What would saturate it. */
  readonly mostTokensPerSecond: number;
  /** Share of the time that prompts take. */
  readonly prefillShare: number;
}

const ROUNDS = 30;
const MOST_PROMPT_SHARE = 0.98;
const LONG = 8;
/** That of log-normal lengths with a sigma of 1, as prompts of mixed uses spread. */
const WIDE_VARIATION = Math.E - 1;

interface PromptMoments {
  /** Mean, and mean square. */
  readonly seconds: number;
  readonly squares: number;
}

interface State {
  readonly concurrency: number;
  /** Tokens in the cache of who is being answered, on average. */
  readonly context: number;
  readonly decode: StepTime;
  readonly prompt: PromptMoments;
  /** Prompts of a step that reads any. */
  readonly together: number;
  readonly inter: number;
}

/**
 * The fast approximation of serving: requests in flight follow from their own latency (Little's law), prompts take
 * their share of every second from decoding.
 */
export function serve(
  steps: Steps,
  requestsPerSecond: number,
  limits: { readonly requestsThatFit: number; readonly cap: number },
): Served {
  const { output, lengthVariation } = steps.resolved;
  const full = saturate(steps, limits.requestsThatFit, limits.cap);
  if (requestsPerSecond * output >= full.outputTokensPerSecond) return overloaded(full, steps);
  const context = meanContext(steps.resolved);
  let state: State = {
    concurrency: 1,
    context,
    decode: steps.decode(1, context),
    prompt: { seconds: 0, squares: 0 },
    together: 1,
    inter: 0,
  };
  for (let round = 0; round < ROUNDS; round++) {
    const sequences = Math.max(1, Math.round(state.concurrency));
    const decode = steps.decode(sequences, context);
    const arriving = requestsPerSecond * Math.max(state.inter, decode.seconds);
    const together = readTogether(steps, arriving);
    const prompt = promptMoments(
      steps,
      { sequences, context },
      { variation: lengthVariation.input, together },
    );
    const free = Math.max(1 - MOST_PROMPT_SHARE, 1 - requestsPerSecond * prompt.seconds);
    // Whoever is kept up with meets no longer steps than those of a replica that never lacks requests.
    const inter = Math.min(full.step.seconds, decode.seconds / free);
    const wanted = requestsPerSecond * (prompt.seconds + output * inter);
    const concurrency = Math.min(full.concurrency, (state.concurrency + wanted) / 2);
    state = { concurrency, context, decode, prompt, together, inter };
  }
  const first = firstToken(steps, requestsPerSecond, state);
  const decoding = { sequences: Math.max(1, Math.round(state.concurrency)), context };
  const spread = {
    ...state,
    prompt: promptMoments(steps, decoding, { variation: WIDE_VARIATION, together: state.together }),
  };
  return {
    keepsUp: true,
    concurrency: state.concurrency,
    decode: state.decode,
    step: state.decode,
    interTokenSeconds: state.inter,
    timeToFirstTokenSeconds: first,
    spreadFirstTokenSeconds: firstToken(steps, requestsPerSecond, spread),
    requestSeconds: first + (output - 1) * state.inter,
    outputTokensPerSecond: requestsPerSecond * output,
    mostTokensPerSecond: full.outputTokensPerSecond,
    prefillShare: Math.min(MOST_PROMPT_SHARE, requestsPerSecond * state.prompt.seconds),
  };
}

/**
 * Prompts that a step reads which reads any at all, where so many arrive in one on average by chance (Poisson), and no more than it has
 * tokens for. Read together they share the weights, so that each adds less than alone.
 */
function readTogether({ resolved, engine }: Steps, arriving: number): number {
  const met = arriving < 1e-6 ? 1 : arriving / -Math.expm1(-arriving);
  return Math.max(1, Math.min(met, engine.mostTokens / resolved.input));
}

interface Reading {
  /** The square of the coefficient of variation of their lengths. */
  readonly variation: number;
  readonly together: number;
}

/**
 * What prompts add to the steps that read them, each its share of those read together: a part that grows with their length and one
 * with its square. Lengths are taken as
 * log-normal, whose moments are m^k · (1 + v)^(k · (k − 1) / 2) with the square v of their coefficient of variation.
 */
function promptMoments(steps: Steps, decoding: Decoding, { variation, together }: Reading): PromptMoments {
  const { input } = steps.resolved;
  const decode = steps.decode(decoding.sequences, decoding.context).seconds;
  const read = (length: number) =>
    (steps.mixed(decoding, { tokens: together * length, length }).seconds - decode) / together;
  const usual = read(input);
  if (variation === 0) return { seconds: usual, squares: usual ** 2 };
  // Of short prompts the curvature is that of reading weights, which ends; that of attention shows in long ones.
  const square = Math.max(0, read(2 * LONG * input) / 2 - read(LONG * input)) / LONG ** 2;
  const linear = Math.max(0, usual - square);
  const moment = (power: number) => (1 + variation) ** ((power * (power - 1)) / 2);
  return {
    seconds: linear + square * moment(2),
    squares: linear ** 2 * moment(2) + 2 * linear * square * moment(3) + square ** 2 * moment(4),
  };
}

/**
 * A prompt waits for the rest of the step under way and is then read together with those that arrived during it. Each step reads the
 * prompts that the one before let arrive, so that its length has the mean d / (1 − ρ) and the variance λ · T · E[p²] / (1 − ρ²), d being
 * the decoding, p the time of a prompt and ρ = λ · p; who arrives meets a step of mean length E[T²] / E[T].
 */
function firstToken(steps: Steps, requestsPerSecond: number, state: State): number {
  const { input, lengthVariation } = steps.resolved;
  const { prompt, inter, concurrency, context } = state;
  const share = Math.min(MOST_PROMPT_SHARE, requestsPerSecond * prompt.seconds);
  // Whoever goes to the least loaded of several replicas finds chance evened out over all of them while they seldom read. The more
  // they read, the more requests of one length that were let in together also end together, and the next ones are sent to where they left.
  const { replicas } = steps.resolved.parallelism;
  const apart = lengthVariation.output > 0 ? 0 : Math.min(1, (2 * share) ** 4);
  const evened = apart + (1 - apart) / replicas;
  const variance = (evened * requestsPerSecond * inter * prompt.squares) / (1 - share ** 2);
  const met = inter + variance / inter;
  // How many are there is about Poisson; where nobody is, no step is under way.
  const busy = 1 - Math.exp(-concurrency);
  const together = steps.mixed(
    { sequences: Math.max(1, Math.round(concurrency)), context },
    { tokens: input * (1 + requestsPerSecond * met), length: input },
  );
  return (busy * met) / 2 + together.seconds + steps.engine.frontSeconds;
}

function overloaded(full: Saturated, steps: Steps): Served {
  return {
    keepsUp: false,
    concurrency: full.concurrency,
    decode: full.decode,
    step: full.step,
    interTokenSeconds: full.step.seconds,
    timeToFirstTokenSeconds: full.timeToFirstTokenSeconds,
    spreadFirstTokenSeconds: full.timeToFirstTokenSeconds,
    requestSeconds: full.requestSeconds,
    outputTokensPerSecond: full.outputTokensPerSecond,
    mostTokensPerSecond: full.outputTokensPerSecond,
    prefillShare: steps.resolved.input / (steps.resolved.input + steps.resolved.output),
  };
}
