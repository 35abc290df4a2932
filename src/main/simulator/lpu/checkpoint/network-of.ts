import type { DecoderNetwork, LayerWeights, Weights } from '#main/simulator/lpu/decoder/network';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { DecoderConfiguration } from './configuration';
import type { Tensors } from './safetensors';

/** Ends the reading of a checkpoint at the first tensor that is missing or not as the configuration has it. */
class Unreadable extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

const bad = (tensor: string, problem: string): Unreadable =>
  new Unreadable({
    code: 'lpu-model-tensor',
    message: `Tensor ${tensor} ${problem}.`,
    path: tensor,
    params: { tensor, problem },
  });

/** The tensors of a checkpoint as a network, by the names that Llama-style models give them. */
export function networkOf(
  configuration: DecoderConfiguration,
  tensors: Tensors,
): Result<DecoderNetwork, Refusal> {
  try {
    return success(readNetwork(configuration, tensors));
  } catch (error) {
    if (error instanceof Unreadable) return failure(error.refusal);
    throw error;
  }
}

function readNetwork({ shape, tied }: DecoderConfiguration, tensors: Tensors): DecoderNetwork {
  const prefix =
    tensors.has('model.embed_tokens.weight') || !tensors.has('embed_tokens.weight') ? 'model.' : '';
  const optional = (name: string, dimensions: readonly number[]): Weights | undefined =>
    tensors.has(name) ? tensor(tensors, name, dimensions) : undefined;
  const needed = (name: string, dimensions: readonly number[]): Weights => tensor(tensors, name, dimensions);
  const { hidden, vocabulary, heads, keyValueHeads, headDimension, feedForward } = shape;
  const [width, keyWidth] = [heads * headDimension, keyValueHeads * headDimension];
  const layer = (index: number): LayerWeights => {
    const of = `${prefix}layers.${index}`;
    const attention = `${of}.self_attn`;
    const present = {
      queryBias: optional(`${attention}.q_proj.bias`, [width]),
      keyBias: optional(`${attention}.k_proj.bias`, [keyWidth]),
      valueBias: optional(`${attention}.v_proj.bias`, [keyWidth]),
      outputBias: optional(`${attention}.o_proj.bias`, [hidden]),
      queryNorm: optional(`${attention}.q_norm.weight`, [headDimension]),
      keyNorm: optional(`${attention}.k_norm.weight`, [headDimension]),
    };
    if ((present.queryNorm === undefined) !== (present.keyNorm === undefined)) {
      throw bad(`${attention}.q_norm.weight`, 'and k_norm.weight must both be there or both be missing');
    }
    for (const name of ['gate_proj', 'up_proj', 'down_proj']) {
      if (tensors.has(`${of}.mlp.${name}.bias`)) throw bad(`${of}.mlp.${name}.bias`, 'is not supported');
    }
    return {
      attentionNorm: needed(`${of}.input_layernorm.weight`, [hidden]),
      query: needed(`${attention}.q_proj.weight`, [width, hidden]),
      key: needed(`${attention}.k_proj.weight`, [keyWidth, hidden]),
      value: needed(`${attention}.v_proj.weight`, [keyWidth, hidden]),
      output: needed(`${attention}.o_proj.weight`, [hidden, width]),
      feedForwardNorm: needed(`${of}.post_attention_layernorm.weight`, [hidden]),
      gate: needed(`${of}.mlp.gate_proj.weight`, [feedForward, hidden]),
      up: needed(`${of}.mlp.up_proj.weight`, [feedForward, hidden]),
      down: needed(`${of}.mlp.down_proj.weight`, [hidden, feedForward]),
      ...Object.fromEntries(Object.entries(present).filter(([, weights]) => weights !== undefined)),
    };
  };
  const embedding = needed(`${prefix}embed_tokens.weight`, [vocabulary, hidden]);
  const head = tied ? undefined : optional('lm_head.weight', [vocabulary, hidden]);
  return {
    shape,
    embedding,
    layers: Array.from({ length: shape.layers }, (_, index) => layer(index)),
    norm: needed(`${prefix}norm.weight`, [hidden]),
    head: head ?? embedding,
  };
}

function tensor(tensors: Tensors, name: string, dimensions: readonly number[]): Weights {
  const found = tensors.get(name);
  if (found === undefined) throw bad(name, 'is missing');
  if (found.problem !== undefined) throw bad(name, `cannot be read: ${found.problem}`);
  if (
    found.shape.length !== dimensions.length ||
    found.shape.some((each, index) => each !== dimensions[index])
  ) {
    throw bad(
      name,
      `has the shape [${found.shape.join(', ')}]; config.json means [${dimensions.join(', ')}]`,
    );
  }
  return found.weights;
}
