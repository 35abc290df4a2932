import type { MemoryFit } from '#main/simulator/case/kv-cache';
import type { ModelShape, ResolvedCase } from '#main/simulator/case/resolved-case';
import type { EngineConstants } from './engine/constants';
import { saturate, serve } from './engine/serving';
import { runBatch } from './engine/static-batch';
import { scaled, sum, type StepTime, type Steps } from './engine/steps';
import { stepTimesOf, type StepTimes } from './engine/steps';
import { ratesOf, slowedBy } from './rates-of';

/** What one replica does, in the terms that results, power and interval are made from. */
export interface Run {
  readonly timeToFirstTokenSeconds: number;
  /** What it would be if prompts spread widely around their mean; only where requests arrive by themselves. */
  readonly spreadFirstTokenSeconds?: number;
  /** One decode step, in which nobody's prompt is read. */
  readonly decode: StepTime;
  /** From one token of a user to the next. */
  readonly interTokenSeconds: number;
  readonly requestSeconds: number;
  readonly outputTokensPerSecond: number;
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
  const run = saturate(steps, memory.requestsThatFit, batch ?? Infinity);
  return {
    timeToFirstTokenSeconds: run.timeToFirstTokenSeconds,
    decode: run.decode,
    interTokenSeconds: run.step.seconds,
    requestSeconds: run.requestSeconds,
    outputTokensPerSecond: run.outputTokensPerSecond,
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

function servingRun(steps: Steps, memory: MemoryFit): Run {
  const { resolved } = steps;
  const { input, batch, requestsPerSecond = 1, parallelism } = resolved;
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
    concurrency: run.concurrency,
    keepsUp: run.keepsUp,
    // A mean step lasts as long as the gap between two tokens: the prompts that are read in it count.
    busy: scaled(run.step, (busyShare * run.interTokenSeconds) / run.step.seconds),
    elapsedSeconds: run.interTokenSeconds,
    promptTokens: (tokensPerStep * input) / resolved.output,
    outputTokens: tokensPerStep,
    steps: busyShare,
    promptSeconds: run.prefillShare * run.interTokenSeconds,
  };
}

// Step times follow from what a replica is, not from what it is asked; sweeps ask one replica thousands of times.
// What is kept hangs on the constants of the engine and on the model, which live as long as their catalogue.
const known = new WeakMap<EngineConstants, WeakMap<ModelShape, Map<string, StepTimes>>>();
const MOST_KNOWN = 256;

function knownStepTimes(resolved: ResolvedCase, engine: EngineConstants, clock: number): StepTimes {
  const { hardware, parallelism, weights, kv } = resolved;
  const compute = () => {
    const rates = ratesOf(hardware, parallelism);
    return stepTimesOf(resolved, clock < 1 ? slowedBy(rates, clock) : rates, engine);
  };
  if (clock < 1) return compute();
  const byModel = known.get(engine) ?? new WeakMap<ModelShape, Map<string, StepTimes>>();
  known.set(engine, byModel);
  const byReplica = byModel.get(resolved.model) ?? new Map<string, StepTimes>();
  byModel.set(resolved.model, byReplica);
  const { tensor, pipeline, attentionRanks, expertShares, redundantExperts } = parallelism;
  const split = `${tensor} ${pipeline} ${attentionRanks} ${expertShares} ${redundantExperts}`;
  const key = `${hardware.id} ${split} ${weights} ${kv} ${hardware.bytesPerSecond}`;
  const found = byReplica.get(key);
  if (found !== undefined) return found;
  const times = compute();
  if (byReplica.size >= MOST_KNOWN) byReplica.clear();
  byReplica.set(key, times);
  return times;
}
