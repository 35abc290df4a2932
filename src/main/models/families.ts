import type { Raw } from './facts';

/** A property that every model of a family has or lacks, or that a key of the configuration says. */
export type Said = boolean | { readonly key: string; readonly otherwise: boolean };

const said = (key: string, otherwise = false): Said => ({ key, otherwise });

/** How the modules of a family are called in its files, which is what quantisations name. */
export interface ModuleNames {
  readonly layers: string;
  readonly attention: string;
  readonly linear: string;
  readonly feedForward: string;
  readonly experts: string;
  readonly sharedExperts: string;
  readonly router: string;
  readonly gate: string;
  readonly up: string;
  readonly down: string;
  readonly expertGate: string;
  readonly expertUp: string;
  readonly expertDown: string;
}

const usualNames: ModuleNames = {
  layers: 'model.layers',
  attention: 'self_attn',
  linear: 'linear_attn',
  feedForward: 'mlp',
  experts: 'mlp.experts',
  sharedExperts: 'mlp.shared_experts',
  router: 'mlp.gate',
  gate: 'gate_proj',
  up: 'up_proj',
  down: 'down_proj',
  expertGate: 'gate_proj',
  expertUp: 'up_proj',
  expertDown: 'down_proj',
};

/**
 * What a family of architectures does where its configurations say nothing, and which keys say the rest. A family is data: how layers,
 * heads and experts are counted from it is the same for all.
 */
export interface Family {
  /** Values of `model_type`. */
  readonly types: readonly string[];
  /** Beginnings of class names in `architectures`, for configurations whose type is not listed. */
  readonly classes?: readonly string[];
  /** What the family's software assumes for keys that a file leaves out. */
  readonly usual?: Raw;
  readonly tied?: Said;
  readonly queryKeyValueBias?: Said;
  readonly outputBias?: Said;
  readonly feedForwardBias?: Said;
  readonly expertBias?: Said;
  readonly headBias?: Said;
  readonly gated?: Said;
  readonly norm?: 'rms' | 'layer' | 'layer-without-bias' | 'none';
  readonly normsPerLayer?: number;
  /** Norms over queries and keys: one of a head's size each, of all heads' size each, or of each head. */
  readonly queryKeyNorm?: 'head' | 'whole' | 'per-head';
  /** Where only a key says whether there are such norms. */
  readonly queryKeyNormSaid?: Said;
  /** Columns of an output gate: as many as the heads have together, or one a head. */
  readonly outputGate?: 'whole' | 'per-head';
  readonly outputGateSaid?: Said;
  readonly sinks?: Said;
  readonly sharedExpertGate?: boolean;
  readonly routerBias?: Said;
  /** Learned positions: rows of the table beyond the context. */
  readonly learnedPositions?: number;
  /** Norms of the embedding and the like, in multiples of the hidden size. */
  readonly embeddingNorms?: number;
  /** Dense inner size as a multiple of the hidden size where no key says it. */
  readonly innerMultiple?: number;
  /** Special ways in which the family lays out its layers. */
  readonly form?:
    | 'latent'
    | 'compressed'
    | 'two-blocks'
    | 'state-space'
    | 'parallel-state-space'
    | 'per-layer-embeddings'
    | 'gemma-4'
    | 'dense-residual'
    | 'convolutions'
    | 'multi-query-by-flag'
    | 'falcon'
    | 'chunked'
    | 'cross-attention';
  readonly linear?: 'gated-delta' | 'delta' | 'lightning';
  readonly stateSpace?: 'mamba' | 'mamba2';
  readonly draftTables?: boolean;
  readonly names?: Partial<ModuleNames>;
}

const mixtralNames: Partial<ModuleNames> = {
  experts: 'block_sparse_moe.experts',
  router: 'block_sparse_moe.gate',
  expertGate: 'w1',
  expertUp: 'w3',
  expertDown: 'w2',
};
const singleShared: Partial<ModuleNames> = { sharedExperts: 'mlp.shared_expert' };
const mixerNames: Partial<ModuleNames> = {
  layers: 'backbone.layers',
  attention: 'mixer',
  linear: 'mixer',
  feedForward: 'mixer',
  experts: 'mixer.experts',
  sharedExperts: 'mixer.shared_experts',
  router: 'mixer.gate',
};
const gemmaSizes = { head_dim: 256, vocab_size: 262_208, num_attention_heads: 8, num_key_value_heads: 4 };

/** Every family that is read, most of them plain; sources are the public configuration and modelling files of each. */
export const families: readonly Family[] = [
  // Grouped-query attention, gated feed-forward, root-mean-square norms.
  {
    types: [
      'llama',
      'mistral',
      'mistral3',
      'ministral',
      'ministral3',
      'yi',
      'Yi',
      'aquila',
      'aquila3',
      'codellama',
      'smollm',
      'nanbeige',
      'xverse',
      'granite',
      'helium',
      'minicpm',
      'ministral_text',
    ],
    classes: ['Llama', 'Mistral', 'Yi', 'Aquila', 'Xverse', 'Granite', 'MiniCPM'],
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    feedForwardBias: said('mlp_bias'),
  },
  {
    types: ['smollm3'],
    classes: ['SmolLM3'],
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    feedForwardBias: said('mlp_bias'),
  },
  {
    types: ['arcee'],
    classes: ['Arcee'],
    gated: false,
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
  },
  {
    types: ['apertus'],
    classes: ['Apertus'],
    gated: false,
    queryKeyNorm: 'head',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
  },
  {
    types: ['mllama', 'mllama_text_model'],
    classes: ['Mllama'],
    form: 'cross-attention',
    usual: { vocab_size: 128_256 },
  },
  {
    types: [
      'qwen2',
      'qwen2_vl',
      'qwen2_vl_text',
      'qwen2_5_vl',
      'qwen2_5_vl_text',
      'qwen2_5_omni_text',
      'mimo',
      'dream',
      'mimo_v1',
      'qwen',
    ],
    classes: ['Qwen2For', 'Qwen2VL', 'Qwen2_5_VL', 'MiMoFor'],
    queryKeyValueBias: true,
    draftTables: false,
  },
  {
    types: ['qwen2_moe'],
    classes: ['Qwen2Moe'],
    queryKeyValueBias: said('qkv_bias', true),
    sharedExpertGate: true,
    names: singleShared,
  },
  {
    types: [
      'qwen3',
      'qwen3_text',
      'qwen3_moe',
      'qwen3_vl',
      'qwen3_vl_text',
      'qwen3_vl_moe',
      'qwen3_vl_moe_text',
      'qwen3_omni_moe_text',
      'qwen3_asr_text',
    ],
    classes: ['Qwen3For', 'Qwen3Moe', 'Qwen3VL'],
    queryKeyNorm: 'head',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
  },
  {
    types: [
      'qwen3_next',
      'qwen3_5',
      'qwen3_5_text',
      'qwen3_5_moe',
      'qwen3_5_moe_text',
      'qwen3_6',
      'qwen3_6_moe',
    ],
    classes: ['Qwen3Next', 'Qwen3_5'],
    queryKeyNorm: 'head',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    outputGate: 'whole',
    outputGateSaid: said('attn_output_gate', true),
    linear: 'gated-delta',
    sharedExpertGate: true,
    names: singleShared,
    usual: { full_attention_interval: 4 },
  },
  { types: ['mixtral'], classes: ['Mixtral'], names: mixtralNames },
  { types: ['phi3', 'phi3small', 'phi4', 'phi3_v', 'phi4mm', 'phi4_multimodal'], classes: ['Phi3', 'Phi4'] },
  {
    types: ['phimoe'],
    classes: ['PhiMoE', 'Phimoe'],
    norm: 'layer',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    headBias: said('lm_head_bias'),
    names: mixtralNames,
  },
  {
    types: ['phi', 'phi-msft'],
    classes: ['PhiFor'],
    norm: 'layer',
    normsPerLayer: 1,
    gated: false,
    queryKeyValueBias: true,
    outputBias: true,
    feedForwardBias: true,
    headBias: true,
    innerMultiple: 4,
  },
  {
    types: ['gemma'],
    classes: ['GemmaFor'],
    tied: said('tie_word_embeddings', true),
    usual: { head_dim: 256, vocab_size: 256_000 },
    queryKeyValueBias: said('attention_bias'),
  },
  {
    types: ['gemma2'],
    classes: ['Gemma2'],
    tied: said('tie_word_embeddings', true),
    normsPerLayer: 4,
    usual: { head_dim: 256, vocab_size: 256_000, sliding_window: 4096, sliding_window_pattern: 2 },
  },
  {
    types: ['gemma3', 'gemma3_text', 'vaultgemma', 't5gemma2_text'],
    classes: ['Gemma3For'],
    tied: said('tie_word_embeddings', true),
    normsPerLayer: 4,
    queryKeyNorm: 'head',
    usual: {
      ...gemmaSizes,
      sliding_window: 4096,
      sliding_window_pattern: 6,
      max_position_embeddings: 131_072,
    },
  },
  {
    types: ['gemma3n', 'gemma3n_text'],
    classes: ['Gemma3n'],
    tied: said('tie_word_embeddings', true),
    normsPerLayer: 4,
    queryKeyNorm: 'head',
    form: 'per-layer-embeddings',
    usual: {
      ...gemmaSizes,
      num_key_value_heads: 2,
      vocab_size: 262_400,
      vocab_size_per_layer_input: 262_144,
      hidden_size_per_layer_input: 256,
      sliding_window: 512,
      num_kv_shared_layers: 15,
      laurel_rank: 64,
      altup_num_inputs: 4,
      sliding_window_pattern: 5,
      max_position_embeddings: 32_768,
    },
  },
  {
    types: ['gemma4', 'gemma4_text', 'gemma4_unified', 'gemma4_unified_text'],
    classes: ['Gemma4'],
    tied: said('tie_word_embeddings', true),
    normsPerLayer: 4,
    queryKeyNorm: 'head',
    form: 'gemma-4',
    usual: {
      ...gemmaSizes,
      vocab_size: 262_144,
      sliding_window: 512,
      sliding_window_pattern: 6,
      max_position_embeddings: 131_072,
    },
    names: { experts: 'experts', router: 'router.proj' },
  },
  { types: ['deepseek'], classes: ['DeepseekFor', 'DeepSeekFor'], usual: { first_k_dense_replace: 0 } },
  {
    types: [
      'deepseek_v2',
      'deepseek_v3',
      'deepseek_v32',
      'kimi_k2',
      'glm_moe_dsa',
      'deepseek_vl_v2',
      'deepseek_v3_2',
      'glm4_moe_lite',
      'youtu_llm',
      'minicpm3',
      'mistral4',
      'mistral_large_3',
      'axk1',
      'sarvam_mla',
      'plm',
    ],
    classes: [
      'DeepseekV2',
      'DeepseekV3',
      'DeepseekV32',
      'GlmMoeDsa',
      'Glm4MoeLite',
      'MiniCPM3',
      'Mistral4',
      'MistralLarge3',
      'KimiK2',
    ],
    form: 'latent',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    draftTables: true,
    usual: { v_head_dim: 128, qk_nope_head_dim: 128, qk_rope_head_dim: 64, kv_lora_rank: 512 },
  },
  {
    types: ['deepseek_v4'],
    classes: ['DeepseekV4'],
    form: 'compressed',
    sinks: true,
    draftTables: true,
    usual: { sliding_window: 128 },
    names: {
      layers: 'layers',
      attention: 'attn',
      feedForward: 'ffn',
      experts: 'ffn.experts',
      sharedExperts: 'ffn.shared_experts',
      router: 'ffn.gate',
      expertGate: 'w1',
      expertUp: 'w3',
      expertDown: 'w2',
      gate: 'w1',
      up: 'w3',
      down: 'w2',
    },
  },
  {
    types: ['kimi_linear'],
    classes: ['KimiLinear'],
    form: 'latent',
    linear: 'delta',
    queryKeyValueBias: false,
    names: mixtralNames,
    outputGateSaid: said('mla_use_output_gate'),
    usual: { v_head_dim: 128 },
  },
  { types: ['longcat_flash'], classes: ['LongcatFlash'], form: 'two-blocks', draftTables: false },
  {
    types: ['glm', 'glm4_base'],
    classes: ['GlmFor'],
    queryKeyValueBias: said('attention_bias'),
    names: { gate: 'gate_up_proj' },
  },
  {
    types: ['glm4', 'glm4v_text', 'glm4v'],
    classes: ['Glm4For', 'Glm4vFor'],
    normsPerLayer: 4,
    queryKeyValueBias: said('attention_bias'),
  },
  {
    types: ['glm4_moe', 'glm4v_moe', 'glm4v_moe_text', 'solar_open'],
    classes: ['Glm4Moe', 'Glm4vMoe', 'SolarOpen'],
    queryKeyValueBias: said('attention_bias'),
    queryKeyNorm: 'head',
    queryKeyNormSaid: said('use_qk_norm'),
    draftTables: true,
  },
  {
    types: ['chatglm'],
    classes: ['ChatGLM'],
    queryKeyValueBias: said('add_qkv_bias'),
    outputBias: said('add_bias_linear'),
    feedForwardBias: said('add_bias_linear'),
    form: 'multi-query-by-flag',
    names: { layers: 'transformer.encoder.layers' },
  },
  {
    types: ['minimax', 'minimax_text_01', 'minimax_m1', 'minimax_vl_01'],
    classes: ['MiniMaxText01', 'MiniMaxM1', 'MiniMaxFor', 'MiniMaxVL01'],
    linear: 'lightning',
    names: mixtralNames,
    usual: { shared_intermediate_size: 0 },
  },
  {
    types: ['minimax_m2'],
    classes: ['MiniMaxM2'],
    queryKeyNorm: 'whole',
    queryKeyNormSaid: said('use_qk_norm', true),
    draftTables: true,
    names: mixtralNames,
  },
  {
    types: ['minimax_m3', 'minimax_m3_text', 'minimax_m3_vl'],
    classes: ['MiniMaxM3'],
    queryKeyNorm: 'head',
    queryKeyNormSaid: said('use_qk_norm', true),
    outputGate: 'whole',
    outputGateSaid: said('attention_output_gate'),
    draftTables: true,
    names: { ...mixtralNames, sharedExperts: 'block_sparse_moe.shared_experts' },
  },
  {
    types: ['gpt_oss'],
    classes: ['GptOss'],
    queryKeyValueBias: said('attention_bias', true),
    outputBias: said('attention_bias', true),
    expertBias: true,
    routerBias: true,
    sinks: true,
    usual: { sliding_window: 128, sliding_window_pattern: 2 },
    names: { router: 'mlp.router' },
  },
  {
    types: ['llama4', 'llama4_text'],
    classes: ['Llama4'],
    form: 'chunked',
    usual: { shared_expert_uses_inner: true, attention_chunk_size: 8192, interleave_moe_layer_step: 1 },
    names: {
      feedForward: 'feed_forward',
      experts: 'feed_forward.experts',
      sharedExperts: 'feed_forward.shared_expert',
      router: 'feed_forward.router',
    },
  },
  {
    types: ['falcon', 'RefinedWeb', 'RefinedWebModel'],
    classes: ['Falcon', 'RWFor'],
    form: 'falcon',
    norm: 'layer',
    gated: false,
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: said('bias'),
    outputBias: said('bias'),
    feedForwardBias: said('bias'),
    innerMultiple: 4,
    usual: { max_position_embeddings: 2048 },
    names: {
      layers: 'transformer.h',
      attention: 'self_attention',
      up: 'dense_h_to_4h',
      down: 'dense_4h_to_h',
    },
  },
  {
    types: ['falcon_h1'],
    classes: ['FalconH1'],
    form: 'parallel-state-space',
    stateSpace: 'mamba2',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    feedForwardBias: said('mlp_bias'),
    names: { feedForward: 'feed_forward', linear: 'mamba' },
  },
  {
    types: ['mamba', 'falcon_mamba'],
    classes: ['MambaFor', 'FalconMamba'],
    form: 'state-space',
    stateSpace: 'mamba',
    tied: said('tie_word_embeddings', true),
    normsPerLayer: 1,
    names: mixerNames,
    usual: { state_size: 16, conv_kernel: 4, expand: 2, vocab_size: 50_280 },
  },
  {
    types: ['mamba2'],
    classes: ['Mamba2'],
    form: 'state-space',
    stateSpace: 'mamba2',
    tied: said('tie_word_embeddings'),
    normsPerLayer: 1,
    names: mixerNames,
    usual: { state_size: 128, conv_kernel: 4, expand: 2, n_groups: 8, head_dim: 64 },
  },
  {
    types: ['jamba'],
    classes: ['Jamba'],
    stateSpace: 'mamba',
    usual: {
      attn_layer_period: 8,
      attn_layer_offset: 4,
      expert_layer_period: 2,
      expert_layer_offset: 1,
      mamba_d_state: 16,
      mamba_d_conv: 4,
      mamba_expand: 2,
    },
    tied: said('tie_word_embeddings'),
    names: {
      feedForward: 'feed_forward',
      experts: 'feed_forward.experts',
      router: 'feed_forward.router',
      linear: 'mamba',
    },
  },
  {
    types: ['bamba'],
    classes: ['Bamba'],
    stateSpace: 'mamba2',
    names: { feedForward: 'feed_forward', linear: 'mamba' },
  },
  {
    types: ['nemotron_h', 'nemotron_h_text', 'nemotron_h_nano_vl', 'nemotron_h_puzzle'],
    classes: ['NemotronH'],
    stateSpace: 'mamba2',
    gated: false,
    normsPerLayer: 1,
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    feedForwardBias: said('mlp_bias'),
    names: mixerNames,
  },
  {
    types: ['nemotron'],
    classes: ['NemotronFor'],
    norm: 'layer',
    gated: false,
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    feedForwardBias: said('mlp_bias'),
  },
  {
    types: ['nemotron-nas', 'deci', 'deci_lm'],
    classes: ['DeciLM'],
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
  },
  {
    types: ['granitemoe', 'granitemoeshared'],
    classes: ['GraniteMoeFor', 'GraniteMoeShared'],
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    names: {
      experts: 'block_sparse_moe.input_linear',
      router: 'block_sparse_moe.router.layer',
      sharedExperts: 'shared_mlp',
    },
  },
  {
    types: ['granitemoehybrid', 'granite4'],
    classes: ['GraniteMoeHybrid'],
    stateSpace: 'mamba2',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    tied: said('tie_word_embeddings', true),
    names: {
      experts: 'block_sparse_moe.experts',
      router: 'block_sparse_moe.router.layer',
      sharedExperts: 'shared_mlp',
      feedForward: 'shared_mlp',
      linear: 'mamba',
    },
  },
  {
    types: ['olmo'],
    classes: ['OlmoFor', 'OLMoFor'],
    norm: 'none',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
  },
  {
    types: ['olmo2', 'olmo3', 'flex_olmo'],
    classes: ['Olmo2', 'Olmo3', 'FlexOlmo'],
    queryKeyNorm: 'whole',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    usual: { sliding_window_pattern: 4 },
  },
  {
    types: ['olmoe'],
    classes: ['Olmoe'],
    queryKeyNorm: 'whole',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
  },
  {
    types: ['cohere', 'cohere2', 'cohere2_text', 'cohere2_vision'],
    classes: ['Cohere'],
    norm: 'layer-without-bias',
    normsPerLayer: 1,
    tied: said('tie_word_embeddings', true),
    queryKeyNorm: 'per-head',
    queryKeyNormSaid: said('use_qk_norm'),
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    usual: { vocab_size: 256_000 },
  },
  {
    types: ['starcoder2'],
    classes: ['Starcoder2'],
    norm: 'layer',
    gated: false,
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: said('use_bias', true),
    outputBias: said('use_bias', true),
    feedForwardBias: said('use_bias', true),
    names: { up: 'c_fc', down: 'c_proj' },
  },
  {
    types: ['gpt_bigcode'],
    classes: ['GPTBigCode'],
    norm: 'layer',
    gated: false,
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: true,
    outputBias: true,
    feedForwardBias: true,
    learnedPositions: 0,
    innerMultiple: 4,
    form: 'multi-query-by-flag',
    usual: { multi_query: true },
    names: { layers: 'transformer.h', attention: 'attn', up: 'c_fc', down: 'c_proj' },
  },
  {
    types: ['gpt2'],
    classes: ['GPT2'],
    norm: 'layer',
    gated: false,
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: true,
    outputBias: true,
    feedForwardBias: true,
    learnedPositions: 0,
    innerMultiple: 4,
    names: { layers: 'transformer.h', attention: 'attn', up: 'c_fc', down: 'c_proj' },
  },
  {
    types: ['gpt_neo'],
    classes: ['GPTNeoFor'],
    norm: 'layer',
    gated: false,
    tied: said('tie_word_embeddings', true),
    outputBias: true,
    feedForwardBias: true,
    learnedPositions: 0,
    innerMultiple: 4,
    usual: { window_size: 256 },
    names: { layers: 'transformer.h' },
  },
  {
    types: ['gpt_neox', 'gpt_neox_japanese'],
    classes: ['GPTNeoX'],
    norm: 'layer',
    gated: false,
    queryKeyValueBias: said('attention_bias', true),
    outputBias: said('attention_bias', true),
    feedForwardBias: true,
    innerMultiple: 4,
    names: { layers: 'gpt_neox.layers', attention: 'attention', up: 'dense_h_to_4h', down: 'dense_4h_to_h' },
  },
  {
    types: ['gptj', 'codegen'],
    classes: ['GPTJ', 'CodeGen'],
    norm: 'layer',
    normsPerLayer: 1,
    gated: false,
    feedForwardBias: true,
    headBias: true,
    innerMultiple: 4,
    names: { layers: 'transformer.h', attention: 'attn', up: 'fc_in', down: 'fc_out' },
  },
  {
    types: ['bloom'],
    classes: ['Bloom'],
    norm: 'layer',
    gated: false,
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: true,
    outputBias: true,
    feedForwardBias: true,
    embeddingNorms: 2,
    innerMultiple: 4,
    usual: { max_position_embeddings: 2048 },
    names: {
      layers: 'transformer.h',
      attention: 'self_attention',
      up: 'dense_h_to_4h',
      down: 'dense_4h_to_h',
    },
  },
  {
    types: ['opt'],
    classes: ['OPT'],
    norm: 'layer',
    gated: false,
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: said('enable_bias', true),
    outputBias: said('enable_bias', true),
    feedForwardBias: said('enable_bias', true),
    learnedPositions: 2,
    names: { layers: 'model.decoder.layers', up: 'fc1', down: 'fc2' },
  },
  {
    types: ['mpt'],
    classes: ['MPT', 'Mpt'],
    norm: 'layer-without-bias',
    gated: false,
    tied: said('tie_word_embeddings', true),
    usual: { expansion_ratio: 4 },
    innerMultiple: 4,
    names: { layers: 'transformer.blocks', attention: 'attn', feedForward: 'ffn' },
  },
  {
    types: ['dbrx'],
    classes: ['Dbrx'],
    norm: 'layer-without-bias',
    names: { layers: 'transformer.blocks', experts: 'ffn.experts.mlp', router: 'ffn.router.layer' },
  },
  { types: ['grok-1', 'grok', 'grok1', 'grok-2'], classes: ['Grok'], normsPerLayer: 4, names: mixtralNames },
  {
    types: ['ernie4_5', 'ernie4_5_moe', 'ernie4_5_vl_moe', 'ernie4_5_moe_vl'],
    classes: ['Ernie4_5'],
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: said('use_bias'),
    outputBias: said('use_bias'),
    feedForwardBias: said('use_bias'),
  },
  {
    types: ['hunyuan', 'hunyuan_v1_dense', 'hunyuan_v1_moe'],
    classes: ['HunYuan'],
    tied: said('tie_word_embeddings', true),
    queryKeyNorm: 'head',
    queryKeyNormSaid: said('use_qk_norm', true),
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
    names: { sharedExperts: 'mlp.shared_mlp', router: 'mlp.gate.wg' },
  },
  {
    types: ['dots1', 'dots_vlm'],
    classes: ['Dots1', 'DotsVLM'],
    queryKeyNorm: 'head',
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
  },
  {
    types: ['seed_oss'],
    classes: ['SeedOss'],
    queryKeyValueBias: said('attention_bias', true),
    outputBias: said('attention_out_bias'),
    feedForwardBias: said('mlp_bias'),
  },
  {
    types: ['step3_text', 'step3', 'step3_vl'],
    classes: ['Step3For', 'Step3Text', 'Step3VL'],
    names: { experts: 'moe', router: 'moe.gate', sharedExperts: 'share_expert' },
    usual: { num_key_value_heads: 1 },
  },
  {
    types: ['step3p5', 'step3p7'],
    classes: ['Step3p5', 'Step3p7'],
    queryKeyNorm: 'head',
    queryKeyNormSaid: said('use_qk_norm', true),
    outputGate: 'per-head',
    outputGateSaid: said('use_head_wise_attn_gate', true),
    names: { experts: 'moe', router: 'moe.gate', sharedExperts: 'share_expert' },
  },
  {
    types: ['exaone'],
    classes: ['ExaoneFor'],
    names: {
      layers: 'transformer.h',
      attention: 'attn.attention',
      gate: 'c_fc_0',
      up: 'c_fc_1',
      down: 'c_proj',
    },
  },
  {
    types: ['exaone4', 'exaone_moe', 'exaone4_5_text'],
    classes: ['Exaone4', 'ExaoneMoE', 'ExaoneMoe'],
    queryKeyNorm: 'head',
  },
  {
    types: ['internlm', 'internlm2', 'internlm3'],
    classes: ['InternLM'],
    queryKeyValueBias: said('bias', false),
    outputBias: said('bias', false),
    names: { attention: 'attention', feedForward: 'feed_forward', gate: 'w1', up: 'w3', down: 'w2' },
  },
  { types: ['baichuan'], classes: ['Baichuan', 'BaiChuan'] },
  { types: ['arctic'], classes: ['Arctic'], form: 'dense-residual', names: mixtralNames, normsPerLayer: 3 },
  {
    types: ['stablelm', 'stablelm_epoch'],
    classes: ['StableLm', 'StableLM'],
    norm: 'layer',
    queryKeyValueBias: said('use_qkv_bias'),
  },
  {
    types: ['lfm2', 'lfm2_moe', 'lfm2_vl'],
    classes: ['Lfm2'],
    form: 'convolutions',
    tied: said('tie_embedding', true),
    queryKeyNorm: 'head',
    usual: { conv_L_cache: 3 },
    names: {
      feedForward: 'feed_forward',
      gate: 'w1',
      up: 'w3',
      down: 'w2',
      experts: 'feed_forward.experts',
      router: 'feed_forward.gate',
      expertGate: 'w1',
      expertUp: 'w3',
      expertDown: 'w2',
      linear: 'conv',
    },
  },
  {
    types: ['bailing_moe', 'bailing_moe_v2', 'bailing_hybrid', 'bailing_moe_linear'],
    classes: ['BailingMoe'],
    queryKeyNorm: 'head',
    queryKeyNormSaid: said('use_qk_norm'),
    queryKeyValueBias: said('use_qkv_bias'),
    outputBias: said('use_bias'),
    linear: 'lightning',
    names: { attention: 'attention' },
  },
  {
    types: ['mimo_v2_flash', 'mimo_v2', 'mimo_v2_pro'],
    classes: ['MiMoV2'],
    queryKeyValueBias: said('attention_bias'),
    sinks: said('add_swa_attention_sink_bias'),
  },
  { types: ['afmoe'], classes: ['Afmoe'], normsPerLayer: 4, queryKeyNorm: 'head', outputGate: 'whole' },
  {
    types: ['bitnet'],
    classes: ['BitNet', 'Bitnet'],
    tied: said('tie_word_embeddings', true),
    queryKeyValueBias: said('attention_bias'),
    outputBias: said('attention_bias'),
  },
  { types: ['telechat2', 'orion'], classes: ['Orion'], norm: 'layer' },
];

const byType = new Map(families.flatMap((family) => family.types.map((type) => [type, family] as const)));

/** The family of a configuration by its `model_type`, or else by the name of its class. */
export function familyOf(types: readonly string[], architectures: readonly string[]): Family | undefined {
  for (const type of types) {
    const family = byType.get(type);
    if (family !== undefined) return family;
  }
  const starts = families.flatMap((family) => (family.classes ?? []).map((start) => ({ family, start })));
  return starts
    .filter(({ start }) => architectures.some((name) => name.startsWith(start)))
    .sort((a, b) => b.start.length - a.start.length)[0]?.family;
}

/** Every `model_type` that is read. */
export const knownTypes: readonly string[] = [...byType.keys()];

export const namesOf = (family: Family): ModuleNames => ({ ...usualNames, ...family.names });
