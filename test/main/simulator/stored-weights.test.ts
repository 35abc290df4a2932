import { describe, expect, it } from 'vitest';
import { cacheOnGpu, wholeCache } from '#main/simulator/case/kv-cache';
import { storedWeights } from '#main/simulator/case/stored-weights';
import { modelShapeOf } from '#main/simulator/resolve/directory';
import { estimate } from '#main/simulator/estimate';
import { readModel } from '#main/models/read-model';
import { specificationOf } from '#main/models/specification';
import { cacheBytes } from '#shared/model/description';
import type { Precision } from '#shared/catalogue/entries';
import { shippedCatalogue } from '../../support/catalogue';

const catalogue = await shippedCatalogue();

const shapeOf = (id: string) => {
  const model = catalogue.models[id];
  if (model === undefined) throw new Error(`no model ${id}`);
  return modelShapeOf(model);
};

const bytesOf = (id: string, weights: Precision): number => {
  const { inLayers, outside } = storedWeights(shapeOf(id), weights);
  return inLayers + outside;
};

/** A small hybrid: three layers of the gated delta rule to one of full attention. */
const hybrid = {
  model_type: 'qwen3_next',
  hidden_size: 2048,
  num_hidden_layers: 48,
  num_attention_heads: 16,
  num_key_value_heads: 2,
  head_dim: 256,
  intermediate_size: 5120,
  moe_intermediate_size: 512,
  shared_expert_intermediate_size: 512,
  num_experts: 512,
  num_experts_per_tok: 10,
  linear_num_key_heads: 16,
  linear_num_value_heads: 32,
  linear_key_head_dim: 128,
  linear_value_head_dim: 128,
  linear_conv_kernel_dim: 4,
  vocab_size: 151_936,
  max_position_embeddings: 262_144,
  torch_dtype: 'bfloat16',
};

function own() {
  const read = readModel({ name: 'config.json', text: JSON.stringify(hybrid) });
  if (!read.ok) throw new Error(read.error.message);
  return specificationOf(read.value, { id: 'own', name: 'Own', vendor: '' });
}

describe('weights of a model in a case', () => {
  it('are those of its files at the precision of its files: gpt-oss-120b 65.25 GB, gpt-oss-20b 13.76', () => {
    expect(bytesOf('gpt-oss-120b', 'fp4') / 1e9).toBeCloseTo(65.25, 2);
    expect(bytesOf('gpt-oss-20b', 'fp4') / 1e9).toBeCloseTo(13.76, 2);
  });

  it('do not let DeepSeek V3 in four bits onto two B200, as its attention stays at 16: 386 GB and more', () => {
    expect(bytesOf('deepseek-v3', 'fp4')).toBeGreaterThan(386e9);
    const fits = [2, 4].map((devices) =>
      estimate(
        [
          {
            id: 'a',
            hardware: 'b200-sxm',
            devices,
            tensorParallel: devices,
            model: 'deepseek-v3',
            weights: 'fp4',
            kv: 'fp8',
            mode: 'static',
            input: 128,
            output: 16,
          },
        ],
        catalogue,
      ).map((result) => 'fits' in result && result.fits),
    );
    expect(fits).toEqual([[false], [true]]);
  });

  it('leave the layers for multi-token prediction out, which serving alone does not load', () => {
    const { inLayers, outside } = storedWeights(shapeOf('deepseek-v3'), 'fp8');

    expect((inLayers + outside) / 1e9).toBeCloseTo(673.2, 0);
  });
});

describe('cache of a model in a case', () => {
  it('is what its description says, whatever its layers: states of linear attention stay as they are', () => {
    const shape = modelShapeOf(own());

    for (const tokens of [1, 1024, 131_072]) {
      expect(wholeCache(shape, 'fp16').bytesOf(tokens)).toBeCloseTo(
        cacheBytes(shape.description.kinds, tokens, 2),
        3,
      );
    }
  });

  it('of a hybrid is split over the devices of a tensor split: heads as far as there are any, states evenly', () => {
    const shape = modelShapeOf(own());
    const [one, four] = [1, 4].map((tensor) => cacheOnGpu(shape, 'fp16', { tensor, pipeline: 1 }));

    const growth = (cache: typeof one): number => (cache?.bytesOf(2000) ?? 0) - (cache?.bytesOf(1000) ?? 0);
    expect(growth(four)).toBeCloseTo(growth(one) / 2, 3);
    expect((four?.bytesOf(1) ?? 0) / (one?.bytesOf(1) ?? 1)).toBeCloseTo(0.25, 2);
  });

  it('tells the longest sequence in so many units, and that takes no more than those', () => {
    const { tokensIn, unitsOf } = wholeCache(modelShapeOf(own()), 'fp16');

    for (const tokens of [10, 5000, 262_144]) expect(tokensIn(unitsOf(tokens))).toBe(tokens);
  });
});
