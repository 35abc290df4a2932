import { bytesPerElement, layersByCache } from '#shared/catalogue/model-arithmetic';
import type { AttentionShape, ResolvedCase } from '#main/simulator/case/resolved-case';
import type { HeadGrouping } from '#main/simulator/gpu/kernels/coefficients';
import { contextSeconds, generationKernel, latentKernel } from '#main/simulator/gpu/kernels/attention';
import type { PartRates } from '#main/simulator/gpu/kernels/measured-parts';
import type { EngineConstants } from './constants';

interface LocalHeads {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
}

/** The heads of one device. */
function decodeHeads({ model, parallelism }: ResolvedCase): LocalHeads {
  const heads = Math.ceil(model.heads / parallelism.tensor);
  const keyValueHeads = Math.max(1, Math.floor(model.keyValueHeads / parallelism.tensor));
  return { heads, keyValueHeads, headDimension: model.headDimension };
}

// Beyond 32 query heads per cached head the measured kernels read the cache once for every query head.
const LARGEST_GROUP = 32;

/**
 * Seconds of all layers' decode attention by an engine's kernels for one new token of each sequence, ready to be asked many
 * times.
 */
export function decodeAttention(
  resolved: ResolvedCase,
  rates: PartRates,
  engine: Pick<EngineConstants, 'attentionFactor' | 'readsPerQueryHead' | 'cacheStretch'>,
): (sequences: number, context: number) => number {
  const { attention, layers } = resolved.model;
  if (attention.kind === 'multi-head-latent') return decodeLatents(resolved, attention, rates, engine);
  const { heads, keyValueHeads, headDimension } = decodeHeads(resolved);
  const cacheBytes = bytesPerElement(resolved.kv);
  const cache = cacheBytes < 2 ? 'cache8' : 'cache16';
  const byGrouping = rates.measured.coefficients.generation[cache][headDimension > 64 ? '128' : '64'];
  const alone = engine.readsPerQueryHead;
  const grouping = alone ? 'single' : groupingOf({ heads, keyValueHeads });
  const kernel = byGrouping[grouping];
  const read = alone || grouping === 'wide' ? heads : keyValueHeads;
  const shape = { heads, keyValueHeads: read, headDimension, cacheBytes, window: Infinity };
  const own = { factor: engine.attentionFactor, cacheStretch: engine.cacheStretch };
  const full = generationKernel(shape, rates, kernel, own);
  if (attention.kind !== 'sliding-window') return (sequences, context) => layers * full(sequences, context);
  const byCache = layersByCache(resolved.model);
  const windowed = generationKernel(
    { ...shape, window: attention.windowTokens },
    rates,
    rates.measured.coefficients.windowedGeneration[cache],
    own,
  );
  return (sequences, context) =>
    byCache.full * full(sequences, context) + byCache.windowed * windowed(sequences, context);
}

type Latents = Extract<AttentionShape, { kind: 'multi-head-latent' }>;

/** Whether the kernels of latent attention were measured with latents of this size, DeepSeek's: 512 numbers and 64 of positions. */
export const measuredLatents = ({ keyValueRank, ropeDimension }: Latents): boolean =>
  keyValueRank === 512 && ropeDimension === 64;

/** With the up-projections absorbed every head meets the whole latent and the positions as key, and the latent as value. */
function decodeLatents(
  { model, parallelism, kv }: ResolvedCase,
  { keyValueRank, ropeDimension }: Latents,
  rates: PartRates,
  { attentionFactor }: Pick<EngineConstants, 'attentionFactor'>,
): (sequences: number, context: number) => number {
  const cacheBytes = bytesPerElement(kv);
  const shape = {
    heads: Math.ceil(model.heads / parallelism.tensor),
    key: keyValueRank + ropeDimension,
    value: keyValueRank,
    cacheBytes,
  };
  const { generation } = rates.measured.coefficients.latent;
  const layer = latentKernel(shape, rates, generation[cacheBytes < 2 ? 'cache8' : 'cache16']);
  return (sequences, context) => model.layers * attentionFactor * layer(sequences, context);
}

function groupingOf({ heads, keyValueHeads }: Pick<LocalHeads, 'heads' | 'keyValueHeads'>): HeadGrouping {
  const group = heads / keyValueHeads;
  if (group <= 1) return 'single';
  return group <= LARGEST_GROUP ? 'grouped' : 'wide';
}

/** Seconds of all layers' prefill attention for sequences of new tokens. */
export function prefillAttentionSeconds(
  resolved: ResolvedCase,
  rates: PartRates,
  {
    sequences,
    tokens,
    eightBit,
  }: { readonly sequences: number; readonly tokens: number; readonly eightBit: boolean },
): number {
  const { model, parallelism } = resolved;
  const { attention, layers } = model;
  const heads = Math.ceil(model.heads / parallelism.tensor);
  const latent = attention.kind === 'multi-head-latent';
  const keyValueHeads = latent ? heads : Math.max(1, Math.floor(model.keyValueHeads / parallelism.tensor));
  const headDimension = latent
    ? (model.headDimension + attention.ropeDimension + attention.valueDimension) / 2
    : model.headDimension;
  const bits =
    eightBit && resolved.hardware.peaks.fp8 !== undefined && bytesPerElement(resolved.kv) < 2
      ? 'bits8'
      : 'bits16';
  const shape = { sequences, heads, keyValueHeads, headDimension, tokens, window: Infinity };
  const { context, latent: latents } = rates.measured.coefficients;
  const fitted = latent
    ? latents.context[bytesPerElement(resolved.kv) < 2 ? 'cache8' : 'cache16']
    : context[bits][headDimension > 64 ? '128' : '64'];
  const full = contextSeconds(shape, rates, fitted);
  if (attention.kind !== 'sliding-window') return layers * full;
  const byCache = layersByCache(model);
  const windowed = contextSeconds(
    { ...shape, window: attention.windowTokens },
    rates,
    rates.measured.coefficients.windowedContext[bits],
  );
  return byCache.full * full + byCache.windowed * windowed;
}
