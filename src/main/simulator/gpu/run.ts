import type { MemoryFit } from '#main/simulator/case/kv-cache';
import type { ModelShape, ResolvedCase } from '#main/simulator/case/resolved-case';
import { usualLoop } from '#shared/estimate/case';
import { type Atom, closedLoop, type Loop } from './engine/closed-loop';
import type { EngineConstants } from './engine/constants';
import { saturate, serve } from './engine/serving';
import { runBatch } from './engine/static-batch';
import { scaled, sum, type StepTime, type Steps } from './engine/steps';
import { stepTimesOf, type StepTimes } from './engine/steps';
import { stepKernelsOf, type StepKernels } from './engine/step-kernels';
import { ratesOf, slowedBy } from './rates-of';

/** What one replica does, in the terms that results, power and interval are made from. */
export interface Run {
  readonly timeToFirstTokenSeconds: number;
  /** How first tokens spread, where prompts come together. */
  readonly firstTokens?: readonly Atom[];
  /** What it would be if prompts spread widely around their mean; only where requests arrive by themselves. */
  readonly spreadFirstTokenSeconds?: number;
  /** One decode step, in which nobody's prompt is read. */
  readonly decode: StepTime;
  /** From one token of a user to the next. */
  readonly interTokenSeconds: number;
  readonly requestSeconds: number;
  readonly outputTokensPerSecond: number;
  /** What would saturate the replica; only where requests arrive by themselves. */
  readonly mostTokensPerSecond?: number;
  /** What it would be without end; only where a run is finite. */
  readonly endlessTokensPerSecond?: number;
  readonly concurrency: number;
  readonly keepsUp: boolean;
  /** The time over which `work` was done, idle time included, and where it went. */
  readonly busy: StepTime;
  readonly elapsedSeconds: number;
  /** Tokens whose operations and requests whose caches were worked through in that time. */
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Steps in which all weights were read. */
  readonly steps: number;
  /** Of the busy time, what reading prompts took. */
  readonly promptSeconds: number;
}

/** Runs one replica at a clock, as a share of the part's own. */
export function runReplica(
  resolved: ResolvedCase,
  {
    memory,
    engine,
    clock,
  }: { readonly memory: MemoryFit; readonly engine: EngineConstants; readonly clock: number },
): Run {
  const steps = { ...knownStepTimes(resolved, engine, clock), resolved };
  switch (resolved.mode) {
    case 'static':
      return staticRun(steps, memory);
    case 'in-flight':
      return saturatedRun(steps, memory);
    case 'serving':
      return servingRun(steps, memory);
  }
}

function staticRun(steps: Steps, memory: MemoryFit): Run {
  const { input, output, batch = 1 } = steps.resolved;
  const run = runBatch(steps, batch, memory);
  const busy = sum(run.prefill, scaled(run.meanStep, output - 1));
  return {
    timeToFirstTokenSeconds: run.timeToFirstTokenSeconds,
    decode: run.meanStep,
    interTokenSeconds: run.meanStep.seconds,
    requestSeconds: run.batchSeconds,
    outputTokensPerSecond: (batch * output) / run.batchSeconds,
    concurrency: run.atOnce,
    keepsUp: true,
    busy,
    elapsedSeconds: busy.seconds,
    promptTokens: run.atOnce * input,
    outputTokens: run.atOnce * output,
    steps: output,
    promptSeconds: run.prefill.seconds,
  };
}

function saturatedRun(steps: Steps, memory: MemoryFit): Run {
  const { input, output, batch } = steps.resolved;
  const loop = loopOf(steps, memory);
  const run = saturate(
    steps,
    memory.requestsThatFit,
    Math.min(batch ?? Infinity, Math.ceil(loop?.inFlight ?? Infinity)),
  );
  const looped = loop && closedLoop(steps, run, loop);
  return {
    timeToFirstTokenSeconds: looped?.timeToFirstTokenSeconds ?? run.timeToFirstTokenSeconds,
    ...(looped && { firstTokens: looped.firstTokens }),
    decode: run.decode,
    interTokenSeconds: looped?.interTokenSeconds ?? run.step.seconds,
    requestSeconds: looped?.requestSeconds ?? run.requestSeconds,
    outputTokensPerSecond: looped?.outputTokensPerSecond ?? run.outputTokensPerSecond,
    ...(loop?.endless === false && { endlessTokensPerSecond: run.outputTokensPerSecond }),
    concurrency: run.concurrency,
    keepsUp: true,
    busy: run.step,
    elapsedSeconds: run.step.seconds,
    promptTokens: (run.concurrency * input) / output,
    outputTokens: run.concurrency,
    steps: 1,
    promptSeconds: run.promptSeconds,
  };
}

/** The closed loop that one replica of a case is in; undefined where requests never lack. */
function loopOf({ resolved, engine }: Steps, { requestsThatFit }: MemoryFit): Loop | undefined {
  const { closedLoop: all, batch, requests, rampSeconds = 0, parallelism, lengthVariation } = resolved;
  const { replicas } = parallelism;
  const ended = requests && requests / replicas;
  const kept = all === undefined ? batch : all / replicas;
  const inFlight = resolved.mode === 'serving' ? ended : (kept ?? ended);
  if (inFlight === undefined) return undefined;
  return {
    inFlight: Math.max(1, inFlight),
    requests: ended ?? usualLoop.requestsEach * Math.max(1, inFlight),
    places: Math.min(requestsThatFit, batch ?? Infinity, engine.mostRequests),
    endless: requests === undefined,
    rampSeconds,
    variation: resolved.lengthsStated ? lengthVariation : usualVariation,
  };
}

const usualVariation = { input: usualLoop.lengthSigma ** 2, output: usualLoop.lengthSigma ** 2 };

function servingRun(steps: Steps, memory: MemoryFit): Run {
  const { resolved } = steps;
  const { input, output, batch, requestsPerSecond = 1, parallelism } = resolved;
  const perReplica = requestsPerSecond / parallelism.replicas;
  const run = serve(steps, perReplica, {
    requestsThatFit: memory.requestsThatFit,
    cap: batch ?? Infinity,
  });
  const tokensPerStep = run.outputTokensPerSecond * run.interTokenSeconds;
  // Steps follow each other as long as anybody is there; how many are, is about Poisson (M/G/∞).
  const busyShare = run.keepsUp ? 1 - Math.exp(-run.concurrency) : 1;
  return {
    timeToFirstTokenSeconds: run.timeToFirstTokenSeconds,
    spreadFirstTokenSeconds: run.spreadFirstTokenSeconds,
    decode: run.decode,
    interTokenSeconds: run.interTokenSeconds,
    requestSeconds: run.requestSeconds,
    outputTokensPerSecond: run.outputTokensPerSecond,
    mostTokensPerSecond: run.mostTokensPerSecond,
    concurrency: run.concurrency,
    keepsUp: run.keepsUp,
    // A mean step lasts as long as the gap between two tokens: the prompts that are read in it count.
    busy: scaled(run.step, (busyShare * run.interTokenSeconds) / run.step.seconds),
    elapsedSeconds: run.interTokenSeconds,
    promptTokens: (tokensPerStep * input) / output,
    outputTokens: tokensPerStep,
    steps: busyShare,
    promptSeconds: run.prefillShare * run.interTokenSeconds,
    ...(resolved.requests !== undefined && endedRun(steps, memory, { run, perReplica })),
  };
}

interface Ended {
  readonly run: ReturnType<typeof serve>;
  /** Requests per second of one replica. */
  readonly perReplica: number;
}

/**
 * A finite run lasts from the first arrival until the last answer. One that is not kept up with is a burst over the time of the
 * arrivals: its requests wait for one another, however few they are.
 */
function endedRun(steps: Steps, memory: MemoryFit, { run, perReplica }: Ended): Partial<Run> {
  const { output, requests = Infinity } = steps.resolved;
  const loop = loopOf(steps, memory);
  if (loop === undefined) return {};
  const tokens = loop.requests * output;
  const arriving = loop.requests / perReplica;
  const kept = { ...run, outputTokensPerSecond: tokens / (arriving + run.requestSeconds) };
  if (run.keepsUp || requests === Infinity) {
    return {
      outputTokensPerSecond: kept.outputTokensPerSecond,
      endlessTokensPerSecond: run.outputTokensPerSecond,
    };
  }
  const full = saturate(steps, memory.requestsThatFit, Math.min(loop.places, Math.ceil(loop.inFlight)));
  const burst = closedLoop(steps, full, { ...loop, rampSeconds: arriving });
  return {
    timeToFirstTokenSeconds: burst.timeToFirstTokenSeconds,
    firstTokens: burst.firstTokens,
    interTokenSeconds: burst.interTokenSeconds,
    requestSeconds: burst.requestSeconds,
    outputTokensPerSecond: Math.min(burst.outputTokensPerSecond, tokens / arriving),
    endlessTokensPerSecond: run.outputTokensPerSecond,
  };
}

// Step times follow from what a replica is, not from what it is asked; sweeps ask one replica thousands of times. What is kept hangs on
// the model, whose kernels all engines share, and on the engine's constants; both live as long as their catalogue.
const knownKernels = new WeakMap<ModelShape, Map<string, StepKernels>>();
const knownTimes = new WeakMap<StepKernels, WeakMap<EngineConstants, StepTimes>>();
const MOST_KNOWN = 256;

function knownStepTimes(resolved: ResolvedCase, engine: EngineConstants, clock: number): StepTimes {
  const { hardware, model, parallelism, weights, kv } = resolved;
  const rates = () => ratesOf(hardware, parallelism);
  if (clock < 1) return stepTimesOf(resolved, slowedBy(rates(), clock), engine);
  const { tensor, pipeline, attentionRanks, expertShares, redundantExperts } = parallelism;
  const split = `${tensor} ${pipeline} ${attentionRanks} ${expertShares} ${redundantExperts}`;
  const key = `${hardware.id} ${split} ${weights} ${kv} ${hardware.bytesPerSecond}`;
  const byReplica = knownIn(knownKernels, model, () => new Map<string, StepKernels>());
  const found = byReplica.get(key);
  const kernels = found ?? stepKernelsOf(resolved, rates());
  if (found === undefined) {
    if (byReplica.size >= MOST_KNOWN) byReplica.clear();
    byReplica.set(key, kernels);
  }
  const byEngine = knownIn(knownTimes, kernels, () => new WeakMap<EngineConstants, StepTimes>());
  return knownIn(byEngine, engine, () => stepTimesOf(resolved, rates(), engine, kernels));
}

function knownIn<Key extends WeakKey, Value>(
  known: WeakMap<Key, Value>,
  key: Key,
  compute: () => Value,
): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = compute();
  known.set(key, value);
  return value;
}
