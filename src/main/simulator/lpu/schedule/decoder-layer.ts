import type { ModelShape } from '#main/simulator/case/resolved-case';
import { functionalDelay } from '#main/simulator/lpu/chip/geometry';
import {
  columnTilesOf,
  idealCycles,
  loadCyclesOf,
  productFill,
  productMemoryVectors,
  productVectors,
  productWithStepsCycles,
  switchFill,
  vectorCycles,
  vectorFill,
  vectorsOf,
  type Product,
} from './cycles';
import { allReduceStages, stagesCycles } from './collective';
import { HOP_CYCLES, linkRateNames, type LinkRate } from './network';
import type { Unit } from './graph';

/** One pass of tokens through one decoder layer on one of `tensor` chips that share it. */
export interface LayerPass {
  readonly model: ModelShape;
  readonly tensor: number;
  /** Tokens that pass at once: 1 in decoding, a prompt in prefill. */
  readonly tokens: number;
  /** Tokens attended to. */
  readonly context: number;
  readonly precision: 'int8' | 'fp16';
  readonly link: LinkRate;
}

/** What a part takes of the chip that it runs on. */
export interface PartWork {
  /** Cycles for which it holds its unit. */
  readonly busyCycles: number;
  /** Cycles until the unit's pipeline has given the last result. */
  readonly fillCycles: number;
  /** Cycles that the unit would take if all of it worked; left out, as many as it is busy. */
  readonly usefulCycles?: number;
  /** Cycles of the whole VXM, chained to a product. */
  readonly vectorCycles?: number;
  readonly memoryVectors?: number;
}

/** Takes each part in order; every part starts when the one before has wholly finished. */
export type TakePart = (name: string, unit: Unit, work: PartWork) => void;

/** Scale of the accumulator, conversion. */
const CONVERT = 2;
const RESIDUAL = 1;
const SILU_TIMES_GATE = 5;
const ROPE = 4;
const SOFTMAX_STEPS = 7;
const NORM_STEPS = 5;
const LANE_REDUCTION = 9;
const SWITCHED_PER_CYCLE = 4;
const HALF_BYTES = 2;

const share = (count: number, tensor: number): number => Math.ceil(count / tensor);

/**
 * The parts of one layer, with the cycles for which each holds its unit and fills its pipeline: the same arithmetic as the
 * graph's operations, so that the fleet's closed form and the schedule agree.
 */
export function visitLayer(pass: LayerPass, layer: number, take: TakePart): void {
  visitNormalisation(pass, 'attention norm', take);
  if (pass.model.attention.kind === 'multi-head-latent') visitLatentAttention(pass, take);
  else visitGroupedAttention(pass, layer, take);
  visitAllReduce(pass, 'attention all-reduce', take, attentionOutput(pass));
  visitNormalisation(pass, 'feed-forward norm', take);
  visitFeedForward(pass, layer, take);
  visitAllReduce(pass, 'feed-forward all-reduce', take, feedForwardDown(pass, layer));
}

export function visitHead(pass: LayerPass, take: TakePart): void {
  visitNormalisation({ ...pass, tokens: 1 }, 'final norm', take);
  const n = share(pass.model.vocabulary, pass.tensor);
  visitProduct(take, 'vocabulary', { m: 1, k: pass.model.hidden, n, type: 'fp16' }, CONVERT);
}

interface PartProduct {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly type: 'int8' | 'fp16';
  /** Products of this shape, one after another. */
  readonly copies?: number;
}

function visitProduct(take: TakePart, name: string, product: PartProduct, steps: number): void {
  const copies = product.copies ?? 1;
  const busy = copies * productWithStepsCycles(product, steps);
  take(name, 'mxm', {
    busyCycles: busy,
    fillCycles: productFill(steps),
    ...productWork(product, copies, steps),
  });
}

/** Results are stored in the two bytes of FP16 once they are converted. */
const productWork = (product: Product, copies: number, steps: number) => ({
  usefulCycles: copies * idealCycles(product),
  vectorCycles: vectorCycles(copies * productVectors(product), steps),
  memoryVectors: copies * productMemoryVectors(product, HALF_BYTES),
});

/** Passes that each read and write every vector. */
const passedVectors = (vectors: number, passes: number): number => 2 * vectors * passes;

function visitNormalisation({ model, tokens }: LayerPass, name: string, take: TakePart): void {
  const sums = Math.ceil((tokens * LANE_REDUCTION) / SWITCHED_PER_CYCLE);
  take(`${name} lane sums`, 'sxm', { busyCycles: sums, fillCycles: LANE_SUM_FILL });
  const vectors = tokens * vectorsOf(model.hidden);
  take(name, 'vxm', {
    busyCycles: vectorCycles(vectors, NORM_STEPS),
    fillCycles: vectorFill(NORM_STEPS),
    memoryVectors: passedVectors(vectors, 2),
  });
}

/**
 * The sum over the chips of a layer. It follows the product that makes its terms column tile by column tile, so that only the
 * hops, the last tile and what the links need beyond the product's own time are waited for.
 */
function visitAllReduce(pass: LayerPass, name: string, take: TakePart, terms: PartProduct): void {
  const { model, tensor, tokens, link } = pass;
  if (tensor <= 1) return;
  const stages = allReduceStages(HALF_BYTES * model.hidden * tokens, tensor, link);
  const hops = stages.length * HOP_CYCLES;
  const onLinks = stagesCycles(stages) - hops;
  const tiles = columnTilesOf(terms);
  const product = productWithStepsCycles(terms, CONVERT + RESIDUAL);
  const exposed = Math.ceil(Math.max(onLinks / tiles, onLinks - product * (1 - 1 / tiles)));
  take(name, 'c2c', { busyCycles: exposed, fillCycles: hops });
}

/** Layers with a window attend to no more than it. */
function attendedTokens({ model, context }: LayerPass, layer: number): number {
  const { attention } = model;
  const windowed = attention.kind === 'sliding-window' && (layer + 1) % attention.fullEvery !== 0;
  return windowed ? Math.min(context, attention.windowTokens) : context;
}

function visitGroupedAttention(pass: LayerPass, layer: number, take: TakePart): void {
  const { model, tensor, tokens: m, precision: type } = pass;
  const { hidden, headDimension: d } = model;
  const heads = share(model.heads, tensor);
  const groups = share(model.keyValueHeads, Math.min(tensor, model.keyValueHeads));
  visitProduct(take, 'query, key, value', { m, k: hidden, n: (heads + 2 * groups) * d, type }, CONVERT);
  visitRotation(take, m * vectorsOf((heads + groups) * d));
  visitCache(take, cacheOf(pass, layer));
  visitProduct(take, 'attention output', attentionOutput(pass), CONVERT + RESIDUAL);
}

function attentionOutput({ model, tensor, tokens, precision }: LayerPass): PartProduct {
  const { attention, hidden, headDimension } = model;
  const wide = attention.kind === 'multi-head-latent' ? attention.valueDimension : headDimension;
  return { m: tokens, k: share(model.heads, tensor) * wide, n: hidden, type: precision };
}

/** The absorbed form of latent attention (arXiv 2405.04434, section 2.1): all heads attend to one latent per token. */
function visitLatentAttention(pass: LayerPass, take: TakePart): void {
  const { model, tensor, tokens: m, precision: type } = pass;
  const { attention, hidden, headDimension: d } = model;
  if (attention.kind !== 'multi-head-latent') return;
  const { queryRank, keyValueRank, ropeDimension, valueDimension } = attention;
  const heads = share(model.heads, tensor);
  const latent = keyValueRank + ropeDimension;
  visitProduct(take, 'query and latent down', { m, k: hidden, n: queryRank + latent, type }, CONVERT);
  visitProduct(take, 'query up', { m, k: queryRank, n: heads * (d + ropeDimension), type }, CONVERT);
  visitRotation(take, m * vectorsOf(heads * ropeDimension));
  visitProduct(take, 'query into latent', { m, k: d, n: keyValueRank, type, copies: heads }, CONVERT);
  visitCache(take, cacheOf(pass, 0));
  visitProduct(
    take,
    'values out of latent',
    { m, k: keyValueRank, n: valueDimension, type, copies: heads },
    CONVERT,
  );
  visitProduct(take, 'attention output', attentionOutput(pass), CONVERT + RESIDUAL);
}

interface Cache {
  readonly rows: number;
  readonly context: number;
  readonly copies: number;
  readonly inner: number;
  readonly outer: number;
}

/** What a layer's heads on one chip attend to: each group of heads its own keys, or all of them one latent. */
function cacheOf(pass: LayerPass, layer: number): Cache {
  const { model, tensor, tokens } = pass;
  const { attention, headDimension: d } = model;
  const heads = share(model.heads, tensor);
  const context = attendedTokens(pass, layer);
  if (attention.kind === 'multi-head-latent') {
    const { keyValueRank: outer, ropeDimension } = attention;
    return { rows: tokens * heads, context, copies: 1, inner: outer + ropeDimension, outer };
  }
  const groups = share(model.keyValueHeads, Math.min(tensor, model.keyValueHeads));
  return { rows: tokens * Math.ceil(heads / groups), context, copies: groups, inner: d, outer: d };
}

function visitRotation(take: TakePart, vectors: number): void {
  const memoryVectors = passedVectors(vectors, 1);
  take('rotary position', 'vxm', {
    busyCycles: vectorCycles(vectors, ROPE),
    fillCycles: vectorFill(ROPE),
    memoryVectors,
  });
}

/** Keys and values lie in memory as weights do and are installed anew in every step. */
const scoresOf = ({ rows: m, inner: k, context: n }: Cache): Product => ({ m, k, n, type: 'fp16' });
const weightedOf = ({ rows: m, outer: n, context: k }: Cache): Product => ({ m, k, n, type: 'fp16' });
const freshProductCycles = (product: Product, copies: number): number =>
  copies * productWithStepsCycles(product, 1) + loadCyclesOf(product);
const softmaxVectors = ({ rows, context, copies }: Cache): number => copies * rows * vectorsOf(context);
const softmaxSumCycles = ({ rows, copies }: Cache): number =>
  Math.ceil((copies * rows * 2 * LANE_REDUCTION) / SWITCHED_PER_CYCLE);

const LANE_SUM_FILL = LANE_REDUCTION * functionalDelay.shift + switchFill(0);
/** The maximum and the sum. */
const SOFTMAX_SUM_FILL = 2 * LANE_SUM_FILL;
const SOFTMAX_FILL = 3 * vectorFill(3);
const PRODUCT_FILL = productFill(1);

function visitCache(take: TakePart, cache: Cache): void {
  const { copies } = cache;
  const visitFresh = (name: string, product: Product): void =>
    take(name, 'mxm', {
      busyCycles: freshProductCycles(product, copies),
      fillCycles: PRODUCT_FILL,
      ...productWork(product, copies, 1),
    });
  visitFresh('scores', scoresOf(cache));
  take('softmax lane sums', 'sxm', { busyCycles: softmaxSumCycles(cache), fillCycles: SOFTMAX_SUM_FILL });
  const vectors = softmaxVectors(cache);
  take('softmax', 'vxm', {
    busyCycles: vectorCycles(vectors, SOFTMAX_STEPS),
    fillCycles: SOFTMAX_FILL,
    memoryVectors: passedVectors(vectors, 3),
  });
  visitFresh('context', weightedOf(cache));
}

/** The sum of these parts, which alone depend on the context: asked for again and again, so without a visit. */
const cacheCycles = (cache: Cache): number =>
  freshProductCycles(scoresOf(cache), cache.copies) +
  freshProductCycles(weightedOf(cache), cache.copies) +
  softmaxSumCycles(cache) +
  vectorCycles(softmaxVectors(cache), SOFTMAX_STEPS) +
  2 * PRODUCT_FILL +
  SOFTMAX_SUM_FILL +
  SOFTMAX_FILL;

function visitFeedForward(pass: LayerPass, layer: number, take: TakePart): void {
  const { model, tokens: m } = pass;
  const { experts, hidden } = model;
  const down = feedForwardDown(pass, layer);
  const up = { ...down, k: hidden, n: 2 * down.k };
  if (experts === undefined || layer < experts.denseLayers) {
    visitProduct(take, 'gate and up', up, CONVERT + SILU_TIMES_GATE);
    visitProduct(take, 'down', down, CONVERT + RESIDUAL);
    return;
  }
  visitProduct(take, 'router', { m, k: hidden, n: experts.experts, type: 'fp16' }, CONVERT);
  visitProduct(take, 'experts up', up, CONVERT + SILU_TIMES_GATE);
  visitProduct(take, 'experts down', down, CONVERT + RESIDUAL);
}

/** The product that ends a feed-forward part; with experts, one for each that some token chose, of the rows that each gets. */
function feedForwardDown(
  { model, tensor, tokens: m, precision: type }: LayerPass,
  layer: number,
): PartProduct {
  const { experts, hidden } = model;
  if (experts === undefined || layer < experts.denseLayers) {
    return { m, k: share(model.feedForward, tensor), n: hidden, type };
  }
  const chosen = 1 - (1 - experts.expertsPerToken / experts.experts) ** m;
  const touched = Math.max(experts.expertsPerToken, Math.round(experts.experts * chosen));
  const rows = Math.ceil((m * experts.expertsPerToken) / touched);
  const copies = touched + experts.sharedExperts;
  return { m: rows, k: share(experts.expertFeedForward, tensor), n: hidden, type, copies };
}

type Visit = (take: TakePart) => void;

/** The sum of parts, since each waits for the one before. */
function sumOf(visit: Visit): number {
  let cycles = 0;
  visit((_, __, { busyCycles, fillCycles }) => {
    cycles += busyCycles + fillCycles;
  });
  return cycles;
}

// A shape is immutable: what follows from it and a few small numbers is kept, since sliders ask for it again and again.
const kept = new WeakMap<ModelShape, Map<number, number>>();

/** Cycles that do not depend on the context, kept by what else they depend on; `part` is a layer class or the head. */
function keep(pass: LayerPass, part: number, compute: () => number): number {
  const { model, tensor, tokens, precision, link } = pass;
  const known = kept.get(model) ?? new Map<number, number>();
  kept.set(model, known);
  const kind = (linkRateNames.indexOf(link) * 2 + (precision === 'int8' ? 0 : 1)) * 4 + part;
  const key = (tokens * MOST_TENSOR + tensor) * 32 + kind;
  const cycles = known.get(key) ?? compute();
  if (known.size < MOST_KEPT) known.set(key, cycles);
  return cycles;
}

const MOST_TENSOR = 16_384;
const MOST_KEPT = 10_000;
const partNumber = { dense: 0, experts: 1, head: 2 } as const;

export const headCycles = (pass: LayerPass): number =>
  keep(pass, partNumber.head, () => sumOf((take) => visitHead(pass, take)));

export function layerCycles(pass: LayerPass, layer: number): number {
  const { experts } = pass.model;
  const kind = experts === undefined || layer < experts.denseLayers ? partNumber.dense : partNumber.experts;
  const cache = cacheCycles(cacheOf(pass, layer));
  return cache + keep(pass, kind, () => sumOf((take) => visitLayer(pass, layer, take)) - cache);
}

/** Cycles of all layers; those that are alike are computed once. */
export function allLayersCycles(pass: LayerPass): number {
  const { layers, experts, attention } = pass.model;
  const every = attention.kind === 'sliding-window' ? attention.fullEvery : 1;
  const dense = experts === undefined ? layers : Math.min(layers, experts.denseLayers);
  return alikeCycles(pass, every, 0, dense) + alikeCycles(pass, every, dense, layers);
}

/** Layers from `first` to before `last`: those that attend to everything and those with a window. */
function alikeCycles(pass: LayerPass, every: number, first: number, last: number): number {
  if (first >= last) return 0;
  const full = Math.floor(last / every) - Math.floor(first / every);
  const windowed = last - first - full;
  const firstFull = Math.ceil((first + 1) / every) * every - 1;
  const firstWindowed = firstFull === first ? first + 1 : first;
  const fullCycles = full > 0 ? full * layerCycles(pass, firstFull) : 0;
  return fullCycles + (windowed > 0 ? windowed * layerCycles(pass, firstWindowed) : 0);
}
