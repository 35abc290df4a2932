import {
  type ExpertShape,
  type ModelShape,
  type Parallelism,
  type ResolvedCase,
  stageDevices,
} from '#main/simulator/case/resolved-case';
import { collectiveSeconds, exchangeSeconds } from '#main/simulator/gpu/kernels/collectives';
import { expertsSeconds } from '#main/simulator/gpu/kernels/experts';
import { gemmSeconds, type GemmCoefficients } from '#main/simulator/gpu/kernels/gemm';
import type { PartRates } from '#main/simulator/gpu/kernels/measured-parts';
import type { Width } from '#main/simulator/gpu/kernels/rates';
import { weightKernels, type WeightKernels } from './precision';

/** Where the time of a step goes, in seconds. */
export interface Shares {
  readonly matrix: number;
  readonly attention: number;
  readonly communication: number;
  readonly passes: number;
}

export interface LinearPart {
  /** Products other than those of experts. */
  readonly matrix: number;
  readonly experts: number;
  readonly communication: number;
  readonly passes: number;
}

// Passes over activations reach about 0.8 of the memory's bandwidth and cost a launch of about 2 µs each (AIC, docs/facts.md
// section 3).
const PASS_SHARE = 0.8;
const PASS_LAUNCHES = 5;
const PASS_LAUNCH_SECONDS = 2e-6;

/** Seconds of the kernels of all layers of one pipeline's stages, by family, attention itself apart. */
export interface LayerKernels {
  readonly projections: number;
  readonly feedForward: number;
  /** Routers, routed and shared experts. */
  readonly experts: number;
  readonly allReduce: number;
  /** Of tokens between attention ranks, to the devices that hold their experts and back. */
  readonly exchange: number;
  /** From one pipeline stage to the next. */
  readonly handover: number;
  readonly passes: number;
}

/** Tokens of a step: those of all attention ranks of a stage, and those of the rank that has most. */
export interface StepTokens {
  readonly all: number;
  readonly rank: number;
}

/**
 * What all layers do with so many tokens in a step, kernel family by kernel family. A rank attends to its own tokens and passes them through
 * its own shared experts; routed experts and dense feed-forward layers see those of all ranks.
 */
export function layerKernels(
  resolved: ResolvedCase,
  rates: PartRates,
  { all, rank: tokens }: StepTokens,
): LayerKernels {
  const { model, parallelism } = resolved;
  const kernels = weightKernels(resolved, rates.measured.coefficients);
  const { tensor } = parallelism;
  const stage = stageDevices(parallelism);
  const projections = attentionProjections(model, tensor, (columns, depth) =>
    gemmSeconds({ rows: tokens, columns, depth }, rates, kernels.gemm),
  );
  const moeLayers = model.experts === undefined ? 0 : model.layers - model.experts.denseLayers;
  const dense =
    moeLayers === model.layers
      ? 0
      : denseSeconds(model.feedForward, { model, devices: stage, tokens: all, rates }, kernels.gemm);
  const moe =
    moeLayers === 0
      ? 0
      : expertLayerSeconds({ model, devices: tensor, tokens, rates }, { kernels, parallelism, all });
  const inner = model.experts?.expertFeedForward ?? model.feedForward;
  const passed = tokens * passedBytes(kernels.gemm.bits, model.hidden, inner / tensor);
  const passes = PASS_LAUNCHES * PASS_LAUNCH_SECONDS + passed / (rates.bytesPerSecond * PASS_SHARE);
  const message = 2 * tokens * model.hidden;
  const { allReduce, customAllReduce } = rates.measured.coefficients.collectives;
  const reduce = collectiveSeconds(message, tensor, rates, rates.overPcie ? allReduce : customAllReduce);
  // Where every device meets every token, sums follow attention and the feed-forward; ranks exchange tokens instead of the second.
  const sums = parallelism.attentionRanks > 1 ? 1 : 2;
  return {
    projections: model.layers * projections,
    feedForward: (model.layers - moeLayers) * dense,
    experts: moeLayers * moe,
    allReduce: model.layers * sums * reduce,
    exchange:
      parallelism.attentionRanks > 1
        ? exchangesSeconds(resolved, rates, { tokens, all, moeLayers, written: kernels.gemm.bits / 8 })
        : 0,
    handover: (parallelism.pipeline - 1) * handover(message, rates),
    passes: model.layers * passes,
  };
}

/** Everything of all layers of one pipeline's stages that depends on the number of tokens in a step alone. */
export function layersWithoutAttention(
  resolved: ResolvedCase,
  rates: PartRates,
  tokens: StepTokens,
): LinearPart {
  const kernels = layerKernels(resolved, rates, tokens);
  return {
    matrix: kernels.projections + kernels.feedForward,
    experts: kernels.experts,
    communication: kernels.allReduce + kernels.exchange + kernels.handover,
    passes: kernels.passes,
  };
}

/**
 * Bytes that a layer's passes move per token. Twice a layer a norm reads the hidden state and the residual, writes the
 * residual and what the next product multiplies, and as much again as one state is moved around attention; the
 * activation reads two inner states and writes one. What is multiplied in 8 bits is written so.
 */
function passedBytes(bits: Width, hidden: number, inner: number): number {
  const written = bits / 8;
  return 2 * (8 + written) * hidden + (4 + written) * inner;
}

/** Seconds of the output head on the last tokens of so many sequences, with the gathering of its logits. */
export function headSeconds(resolved: ResolvedCase, rates: PartRates, sequences: number): number {
  const { model, parallelism } = resolved;
  const columns = Math.ceil(model.vocabulary / parallelism.tensor);
  const shape = { rows: sequences, columns, depth: model.hidden };
  const { allGather } = rates.measured.coefficients.collectives;
  return (
    gemmSeconds(shape, rates, rates.measured.coefficients.gemm.bf16) +
    collectiveSeconds(2 * sequences * model.vocabulary, parallelism.tensor, rates, allGather)
  );
}

// One send and receive between stages: 10 µs of latency (AIC, docs/facts.md section 3) and the link.
const handover = (bytes: number, rates: PartRates): number => 10e-6 + bytes / rates.linkBytesPerSecond;

function attentionProjections(
  model: ModelShape,
  tensor: number,
  product: (columns: number, depth: number) => number,
): number {
  const { hidden, heads, headDimension, attention } = model;
  const local = Math.ceil(heads / tensor);
  if (attention.kind === 'multi-head-latent') {
    const { queryRank, keyValueRank, ropeDimension, valueDimension } = attention;
    return (
      product(queryRank + keyValueRank + ropeDimension, hidden) +
      product(local * (headDimension + ropeDimension), queryRank) +
      product(local * (headDimension + valueDimension), keyValueRank) +
      product(hidden, local * valueDimension)
    );
  }
  const keyValue = Math.max(1, Math.ceil(model.keyValueHeads / tensor));
  return product((local + 2 * keyValue) * headDimension, hidden) + product(hidden, local * headDimension);
}

interface Exchanged {
  readonly tokens: number;
  readonly all: number;
  readonly moeLayers: number;
  /** Bytes of an activation as products multiply it, in which tokens travel to their experts. */
  readonly written: number;
}

/**
 * Seconds in which attention ranks exchange tokens, all layers together. Where whole experts are spread, each token goes to the devices that
 * hold its experts and comes back from there in 16 bits, or all are gathered before and summed in parts behind, whichever is faster. What all
 * devices split by tensors always needs every token everywhere.
 */
function exchangesSeconds(
  { model, parallelism }: ResolvedCase,
  rates: PartRates,
  { tokens, all, moeLayers, written }: Exchanged,
): number {
  const { collectives } = rates.measured.coefficients;
  const devices = stageDevices(parallelism);
  const links = rates.acrossRanks;
  const everywhere =
    collectiveSeconds(2 * all * model.hidden, devices, links, collectives.allGather) +
    collectiveSeconds(2 * all * model.hidden, devices, links, collectives.reduceScatter);
  const { tensor, expertShares: shares } = parallelism;
  const { expertsPerToken = 0 } = model.experts ?? {};
  if (shares === 1 || moeLayers === 0) return model.layers * everywhere;
  const sent = { tokens: tokens / tensor, devices, shares, expertsPerToken };
  const { dispatch, dispatchLeastLatency, combine, combineLeastLatency } = collectives;
  const there = exchangeSeconds({ ...sent, bytesPerToken: written * model.hidden }, links, {
    usual: dispatch,
    leastLatency: dispatchLeastLatency,
  });
  const back = exchangeSeconds({ ...sent, bytesPerToken: 2 * model.hidden }, links, {
    usual: combine,
    leastLatency: combineLeastLatency,
  });
  return (model.layers - moeLayers) * everywhere + moeLayers * Math.min(everywhere, there + back);
}

interface Place {
  readonly model: ModelShape;
  /** Devices over which the products are split. */
  readonly devices: number;
  readonly tokens: number;
  readonly rates: PartRates;
}

function denseSeconds(
  feedForward: number,
  { model, devices, tokens, rates }: Place,
  gemm: GemmCoefficients,
): number {
  const inner = Math.ceil(feedForward / devices);
  return (
    gemmSeconds({ rows: tokens, columns: 2 * inner, depth: model.hidden }, rates, gemm) +
    gemmSeconds({ rows: tokens, columns: model.hidden, depth: inner }, rates, gemm)
  );
}

// With a handful of large experts training balances them; among many small ones a few are always hot.
const FEW_EXPERTS = 16;

/**
 * Experts that so many tokens meet when each chooses its own at random, E · (1 − (1 − k/E)^T) (docs/facts.md section 4). The balanced
 * measurements dealt tokens out one expert after another, which meets more.
 */
const distinctExperts = ({ experts, expertsPerToken }: ExpertShape, tokens: number): number =>
  experts * (1 - (1 - expertsPerToken / experts) ** tokens);

interface Sharing {
  readonly kernels: WeightKernels;
  readonly parallelism: Parallelism;
  /** Tokens of all attention ranks, which the routed experts see. */
  readonly all: number;
}

/** Routers and shared experts on one rank's tokens, routed experts on all of them: the busiest share, as power-law routing was measured. */
function expertLayerSeconds(place: Place, { kernels, parallelism, all }: Sharing): number {
  const { model, tokens, rates } = place;
  const { experts } = model;
  if (experts === undefined) return 0;
  const few = experts.experts <= FEW_EXPERTS;
  const { expertShares, redundantExperts } = parallelism;
  const shape = {
    tokens: all,
    hidden: model.hidden,
    inner: Math.ceil((experts.expertFeedForward * expertShares) / stageDevices(parallelism)),
    expertsPerToken: experts.expertsPerToken,
    experts: experts.experts + redundantExperts,
    expertParallel: expertShares,
    matrices: 3 as const,
    met: few ? distinctExperts(experts, all) / expertShares : undefined,
  };
  const fitted = kernels.experts(few ? 'balanced' : 'powerLaw', all);
  const shared = experts.sharedExperts * experts.expertFeedForward;
  const router = gemmSeconds(
    { rows: tokens, columns: experts.experts, depth: model.hidden },
    rates,
    rates.measured.coefficients.gemm.bf16,
  );
  return (
    router +
    expertsSeconds(shape, rates, fitted) +
    (shared > 0 ? denseSeconds(shared, place, kernels.gemm) : 0)
  );
}
