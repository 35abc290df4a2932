import { computedIn, generationOf } from '#main/simulator/lpu/fleet/generation';
import { cacheUnits, type MemoryFit } from '#main/simulator/case/kv-cache';
import { powerOf } from '#main/simulator/lpu/fleet/power';
import { promptTime, tokenTime } from '#main/simulator/lpu/fleet/token-time';
import { DEFAULT_LINK_RATE } from '#main/simulator/lpu/schedule/network';
import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import { interpolatedDecode, type StepTimes } from './engine';

/**
 * One pipeline of LPUs: as many places as it has stages, or as its SRAM has room for. A token of one request passes the
 * stages while those of others are in other stages; prompts keep stages for longer and enter one after another.
 */
export function lpuReplica(resolved: ResolvedCase, memory: MemoryFit): StepTimes {
  const { model, parallelism, weights, batch } = resolved;
  const generation = generationOf(resolved.hardware);
  const pass = { model, tensor: parallelism.tensor, precision: computedIn(weights), link: DEFAULT_LINK_RATE };
  const prompt = remembered((tokens) =>
    promptTime({ ...pass, tokens, context: Math.max(1, tokens / 2) }, parallelism.pipeline, generation),
  );
  const token = interpolatedDecode(
    (_, context) => tokenTime({ ...pass, tokens: 1, context }, parallelism.pipeline, generation).seconds,
  );
  const alone = (contextTokens: number): number => token(1, contextTokens);
  const { serverPowerWatts } = powerOf(resolved, { ...parallelism, replicas: 1 }, 1);
  return {
    discipline: 'slots',
    slots: Math.min(batch ?? Infinity, parallelism.pipeline),
    cache: memory.cache,
    cacheUnits: cacheUnits(memory, 1),
    stepTokens: Infinity,
    prefill: (_, length) => prompt(length).seconds,
    decode: (requests, contextTokens) => alone(contextTokens / requests),
    mixed: ({ batch: requests, contextTokens }, { length }) =>
      prompt(length).seconds + alone(contextTokens / requests),
    pipeline: { stages: parallelism.pipeline, promptSeconds: (length) => prompt(length).stageSeconds },
    powerWatts: () => serverPowerWatts,
  };
}

const MOST_REMEMBERED = 65_536;

function remembered<Value>(compute: (tokens: number) => Value): (tokens: number) => Value {
  const known = new Map<number, Value>();
  return (tokens) => {
    const found = known.get(tokens) ?? compute(tokens);
    if (known.size < MOST_REMEMBERED) known.set(tokens, found);
    return found;
  };
}
