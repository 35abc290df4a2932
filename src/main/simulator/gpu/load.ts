import { cacheBytesPerTokenPerDevice, weightBytesPerDevice } from '../memory';
import type { ResolvedCase } from '../resolved-case';
import type { Rates } from './kernels/rates';
import type { Run } from './run';

/** How hard one accelerator works on average, as shares of what it could do. */
export interface Load {
  readonly memory: number;
  readonly compute: number;
  /** Share of the time in which something runs at all. */
  readonly busy: number;
}

/** The mean load while a run lasts. */
export function loadOf(resolved: ResolvedCase, rates: Rates, run: Run): Load {
  const { model, parallelism, input, output } = resolved;
  const devices = parallelism.tensor * parallelism.pipeline;
  const context = input + output / 2;
  const cache = cacheBytesPerTokenPerDevice(model, resolved.kv, parallelism);
  const weights = weightBytesPerDevice(model, resolved.weights, parallelism);
  const read = run.steps * weights + run.outputTokens * context * cache;
  const perPair = (4 * model.layers * model.heads * model.headDimension) / devices;
  const pairs = run.outputTokens * context + (run.promptTokens * input) / 2;
  const products = (2 * model.activeParameters * (run.promptTokens + run.outputTokens)) / devices;
  const narrow = resolved.weights === 'fp8' || resolved.weights === 'int8';
  const peak = narrow ? rates.flops8 : rates.flops16;
  return {
    memory: Math.min(1, read / run.elapsedSeconds / rates.bytesPerSecond),
    compute: Math.min(1, (products + perPair * pairs) / run.elapsedSeconds / peak),
    busy: Math.min(1, run.busy.seconds / run.elapsedSeconds),
  };
}
