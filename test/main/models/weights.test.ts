import { describe, expect, it } from 'vitest';
import { modelAnswer } from '#main/models/model-answer';
import { readModel } from '#main/models/read-model';
import { llamaConfig } from '../../support/model-config';

const answerOf = (config: object, quantization?: object) => {
  const read = readModel(
    { name: 'config.json', text: JSON.stringify(config) },
    quantization && { name: 'hf_quant_config.json', text: JSON.stringify(quantization) },
  );
  if (!read.ok) throw new Error(read.error.message);
  return modelAnswer('model', read.value.description);
};

const gptOss = (layers: number, experts: number) => ({
  model_type: 'gpt_oss',
  hidden_size: 2880,
  num_hidden_layers: layers,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  head_dim: 64,
  intermediate_size: 2880,
  num_local_experts: experts,
  num_experts_per_tok: 4,
  vocab_size: 201_088,
  sliding_window: 128,
  layer_types: Array.from({ length: layers }, (_, layer) =>
    layer % 2 === 0 ? 'sliding_attention' : 'full_attention',
  ),
  max_position_embeddings: 131_072,
  tie_word_embeddings: false,
  quantization_config: {
    quant_method: 'mxfp4',
    modules_to_not_convert: [
      'model.layers.*.self_attn',
      'model.layers.*.mlp.router',
      'model.embed_tokens',
      'lm_head',
    ],
  },
});

const deepseekV3 = {
  model_type: 'deepseek_v3',
  hidden_size: 7168,
  num_hidden_layers: 61,
  num_attention_heads: 128,
  num_key_value_heads: 128,
  intermediate_size: 18432,
  moe_intermediate_size: 2048,
  n_routed_experts: 256,
  n_shared_experts: 1,
  num_experts_per_tok: 8,
  first_k_dense_replace: 3,
  moe_layer_freq: 1,
  kv_lora_rank: 512,
  q_lora_rank: 1536,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  topk_method: 'noaux_tc',
  num_nextn_predict_layers: 1,
  vocab_size: 129_280,
  max_position_embeddings: 163_840,
  torch_dtype: 'bfloat16',
};

const dense = {
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 2,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14_336,
  vocab_size: 32_000,
  torch_dtype: 'bfloat16',
};
/** Two layers of: q and o 4096², k and v 1024 × 4096, three matrices of 14336 × 4096. */
const MATRICES = 2 * (2 * 4096 ** 2 + 2 * 1024 * 4096 + 3 * 14_336 * 4096);
const REST = 2 * (2 * 32_000 * 4096 + 5 * 4096);

describe('weights as their files hold them', () => {
  it('gpt-oss-120b weighs 65.25 GB and gpt-oss-20b 13.76, as published', () => {
    expect(answerOf(gptOss(36, 128)).weightBytes / 1e9).toBeCloseTo(65.25, 2);
    expect(answerOf(gptOss(24, 32)).weightBytes / 1e9).toBeCloseTo(13.76, 2);
  });

  it('DeepSeek V3 weighs the 688.6 GB of its files in blocks of FP8, its draft layer included', () => {
    const answer = answerOf({
      ...deepseekV3,
      quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    });

    expect(answer.weightBytes / 1e9).toBeCloseTo(688.6, 0);
    expect(answer.parameters / 1e9).toBeCloseTo(671.03, 2);
  });

  it('DeepSeek R1 in NVFP4 weighs 386 GB without its draft layer, since its attention stays at 16 bits but for the output', () => {
    const projections = ['q_a_proj', 'q_b_proj', 'kv_a_proj_with_mqa', 'kv_b_proj'];
    const excluded = Array.from({ length: 61 }, (_, layer) =>
      projections.map((each) => `model.layers.${layer}.self_attn.${each}`),
    );
    const answer = answerOf(deepseekV3, {
      quantization: {
        quant_algo: 'NVFP4',
        kv_cache_quant_algo: 'FP8',
        group_size: 16,
        exclude_modules: ['lm_head', ...excluded.flat(), 'model.layers.61*'],
      },
    });

    expect((answer.weightBytes - (answer.weightBytesByPart.multiTokenPrediction ?? 0)) / 1e9).toBeCloseTo(
      386.4,
      1,
    );
  });

  it('the parts add up to the whole', () => {
    const { weightBytes, weightBytesByPart } = answerOf({
      ...deepseekV3,
      quantization_config: { quant_method: 'fp8' },
    });

    expect(Object.values(weightBytesByPart).reduce((sum, bytes) => sum + bytes, 0)).toBe(weightBytes);
  });

  it('is two bytes a parameter where nothing is quantised', () => {
    expect(answerOf(dense).weightBytes).toBe(2 * MATRICES + REST);
  });

  it('counts the scales and zero points of four bits in groups of 128 (AWQ): 4 + 16/128 + 4/128 bits', () => {
    const awq = { quant_method: 'awq', bits: 4, group_size: 128, zero_point: true };

    expect(answerOf({ ...dense, quantization_config: awq }).weightBytes).toBe(
      (MATRICES * (4 + 0.125 + 0.031_25)) / 8 + REST,
    );
  });

  it('reads the microscaled four bits of AMD’s Quark: 4 + 8/32 bits, and other formats for layers by name', () => {
    const base = {
      ...llamaConfig,
      quantization_config: {
        quant_method: 'quark',
        exclude: ['lm_head'],
        global_quant_config: { weight: { dtype: 'fp4', qscheme: 'per_group', group_size: 32 } },
        layer_quant_config: {
          '*self_attn*': { weight: { dtype: 'fp8_e4m3', qscheme: 'per_tensor' } },
        },
      },
    };
    const plain = answerOf(llamaConfig).weightBytesByPart;
    const parts = answerOf(base).weightBytesByPart;
    expect((parts.feedForward ?? 0) / (plain.feedForward ?? 0)).toBeCloseTo((4 + 8 / 32) / 16, 6);
    expect((parts.attention ?? 0) / (plain.attention ?? 0)).toBeCloseTo(0.5, 3);
    expect(parts.head).toBe(plain.head);
  });

  it('counts the index that GPTQ keeps for each column', () => {
    const gptq = { quant_method: 'gptq', bits: 4, group_size: 128 };
    const awq = { ...gptq, quant_method: 'awq' };
    const columns = 2 * (5 * 4096 + 4096 + 14_336);

    expect(answerOf({ ...dense, quantization_config: gptq }).weightBytes).toBe(
      answerOf({ ...dense, quantization_config: awq }).weightBytes + 4 * columns,
    );
  });

  it('leaves modules that are excluded at 16 bits', () => {
    const whole = { quant_method: 'fp8', weight_block_size: [128, 128] };
    const without = { ...whole, modules_to_not_convert: ['self_attn'] };
    const attention = 2 * (2 * 4096 ** 2 + 2 * 1024 * 4096);

    const difference =
      answerOf({ ...dense, quantization_config: without }).weightBytes -
      answerOf({ ...dense, quantization_config: whole }).weightBytes;
    expect(difference).toBe(attention - (4 * attention) / 128 ** 2);
  });

  it('reads groups of compressed-tensors with names, wildcards and expressions', () => {
    const int4 = {
      quant_method: 'compressed-tensors',
      format: 'pack-quantized',
      config_groups: {
        group_0: {
          targets: ['Linear'],
          weights: { num_bits: 4, type: 'int', strategy: 'group', group_size: 32, symmetric: true },
        },
      },
      ignore: ['lm_head', 're:.*self_attn.*'],
    };
    const answer = answerOf({ ...dense, quantization_config: int4 });
    const feedForward = 2 * 3 * 14_336 * 4096;

    expect(answer.weightBytesByPart.feedForward).toBe((feedForward * (4 + 0.5)) / 8 + 2 * 3 * 16);
    expect(answer.weightBytesByPart.attention).toBe(2 * (MATRICES - feedForward));
  });

  it('takes a precision for each module where a file names them one by one', () => {
    const mixed = {
      quantization: {
        quant_algo: 'MIXED_PRECISION',
        quantized_layers: {
          'model.layers.0.mlp.down_proj': { quant_algo: 'NVFP4', group_size: 16 },
          'model.layers.1.mlp.down_proj': { quant_algo: 'FP8' },
        },
      },
    };
    const down = 14_336 * 4096;

    expect(answerOf(dense, mixed).weightBytes).toBe(
      2 * MATRICES + REST - 4 * down + (down * 4.5) / 8 + 8 + down + 8,
    );
  });
});

describe('cache by kind of layer', () => {
  it('is keys and values of every layer: 2 · 36 · 8 · 128 numbers of two bytes for each token of Qwen3 8B', () => {
    const qwen = {
      model_type: 'qwen3',
      hidden_size: 4096,
      num_hidden_layers: 36,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      head_dim: 128,
      intermediate_size: 12_288,
      vocab_size: 151_936,
      torch_dtype: 'bfloat16',
    };

    expect(answerOf(qwen).keyValueBytes['1024']).toBe(1024 * 2 * 36 * 8 * 128 * 2);
  });

  it('keeps no more than the window in half the layers of gpt-oss', () => {
    const perToken = 2 * 8 * 64 * 2;

    expect(answerOf(gptOss(36, 128)).keyValueBytes['131072']).toBe(18 * perToken * (131_072 + 128));
  });

  it('is the latent and the rotary key alone with MLA, in eight bits where the file says so', () => {
    expect(answerOf(deepseekV3).keyValueBytes['1024']).toBe(61 * 576 * 2 * 1024);
    expect(
      answerOf(deepseekV3, {
        quantization: { quant_algo: 'FP8', kv_cache_quant_algo: 'FP8', exclude_modules: [] },
      }).keyValueBytes['1024'],
    ).toBe(61 * 576 * 1024);
  });

  it('adds the keys of the indexer of sparse attention', () => {
    const sparse = {
      ...deepseekV3,
      model_type: 'deepseek_v32',
      index_n_heads: 64,
      index_head_dim: 128,
      index_topk: 2048,
    };
    const answer = answerOf(sparse);

    expect(answer.keyValueBytes['1024']).toBe(61 * (576 + 128) * 2 * 1024);
    expect(answer.remarks.join(' ')).toContain('reads at most 2,048 tokens');
  });

  it('does not grow with the sequence in layers of linear attention', () => {
    const hybrid = {
      model_type: 'qwen3_next',
      hidden_size: 2048,
      num_hidden_layers: 4,
      num_attention_heads: 16,
      num_key_value_heads: 2,
      head_dim: 256,
      intermediate_size: 5120,
      vocab_size: 1000,
      linear_num_key_heads: 16,
      linear_num_value_heads: 32,
      linear_key_head_dim: 128,
      linear_value_head_dim: 128,
      linear_conv_kernel_dim: 4,
      torch_dtype: 'bfloat16',
    };
    const { keyValueBytes } = answerOf(hybrid);
    const state = 3 * (4 * 32 * 128 * 128 + 2 * 3 * (2 * 16 * 128 + 32 * 128));

    expect(keyValueBytes['1024']).toBe(1024 * 2 * 2 * 256 * 2 + state);
    expect(keyValueBytes['131072']).toBe(131_072 * 2 * 2 * 256 * 2 + state);
  });
});
