import type { Facts } from './facts';
import type { Family } from './family';
import type { AttentionMixer, LinearMixer, Mixer, StateSpaceMixer } from './layout';
import { is, type Sizes } from './sizes';

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
  // The sizes of latent attention are written as 0 where an architecture goes without it.
  const valueDimension = facts.flag('use_mla', true)
    ? facts.count(own(['swa_v_head_dim', 'v_head_dim'], ['v_head_dim']), { otherwise: headDimension })
    : headDimension;
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
