import type { Precision } from '#shared/catalogue/entries';
import { bytesPerElement, layersByCache } from '#shared/catalogue/model-arithmetic';
import type { MemoryPerDevice } from '#shared/estimate/result';
import type { ModelShape, Parallelism } from './resolved-case';

/**
 * Keys and values as one accelerator holds them, of any model on any hardware: the one account that memory, serving, power and
 * the LPU's fleet take. Layers with a window keep no more than their window. Amounts are counted in whole units, so that what a run
 * takes and gives back adds up: a unit is a token of all layers, or of a single layer where windows make layers differ.
 * Engines hand cache out in pages of 1 to 64 tokens; that rounding is below 2 % of a request of a thousand and is not counted.
 */
export interface KvCache {
  /** Units that every further token of a sequence takes, beside its windows. */
  readonly perToken: number;
  /** Units that the windows of a sequence take once it has so many tokens. */
  readonly windowOf: (tokens: number) => number;
  readonly unitsOf: (tokens: number) => number;
  /** How long a sequence may get in so many units. */
  readonly tokensIn: (units: number) => number;
  readonly bytesPerUnit: number;
  /** Bytes of one sequence of so many tokens. */
  readonly bytesOf: (tokens: number) => number;
  /** Bytes of several sequences of about one length that have so many tokens together. */
  readonly bytesOfAll: (sequences: number, tokens: number) => number;
}

/** What an accelerator's memory holds, and how many requests at once its cache has room for. */
export interface MemoryFit extends MemoryPerDevice {
  /** Whole requests at their full length that one replica holds; infinite where nothing is cached. */
  readonly requestsThatFit: number;
  readonly cache: KvCache;
}

/** Units that one accelerator has room for beside its weights. */
export const cacheUnits = ({ capacity, weights, other, cache }: MemoryFit): number =>
  Math.floor((capacity - weights - other) / cache.bytesPerUnit);

/** On the fullest GPU of a replica: its stage's layers, and its share of the heads; heads fewer than devices are kept in copies. */
export function cacheOnGpu(model: ModelShape, kv: Precision, { tensor, pipeline }: Split): KvCache {
  const shards = model.attention.kind === 'multi-head-latent' ? 1 : model.keyValueHeads;
  const layers = Math.ceil(model.layers / pipeline);
  const perLayer = model.cacheElementsPerTokenPerLayer / Math.min(tensor, shards);
  const { full, windowed } = layersByCache(model);
  if (windowed === 0) return withoutWindows(perLayer * layers * bytesPerElement(kv));
  const fullHere = Math.min(full, Math.ceil((full * layers) / model.layers));
  return withWindows(model, { full: fullHere, windowed: layers - fullHere }, perLayer * bytesPerElement(kv));
}

/** On each LPU of a replica, over whose chips a compiler spreads the cache evenly, with copies where heads are fewer than chips. */
export function cacheOnLpu(model: ModelShape, kv: Precision, { tensor, pipeline }: Split): KvCache {
  const [copies, chips] = [cacheCopies(model, tensor), tensor * pipeline];
  const whole = wholeCache(model, kv);
  return {
    ...whole,
    bytesPerUnit: (whole.bytesPerUnit * copies) / chips,
    bytesOf: (tokens) => (whole.bytesOf(tokens) * copies) / chips,
    bytesOfAll: (sequences, tokens) => (whole.bytesOfAll(sequences, tokens) * copies) / chips,
  };
}

/** Of a sequence as a whole, wherever its parts lie, without copies: what goes over a link. */
export function wholeCache(model: ModelShape, kv: Precision): KvCache {
  const perLayer = model.cacheElementsPerTokenPerLayer * bytesPerElement(kv);
  const layers = layersByCache(model);
  return layers.windowed === 0
    ? withoutWindows(model.layers * perLayer)
    : withWindows(model, layers, perLayer);
}

/** Chips that hold copies: heads that are fewer than the chips of a layer are kept on several. */
export const cacheCopies = (model: ModelShape, tensor: number): number =>
  model.attention.kind === 'multi-head-latent' ? tensor : Math.max(1, tensor / model.keyValueHeads);

type Split = Pick<Parallelism, 'tensor' | 'pipeline'>;

const withoutWindows = (bytesPerUnit: number): KvCache => ({
  perToken: 1,
  windowOf: () => 0,
  unitsOf: (tokens) => tokens,
  tokensIn: (units) => units,
  bytesPerUnit,
  bytesOf: (tokens) => bytesPerUnit * tokens,
  bytesOfAll: (_, tokens) => bytesPerUnit * tokens,
});

function withWindows(
  { attention }: ModelShape,
  { full, windowed }: { readonly full: number; readonly windowed: number },
  bytesPerUnit: number,
): KvCache {
  const window = attention.kind === 'sliding-window' ? attention.windowTokens : Infinity;
  const windowOf = (tokens: number): number => windowed * Math.min(tokens, window);
  const unitsOf = (tokens: number): number => full * tokens + windowOf(tokens);
  return {
    perToken: full,
    windowOf,
    unitsOf,
    tokensIn: (units) =>
      units <= unitsOf(window) ? units / (full + windowed) : (units - windowed * window) / full,
    bytesPerUnit,
    bytesOf: (tokens) => bytesPerUnit * unitsOf(tokens),
    bytesOfAll: (sequences, tokens) =>
      bytesPerUnit * (full * tokens + sequences * windowOf(tokens / Math.max(1, sequences))),
  };
}
