import type { Facts } from './facts';
import type { Family, Said } from './families';
import type {
  AttentionMixer,
  DenseBlock,
  ExpertBlock,
  FeedForward,
  LayerLayout,
  LinearMixer,
  Mixer,
  StateSpaceMixer,
} from './layout';

/** Which layers a configuration has: for each its mixers and its feed-forward blocks. */

export const is = (facts: Facts, said: Said | undefined, otherwise = false): boolean =>
  said === undefined ? otherwise : typeof said === 'boolean' ? said : facts.flag(said.key, said.otherwise);

/** Keys by which families call the same size. */
const keys = {
  hidden: ['hidden_size', 'n_embd', 'd_model', 'model_dim', 'hidden_dim'],
  layers: ['num_hidden_layers', 'n_layer', 'n_layers', 'num_layers'],
  heads: ['num_attention_heads', 'n_head', 'n_heads', 'num_heads'],
  keyValueHeads: [
    'num_key_value_heads',
    'num_kv_heads',
    'n_head_kv',
    'multi_query_group_num',
    'num_attention_groups',
    'attn_config.kv_n_heads',
  ],
  headDimension: ['head_dim', 'attention_head_dim', 'kv_channels'],
  inner: [
    'intermediate_size',
    'ffn_hidden_size',
    'n_inner',
    'ffn_dim',
    'd_ff',
    'ffn_config.ffn_hidden_size',
    'block_ff_dim',
  ],
  vocabulary: ['vocab_size', 'padded_vocab_size'],
  context: [
    'max_position_embeddings',
    'max_sequence_length',
    'n_positions',
    'seq_length',
    'max_seq_len',
    'model_max_length',
    'n_ctx',
    'max_seq_length',
  ],
  experts: [
    'num_experts',
    'n_routed_experts',
    'num_local_experts',
    'moe_num_experts',
    'ffn_config.moe_num_experts',
    'num_moe_experts',
  ],
  perToken: [
    'num_experts_per_tok',
    'experts_per_token',
    'num_experts_per_token',
    'moe_topk',
    'moe_top_k',
    'top_k_experts',
    'moe_k',
    'num_selected_experts',
    'ffn_config.moe_top_k',
    'num_experts_per_topk',
  ],
  expertInner: ['moe_intermediate_size', 'expert_ffn_hidden_size', 'moe_ffn_hidden_size'],
  sharedExperts: [
    'n_shared_experts',
    'num_shared_experts',
    'num_shared_expert',
    'moe_num_shared_experts',
    'n_shared_expert',
  ],
  sharedInner: [
    'shared_expert_intermediate_size',
    'moe_shared_expert_intermediate_size',
    'shared_intermediate_size',
    'share_expert_dim',
  ],
  denseLayers: ['first_k_dense_replace', 'num_dense_layers', 'moe_layer_num_skipped'],
  drafts: ['num_nextn_predict_layers', 'mtp_num_hidden_layers', 'mtp_num_layers', 'num_mtp_modules'],
} as const;

export const sizeKeys = keys;

/** The sizes that every layer of a model shares. */
export interface Sizes {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly headDimension: number;
  readonly keyValueHeads: number;
}

const MOST_LAYERS = 1_000;
const MOST_SIDE = 1_048_576;
const MOST_EXPERTS = 65_536;

export function sizesOf(facts: Facts, family: Family): Sizes {
  const hidden = facts.count(keys.hidden, { most: MOST_SIDE });
  const layers = facts.count(keys.layers, { most: MOST_LAYERS, ...listedLayers(facts) });
  const stateOnly = family.form === 'state-space';
  const heads = facts.count(keys.heads, { most: MOST_SIDE, ...(stateOnly ? { otherwise: 1 } : {}) });
  const headDimension = headDimensionOf(facts, family, { hidden, heads });
  return { hidden, layers, heads, headDimension, keyValueHeads: keyValueHeadsOf(facts, family, heads) };
}

const listedLayers = (facts: Facts): { readonly otherwise?: number } => {
  const listed = facts.list(['layer_types', 'layers_block_type']) ?? facts.text('hybrid_override_pattern');
  return listed === undefined ? {} : { otherwise: listed.length };
};

function headDimensionOf(
  facts: Facts,
  family: Family,
  { hidden, heads }: { readonly hidden: number; readonly heads: number },
): number {
  if (family.form === 'state-space') return 1;
  if (facts.has(keys.headDimension)) return facts.count(keys.headDimension, { most: MOST_SIDE });
  if (hidden % heads !== 0 && family.form !== 'latent') {
    facts.fault('num_attention_heads', `${hidden} of the hidden size cannot be split over ${heads} heads`);
  }
  return Math.max(1, Math.floor(hidden / heads));
}

function keyValueHeadsOf(facts: Facts, family: Family, heads: number): number {
  if (family.form === 'multi-query-by-flag' && !facts.flag(['multi_query_attention', 'multi_query'], false))
    return heads;
  if (family.form === 'multi-query-by-flag' && !facts.has('multi_query_group_num')) return 1;
  if (family.form === 'falcon' && !facts.flag('new_decoder_architecture', false)) {
    return facts.flag('multi_query', true) ? 1 : heads;
  }
  const found = facts.count(keys.keyValueHeads, { otherwise: heads, most: MOST_SIDE });
  const latent = family.form === 'latent' || family.form === 'two-blocks' || family.form === 'compressed';
  if (!latent && (found > heads || heads % found !== 0)) {
    facts.fault('num_key_value_heads', `${heads} heads cannot be grouped over ${found} of keys and values`);
  }
  return found;
}

type MixerKind = 'full' | 'window' | 'chunk' | 'linear' | 'state-space' | 'convolution' | 'none' | 'cross';

const wordsForKinds: Readonly<Record<string, MixerKind>> = {
  full_attention: 'full',
  attention: 'full',
  deepseek_sparse_attention: 'full',
  sparse_attention: 'full',
  compressed_sparse_attention: 'full',
  heavily_compressed_attention: 'full',
  hybrid: 'full',
  global: 'full',
  global_attention: 'full',
  sliding_attention: 'window',
  sliding_window: 'window',
  local: 'window',
  local_attention: 'window',
  chunked_attention: 'chunk',
  linear_attention: 'linear',
  lightning_attention: 'linear',
  mamba: 'state-space',
  mamba2: 'state-space',
  conv: 'convolution',
  moe: 'none',
  mlp: 'none',
};

/** Letters by which Nemotron-H writes its layers. */
const letters: Readonly<Record<string, 'state-space' | 'attention' | 'dense' | 'experts'>> = {
  M: 'state-space',
  '*': 'attention',
  '-': 'dense',
  E: 'experts',
};
const wordsForLetters: Readonly<Record<string, string>> = {
  mamba: 'M',
  mamba2: 'M',
  attention: '*',
  mlp: '-',
  moe: 'E',
};

/** Layers of one block each, a letter a layer; undefined where layers have mixer and feed-forward. */
export function letterPattern(facts: Facts, family: Family): string | undefined {
  if (family.stateSpace === undefined || family.gated !== false) return undefined;
  const text = facts.text('hybrid_override_pattern');
  const listed = facts.list('layers_block_type') ?? facts.list('layer_types');
  const pattern = text ?? letteredWords(listed);
  if (pattern === undefined) {
    facts.fault('hybrid_override_pattern', 'is missing');
    return '';
  }
  const strange = [...pattern].find((letter) => !(letter in letters));
  if (strange !== undefined) {
    facts.fault(
      text === undefined ? 'layers_block_type' : 'hybrid_override_pattern',
      `has a layer of an unknown kind: ${strange}`,
    );
  }
  return pattern;
}

/** A list of block types as a pattern of letters. */
export const letteredWords = (words: readonly unknown[] | undefined): string | undefined =>
  words?.map((word) => wordsForLetters[String(word)] ?? '?').join('');

/** What mixes tokens in each layer, by whichever key the family says it with. */
export function mixerKinds(facts: Facts, family: Family, layers: number): readonly MixerKind[] {
  const all = (kindOf: (layer: number) => MixerKind): readonly MixerKind[] =>
    Array.from({ length: layers }, (_, layer) => kindOf(layer));
  const listed = facts.list(['layer_types', 'layers_block_type', 'attention_types_per_layer']);
  if (listed !== undefined) return listedKinds(facts, listed, layers);
  if (family.form === 'state-space') return all(() => 'state-space');
  const marks = facts.list('attn_type_list');
  if (marks !== undefined) return all((layer) => (marks[layer] === 0 ? 'linear' : 'full'));
  const windows = facts.list('hybrid_layer_pattern');
  if (windows !== undefined) return all((layer) => (windows[layer] === 1 ? 'window' : 'full'));
  const linear = facts.object('linear_attn_config');
  if (linear !== undefined) {
    const full = new Set(linear.list('full_attn_layers') ?? []);
    return all((layer) => (full.has(layer + 1) ? 'full' : 'linear'));
  }
  const indices = facts.list(['attn_layer_indices', 'full_attn_idxs']);
  if (indices !== undefined) {
    const full = new Set(indices);
    return all((layer) =>
      full.has(layer) ? 'full' : family.form === 'convolutions' ? 'convolution' : 'state-space',
    );
  }
  if (family.stateSpace !== undefined && facts.has('attn_layer_period')) {
    const period = facts.count('attn_layer_period');
    const offset = facts.count('attn_layer_offset', { least: 0, otherwise: 0 });
    return all((layer) => (layer % period === offset % period ? 'full' : 'state-space'));
  }
  if (family.linear === 'gated-delta') {
    const every = facts.count('full_attention_interval');
    return all((layer) => ((layer + 1) % every === 0 ? 'full' : 'linear'));
  }
  if (family.linear === 'lightning' && facts.has('layer_group_size')) {
    const every = facts.count('layer_group_size');
    return all((layer) => ((layer + 1) % every === 0 ? 'full' : 'linear'));
  }
  if (family.form === 'chunked') return chunkedKinds(facts, layers);
  return all(windowedKind(facts, layers));
}

function listedKinds(facts: Facts, listed: readonly unknown[], layers: number): readonly MixerKind[] {
  if (listed.length < layers) {
    facts.fault('layer_types', `names ${listed.length} layers; there are ${layers}`);
  }
  return Array.from({ length: layers }, (_, layer) => {
    const word = listed[layer];
    const kind =
      typeof word === 'string' && Object.hasOwn(wordsForKinds, word) ? wordsForKinds[word] : undefined;
    if (kind === undefined && layer < listed.length) {
      facts.fault(
        `layer_types[${layer}]`,
        `is a kind of layer that is not known: ${JSON.stringify(word)?.slice(0, 60)}`,
      );
    }
    return kind ?? 'full';
  });
}

/** Llama 4: layers without rotary positions see everything, every fourth unless listed; the others see their chunk. */
function chunkedKinds(facts: Facts, layers: number): readonly MixerKind[] {
  const listed = facts.list('no_rope_layers');
  const every = facts.count('no_rope_layer_interval', { otherwise: 4 });
  const rotary = (layer: number): boolean =>
    listed === undefined || listed.length === 0 ? (layer + 1) % every !== 0 : listed[layer] === 1;
  return Array.from({ length: layers }, (_, layer) => (rotary(layer) ? 'chunk' : 'full'));
}

/** Which layers keep a window where no list names them: a pattern, all above some layer, or all that have one at all. */
function windowedKind(facts: Facts, layers: number): (layer: number) => MixerKind {
  const window = facts.maybeCount(['sliding_window', 'sliding_window_size', 'window_size']);
  if (window === undefined || window === 0) return () => 'full';
  if (!facts.flag('use_sliding_window', true)) return () => 'full';
  const letterWindow = facts.text('sliding_window_pattern');
  if (letterWindow !== undefined && letterWindow.length > 0) {
    return (layer) =>
      letterWindow[layer % letterWindow.length] === 'L' && layer !== layers - 1 ? 'window' : 'full';
  }
  if (typeof facts.value(['sliding_window_pattern', '_sliding_window_pattern']) === 'number') {
    const every = facts.count(['sliding_window_pattern', '_sliding_window_pattern']);
    return (layer) => ((layer + 1) % every === 0 ? 'full' : 'window');
  }
  if (facts.has('max_window_layers') && facts.has('use_sliding_window')) {
    const first = facts.count('max_window_layers', { least: 0 });
    return (layer) => (layer >= first ? 'window' : 'full');
  }
  return () => 'window';
}

export const windowOf = (facts: Facts): number =>
  facts.count(['sliding_window', 'sliding_window_size', 'window_size', 'attention_window_size']);

/** Ordinary attention of a layer; layers with a window may have heads of their own number and size. */
export function attentionOf(
  facts: Facts,
  family: Family,
  sizes: Sizes,
  layer: {
    readonly windowed: boolean;
    readonly chunked?: boolean;
    readonly borrowsCache?: boolean;
    readonly index: number;
  },
): AttentionMixer {
  const own = <Value>(windowed: Value, whole: Value): Value => (layer.windowed ? windowed : whole);
  const setting = facts.object('attention_other_setting');
  const other = layer.windowed ? setting : undefined;
  const gemma4Global = family.form === 'gemma-4' && !layer.windowed;
  const heads = facts.count(own(['swa_num_attention_heads'], []), {
    otherwise: other?.maybeCount('num_attention_heads') ?? sizes.heads,
  });
  const keyValueHeads = facts.count(
    gemma4Global ? ['num_global_key_value_heads'] : own(['swa_num_key_value_heads'], []),
    {
      otherwise: other?.maybeCount('num_attention_groups') ?? sizes.keyValueHeads,
    },
  );
  const headDimension = facts.count(gemma4Global ? ['global_head_dim'] : own(['swa_head_dim'], []), {
    otherwise: gemma4Global ? 512 : sizes.headDimension,
  });
  const valueDimension = facts.count(own(['swa_v_head_dim', 'v_head_dim'], ['v_head_dim']), {
    otherwise: headDimension,
  });
  const normed = family.queryKeyNorm !== undefined && is(facts, family.queryKeyNormSaid, true);
  const wholeNorm = heads * headDimension + keyValueHeads * headDimension;
  const gated = family.outputGate !== undefined && is(facts, family.outputGateSaid, true);
  return {
    kind: 'attention',
    heads,
    keyValueHeads,
    headDimension,
    valueDimension: gemma4Global ? headDimension : valueDimension,
    window:
      layer.chunked === true
        ? facts.count('attention_chunk_size')
        : layer.windowed
          ? windowOf(facts)
          : undefined,
    borrowsCache: layer.borrowsCache === true,
    valueIsKey: gemma4Global && facts.flag('attention_k_eq_v', false),
    queryKeyNorm: !normed ? 0 : family.queryKeyNorm === 'head' ? 2 * headDimension : wholeNorm,
    gate: !gated ? 0 : family.outputGate === 'whole' ? heads * headDimension : heads,
    queryRank: facts.maybeCount('share_q_dim'),
    sinks:
      is(facts, family.sinks) &&
      (facts.has('add_full_attention_sink_bias')
        ? layer.windowed || facts.flag('add_full_attention_sink_bias', false)
        : true),
    queryKeyValueBias: is(facts, family.queryKeyValueBias),
    outputBias: is(facts, family.outputBias),
    indexer: blockIndexer(facts, layer.index),
  };
}

/** MiniMax M3: an indexer picks blocks of keys in the layers that its list marks. */
function blockIndexer(facts: Facts, index: number): AttentionMixer['indexer'] {
  const sparse = facts.object('sparse_attention_config');
  if (sparse === undefined || !sparse.flag('use_sparse_attention', true)) return undefined;
  if (sparse.list('sparse_attention_freq')?.[index] === 0) return undefined;
  return {
    heads: sparse.count('sparse_num_index_heads'),
    dimension: sparse.count('sparse_index_dim'),
    tokens: sparse.count('sparse_topk_blocks') * sparse.count('sparse_block_size'),
  };
}

/** Latent attention (DeepSeek-V2, arXiv 2405.04434); with an indexer it is sparse (DeepSeek-V3.2). */
export function latentOf(facts: Facts, family: Family, sizes: Sizes, index: number): Mixer {
  const indexed = facts.has('index_n_heads');
  const shared = facts.list('indexer_types')?.[index] === 'shared';
  return {
    kind: 'latent',
    heads: sizes.heads,
    queryRank: facts.maybeCount('q_lora_rank'),
    keyValueRank: facts.count('kv_lora_rank'),
    plainDimension: facts.count('qk_nope_head_dim'),
    ropeDimension: facts.count('qk_rope_head_dim', { least: 0 }),
    valueDimension: facts.count('v_head_dim', { otherwise: sizes.headDimension }),
    gate: is(facts, family.outputGateSaid) ? 1 : 0,
    queryKeyValueBias: is(facts, family.queryKeyValueBias),
    outputBias: is(facts, family.outputBias),
    indexer: indexed
      ? {
          heads: facts.count('index_n_heads'),
          dimension: facts.count('index_head_dim'),
          tokens: facts.count('index_topk', { otherwise: 2048 }),
          borrowed: shared,
        }
      : undefined,
  };
}

/** DeepSeek V4: a window, and from a list how many tokens each compressed entry of a layer stands for. */
export function compressedOf(facts: Facts, sizes: Sizes, layer: number): Mixer {
  const ratio = compressionOf(facts, layer);
  return {
    kind: 'compressed',
    heads: sizes.heads,
    headDimension: sizes.headDimension,
    queryRank: facts.count('q_lora_rank'),
    outputRank: facts.count('o_lora_rank'),
    outputGroups: facts.count('o_groups'),
    window: windowOf(facts),
    ratio: Number.isInteger(ratio) && ratio >= 0 ? ratio : 0,
    indexer:
      ratio > 0 && ratio <= 4
        ? {
            heads: facts.count('index_n_heads'),
            dimension: facts.count('index_head_dim'),
            tokens: facts.count('index_topk'),
          }
        : undefined,
  };
}

/** Tokens of one compressed entry of a layer, from the list of ratios or from its kind and the ratio of that. */
function compressionOf(facts: Facts, layer: number): number {
  const ratios = facts.list('compress_ratios');
  if (ratios !== undefined) return Number(ratios[layer] ?? 0);
  const word = facts.list('layer_types')?.[layer];
  if (word === 'sliding_attention') return 0;
  if (typeof word === 'string' && facts.has('compress_rates')) return facts.count(`compress_rates.${word}`);
  facts.fault('compress_ratios', 'is missing');
  return 0;
}

export function linearOf(facts: Facts, form: LinearMixer['form'], sizes: Sizes): LinearMixer {
  if (form === 'gated-delta') {
    return {
      kind: 'linear',
      form,
      keyHeads: facts.count('linear_num_key_heads'),
      valueHeads: facts.count('linear_num_value_heads'),
      keyDimension: facts.count('linear_key_head_dim'),
      valueDimension: facts.count('linear_value_head_dim'),
      convolution: facts.count('linear_conv_kernel_dim'),
      fullGate: true,
    };
  }
  const own = form === 'delta' ? facts.object('linear_attn_config') : undefined;
  const heads = own?.count('num_heads') ?? sizes.heads;
  const dimension = own?.count('head_dim') ?? sizes.headDimension;
  return {
    kind: 'linear',
    form,
    keyHeads: heads,
    valueHeads: heads,
    keyDimension: dimension,
    valueDimension: dimension,
    convolution: own?.count('short_conv_kernel_size') ?? 0,
    fullGate: own?.flag('use_full_rank_gate', false) ?? true,
  };
}

export function stateSpaceOf(facts: Facts, family: Family, { hidden }: Sizes): StateSpaceMixer {
  const form = family.stateSpace ?? 'mamba2';
  const expand = facts.count(['mamba_expand', 'expand'], { otherwise: 2 });
  const state = facts.count(['mamba_d_state', 'ssm_state_size', 'state_size', 'mamba_state_dim']);
  const convolution = facts.count(['mamba_d_conv', 'conv_kernel', 'mamba_conv_kernel'], { otherwise: 4 });
  const convolutionBias = facts.flag(['mamba_conv_bias', 'use_conv_bias'], true);
  const projectionBias = facts.flag(['mamba_proj_bias', 'use_bias'], false);
  if (form === 'mamba') {
    const rank = facts.value(['mamba_dt_rank', 'time_step_rank']);
    const timeRank =
      typeof rank === 'number' ? facts.count(['mamba_dt_rank', 'time_step_rank']) : Math.ceil(hidden / 16);
    const inner = facts.has('mamba_expand')
      ? expand * hidden
      : facts.count('intermediate_size', { otherwise: expand * hidden });
    // Jamba norms the three inputs of its state; Mamba of itself does not.
    const innerNorm = facts.has('mamba_d_state') && facts.has('attn_layer_period') ? timeRank + 2 * state : 0;
    return {
      kind: 'state-space',
      form,
      inner,
      heads: 1,
      state,
      groups: 1,
      convolution,
      convolutionBias,
      projectionBias,
      timeRank,
      innerNorm,
    };
  }
  const headDimension = facts.maybeCount(['mamba_d_head', 'mamba_head_dim', 'head_dim']);
  const stated = facts.maybeCount(['mamba_n_heads', 'mamba_num_heads', 'num_heads']);
  const whole = facts.maybeCount('mamba_d_ssm') ?? expand * hidden;
  const heads = stated ?? Math.floor(whole / (headDimension ?? 64));
  const inner =
    facts.maybeCount('mamba_d_ssm') ?? (headDimension === undefined ? whole : heads * headDimension);
  const normed = facts.flag('mamba_rms_norm', true);
  return {
    kind: 'state-space',
    form,
    inner,
    heads,
    state,
    groups: facts.count(['mamba_n_groups', 'n_groups'], { otherwise: 1 }),
    convolution,
    convolutionBias,
    projectionBias,
    timeRank: 0,
    innerNorm: normed ? inner : 0,
  };
}

export function convolutionOf(facts: Facts, { hidden }: Sizes): StateSpaceMixer {
  return {
    kind: 'state-space',
    form: 'convolution',
    inner: hidden,
    heads: 1,
    state: 0,
    groups: 1,
    convolution: facts.count('conv_L_cache'),
    convolutionBias: facts.flag('conv_bias', false),
    projectionBias: facts.flag('conv_bias', false),
    timeRank: 0,
    innerNorm: 0,
  };
}

/** Inner size of a dense block; a few families compute it rather than state it. */
export function innerOf(facts: Facts, family: Family, sizes: Sizes): number {
  const dense = facts.maybeCount([
    'intermediate_size_mlp',
    'dense_intermediate_size',
    'dense_ffn_hidden_size',
  ]);
  if (dense !== undefined && dense > 0) return dense;
  const listed = facts.list(keys.inner);
  if (listed !== undefined) return Math.max(1, Number(listed[0]));
  const multiple = facts.maybeCount('expansion_ratio') ?? family.innerMultiple;
  const inner = facts.count(keys.inner, multiple === undefined ? {} : { otherwise: multiple * sizes.hidden });
  if (family.form !== 'convolutions' || !facts.flag('block_auto_adjust_ff_dim', false)) return inner;
  const adjusted = Math.floor((2 * inner) / 3) * Number(facts.value('block_ffn_dim_multiplier') ?? 1);
  const step = facts.count('block_multiple_of', { otherwise: 256 });
  return step * Math.ceil(Math.floor(adjusted) / step);
}

export const denseOf = (facts: Facts, family: Family, inner: number): DenseBlock => ({
  kind: 'dense',
  inner,
  gated: is(facts, family.gated, true),
  bias: is(facts, family.feedForwardBias),
});

/** Experts of a mixture layer, or undefined for a model that has none. */
export function expertsOf(facts: Facts, family: Family): ExpertBlock | undefined {
  const value = facts.value(keys.experts);
  const count = Array.isArray(value) ? Number(value[0]) : facts.maybeCount(keys.experts);
  if (count === undefined || count <= 1) return undefined;
  if (count > MOST_EXPERTS) facts.fault(keys.experts[0], `must be at most ${MOST_EXPERTS}, not ${count}`);
  if (family.form === 'gemma-4' && !facts.flag('enable_moe_block', true)) return undefined;
  const inner = firstCount(facts, keys.expertInner) ?? facts.count(keys.inner);
  const perToken = firstCount(facts, keys.perToken) ?? facts.count(keys.perToken);
  if (perToken > count)
    facts.fault(keys.perToken[0], `must be at most the ${count} experts, not ${perToken}`);
  const groups = facts.maybeCount(['n_group', 'num_expert_group']);
  if (groups !== undefined && groups > 1 && count % groups !== 0) {
    facts.fault('n_group', `${count} experts cannot be put into ${groups} groups`);
  }
  return {
    kind: 'experts',
    experts: count,
    perToken,
    inner,
    gated: is(facts, family.gated, true),
    bias: is(facts, family.expertBias) || is(facts, family.feedForwardBias),
    sharedInner: sharedInnerOf(facts, family, inner),
    sharedGate: family.sharedExpertGate === true,
    routerBias:
      is(facts, family.routerBias) ||
      facts.flag(
        [
          'use_routing_bias',
          'use_moe_router_bias',
          'moe_use_aux_free',
          'moe_router_enable_expert_bias',
          'use_router_bias',
        ],
        false,
      ) ||
      facts.text('topk_method') === 'noaux_tc' ||
      (facts.text('scoring_func') === 'sigmoid' && !facts.has('topk_method')),
    idleExperts: facts.maybeCount('zero_expert_num') ?? 0,
    latent: facts.maybeCount(['moe_latent_size', 'routed_expert_hidden_size']),
    latentNorm: facts.flag('latent_moe_use_norm', false),
    groups: groups !== undefined && groups > 1 ? groups : undefined,
  };

  function sharedInnerOf(given: Facts, of: Family, expertInner: number): number {
    if (of.form === 'chunked') return given.count('intermediate_size');
    const shared = firstCount(given, keys.sharedInner);
    const number = firstCount(given, keys.sharedExperts);
    if (shared !== undefined && shared > 0)
      return shared * (given.has('share_expert_dim') ? 1 : Math.max(1, number ?? 1));
    return (number ?? 0) * expertInner;
  }
}

/** A count that some families list layer by layer, of which the first stands for all. */
function firstCount(facts: Facts, names: readonly string[]): number | undefined {
  const value = facts.value(names);
  if (Array.isArray(value)) return Number.isInteger(value[0]) ? (value[0] as number) : undefined;
  return facts.maybeCount(names);
}

/** Whether a layer's feed-forward block is a mixture, by whichever key the family says it with. */
export function mixtureLayers(facts: Facts, family: Family, layers: number): (layer: number) => boolean {
  const words = facts.list('mlp_layer_types');
  if (words !== undefined) return (layer) => words[layer] === 'sparse' || words[layer] === 'moe';
  const frequency = facts.list(['moe_layer_freq', 'moe_layers_pattern']);
  if (frequency !== undefined) return (layer) => frequency[layer] === 1;
  const listed = facts.list(['moe_layers', 'moe_layer_indices']);
  if (listed !== undefined && listed.length > 0) {
    const mixtures = new Set(listed);
    return (layer) => mixtures.has(layer);
  }
  const enumerated = facts.text('moe_layers_enum');
  if (enumerated !== undefined) {
    const mixtures = new Set(enumerated.split(',').map(Number));
    return (layer) => mixtures.has(layer);
  }
  const denseOnly = new Set(facts.list('mlp_only_layers') ?? []);
  if (facts.has(['moe_layer_start_index', 'moe_layer_interval'])) return bySection(facts, layers);
  if (facts.has('expert_layer_period')) {
    const period = facts.count('expert_layer_period');
    const offset = facts.count('expert_layer_offset', { least: 0, otherwise: 0 });
    return (layer) => layer % period === offset % period;
  }
  const first = facts.count(keys.denseLayers, { least: 0, otherwise: 0 });
  const step = facts.count(
    family.form === 'chunked'
      ? ['interleave_moe_layer_step']
      : ['decoder_sparse_step', 'moe_layer_freq', 'moe_layer_frequency'],
    { otherwise: 1 },
  );
  const stepped = (layer: number): boolean =>
    facts.has('moe_layer_freq') ? layer % step === 0 : (layer + 1) % step === 0;
  return (layer) => layer >= first && !denseOnly.has(layer) && stepped(layer);
}

/** ERNIE 4.5: mixtures from one layer to another, every so many. */
function bySection(facts: Facts, layers: number): (layer: number) => boolean {
  const edge = (key: string, otherwise: number): number => {
    const value = facts.value(key);
    const one = Array.isArray(value) ? Number(value[0]) : Number(value ?? otherwise);
    return Number.isInteger(one) ? one : otherwise;
  };
  const start = edge('moe_layer_start_index', 0);
  const end = edge('moe_layer_end_index', layers - 1);
  const interval = facts.count('moe_layer_interval', { otherwise: 1 });
  return (layer) => layer >= start && (end < 0 || layer <= end) && (layer + 1) % interval === 0;
}

const normElements = (family: Family): number =>
  family.norm === 'none' ? 0 : family.norm === 'layer' ? 2 : 1;

/** Numbers in the norms of a layer. */
export const layerNorms = (family: Family, hidden: number, perLayer = family.normsPerLayer ?? 2): number =>
  perLayer * normElements(family) * hidden;

export const oneNorm = (family: Family, hidden: number): number => normElements(family) * hidden;

export const layerOf = (
  mixers: readonly Mixer[],
  feedForwards: readonly FeedForward[],
  norms: number,
): LayerLayout => ({ mixers, feedForwards, norms });

export { letters };
