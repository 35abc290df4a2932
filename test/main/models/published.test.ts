import { describe, expect, it } from 'vitest';
import { modelAnswer } from '#main/models/model-answer';
import { readModel } from '#main/models/read-model';

/** A configuration of a public model reduced to its sizes, and what its publisher counts. */
interface Published {
  readonly config: Readonly<Record<string, unknown>>;
  /** As stated, or as the files of the model hold. */
  readonly parameters: number;
  /** Without the input embedding, where its publisher counts that (Qwen 1.5 2.7, less 0.31 billion) or rounds (ERNIE 3.35 to 3). */
  readonly active?: number;
  /** Where only a rounded figure is published. */
  readonly within?: number;
}

/** Hidden size, layers, heads, heads of keys and values, inner size, vocabulary. */
const llama = (...[hidden_size, num_hidden_layers, heads, groups, inner, vocab_size]: readonly number[]) => ({
  hidden_size,
  num_hidden_layers,
  num_attention_heads: heads,
  num_key_value_heads: groups,
  intermediate_size: inner,
  vocab_size,
  max_position_embeddings: 4096,
  torch_dtype: 'bfloat16',
});
const type = (model_type: string, config: object) => ({ model_type, ...config });
const EXACT = 1e-9;

/** Exact where the model's files state the count (their `total_parameters` or size), else as announced. */
const published: Readonly<Record<string, Published>> = {
  'Llama 2 7B': {
    config: type('llama', llama(4096, 32, 32, 32, 11008, 32000)),
    parameters: 6_738_415_616,
    within: EXACT,
  },
  'Mistral 7B': {
    config: type('mistral', { ...llama(4096, 32, 32, 8, 14336, 32000), sliding_window: 4096 }),
    parameters: 7_241_732_096,
    within: EXACT,
  },
  'Qwen2.5 7B': {
    config: type('qwen2', llama(3584, 28, 28, 4, 18944, 152_064)),
    parameters: 7_615_616_512,
    within: EXACT,
  },
  'Qwen2.5 72B': {
    config: type('qwen2', llama(8192, 80, 64, 8, 29568, 152_064)),
    parameters: 72_706_203_648,
    within: EXACT,
  },
  'Qwen1.5 MoE A2.7B': {
    config: type('qwen2_moe', {
      ...llama(2048, 24, 16, 16, 5632, 151_936),
      num_experts: 60,
      num_experts_per_tok: 4,
      moe_intermediate_size: 1408,
      shared_expert_intermediate_size: 5632,
    }),
    parameters: 14_315_784_192,
    within: EXACT,
    active: 2.38e9,
  },
  'Qwen3 Next 80B A3B': {
    config: type('qwen3_next', {
      ...llama(2048, 48, 16, 2, 5120, 151_936),
      head_dim: 256,
      num_experts: 512,
      num_experts_per_tok: 10,
      moe_intermediate_size: 512,
      shared_expert_intermediate_size: 512,
      linear_num_key_heads: 16,
      linear_num_value_heads: 32,
      linear_key_head_dim: 128,
      linear_value_head_dim: 128,
      linear_conv_kernel_dim: 4,
    }),
    parameters: 79.67e9,
    active: 3.6e9,
    within: 0.001,
  },
  'Gemma 2B': {
    config: type('gemma', { ...llama(2048, 18, 8, 1, 16384, 256_000), head_dim: 256 }),
    parameters: 2_506_172_416,
    within: EXACT,
  },
  'Gemma 7B': {
    config: type('gemma', { ...llama(3072, 28, 16, 16, 24576, 256_000), head_dim: 256 }),
    parameters: 8_537_680_896,
    within: EXACT,
  },
  'Gemma 2 9B': {
    config: type('gemma2', { ...llama(3584, 42, 16, 8, 14336, 256_000), head_dim: 256 }),
    parameters: 9_241_705_984,
    within: EXACT,
  },
  'Gemma 2 27B': {
    config: type('gemma2', { ...llama(4608, 46, 32, 16, 36864, 256_000), head_dim: 128 }),
    parameters: 27_227_128_320,
    within: EXACT,
  },
  'Gemma 3 1B': {
    config: type('gemma3_text', { ...llama(1152, 26, 4, 1, 6912, 262_144), head_dim: 256 }),
    parameters: 999_885_952,
    within: EXACT,
  },
  'Gemma 3 27B': {
    config: {
      model_type: 'gemma3',
      text_config: type('gemma3_text', {
        hidden_size: 5376,
        intermediate_size: 21504,
        num_hidden_layers: 62,
        num_attention_heads: 32,
        num_key_value_heads: 16,
        head_dim: 128,
        sliding_window: 1024,
      }),
      vision_config: {
        model_type: 'siglip_vision_model',
        hidden_size: 1152,
        intermediate_size: 4304,
        num_hidden_layers: 27,
        num_attention_heads: 16,
        image_size: 896,
        patch_size: 14,
      },
      torch_dtype: 'bfloat16',
    },
    parameters: 27_432_406_640,
    within: 1e-5,
  },
  'Gemma 3n E4B, its text': {
    config: type('gemma3n_text', {
      ...llama(2048, 35, 8, 2, 16384, 262_400),
      head_dim: 256,
      hidden_size_per_layer_input: 256,
    }),
    parameters: 6.87e9,
    within: 0.01,
  },
  'Phi 3 mini': {
    config: type('phi3', llama(3072, 32, 32, 32, 8192, 32064)),
    parameters: 3_821_079_552,
    within: EXACT,
  },
  'Phi 4': {
    config: type('phi3', llama(5120, 40, 40, 10, 17920, 100_352)),
    parameters: 14_659_507_200,
    within: EXACT,
  },
  'Phi 2': {
    config: type('phi', llama(2560, 32, 32, 32, 10240, 51200)),
    parameters: 2_779_683_840,
    within: EXACT,
  },
  'Phi 3.5 MoE': {
    config: type('phimoe', {
      ...llama(4096, 32, 32, 8, 6400, 32064),
      num_local_experts: 16,
      num_experts_per_tok: 2,
      attention_bias: true,
      lm_head_bias: true,
    }),
    parameters: 41_873_153_344,
    within: 1e-5,
    active: 6.6e9,
  },
  'DeepSeek V2 Lite': {
    config: type('deepseek_v2', {
      ...llama(2048, 27, 16, 16, 10944, 102_400),
      kv_lora_rank: 512,
      q_lora_rank: null,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      n_routed_experts: 64,
      n_shared_experts: 2,
      num_experts_per_tok: 6,
      moe_intermediate_size: 1408,
      first_k_dense_replace: 1,
      moe_layer_freq: 1,
    }),
    parameters: 15_706_484_224,
    within: EXACT,
    active: 2.4e9,
  },
  'DeepSeek MoE 16B': {
    config: type('deepseek', {
      ...llama(2048, 28, 16, 16, 10944, 102_400),
      n_routed_experts: 64,
      n_shared_experts: 2,
      num_experts_per_tok: 6,
      moe_intermediate_size: 1408,
      first_k_dense_replace: 1,
      moe_layer_freq: 1,
    }),
    parameters: 16_375_728_128,
    within: EXACT,
    active: 2.66e9,
  },
  'ChatGLM 4 9B': {
    config: {
      model_type: 'chatglm',
      hidden_size: 4096,
      num_layers: 40,
      num_attention_heads: 32,
      kv_channels: 128,
      multi_query_attention: true,
      multi_query_group_num: 2,
      ffn_hidden_size: 13696,
      padded_vocab_size: 151_552,
      seq_length: 131_072,
      add_qkv_bias: true,
      add_bias_linear: false,
      torch_dtype: 'bfloat16',
    },
    parameters: 9_399_951_360,
    within: EXACT,
  },
  'GLM 4.5 Air': {
    config: type('glm4_moe', {
      ...llama(4096, 46, 96, 8, 10944, 151_552),
      head_dim: 128,
      attention_bias: true,
      use_qk_norm: false,
      n_routed_experts: 128,
      n_shared_experts: 1,
      num_experts_per_tok: 8,
      moe_intermediate_size: 1408,
      first_k_dense_replace: 1,
      num_nextn_predict_layers: 1,
    }),
    parameters: 106.85e9,
    active: 12e9,
    within: 0.005,
  },
  'Falcon 7B': {
    config: {
      model_type: 'falcon',
      hidden_size: 4544,
      num_hidden_layers: 32,
      num_attention_heads: 71,
      multi_query: true,
      parallel_attn: true,
      bias: false,
      vocab_size: 65024,
      torch_dtype: 'bfloat16',
    },
    parameters: 6_921_720_704,
    within: EXACT,
  },
  'Falcon 40B': {
    config: {
      model_type: 'falcon',
      hidden_size: 8192,
      num_hidden_layers: 60,
      num_attention_heads: 128,
      num_kv_heads: 8,
      new_decoder_architecture: true,
      bias: false,
      vocab_size: 65024,
      torch_dtype: 'bfloat16',
    },
    parameters: 41_303_293_952,
    within: EXACT,
  },
  'Mamba 2.8B': {
    config: {
      model_type: 'mamba',
      hidden_size: 2560,
      num_hidden_layers: 64,
      intermediate_size: 5120,
      state_size: 16,
      conv_kernel: 4,
      time_step_rank: 160,
      vocab_size: 50280,
      torch_dtype: 'bfloat16',
    },
    parameters: 2_768_345_600,
    within: EXACT,
  },
  'Jamba 52B': {
    config: type('jamba', {
      ...llama(4096, 32, 32, 8, 14336, 65536),
      num_experts: 16,
      num_experts_per_tok: 2,
      mamba_dt_rank: 256,
    }),
    parameters: 51_570_323_328,
    within: EXACT,
    active: 12e9,
  },
  'Granite 4.0 H Small': {
    config: type('granitemoehybrid', {
      ...llama(4096, 40, 32, 8, 768, 100_352),
      layer_types: Array.from({ length: 40 }, (_, layer) =>
        [5, 15, 25, 35].includes(layer) ? 'attention' : 'mamba',
      ),
      num_local_experts: 72,
      num_experts_per_tok: 10,
      shared_intermediate_size: 1536,
      mamba_n_heads: 128,
      mamba_d_head: 64,
      mamba_d_state: 128,
      mamba_n_groups: 1,
      mamba_d_conv: 4,
      mamba_expand: 2,
    }),
    parameters: 32.2e9,
    active: 9e9,
    within: 0.01,
  },
  'OLMoE 1B 7B': {
    config: type('olmoe', {
      ...llama(2048, 16, 16, 16, 1024, 50304),
      num_experts: 64,
      num_experts_per_tok: 8,
    }),
    parameters: 6_919_161_856,
    within: EXACT,
    active: 1.28e9,
  },
  'OLMo 2 7B': {
    config: type('olmo2', llama(4096, 32, 32, 32, 11008, 100_352)),
    parameters: 7_298_617_344,
    within: 1e-4,
  },
  'Command R': {
    config: type('cohere', llama(8192, 40, 64, 64, 22528, 256_000)),
    parameters: 34_980_831_232,
    within: EXACT,
  },
  'Command R+': {
    config: type('cohere', { ...llama(12288, 64, 96, 8, 33792, 256_000), use_qk_norm: true }),
    parameters: 103_810_674_688,
    within: EXACT,
  },
  'StarCoder2 15B': {
    config: type('starcoder2', { ...llama(6144, 40, 48, 4, 24576, 49152), tie_word_embeddings: false }),
    parameters: 15_957_889_024,
    within: EXACT,
  },
  'GPT-2': {
    config: {
      model_type: 'gpt2',
      n_embd: 768,
      n_layer: 12,
      n_head: 12,
      n_positions: 1024,
      vocab_size: 50257,
    },
    parameters: 124_439_808,
    within: EXACT,
  },
  'Pythia 6.9B': {
    config: type('gpt_neox', llama(4096, 32, 32, 32, 16384, 50432)),
    parameters: 6_857_302_016,
    within: EXACT,
  },
  'GPT-NeoX 20B': {
    config: type('gpt_neox', llama(6144, 44, 64, 64, 24576, 50432)),
    parameters: 20_554_567_680,
    within: EXACT,
  },
  'Bloom 176B': {
    config: {
      model_type: 'bloom',
      n_embed: 14336,
      hidden_size: 14336,
      n_layer: 70,
      n_head: 112,
      vocab_size: 250_880,
      torch_dtype: 'bfloat16',
    },
    parameters: 176_247_271_424,
    within: EXACT,
  },
  'OPT 6.7B': {
    config: {
      model_type: 'opt',
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      ffn_dim: 16384,
      max_position_embeddings: 2048,
      vocab_size: 50272,
      torch_dtype: 'float16',
    },
    parameters: 6_658_473_984,
    within: EXACT,
  },
  'MPT 7B': {
    config: {
      model_type: 'mpt',
      d_model: 4096,
      n_layers: 32,
      n_heads: 32,
      expansion_ratio: 4,
      max_seq_len: 2048,
      vocab_size: 50432,
      torch_dtype: 'bfloat16',
    },
    parameters: 6_649_286_656,
    within: EXACT,
  },
  DBRX: {
    config: {
      model_type: 'dbrx',
      d_model: 6144,
      n_layers: 40,
      n_heads: 48,
      max_seq_len: 32768,
      vocab_size: 100_352,
      attn_config: { kv_n_heads: 8 },
      ffn_config: { ffn_hidden_size: 10752, moe_num_experts: 16, moe_top_k: 4 },
      torch_dtype: 'bfloat16',
    },
    parameters: 131_596_523_520,
    within: 1e-5,
    active: 36e9,
  },
  'ERNIE 4.5 300B A47B': {
    config: type('ernie4_5_moe', {
      ...llama(8192, 54, 64, 8, 28672, 103_424),
      tie_word_embeddings: false,
      moe_num_experts: 64,
      moe_k: 8,
      moe_intermediate_size: 3584,
      moe_layer_start_index: 3,
      moe_layer_end_index: 53,
      moe_num_shared_experts: 0,
      moe_layer_interval: 1,
    }),
    parameters: 300e9,
    active: 47e9,
    within: 0.005,
  },
  'ERNIE 4.5 21B A3B': {
    config: type('ernie4_5_moe', {
      ...llama(2560, 28, 20, 4, 12288, 103_424),
      moe_num_experts: 64,
      moe_k: 6,
      moe_intermediate_size: 1536,
      moe_layer_start_index: 1,
      moe_layer_end_index: 27,
      moe_num_shared_experts: 2,
      moe_layer_interval: 1,
    }),
    parameters: 21.8e9,
    active: 3.35e9,
    within: 0.005,
  },
  'Hunyuan A13B': {
    config: type('hunyuan_v1_moe', {
      ...llama(4096, 32, 32, 8, 3072, 128_167),
      num_experts: 64,
      moe_topk: Array(32).fill(8),
      moe_intermediate_size: Array(32).fill(3072),
      num_shared_expert: Array(32).fill(1),
      use_qk_norm: true,
    }),
    parameters: 80.4e9,
    active: 13e9,
    within: 0.005,
  },
  'Seed OSS 36B': {
    config: type('seed_oss', { ...llama(5120, 64, 80, 8, 27648, 155_136), head_dim: 128 }),
    parameters: 36_151_104_512,
    within: EXACT,
  },
  'LongCat Flash': {
    config: {
      model_type: 'longcat_flash',
      hidden_size: 6144,
      num_layers: 28,
      num_attention_heads: 64,
      ffn_hidden_size: 12288,
      expert_ffn_hidden_size: 2048,
      n_routed_experts: 512,
      zero_expert_num: 256,
      moe_topk: 12,
      kv_lora_rank: 512,
      q_lora_rank: 1536,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      vocab_size: 131_072,
      max_position_embeddings: 131_072,
      torch_dtype: 'bfloat16',
    },
    parameters: 560e9,
    within: 0.005,
  },
  'Step 3': {
    config: {
      model_type: 'step3_text',
      hidden_size: 7168,
      num_hidden_layers: 61,
      num_attention_heads: 64,
      num_attention_groups: 1,
      head_dim: 256,
      share_q_dim: 2048,
      intermediate_size: 18432,
      moe_intermediate_size: 5120,
      moe_num_experts: 48,
      moe_top_k: 3,
      share_expert_dim: 5120,
      moe_layers_enum: Array.from({ length: 56 }, (_, layer) => layer + 4).join(','),
      vocab_size: 128_815,
      max_position_embeddings: 65536,
      torch_dtype: 'bfloat16',
    },
    parameters: 316e9,
    active: 38e9,
    within: 0.01,
  },
  'SmolLM3 3B': {
    config: type('smollm3', llama(2048, 36, 16, 4, 11008, 128_256)),
    parameters: 3_075_098_624,
    within: EXACT,
  },
  'EXAONE 4.0 32B': {
    config: type('exaone4', {
      ...llama(5120, 64, 40, 8, 27392, 102_400),
      sliding_window: 4096,
      sliding_window_pattern: 'LLLG',
    }),
    parameters: 32_003_200_000,
    within: 0.001,
  },
  'Snowflake Arctic': {
    config: type('arctic', {
      ...llama(7168, 35, 56, 8, 4864, 32000),
      num_local_experts: 128,
      num_experts_per_tok: 2,
      moe_layer_frequency: 1,
    }),
    parameters: 479e9,
    active: 17e9,
    within: 0.01,
  },
  'LFM2 1.2B': {
    config: type('lfm2', {
      ...llama(2048, 16, 32, 8, 12288, 65536),
      block_ff_dim: 12288,
      block_auto_adjust_ff_dim: true,
      block_multiple_of: 256,
      block_ffn_dim_multiplier: 1,
      conv_L_cache: 3,
      full_attn_idxs: [2, 5, 8, 10, 12, 14],
    }),
    parameters: 1_170_340_608,
    within: EXACT,
  },
  'Kimi Linear 48B A3B': {
    config: type('kimi_linear', {
      ...llama(2304, 27, 32, 32, 9216, 163_840),
      kv_lora_rank: 512,
      q_lora_rank: null,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      head_dim: 72,
      num_experts: 256,
      num_experts_per_token: 8,
      num_shared_experts: 1,
      moe_intermediate_size: 1024,
      first_k_dense_replace: 1,
      linear_attn_config: {
        full_attn_layers: [4, 8, 12, 16, 20, 24, 27],
        head_dim: 128,
        num_heads: 32,
        short_conv_kernel_size: 4,
      },
    }),
    parameters: 49.12e9,
    active: 3e9,
    within: 0.005,
  },
  'MiniMax M1 456B': {
    config: type('minimax_m1', {
      ...llama(6144, 80, 64, 8, 9216, 200_064),
      head_dim: 128,
      attn_type_list: Array.from({ length: 80 }, (_, layer) => (layer % 8 === 7 ? 1 : 0)),
      num_local_experts: 32,
      num_experts_per_tok: 2,
    }),
    parameters: 456e9,
    active: 45.9e9,
    within: 0.005,
  },
  'StableLM 2 1.6B': {
    config: type('stablelm', { ...llama(2048, 24, 32, 32, 5632, 100_352), use_qkv_bias: true }),
    parameters: 1_644_515_328,
    within: EXACT,
  },
  'InternLM 2.5 7B': {
    config: type('internlm2', llama(4096, 32, 32, 8, 14336, 92544)),
    parameters: 7_737_708_544,
    within: EXACT,
  },
  'MiniCPM3 4B': {
    config: type('minicpm3', {
      ...llama(2560, 62, 40, 40, 6400, 73448),
      q_lora_rank: 768,
      kv_lora_rank: 256,
      qk_nope_head_dim: 64,
      qk_rope_head_dim: 32,
      tie_word_embeddings: true,
    }),
    parameters: 4.07e9,
    within: 0.005,
  },
  // Its dense block runs beside the experts of every layer.
  'Grok 2': {
    config: {
      architectures: ['Grok1ForCausalLM'],
      ...type('git', {
        ...llama(8192, 64, 64, 8, 32768, 131072),
        head_dim: 128,
        num_local_experts: 8,
        num_experts_per_tok: 2,
        moe_intermediate_size: 16384,
        residual_moe: true,
      }),
    },
    parameters: 269.5e9,
    within: 0.001,
  },
  'InternS1 235B, with sides of patches in pairs': {
    config: {
      architectures: ['InternS1ForConditionalGeneration'],
      model_type: 'interns1',
      text_config: {
        ...type('qwen3_moe', llama(4096, 94, 64, 4, 12288, 153216)),
        head_dim: 128,
        moe_intermediate_size: 1536,
        num_experts: 128,
        num_experts_per_tok: 8,
      },
      vision_config: {
        model_type: 'interns1_vision',
        hidden_size: 3200,
        image_size: [448, 448],
        intermediate_size: 12800,
        num_attention_heads: 25,
        num_hidden_layers: 45,
        patch_size: [14, 14],
      },
    },
    parameters: 241e9,
    within: 0.005,
  },
  // The text model of DeepSeek OCR: 3.34 billion in its files with both encoders of pictures (0.4 billion).
  'DeepSeek OCR, its text without latent attention': {
    config: type('deepseek_v2', {
      ...llama(1280, 12, 10, 10, 6848, 129280),
      ...{ moe_intermediate_size: 896, n_routed_experts: 64, n_shared_experts: 2, num_experts_per_tok: 6 },
      ...{ first_k_dense_replace: 1, use_mla: false, q_lora_rank: null, kv_lora_rank: null },
      ...{ qk_nope_head_dim: 0, qk_rope_head_dim: 0, v_head_dim: 0 },
    }),
    parameters: 2.93e9,
    within: 0.02,
  },
  'Yi 34B': {
    config: type('llama', llama(7168, 60, 56, 8, 20480, 64000)),
    parameters: 34_388_917_248,
    within: EXACT,
  },
  'Qwen2.5-VL 7B': {
    config: {
      model_type: 'qwen2_5_vl',
      ...llama(3584, 28, 28, 4, 18944, 152_064),
      vision_config: {
        depth: 32,
        hidden_size: 1280,
        intermediate_size: 3420,
        num_heads: 16,
        out_hidden_size: 3584,
        patch_size: 14,
        spatial_merge_size: 2,
        temporal_patch_size: 2,
      },
    },
    parameters: 8_292_166_656,
    within: 1e-4,
  },
  'Mistral Small 3.1 24B': {
    config: {
      model_type: 'mistral3',
      text_config: type('mistral', { ...llama(5120, 40, 32, 8, 32768, 131_072), head_dim: 128 }),
      vision_config: {
        model_type: 'pixtral',
        hidden_size: 1024,
        intermediate_size: 4096,
        num_hidden_layers: 24,
        num_attention_heads: 16,
        head_dim: 64,
        patch_size: 14,
      },
      spatial_merge_size: 2,
    },
    parameters: 24_011_361_280,
    within: 1e-3,
  },
  'Nemotron-4 15B': {
    config: type('nemotron', llama(6144, 32, 48, 8, 24576, 256_000)),
    parameters: 15.6e9,
    within: 0.01,
  },
  'Baichuan 2 13B': {
    config: type('baichuan', llama(5120, 40, 40, 40, 13696, 125_696)),
    parameters: 13_896_668_160,
    within: EXACT,
  },
};

function answerOf(config: Published['config']) {
  const read = readModel({ name: 'config.json', text: JSON.stringify(config) });
  if (!read.ok) throw new Error(read.error.message);
  return modelAnswer('model', read.value.description);
}

describe('a configuration of a public model', () => {
  it.each(Object.entries(published))(
    'has the parameters that are published: %s',
    (_, { config, parameters, within }) => {
      const counted = answerOf(config).parameters;

      expect(Math.abs(counted / parameters - 1), `${counted} for ${parameters}`).toBeLessThanOrEqual(
        within ?? EXACT,
      );
    },
  );

  it.each(Object.entries(published).filter(([, { active }]) => active !== undefined))(
    'has the active parameters that are published within 10 %%: %s',
    (_, { config, active = 0 }) => {
      const counted = answerOf(config).activeParameters;

      expect(Math.abs(counted / active - 1), `${counted} for ${active}`).toBeLessThanOrEqual(0.1);
    },
  );
});
