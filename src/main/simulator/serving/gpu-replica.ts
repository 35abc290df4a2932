import { constantsOf } from '#main/simulator/gpu/engine/constants';
import { limitsOf, stepTimesOf, type Steps } from '#main/simulator/gpu/engine/steps';
import { acceleratorPower, cappedPower, powerAnswer, workLoad } from '#main/simulator/gpu/power';
import { ratesOf, slowedBy } from '#main/simulator/gpu/rates-of';
import { saturate } from '#main/simulator/gpu/engine/serving';
import { cacheUnits, type MemoryFit } from '#main/simulator/case/kv-cache';
import { meanContext } from '#main/simulator/case/length-moments';
import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import { interpolatedDecode, type StepTimes, type Work } from './engine';

/** One replica of GPUs, with the step times and powers that the estimate is made of. */
export function gpuReplica(resolved: ResolvedCase, memory: MemoryFit): StepTimes {
  const engine = constantsOf(resolved.engine);
  const fullRates = ratesOf(resolved.hardware, resolved.parallelism);
  const unhindered = { ...stepTimesOf(resolved, fullRates, engine), resolved };
  const { attentionRanks } = resolved.parallelism;
  const { mostRequests, mostTokens } = limitsOf(engine, attentionRanks);
  const clock = clockAtSaturation(unhindered, memory);
  const steps = clock < 1 ? stepTimesOf(resolved, slowedBy(fullRates, clock), engine) : unhindered;
  return {
    discipline: 'batch',
    slots: Math.min(resolved.batch ?? Infinity, mostRequests),
    cache: memory.cache,
    cacheUnits: cacheUnits(memory, attentionRanks),
    stepTokens: mostTokens,
    prefill: (tokens, length) => {
      const prompts = Math.max(1, Math.round(tokens / length));
      return steps.prefill(prompts, Math.ceil(tokens / prompts)).seconds;
    },
    decode: interpolatedDecode((batch, context) => steps.decode(batch, context).seconds),
    mixed: ({ batch, contextTokens }, { tokens, length }) =>
      steps.mixed({ sequences: batch, context: contextTokens / batch }, { tokens, length: Math.ceil(length) })
        .seconds,
    frontSeconds: engine.frontSeconds,
    powerWatts: powerOf(resolved, fullRates),
  };
}

/** The clock that keeps a saturated replica under its cap; what runs at less load then draws less than the cap. */
function clockAtSaturation(steps: Steps, memory: MemoryFit): number {
  const { resolved, rates } = steps;
  if (resolved.powerCapWatts === undefined) return 1;
  const { input, output, batch } = resolved;
  const { step, concurrency } = saturate(steps, memory.requestsThatFit, batch ?? Infinity);
  const load = workLoad(resolved, rates, {
    busySeconds: step.seconds,
    elapsedSeconds: step.seconds,
    steps: 1,
    outputTokens: concurrency,
    contextTokens: concurrency * meanContext(resolved),
    promptTokens: (concurrency * input) / output,
    promptLength: input,
  });
  const drawn = acceleratorPower(resolved, load);
  return drawn === undefined ? 1 : cappedPower(resolved, drawn).clock;
}

/** At the wall: the replica's accelerators and their share of the hosts. */
function powerOf(resolved: ResolvedCase, rates: Steps['rates']): StepTimes['powerWatts'] {
  const replica = { ...resolved, parallelism: { ...resolved.parallelism, replicas: 1 } };
  return (work: Work) => {
    const load = workLoad(resolved, rates, { ...work, elapsedSeconds: work.seconds });
    const accelerator = acceleratorPower(resolved, load);
    if (accelerator === undefined) return undefined;
    return powerAnswer(replica, cappedPower(resolved, accelerator).watts, 1).serverPowerWatts;
  };
}
