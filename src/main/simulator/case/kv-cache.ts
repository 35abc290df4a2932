import type { Precision } from '#shared/catalogue/entries';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';
import type { LayerKind } from '#shared/model/description';
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

/** Units that the accelerators of so many attention ranks have room for beside their weights, each for requests of its own. */
export const cacheUnits = ({ capacity, weights, other, cache }: MemoryFit, attentionRanks: number): number =>
  attentionRanks * Math.floor((capacity - weights - other) / cache.bytesPerUnit);

/** On the fullest GPU of a replica: its stage's layers, and its share of the heads; heads fewer than devices are kept in copies. */
export function cacheOnGpu(model: ModelShape, kv: Precision, { tensor, pipeline }: Split): KvCache {
  const fullOf = (full: number, whole: number): number =>
    Math.min(full, Math.ceil((full * Math.ceil(whole / pipeline)) / whole));
  return cacheOf(model, kv, {
    layersOf: (kind, { full, whole }) => {
      if (whole === undefined) return Math.ceil(kind.layers / pipeline);
      return kind.windowTokens === undefined
        ? fullOf(full, whole)
        : Math.ceil(whole / pipeline) - fullOf(full, whole);
    },
    shareOf: (kind) => 1 / Math.min(tensor, headsThatSplit(kind)),
    stateShare: 1 / tensor,
  });
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
export const wholeCache = (model: ModelShape, kv: Precision): KvCache =>
  cacheOf(model, kv, { layersOf: ({ layers }) => layers, shareOf: () => 1, stateShare: 1 });

/** Heads of the cache that devices can divide among them; latent attention has a single one. */
const headsThatSplit = ({ kind, keyValueHeads = 1 }: LayerKind): number =>
  kind === 'attention' ? keyValueHeads : 1;

/** Chips that hold copies: heads that are fewer than the chips of a layer are kept on several. */
export const cacheCopies = (model: ModelShape, tensor: number): number =>
  model.attention.kind === 'multi-head-latent' ? tensor : Math.max(1, tensor / model.keyValueHeads);

type Split = Pick<Parallelism, 'tensor' | 'pipeline'>;

/** Which of a model's layers a device holds, and what share of each. */
interface Held {
  readonly layersOf: (
    kind: LayerKind,
    of: { readonly full: number; readonly whole: number | undefined },
  ) => number;
  readonly shareOf: (kind: LayerKind) => number;
  readonly stateShare: number;
}

/** The cache of a model by its kinds of layers. Layers that keep alike are counted in tokens, others in numbers. */
function cacheOf({ description }: ModelShape, kv: Precision, held: Held): KvCache {
  const kinds = description.kinds.filter(keeps);
  const alike = alikeKinds(kinds);
  const perNumber = bytesPerElement(kv);
  if (alike === undefined) return mixedCache(kinds, perNumber, held);
  const { full, windowed } = alike;
  const of = { full: full?.layers ?? 0, whole: (full?.layers ?? 0) + (windowed?.layers ?? 0) };
  const one = full ?? windowed;
  if (one === undefined) return withoutWindows(0);
  const bytesOfLayer = one.elementsPerToken * held.shareOf(one) * perNumber;
  if (windowed === undefined)
    return withoutWindows(bytesOfLayer * held.layersOf(one, { full: of.full, whole: undefined }));
  const fullHere = full === undefined ? 0 : held.layersOf(full, of);
  return withWindows(
    windowed.windowTokens ?? Infinity,
    { full: fullHere, windowed: held.layersOf(windowed, of) },
    bytesOfLayer,
  );
}

const keeps = (kind: LayerKind): boolean =>
  kind.elementsPerToken > 0 ||
  kind.compressed !== undefined ||
  (kind.stateElements ?? 0) + (kind.wideStateElements ?? 0) > 0;

/** Layers that keep as much of a token as one another, some of them within one window; undefined where layers differ more. */
function alikeKinds(
  kinds: readonly LayerKind[],
): { readonly full: LayerKind | undefined; readonly windowed: LayerKind | undefined } | undefined {
  const windows = kinds.filter(({ windowTokens }) => windowTokens !== undefined);
  const [one, ...others] = kinds;
  const same = others.every(
    (kind) => kind.elementsPerToken === one?.elementsPerToken && kind.keyValueHeads === one.keyValueHeads,
  );
  const plain = kinds.every((kind) => kind.compressed === undefined && kind.stateElements === undefined);
  if (!same || !plain || windows.length > 1 || kinds.length - windows.length > 1) return undefined;
  return { full: kinds.find(({ windowTokens }) => windowTokens === undefined), windowed: windows[0] };
}

/** Layers that keep different amounts, counted in single numbers: of tokens, of windows, of compressed entries, of states. */
function mixedCache(kinds: readonly LayerKind[], bytesPerUnit: number, held: Held): KvCache {
  const layers = kinds.map((kind) => {
    const number = held.layersOf(kind, { full: 0, whole: undefined });
    const stateBytes = 2 * (kind.stateElements ?? 0) + 4 * (kind.wideStateElements ?? 0);
    return {
      perToken: number * held.shareOf(kind) * kind.elementsPerToken,
      entry:
        (number * held.shareOf(kind) * (kind.compressed?.elements ?? 0)) /
        (kind.compressed?.everyTokens ?? 1),
      window: kind.windowTokens ?? Infinity,
      state: (number * held.stateShare * stateBytes) / bytesPerUnit,
    };
  });
  const perToken = layers.reduce(
    (sum, { perToken: each, entry, window }) => sum + entry + (window === Infinity ? each : 0),
    0,
  );
  const states = layers.reduce((sum, { state }) => sum + state, 0);
  const windowOf = (tokens: number): number =>
    tokens <= 0
      ? 0
      : layers.reduce(
          (sum, { perToken: each, window }) =>
            sum + (window === Infinity ? 0 : each * Math.min(tokens, window)),
          states,
        );
  const unitsOf = (tokens: number): number => perToken * tokens + windowOf(tokens);
  return {
    perToken,
    windowOf,
    unitsOf,
    tokensIn: (units) => longestIn(units, unitsOf),
    bytesPerUnit,
    bytesOf: (tokens) => bytesPerUnit * unitsOf(tokens),
    bytesOfAll: (sequences, tokens) =>
      bytesPerUnit * (perToken * tokens + sequences * windowOf(tokens / Math.max(1, sequences))),
  };
}

const LONGEST = 2 ** 40;

/** The longest sequence whose cache is within so many units, by halving: amounts never fall with the length. */
function longestIn(units: number, unitsOf: (tokens: number) => number): number {
  if (unitsOf(LONGEST) <= units) return LONGEST;
  let [fits, exceeds] = [0, LONGEST];
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    if (unitsOf(middle) <= units) fits = middle;
    else exceeds = middle;
  }
  return fits;
}

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
  window: number,
  { full, windowed }: { readonly full: number; readonly windowed: number },
  bytesPerUnit: number,
): KvCache {
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
