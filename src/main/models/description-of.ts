import type { ModelSpecification } from '#shared/catalogue/entries';
import { layersByCache } from '#shared/catalogue/model-arithmetic';
import type { ModelDescription } from '#shared/model/description';
import { describeModel } from './describe';
import { usualNames } from './family';
import type { FeedForward, LayerLayout, Layout, Mixer } from './layout';
import { modulesOf } from './modules';
import { bf16 } from './number-format';

/**
 * The description of a model: its own where its configuration was read, else the one that follows from the sizes of its entry, with its
 * modules counted by the same rules.
 */
export function descriptionOf(model: ModelSpecification): ModelDescription {
  if (model.description !== undefined) return model.description;
  const known = counted.get(model) ?? describedBySizes(model);
  counted.set(model, known);
  return known;
}

// Every scenario has a catalogue of its own, which shares the models that it does not change.
const counted = new WeakMap<ModelSpecification, ModelDescription>();

function describedBySizes(model: ModelSpecification): ModelDescription {
  const layout = layoutOfSizes(model);
  return describeModel({
    architecture: model.id,
    layout,
    modules: modulesOf(layout, usualNames),
    stored: bf16,
    quantization: undefined,
    expertFormat: undefined,
    context: { tokens: undefined, remarks: [] },
    stateBits: 32,
    remarks: [],
    assumed: [],
  });
}

function layoutOfSizes(model: ModelSpecification): Layout {
  const { full } = layersByCache(model);
  const windowed = (layer: number): boolean =>
    model.attention.kind === 'sliding-window' &&
    ((layer + 1) % model.attention.fullEvery !== 0 || full === 0);
  const layers = Array.from({ length: model.layers }, (_, layer): LayerLayout => ({
    mixers: [mixerOf(model, windowed(layer))],
    feedForwards: [feedForwardOf(model, layer)],
    norms: 2 * model.hidden,
  }));
  return {
    hidden: model.hidden,
    vocabulary: model.vocabulary,
    tied: model.tiedEmbeddings,
    layers,
    finalNorm: model.hidden,
    headBias: false,
    tables: 0,
    extras: 0,
    towers: [],
    drafts: undefined,
  };
}

function mixerOf(
  { attention, heads, keyValueHeads, headDimension }: ModelSpecification,
  windowed: boolean,
): Mixer {
  const plain = { queryKeyValueBias: false, outputBias: false, gate: 0 };
  if (attention.kind === 'multi-head-latent') {
    return {
      ...plain,
      kind: 'latent',
      heads,
      queryRank: attention.queryRank,
      keyValueRank: attention.keyValueRank,
      plainDimension: headDimension,
      ropeDimension: attention.ropeDimension,
      valueDimension: attention.valueDimension,
    };
  }
  return {
    ...plain,
    kind: 'attention',
    heads,
    keyValueHeads,
    headDimension,
    valueDimension: headDimension,
    window: windowed && attention.kind === 'sliding-window' ? attention.windowTokens : undefined,
    borrowsCache: false,
    valueIsKey: false,
    queryKeyNorm: 0,
    sinks: false,
  };
}

function feedForwardOf({ experts, feedForward }: ModelSpecification, layer: number): FeedForward {
  if (experts === undefined || layer < experts.denseLayers) {
    return { kind: 'dense', inner: feedForward, gated: true, bias: false };
  }
  return {
    kind: 'experts',
    experts: experts.experts,
    perToken: experts.expertsPerToken,
    inner: experts.expertFeedForward,
    gated: true,
    bias: false,
    sharedInner: experts.sharedExperts * experts.expertFeedForward,
    sharedGate: false,
    routerBias: false,
    idleExperts: 0,
    latentNorm: false,
  };
}
