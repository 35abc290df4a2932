import { shape } from './network.js';

/** The trained network in the published form of Llama checkpoints: BF16 weights in one safetensors file. */

const bits = new DataView(new ArrayBuffer(4));

/** Nearest BF16, ties to even. */
function halfWord(value) {
  bits.setFloat32(0, value);
  const word = bits.getUint32(0);
  return (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
}

/** Checkpoints hold a weight as [outputs × inputs]. */
function turned(value, inputs) {
  const outputs = value.length / inputs;
  const result = new Float32Array(value.length);
  for (let output = 0; output < outputs; output += 1)
    for (let input = 0; input < inputs; input += 1)
      result[output * inputs + input] = value[input * outputs + output];
  return result;
}

function tensorsOf(network) {
  const { hidden, heads, headDimension, feedForward, vocabulary } = shape;
  const linear = (name, { value }, inputs) => ({
    name,
    shape: [value.length / inputs, inputs],
    values: turned(value, inputs),
  });
  const gain = (name, { value }) => ({ name, shape: [value.length], values: value });
  return [
    { name: 'model.embed_tokens.weight', shape: [vocabulary, hidden], values: network.embedding.value },
    ...network.layers.flatMap((layer, index) => {
      const prefix = `model.layers.${index}`;
      return [
        gain(`${prefix}.input_layernorm.weight`, layer.attentionNorm),
        linear(`${prefix}.self_attn.q_proj.weight`, layer.query, hidden),
        linear(`${prefix}.self_attn.k_proj.weight`, layer.key, hidden),
        linear(`${prefix}.self_attn.v_proj.weight`, layer.value, hidden),
        linear(`${prefix}.self_attn.o_proj.weight`, layer.output, heads * headDimension),
        gain(`${prefix}.post_attention_layernorm.weight`, layer.feedForwardNorm),
        linear(`${prefix}.mlp.gate_proj.weight`, layer.gate, hidden),
        linear(`${prefix}.mlp.up_proj.weight`, layer.up, hidden),
        linear(`${prefix}.mlp.down_proj.weight`, layer.down, feedForward),
      ];
    }),
    gain('model.norm.weight', network.norm),
  ];
}

export function checkpointOf(network) {
  const tensors = tensorsOf(network);
  const header = {};
  let offset = 0;
  for (const { name, shape: dimensions, values } of tensors) {
    header[name] = {
      dtype: 'BF16',
      shape: dimensions,
      data_offsets: [offset, (offset += 2 * values.length)],
    };
  }
  const text = JSON.stringify(header);
  const head = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8, ' '));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(head.length));
  const body = Buffer.alloc(offset);
  let at = 0;
  for (const { values } of tensors)
    for (const value of values) {
      body.writeUInt16LE(halfWord(value), at);
      at += 2;
    }
  return Buffer.concat([size, head, body]);
}

export const configurationOf = () => ({
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  torch_dtype: 'bfloat16',
  hidden_act: 'silu',
  hidden_size: shape.hidden,
  intermediate_size: shape.feedForward,
  num_hidden_layers: shape.layers,
  num_attention_heads: shape.heads,
  num_key_value_heads: shape.groups,
  head_dim: shape.headDimension,
  vocab_size: shape.vocabulary,
  max_position_embeddings: shape.context,
  rms_norm_eps: shape.epsilon,
  rope_theta: shape.theta,
  tie_word_embeddings: true,
  attention_bias: false,
  eos_token_id: 0,
});
