import { bytes, type Bytes } from '#shared/units/units';
import type { ModelSpecification, Precision } from './entries';

/** What follows from a language model's shape alone (docs/facts.md section 4): parameters, weights, KV cache. */

const BYTES_PER_ELEMENT: Readonly<Record<Precision, number>> = {
  fp32: 4,
  fp16: 2,
  bf16: 2,
  fp8: 1,
  int8: 1,
  // A 16-bit scale for every 64 numbers.
  int4: 0.5 * (1 + 1 / 16),
  // NVFP4: an 8-bit scale for every 16 numbers. Files in MXFP4 (one for every 32) are weighed as they are published.
  fp4: 0.5 * (1 + 1 / 8),
};

/** Bytes of one stored weight or cached number, with its part of the scale that blocks of four bits share. */
export const bytesPerElement = (precision: Precision): number => BYTES_PER_ELEMENT[precision];

/** Parameters by where they stand. All expert weights of a layer count in `expertsPerLayer`. */
export interface ParameterParts {
  /** Input and output embeddings; one table when they are tied. */
  readonly embeddings: number;
  readonly attentionPerLayer: number;
  /** Feed-forward block of one dense layer. */
  readonly densePerLayer: number;
  /** Routed experts, shared experts and router of one mixture layer; 0 for a dense model. */
  readonly expertsPerLayer: number;
  /** The part of `expertsPerLayer` that one token uses. */
  readonly activeExpertsPerLayer: number;
  readonly normsPerLayer: number;
  readonly denseLayers: number;
  readonly expertLayers: number;
}

/** Parameters of one attention block: projections of query, key, value and output, without biases. */
function attentionParameters(model: ModelSpecification): number {
  const { hidden, heads, keyValueHeads, headDimension, attention } = model;
  if (attention.kind !== 'multi-head-latent') {
    return hidden * heads * headDimension * 2 + 2 * hidden * keyValueHeads * headDimension;
  }
  // DeepSeek-V2 (arXiv 2405.04434), section 2.1: low-rank query, low-rank joint key and value, decoupled RoPE.
  const { queryRank, keyValueRank, ropeDimension, valueDimension } = attention;
  return (
    hidden * queryRank +
    queryRank * heads * (headDimension + ropeDimension) +
    hidden * (keyValueRank + ropeDimension) +
    keyValueRank * heads * (headDimension + valueDimension) +
    heads * valueDimension * hidden
  );
}

/** The parameters of a model, part by part, from its shape. Gated feed-forward blocks have three matrices. */
export function parameterParts(model: ModelSpecification): ParameterParts {
  const { hidden, layers, experts } = model;
  const denseLayers = experts === undefined ? layers : experts.denseLayers;
  const oneExpert = experts === undefined ? 0 : 3 * hidden * experts.expertFeedForward;
  const router = experts === undefined ? 0 : hidden * experts.experts;
  const shared = experts?.sharedExperts ?? 0;
  return {
    embeddings: model.vocabulary * hidden * (model.tiedEmbeddings ? 1 : 2),
    attentionPerLayer: attentionParameters(model),
    densePerLayer: 3 * hidden * model.feedForward,
    expertsPerLayer: oneExpert * ((experts?.experts ?? 0) + shared) + router,
    activeExpertsPerLayer: oneExpert * ((experts?.expertsPerToken ?? 0) + shared) + router,
    normsPerLayer: 2 * hidden,
    denseLayers,
    expertLayers: layers - denseLayers,
  };
}

/** All parameters of a model: L(2·h·H·d + 2·h·KV·d + 3·h·f + 2h) + embeddings + h for a dense one. */
export const parameterCount = (model: ModelSpecification): number =>
  countWith(model, parameterParts(model).expertsPerLayer);

/** Parameters that one token passes: everything but the experts it does not choose. */
export const activeParameterCount = (model: ModelSpecification): number =>
  countWith(model, parameterParts(model).activeExpertsPerLayer);

function countWith(model: ModelSpecification, expertsPerLayer: number): number {
  const parts = parameterParts(model);
  return (
    model.layers * (parts.attentionPerLayer + parts.normsPerLayer) +
    parts.denseLayers * parts.densePerLayer +
    parts.expertLayers * expertsPerLayer +
    parts.embeddings +
    model.hidden
  );
}

/** Bytes of all weights at one precision. */
export const weightBytes = (model: ModelSpecification, precision: Precision): Bytes =>
  bytes(parameterCount(model) * bytesPerElement(precision));

/** Numbers that one layer keeps in the KV cache for one token. */
export function keyValueElementsPerLayer(model: ModelSpecification): number {
  const { attention } = model;
  return attention.kind === 'multi-head-latent'
    ? attention.keyValueRank + attention.ropeDimension
    : 2 * model.keyValueHeads * model.headDimension;
}

/**
 * KV cache of one token when every layer keeps it: 2 · layers · KV heads · head dimension · bytes, or
 * layers · (rank + RoPE) · bytes for latent attention.
 */
export const keyValueBytesPerToken = (model: ModelSpecification, precision: Precision): Bytes =>
  bytes(model.layers * keyValueElementsPerLayer(model) * bytesPerElement(precision));

/** KV cache of one sequence of so many tokens; layers with a window keep no more than the window. */
export function keyValueBytes(
  model: ModelSpecification,
  { precision, tokens }: { readonly precision: Precision; readonly tokens: number },
): Bytes {
  const perLayer = keyValueElementsPerLayer(model) * bytesPerElement(precision);
  if (model.attention.kind !== 'sliding-window') return bytes(model.layers * perLayer * tokens);
  const { full, windowed } = layersByCache(model);
  return bytes(perLayer * (full * tokens + windowed * Math.min(tokens, model.attention.windowTokens)));
}

/** Layers that keep every token, and those that keep no more than their window: of every so many, the last sees all. */
export function layersByCache({ attention, layers }: Pick<ModelSpecification, 'attention' | 'layers'>): {
  readonly full: number;
  readonly windowed: number;
} {
  if (attention.kind !== 'sliding-window') return { full: layers, windowed: 0 };
  const full = Math.floor(layers / attention.fullEvery);
  return { full, windowed: layers - full };
}

/** Experts of one layer that a batch of tokens touches, if each chooses k of E at random: E(1 − (1 − k/E)^B). */
export function expertsTouched(model: ModelSpecification, tokens: number): number {
  if (model.experts === undefined) return 0;
  const { experts, expertsPerToken } = model.experts;
  return experts * (1 - (1 - expertsPerToken / experts) ** tokens);
}
