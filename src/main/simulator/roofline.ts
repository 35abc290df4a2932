import { bytesPerElement } from '#shared/model-arithmetic';
import { joules, seconds, watts } from '#shared/units';
import type { Bound, EstimateAnswer } from '#shared/estimate/result';
import { type MemoryFit } from './memory';
import type { ModelShape, ResolvedCase } from './resolved-case';

/** Says on every answer of the roofline that nothing measured stands behind it. */
export const UNCALIBRATED =
  'Uncalibrated roofline: peaks and bandwidths only, no overheads, no communication. Real systems are slower.';

/**
 * The classic bound: a step takes the longer of reading its bytes and computing its operations at peak rates.
 * Not a prediction, so it carries no interval. Formulas of facts.md section 4.
 */
export function estimateByRoofline(resolved: ResolvedCase, memory: MemoryFit): EstimateAnswer {
  const { parallelism, input, output } = resolved;
  const atOnce = Math.max(1, Math.min(resolved.batch ?? memory.requestsThatFit, memory.requestsThatFit));
  const wanted = resolved.batch ?? atOnce;
  const waves = resolved.mode === 'static' ? Math.ceil(wanted / atOnce) : 1;
  const prefill = stepOf(resolved, { requests: atOnce, tokens: input, context: input / 2 });
  const decode = stepOf(resolved, { requests: atOnce, tokens: 1, context: input + output / 2 });
  const batchSeconds = waves * (prefill.seconds + (output - 1) * decode.seconds);
  const requests = (resolved.mode === 'static' ? wanted : atOnce) * parallelism.replicas;
  const saturated = (requests * output) / batchSeconds;
  const offered = (resolved.requestsPerSecond ?? Infinity) * output;
  const tokensPerSecond = resolved.mode === 'serving' ? Math.min(saturated, offered) : saturated;
  return {
    id: resolved.id,
    fits: true,
    timeToFirstTokenSeconds: seconds(prefill.seconds),
    timePerOutputTokenSeconds: seconds(decode.seconds),
    interTokenLatencySeconds: seconds(decode.seconds),
    requestLatencySeconds: seconds(batchSeconds),
    outputTokensPerSecond: tokensPerSecond,
    outputTokensPerSecondPerUser: 1 / decode.seconds,
    concurrency: atOnce * parallelism.replicas,
    ...powerOf(resolved, tokensPerSecond),
    memoryPerDeviceBytes: memory,
    bound: offered < saturated && resolved.mode === 'serving' ? 'arrivals' : decode.bound,
    warnings: [...resolved.warnings, UNCALIBRATED],
  };
}

interface Step {
  readonly requests: number;
  /** Tokens that each request adds in this step. */
  readonly tokens: number;
  /** Mean tokens that each of them attends to. */
  readonly context: number;
}

function stepOf(resolved: ResolvedCase, step: Step): { readonly seconds: number; readonly bound: Bound } {
  const { model, hardware, parallelism } = resolved;
  const devices = parallelism.tensor * parallelism.pipeline;
  const newTokens = step.requests * step.tokens;
  const cache = step.requests * step.context * model.layers * model.cacheElementsPerTokenPerLayer;
  const read =
    parametersTouched(model, newTokens) * bytesPerElement(resolved.weights) +
    cache * bytesPerElement(resolved.kv);
  const attention = 4 * model.layers * model.heads * model.headDimension * newTokens * step.context;
  const operations = 2 * model.activeParameters * newTokens + attention;
  const reading = read / (devices * hardware.bytesPerSecond);
  const computing = operations / (devices * peakOf(resolved));
  return {
    seconds: Math.max(reading, computing),
    bound: reading > computing ? 'memory-bandwidth' : 'compute',
  };
}

/** Weights read when this many tokens pass: of E experts, E (1 - (1 - k/E)^tokens) are met (facts.md section 4). */
function parametersTouched(model: ModelShape, tokens: number): number {
  if (model.experts === undefined) return model.parameters;
  const { experts, expertsPerToken } = model.experts;
  const perToken = expertsPerToken / experts;
  if (perToken >= 1) return model.parameters;
  const share = 1 - (1 - perToken) ** tokens;
  const routed = (model.parameters - model.activeParameters) / (1 - perToken);
  return model.parameters - routed * (1 - share);
}

/** The peak of the weights' precision, or of 16 bits where the part only stores that precision. */
function peakOf({ hardware, weights }: ResolvedCase): number {
  const { peaks } = hardware;
  const peak = peaks[weights] ?? peaks.fp16 ?? peaks.bf16;
  return peak ?? Math.max(...Object.values(peaks));
}

/** Nameplate shares: without a measured load model the roofline can only say what full load draws. */
function powerOf(
  { hardware, parallelism, powerCapWatts }: ResolvedCase,
  tokensPerSecond: number,
): Partial<
  Pick<EstimateAnswer, 'acceleratorPowerWatts' | 'serverPowerWatts' | 'energyPerOutputTokenJoules'>
> {
  if (hardware.power === undefined) return {};
  const accelerator = Math.min(hardware.power.maximumWatts, powerCapWatts ?? Infinity);
  const devices = parallelism.tensor * parallelism.pipeline * parallelism.replicas;
  if (hardware.server === undefined) return { acceleratorPowerWatts: watts(accelerator) };
  const { accelerators, maximumWatts } = hardware.server;
  const host = Math.max(0, maximumWatts - accelerators * hardware.power.maximumWatts) / accelerators;
  const server = devices * (accelerator + host);
  return {
    acceleratorPowerWatts: watts(accelerator),
    serverPowerWatts: watts(server),
    energyPerOutputTokenJoules: joules(server / tokensPerSecond),
  };
}
