import type { Facts } from './facts';
import type { Family, Said } from './family';
import { counted } from '#shared/text/plural';

export const is = (facts: Facts, said: Said | undefined, otherwise = false): boolean =>
  said === undefined ? otherwise : typeof said === 'boolean' ? said : facts.flag(said.key, said.otherwise);

/** Keys by which families call the same size. */
export const sizeKeys = {
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

export function sizesOf(facts: Facts, family: Family): Sizes {
  const hidden = facts.count(sizeKeys.hidden, { most: MOST_SIDE });
  const layers = facts.count(sizeKeys.layers, { most: MOST_LAYERS, ...listedLayers(facts) });
  const stateOnly = family.form === 'state-space';
  const heads = facts.count(sizeKeys.heads, { most: MOST_SIDE, ...(stateOnly ? { otherwise: 1 } : {}) });
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
  if (facts.has(sizeKeys.headDimension)) return facts.count(sizeKeys.headDimension, { most: MOST_SIDE });
  if (hidden % heads !== 0 && family.form !== 'latent') {
    facts.fault(
      'num_attention_heads',
      `the hidden size ${hidden} cannot be split over ${counted(heads, 'head')}`,
    );
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
  const found = facts.count(sizeKeys.keyValueHeads, { otherwise: heads, most: MOST_SIDE });
  const latent = family.form === 'latent' || family.form === 'two-blocks' || family.form === 'compressed';
  if (!latent && (found > heads || heads % found !== 0)) {
    facts.fault(
      'num_key_value_heads',
      `${counted(heads, 'head')} cannot be grouped over ${counted(found, 'key-value head')}`,
    );
  }
  return found;
}
