import { describe, expect, it } from 'vitest';
import { configLimits, readModel } from '#main/models/read-model';
import { llamaConfig } from '../../support/model-config';

const refusalOf = (config: string | object, quantization?: object) => {
  const read = readModel(
    { name: 'models/config.json', text: typeof config === 'string' ? config : JSON.stringify(config) },
    quantization && { name: 'models/hf_quant_config.json', text: JSON.stringify(quantization) },
  );
  return read.ok ? undefined : read.error.message;
};

describe('a configuration that cannot be read is refused by file and key', () => {
  it.each([
    [
      'cut short',
      JSON.stringify(llamaConfig).slice(0, 90),
      /^models\/config\.json: is not JSON: it ends early at line 1/,
    ],
    ['no object', '[1]', /^models\/config\.json: is not a JSON object/],
    ['too large', ' '.repeat(configLimits.bytes + 1), /^models\/config\.json: has [\d,]+ bytes/],
    [
      'negative layers',
      { ...llamaConfig, num_hidden_layers: -2 },
      /^models\/config\.json: num_hidden_layers: must be at least 1, not -2/,
    ],
    [
      'half a layer',
      { ...llamaConfig, num_hidden_layers: 1.5 },
      /num_hidden_layers: must be a whole number, not 1\.5/,
    ],
    [
      'too many layers',
      { ...llamaConfig, num_hidden_layers: 1e6 },
      /num_hidden_layers: must be at most 1000/,
    ],
    [
      'layers in words',
      { ...llamaConfig, num_hidden_layers: 'many' },
      /num_hidden_layers: must be a whole number, not "many"/,
    ],
    ['a size that is missing', { ...llamaConfig, vocab_size: undefined }, /vocab_size: is missing/],
    [
      'an unknown number format',
      { ...llamaConfig, torch_dtype: 'float13' },
      /torch_dtype: is an unknown number format: "float13"/,
    ],
    [
      'heads that cannot be grouped',
      { ...llamaConfig, num_key_value_heads: 7 },
      /num_key_value_heads: 32 heads cannot be grouped over 7/,
    ],
    [
      'more experts a token than there are',
      { ...llamaConfig, model_type: 'mixtral', num_local_experts: 8, num_experts_per_tok: 9 },
      /num_experts_per_tok: must be at most the number of experts \(8\), not 9/,
    ],
    [
      'a kind of layer that nobody knows',
      { ...llamaConfig, layer_types: Array(32).fill('hyena') },
      /layer_types\[0\]: is a kind of layer that is not known: "hyena"/,
    ],
    [
      'fewer kinds than layers',
      { ...llamaConfig, layer_types: ['full_attention'] },
      /layer_types: names 1 layer; the model has 32/,
    ],
    [
      'an unknown quantisation',
      { ...llamaConfig, quantization_config: { quant_method: 'magic' } },
      /quantization_config\.quant_method: is a quantisation that is not known: "magic"/,
    ],
    [
      'excluded layers that do not exist',
      {
        ...llamaConfig,
        quantization_config: { quant_method: 'fp8', modules_to_not_convert: ['model.layers.99.mlp'] },
      },
      /modules_to_not_convert\[0\]: names “model\.layers\.99\.mlp”; the model has 32 layers/,
    ],
    [
      'excluded modules that do not exist',
      {
        ...llamaConfig,
        quantization_config: {
          quant_method: 'fp8',
          modules_to_not_convert: ['lm_head', 'model.layers.0.flux_capacitor'],
        },
      },
      /modules_to_not_convert\[1\]: names .*a module that does not exist/,
    ],
    [
      'an expression that could run for ever',
      { ...llamaConfig, quantization_config: { quant_method: 'fp8', ignore: ['re:(a+)+$'] } },
      /ignore\[0\]: is a regular expression that is too intricate/,
    ],
  ])('%s', (_, config, message) => {
    expect(refusalOf(config)).toMatch(message);
  });

  it('names the file beside the configuration where the fault is there', () => {
    const beside = { quantization: { quant_algo: 'NVFP4', exclude_modules: ['model.layers.40.self_attn'] } };

    expect(refusalOf(llamaConfig, beside)).toMatch(
      /^models\/hf_quant_config\.json: quantization\.exclude_modules\[0\]: names/,
    );
  });

  it('names every fault of a file at once', () => {
    expect(refusalOf({ ...llamaConfig, hidden_size: 0, vocab_size: -1 })).toMatch(
      /hidden_size: must be at least 1, not 0 \(and \d more: .*vocab_size/,
    );
  });

  it('refuses an architecture by name with what is missing, and takes none in its place', () => {
    expect(refusalOf({ ...llamaConfig, model_type: 'llamba', architectures: ['LlambaForCausalLM'] })).toBe(
      'models/config.json: architectures: LlambaForCausalLM (model_type "llamba") is not an architecture that Fleetwright knows. ' +
        'Missing: how its attention, its feed-forward blocks, its norms and biases are built. The nearest that is known is llama; it is not taken in its place.',
    );
  });

  it('refuses a configuration that names no architecture', () => {
    expect(refusalOf({ hidden_size: 4096 })).toMatch(/model_type: is missing/);
  });
});

describe('what is not said is assumed aloud', () => {
  it('of the number format', () => {
    const read = readModel({
      name: 'config.json',
      text: JSON.stringify({ ...llamaConfig, torch_dtype: undefined }),
    });

    expect(read).toMatchObject({
      ok: true,
      value: { description: { assumed: [expect.stringContaining('torch_dtype: 16 bits')] } },
    });
  });

  it('numbers that Python writes and JSON lacks do not matter', () => {
    const text = JSON.stringify({ ...llamaConfig, name: 'NaN and Infinity' }).replace(
      '{',
      '{"time_step_limit":[0.0,Infinity],',
    );

    expect(readModel({ name: 'config.json', text })).toMatchObject({ ok: true });
  });

  it('a stretched context is remarked', () => {
    const stretched = {
      ...llamaConfig,
      rope_scaling: { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 131_072 },
    };
    const read = readModel({ name: 'config.json', text: JSON.stringify(stretched) });

    expect(read).toMatchObject({
      ok: true,
      value: {
        description: {
          contextLimit: 524_288,
          remarks: [expect.stringContaining('Trained for 131,072 tokens')],
        },
      },
    });
  });
});
