import type { ModelShape } from '../../resolved-case';
import { functionalDelay } from '../chip/latency';
import {
  loadCyclesOf,
  productFill,
  productWithStepsCycles,
  switchFill,
  vectorCycles,
  vectorFill,
  vectorsOf,
} from './cycles';
import { allReduceCycles, linkRateNames, type LinkRate } from './network';
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

/** Takes each part in order; every part starts when the one before has wholly finished. */
export type TakePart = (name: string, unit: Unit, busyCycles: number, fillCycles: number) => void;

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
  visitAllReduce(pass, 'attention all-reduce', take);
  visitNormalisation(pass, 'feed-forward norm', take);
  visitFeedForward(pass, layer, take);
  visitAllReduce(pass, 'feed-forward all-reduce', take);
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
  const busy = (product.copies ?? 1) * productWithStepsCycles(product, steps);
  take(name, 'mxm', busy, productFill(steps));
}

function visitNormalisation({ model, tokens }: LayerPass, name: string, take: TakePart): void {
  const sums = Math.ceil((tokens * LANE_REDUCTION) / SWITCHED_PER_CYCLE);
  take(`${name} lane sums`, 'sxm', sums, LANE_REDUCTION * functionalDelay.shift + switchFill(0));
  take(name, 'vxm', vectorCycles(tokens * vectorsOf(model.hidden), NORM_STEPS), vectorFill(NORM_STEPS));
}

function visitAllReduce({ model, tensor, tokens, link }: LayerPass, name: string, take: TakePart): void {
  if (tensor > 1) take(name, 'c2c', allReduceCycles(HALF_BYTES * model.hidden * tokens, tensor, link), 0);
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
  take('rotary position', 'vxm', vectorCycles(m * vectorsOf((heads + groups) * d), ROPE), vectorFill(ROPE));
  visitCache(take, cacheOf(pass, layer));
  visitProduct(take, 'attention output', { m, k: heads * d, n: hidden, type }, CONVERT + RESIDUAL);
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
  take('rotary position', 'vxm', vectorCycles(m * vectorsOf(heads * ropeDimension), ROPE), vectorFill(ROPE));
  visitProduct(take, 'query into latent', { m, k: d, n: keyValueRank, type, copies: heads }, CONVERT);
  visitCache(take, cacheOf(pass, 0));
  visitProduct(
    take,
    'values out of latent',
    { m, k: keyValueRank, n: valueDimension, type, copies: heads },
    CONVERT,
  );
  visitProduct(
    take,
    'attention output',
    { m, k: heads * valueDimension, n: hidden, type },
    CONVERT + RESIDUAL,
  );
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

/** Keys and values lie in memory as weights do and are installed anew in every step. */
function visitCache(take: TakePart, { rows, context, copies, inner, outer }: Cache): void {
  const scores = { m: rows, k: inner, n: context, type: 'fp16' } as const;
  take('scores', 'mxm', copies * productWithStepsCycles(scores, 1) + loadCyclesOf(scores), productFill(1));
  const vectors = copies * rows * vectorsOf(context);
  const sums = Math.ceil((copies * rows * 2 * LANE_REDUCTION) / SWITCHED_PER_CYCLE);
  take('softmax lane sums', 'sxm', sums, 2 * LANE_REDUCTION * functionalDelay.shift + 2 * switchFill(0));
  take('softmax', 'vxm', vectorCycles(vectors, SOFTMAX_STEPS), 3 * vectorFill(3));
  const values = { m: rows, k: context, n: outer, type: 'fp16' } as const;
  take('context', 'mxm', copies * productWithStepsCycles(values, 1) + loadCyclesOf(values), productFill(1));
}

function visitFeedForward(pass: LayerPass, layer: number, take: TakePart): void {
  const { model, tensor, tokens: m, precision: type } = pass;
  const { experts, hidden } = model;
  if (experts === undefined || layer < experts.denseLayers) {
    const f = share(model.feedForward, tensor);
    visitProduct(take, 'gate and up', { m, k: hidden, n: 2 * f, type }, CONVERT + SILU_TIMES_GATE);
    visitProduct(take, 'down', { m, k: f, n: hidden, type }, CONVERT + RESIDUAL);
    return;
  }
  visitProduct(take, 'router', { m, k: hidden, n: experts.experts, type: 'fp16' }, CONVERT);
  const chosen = 1 - (1 - experts.expertsPerToken / experts.experts) ** m;
  const touched = Math.max(experts.expertsPerToken, Math.round(experts.experts * chosen));
  const rows = Math.ceil((m * experts.expertsPerToken) / touched);
  const f = share(experts.expertFeedForward, tensor);
  const copies = touched + experts.sharedExperts;
  visitProduct(take, 'experts up', { m: rows, k: hidden, n: 2 * f, type, copies }, CONVERT + SILU_TIMES_GATE);
  visitProduct(take, 'experts down', { m: rows, k: f, n: hidden, type, copies }, CONVERT + RESIDUAL);
}

type Visit = (take: TakePart) => void;

/** The sum of parts, since each waits for the one before. */
function sumOf(visit: Visit): number {
  let cycles = 0;
  visit((_, __, busy, fill) => {
    cycles += busy + fill;
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
  const cache = sumOf((take) => visitCache(take, cacheOf(pass, layer)));
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
