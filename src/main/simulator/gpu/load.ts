import { cacheOnGpu } from '../kv-cache';
import { weightBytesPerDevice } from '../memory';
import { meanContext } from '../length-moments';
import type { ResolvedCase } from '../resolved-case';
import { multiplicationOf } from './engine/precision';
import { peakOf, type Rates } from './kernels/rates';
import type { Run } from './run';

/** How hard one accelerator works on average, as shares of what it could do. */
export interface Load {
  readonly memory: number;
  readonly compute: number;
  /** Share of the time in which something runs at all. */
  readonly busy: number;
}

/** What was done in some time, by one replica. */
export interface LoadedWork {
  readonly elapsedSeconds: number;
  readonly busySeconds: number;
  /** Steps in which all weights were read. */
  readonly steps: number;
  readonly outputTokens: number;
  /** Tokens of cache read, summed over output tokens. */
  readonly contextTokens: number;
  readonly promptTokens: number;
  readonly promptLength: number;
}

/** The mean load while a run lasts. */
export function loadOf(resolved: ResolvedCase, rates: Rates, run: Run): Load {
  return workLoad(resolved, rates, {
    elapsedSeconds: run.elapsedSeconds,
    busySeconds: run.busy.seconds,
    steps: run.steps,
    outputTokens: run.outputTokens,
    contextTokens: run.outputTokens * meanContext(resolved),
    promptTokens: run.promptTokens,
    promptLength: resolved.input,
  });
}

/** The mean load while some work is done. */
export function workLoad(resolved: ResolvedCase, rates: Rates, work: LoadedWork): Load {
  const { model, parallelism } = resolved;
  const devices = parallelism.tensor * parallelism.pipeline;
  const cache = cacheOnGpu(model, resolved.kv, parallelism);
  const weights = weightBytesPerDevice(model, resolved.weights, parallelism);
  const read = work.steps * weights + cache.bytesOfAll(work.outputTokens, work.contextTokens);
  const perPair = (4 * model.layers * model.heads * model.headDimension) / devices;
  const pairs = work.contextTokens + (work.promptTokens * work.promptLength) / 2;
  const products = (2 * model.activeParameters * (work.promptTokens + work.outputTokens)) / devices;
  const peak = peakOf(rates, multiplicationOf(resolved).bits);
  return {
    memory: Math.min(1, read / work.elapsedSeconds / rates.bytesPerSecond),
    compute: Math.min(1, (products + perPair * pairs) / work.elapsedSeconds / peak),
    busy: Math.min(1, work.busySeconds / work.elapsedSeconds),
  };
}
