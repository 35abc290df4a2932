import type { ModelSpecification } from '#shared/catalogue/entries';
import {
  activeParameterCount,
  keyValueElementsPerLayer,
  parameterCount,
  parameterParts,
} from '#shared/model-arithmetic';
import type { ModelShape } from './resolved-case';

/** The numbers that simulators need of a model, counted from its shape once. */
export function modelShapeOf(model: ModelSpecification): ModelShape {
  const parts = parameterParts(model);
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
    attentionParametersPerLayer: parts.attentionPerLayer,
    cacheElementsPerTokenPerLayer: keyValueElementsPerLayer(model),
    embeddingParameters: parts.embeddings,
    parameters: parameterCount(model),
    activeParameters: activeParameterCount(model),
  };
}
