import type { ModelSpecification } from '#shared/catalogue/entries';
import type { ModelShape } from './resolved-case';

/**
 * The numbers that simulators need of a model, counted from its shape (facts.md section 4):
 * parameters = L (attention + feed-forward + 2 h) + V h (2, or 1 where tied) + h.
 */
export function modelShapeOf(model: ModelSpecification): ModelShape {
  const attention = attentionParameters(model);
  const embedding = model.vocabulary * model.hidden * (model.tiedEmbeddings ? 1 : 2);
  const feedForward = feedForwardParameters(model);
  const shared = model.layers * (attention + 2 * model.hidden) + embedding + model.hidden;
  return {
    id: model.id,
    layers: model.layers,
    hidden: model.hidden,
    heads: model.heads,
    keyValueHeads: model.keyValueHeads,
    headDimension: model.headDimension,
    feedForward: model.feedForward,
    vocabulary: model.vocabulary,
    attention: model.attention,
    experts: model.experts,
    attentionParametersPerLayer: attention,
    cacheElementsPerTokenPerLayer: cacheElements(model),
    embeddingParameters: embedding,
    parameters: shared + feedForward.all,
    activeParameters: shared + feedForward.active,
  };
}

/** Weights of the query, key, value and output projections of one layer. */
function attentionParameters(model: ModelSpecification): number {
  const { hidden, heads, headDimension, attention } = model;
  if (attention.kind !== 'multi-head-latent') {
    return 2 * hidden * headDimension * (heads + model.keyValueHeads);
  }
  const { queryRank, keyValueRank, ropeDimension, valueDimension } = attention;
  const query = hidden * queryRank + queryRank * heads * (headDimension + ropeDimension);
  const keyValue =
    hidden * (keyValueRank + ropeDimension) + keyValueRank * heads * (headDimension + valueDimension);
  return query + keyValue + heads * valueDimension * hidden;
}

/** Feed-forward weights of all layers: gate, up and down projections, and the router where there are experts. */
function feedForwardParameters(model: ModelSpecification): { readonly all: number; readonly active: number } {
  const dense = 3 * model.hidden * model.feedForward;
  const { experts } = model;
  if (experts === undefined) return { all: model.layers * dense, active: model.layers * dense };
  const expert = 3 * model.hidden * experts.expertFeedForward;
  const router = model.hidden * experts.experts;
  const layers = model.layers - experts.denseLayers;
  const layerWith = (routed: number) => (routed + experts.sharedExperts) * expert + router;
  return {
    all: experts.denseLayers * dense + layers * layerWith(experts.experts),
    active: experts.denseLayers * dense + layers * layerWith(experts.expertsPerToken),
  };
}

function cacheElements({ attention, keyValueHeads, headDimension }: ModelSpecification): number {
  if (attention.kind === 'multi-head-latent') return attention.keyValueRank + attention.ropeDimension;
  return 2 * keyValueHeads * headDimension;
}
