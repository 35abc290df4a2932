import type { Facts } from './facts';
import type { Family } from './family';
import { denseOf, expertsOf, innerOf, mixtureLayers } from './feed-forwards';
import { letteredWords, letterPattern, type MixerKind, mixerKinds } from './layer-kinds';
import { attentionOf, compressedOf, convolutionOf, latentOf, linearOf, stateSpaceOf } from './mixers';
import { layerNorms, layerOf, oneNorm } from './norms';
import { is, type Sizes, sizeKeys, sizesOf } from './sizes';
import type { DraftLayers, FeedForward, LayerLayout, Layout, Mixer } from './layout';
import { towersOf } from './towers';
import { counted } from '#shared/text/plural';

/** The layout that a configuration of a family describes, with remarks on what it leaves out. */
export function layoutOf(
  facts: Facts,
  family: Family,
  top: Facts,
): { readonly layout: Layout; readonly remarks: readonly string[] } {
  const sizes = sizesOf(facts, family);
  const layers = allLayers(facts, family, sizes);
  const vocabulary = facts.count(sizeKeys.vocabulary, { most: 100_000_000 });
  const { towers, remarks } = towersOf(top, sizes.hidden);
  const drafts = draftsOf(facts, family, { sizes, layers });
  const narrow = facts.maybeCount('word_embed_proj_dim') ?? sizes.hidden;
  return {
    layout: {
      hidden: sizes.hidden,
      vocabulary,
      tied: is(facts, family.tied ?? { key: 'tie_word_embeddings', otherwise: false }),
      layers,
      finalNorm: oneNorm(family, sizes.hidden) + (family.embeddingNorms ?? 0) * sizes.hidden,
      headBias: is(facts, family.headBias),
      tables: tablesOf(facts, family, sizes),
      extras: extrasOf(facts, family, sizes) + (narrow === sizes.hidden ? 0 : 2 * narrow * sizes.hidden),
      towers,
      drafts: drafts.layers,
    },
    remarks: [...remarks, ...drafts.remarks, ...contradictions(facts)],
  };
}

function allLayers(facts: Facts, family: Family, sizes: Sizes): readonly LayerLayout[] {
  if (facts.list('block_configs') !== undefined) return searchedLayers(facts, family, sizes);
  const pattern = letterPattern(facts, family);
  if (pattern !== undefined) return letteredLayers(facts, family, { sizes, pattern });
  const kinds = mixerKinds(facts, family, sizes.layers);
  const feedForwardAt = feedForwardsOf(facts, family, sizes);
  return kinds.map((kind, index) => {
    const mixer = mixersOf(facts, family, { sizes, kind, index });
    const feedForwards = feedForwardAt(index);
    return layerOf(mixer, feedForwards, normsAt(facts, family, { sizes, feedForwards }));
  });
}

interface LayerAsked {
  readonly sizes: Sizes;
  readonly kind: MixerKind;
  readonly index: number;
}

function mixersOf(facts: Facts, family: Family, { sizes, kind, index }: LayerAsked): readonly Mixer[] {
  if (kind === 'linear') {
    if (family.linear === undefined) {
      facts.fault(
        `layer_types[${index}]`,
        'is linear attention, which this architecture is not known to have',
      );
      return [];
    }
    return [linearOf(facts, family.linear, sizes)];
  }
  if (kind === 'state-space') return [stateSpaceOf(facts, family, sizes)];
  if (kind === 'convolution') return [convolutionOf(facts, sizes)];
  // DeepSeek's small models, such as that of its OCR, have the architecture without its latent attention.
  if (family.form === 'latent' && facts.flag('use_mla', true)) return [latentOf(facts, family, sizes, index)];
  if (family.form === 'two-blocks')
    return [latentOf(facts, family, sizes, index), latentOf(facts, family, sizes, index)];
  if (family.form === 'compressed') return [compressedOf(facts, sizes, index)];
  const crossing =
    family.form === 'cross-attention' && (facts.list('cross_attention_layers') ?? []).includes(index);
  const sharing = borrowsCache(facts, family, { sizes, index });
  const attention = attentionOf(facts, family, sizes, {
    windowed: kind === 'window',
    chunked: kind === 'chunk',
    borrowsCache: sharing,
    index,
  });
  if (crossing) return [{ ...attention, window: 0, queryKeyNorm: 2 * sizes.headDimension }];
  return family.form === 'parallel-state-space'
    ? [attention, stateSpaceOf(facts, family, sizes)]
    : [attention];
}

/** Layers that read the cache of an earlier one: the last few of Gemma 3n and 4, all but each group's first with Hunyuan. */
function borrowsCache(
  facts: Facts,
  family: Family,
  { sizes, index }: { readonly sizes: Sizes; readonly index: number },
): boolean {
  const last = facts.maybeCount('num_kv_shared_layers') ?? 0;
  if (last > 0) return index >= sizes.layers - last;
  if (family.types.includes('hunyuan') && facts.flag('use_cla', false)) {
    return index % facts.count('cla_share_factor') !== 0;
  }
  return false;
}

function feedForwardsOf(
  facts: Facts,
  family: Family,
  sizes: Sizes,
): (layer: number) => readonly FeedForward[] {
  if (family.form === 'state-space') return () => [];
  const experts = expertsOf(facts, family);
  if (experts === undefined) {
    // Granite's hybrids call their dense block shared.
    const shared = family.stateSpace === 'mamba2' ? facts.maybeCount('shared_intermediate_size') : undefined;
    const listed = facts.list(['intermediate_size', 'ffn_hidden_size']);
    const inner = shared ?? innerOf(facts, family, sizes);
    return (layer) => {
      const own = listed === undefined ? inner : Math.max(1, Number(listed[layer] ?? inner));
      const wide =
        facts.flag('use_double_wide_mlp', false) && borrowsCache(facts, family, { sizes, index: layer });
      return [denseOf(facts, family, wide ? 2 * own : own)];
    };
  }
  if (family.form === 'two-blocks' || family.form === 'gemma-4') {
    const dense = denseOf(facts, family, innerOf(facts, family, sizes));
    return () => (family.form === 'gemma-4' ? [dense, experts] : [dense, dense, experts]);
  }
  if (family.form === 'compressed') return () => [experts];
  const isMixture = mixtureLayers(facts, family, sizes.layers);
  const denseInner = denseInnerBeside(facts, family, sizes, experts.inner);
  const residual = denseBesideExperts(facts, family, { sizes, denseInner });
  return (layer) => {
    if (!isMixture(layer)) return [denseOf(facts, family, denseInner())];
    return residual === undefined ? [experts] : [residual, experts];
  };
}

/** The dense block that runs beside the experts of every layer: of Arctic and, as a key says, of Grok 2. */
function denseBesideExperts(
  facts: Facts,
  family: Family,
  { sizes, denseInner }: { readonly sizes: Sizes; readonly denseInner: () => number },
): FeedForward | undefined {
  if (family.form === 'dense-residual') return denseOf(facts, family, sizes.hidden);
  return facts.flag('residual_moe', false) ? denseOf(facts, family, denseInner()) : undefined;
}

/** Inner size of the dense layers of a model with experts; asked for only where it has any. */
const denseInnerBeside =
  (facts: Facts, family: Family, sizes: Sizes, expertInner: number): (() => number) =>
  () =>
    facts.has([
      'intermediate_size',
      'ffn_hidden_size',
      'intermediate_size_mlp',
      'block_ff_dim',
      'dense_intermediate_size',
    ])
      ? innerOf(facts, family, sizes)
      : expertInner;

function normsAt(
  facts: Facts,
  family: Family,
  { sizes, feedForwards }: { readonly sizes: Sizes; readonly feedForwards: readonly FeedForward[] },
): number {
  const { hidden } = sizes;
  if (family.form === 'falcon') {
    const two = facts.flag('new_decoder_architecture', false) || !facts.flag('parallel_attn', true);
    return layerNorms(family, hidden, two ? 2 : 1);
  }
  if (family.form === 'two-blocks') return layerNorms(family, hidden, 4);
  if (family.form === 'compressed') {
    // Hyper-connections: two projections of all streams a layer (arXiv on manifold-constrained hyper-connections), beside two norms.
    const streams = facts.count('hc_mult', { otherwise: 1 });
    const mixing = (2 + streams) * streams;
    return layerNorms(family, hidden) + 2 * (mixing * streams * hidden + mixing + 3);
  }
  const plain = layerNorms(family, hidden);
  if (family.form === 'gemma-4') {
    const mixture = feedForwards.some(({ kind }) => kind === 'experts');
    const scales = feedForwards.reduce(
      (sum, block) => sum + (block.kind === 'experts' ? hidden + block.experts : 0),
      0,
    );
    return plain + 1 + (mixture ? layerNorms(family, hidden, 3) : 0) + scales + perLayerInputs(facts, hidden);
  }
  if (family.form === 'per-layer-embeddings') {
    const [streams, rank] = [facts.count('altup_num_inputs'), facts.count('laurel_rank')];
    const altup = streams * hidden + hidden + streams ** 2 + streams ** 3 + hidden;
    return plain + perLayerInputs(facts, hidden) + 2 * rank * hidden + hidden + altup;
  }
  return plain;
}

/** Gemma 3n and some of Gemma 4: a gate and a projection of the layer's own input, and its norm. */
function perLayerInputs(facts: Facts, hidden: number): number {
  const size = facts.maybeCount('hidden_size_per_layer_input') ?? 0;
  return size === 0 ? 0 : 2 * size * hidden + hidden;
}

function tablesOf(facts: Facts, family: Family, sizes: Sizes): number {
  const learned =
    family.learnedPositions === undefined
      ? 0
      : (facts.count(sizeKeys.context) + family.learnedPositions) * sizes.hidden;
  const size = facts.maybeCount('hidden_size_per_layer_input') ?? 0;
  const perLayer = size === 0 ? 0 : facts.count('vocab_size_per_layer_input') * sizes.layers * size;
  return learned + perLayer;
}

function extrasOf(facts: Facts, family: Family, sizes: Sizes): number {
  const size = facts.maybeCount('hidden_size_per_layer_input') ?? 0;
  const inputs = size === 0 ? 0 : sizes.hidden * sizes.layers * size + size;
  const streams = family.form === 'per-layer-embeddings' ? facts.count('altup_num_inputs') : 1;
  const hyper = family.form === 'compressed' ? facts.count('hc_mult', { otherwise: 1 }) : 0;
  return inputs + 2 * (streams - 1) * sizes.hidden ** 2 + hyper * hyper * sizes.hidden;
}

interface Lettered {
  readonly sizes: Sizes;
  readonly pattern: string;
}

/** Nemotron-H: every layer is one block, mixer or feed-forward, behind one norm. */
function letteredLayers(facts: Facts, family: Family, { sizes, pattern }: Lettered): readonly LayerLayout[] {
  if (pattern.length !== sizes.layers) {
    facts.fault(
      'hybrid_override_pattern',
      `names ${counted(pattern.length, 'layer')}; the model has ${sizes.layers}`,
    );
  }
  const norm = layerNorms(family, sizes.hidden);
  const experts = pattern.includes('E') ? expertsOf(facts, family) : undefined;
  if (pattern.includes('E') && experts === undefined) facts.fault('n_routed_experts', 'is missing');
  return Array.from(pattern).map((letter, index) => {
    switch (letter) {
      case 'M':
        return layerOf([stateSpaceOf(facts, family, sizes)], [], norm);
      case '-':
        return layerOf([], [denseOf(facts, family, innerOf(facts, family, sizes))], norm);
      case 'E':
        return layerOf([], experts === undefined ? [] : [experts], norm);
      default:
        return layerOf([attentionOf(facts, family, sizes, { windowed: false, index })], [], norm);
    }
  });
}

/** Layers found by architecture search (Nemotron NAS): each has its own head groups and inner size, or lacks a block. */
function searchedLayers(facts: Facts, family: Family, sizes: Sizes): readonly LayerLayout[] {
  const blocks = facts.list('block_configs') ?? [];
  if (blocks.length !== sizes.layers)
    facts.fault('block_configs', `names ${counted(blocks.length, 'layer')}; the model has ${sizes.layers}`);
  return blocks.map((_, index) => {
    const raw = blocks[index];
    const attention = numberIn(raw, 'attention', 'n_heads_in_group');
    const multiple = numberIn(raw, 'ffn', 'ffn_mult');
    const stated = numberIn(raw, 'ffn', 'intermediate_size');
    const mixers =
      attention === undefined || attention < 1
        ? []
        : [
            attentionOf(
              facts,
              family,
              { ...sizes, keyValueHeads: sizes.heads / attention },
              { windowed: false, index },
            ),
          ];
    const inner = stated ?? (multiple === undefined ? undefined : roundedInner(multiple, sizes.hidden));
    const feedForwards = inner === undefined ? [] : [denseOf(facts, family, inner)];
    return layerOf(mixers, feedForwards, (Math.min(1, mixers.length) + feedForwards.length) * sizes.hidden);
  });
}

/** DeciLM: two thirds of four times the multiple, rounded up to 256. */
const roundedInner = (multiple: number, hidden: number): number =>
  Math.ceil(Math.trunc((2 * multiple * hidden) / 3) / 256) * 256;

function numberIn(raw: unknown, block: string, key: string): number | undefined {
  const inner = (raw as Readonly<Record<string, unknown>> | null)?.[block] as
    Readonly<Record<string, unknown>> | undefined;
  const value = inner?.[key];
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

interface DraftsAsked {
  readonly sizes: Sizes;
  readonly layers: readonly LayerLayout[];
}

/** Layers that predict further tokens: each like the last one of the model, with a projection that joins state and next token. */
function draftsOf(
  facts: Facts,
  family: Family,
  { sizes, layers }: DraftsAsked,
): { readonly layers: DraftLayers | undefined; readonly remarks: readonly string[] } {
  const count = facts.maybeCount(sizeKeys.drafts) ?? 0;
  if (count === 0 || count > 64) return { layers: undefined, remarks: [] };
  if (facts.has('num_mtp_modules') && !facts.has('num_nextn_predict_layers')) {
    return {
      layers: undefined,
      remarks: [
        `Excluded, because the published files lack them: ${counted(count, 'layer')} for multi-token prediction (num_mtp_modules).`,
      ],
    };
  }
  const pattern =
    facts.text('mtp_hybrid_override_pattern') ?? letteredWords(facts.list('mtp_layers_block_type'));
  const like =
    pattern === undefined ? [draftLayer(layers)] : letteredDraft(facts, family, { sizes, pattern });
  const repeated = Array.from({ length: count }, () => like).flat();
  return {
    layers: {
      layers: repeated,
      joined: count * 2 * sizes.hidden ** 2,
      copiesTables: family.draftTables === true,
      names: facts.has('mtp_num_hidden_layers') || pattern !== undefined ? 'mtp' : 'following',
    },
    remarks: [
      `${counted(count, 'layer')} for multi-token prediction: counted in the weights, not in the parameters of the model.`,
    ],
  };
}

/** The last layer that attends to everything, as drafts do; the last of all where none does. */
function draftLayer(layers: readonly LayerLayout[]): LayerLayout {
  const attends = (layer: LayerLayout): boolean =>
    layer.mixers.some(({ kind }) => kind === 'attention' || kind === 'latent' || kind === 'compressed');
  return layers.findLast(attends) ?? layers.at(-1) ?? { mixers: [], feedForwards: [], norms: 0 };
}

const letteredDraft = (facts: Facts, family: Family, { sizes, pattern }: Lettered): readonly LayerLayout[] =>
  letteredLayers(facts, family, { sizes: { ...sizes, layers: pattern.length }, pattern });

/** Keys that say something of the structure which an architecture of this family does not have. */
const structural =
  /(^|_)(lora_rank|kv_lora|mamba|ssm|linear_num|linear_attn|n_routed|routed_experts|index_n_heads|compress_ratios)/;

function contradictions(facts: Facts): readonly string[] {
  const unread = Object.keys(facts.raw).filter((key) => {
    const value = facts.raw[key];
    const told = value !== null && value !== undefined && value !== false && value !== 0;
    const read = [...facts.notes.read].some(
      (path) => path === key || path.endsWith(`.${key}`) || path.startsWith(`${key}.`),
    );
    return told && structural.test(key) && !read;
  });
  return unread.map(
    (key) => `“${key}” says something of the structure that is not modelled for this architecture.`,
  );
}
