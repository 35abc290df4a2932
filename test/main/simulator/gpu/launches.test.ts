import { describe, expect, it } from 'vitest';
import { constantsOf } from '#main/simulator/gpu/engine/constants';
import { stepTimesOf } from '#main/simulator/gpu/engine/steps';
import { ratesOf } from '#main/simulator/gpu/rates-of';
import { directoryOf } from '#main/simulator/resolve/directory';
import { resolveCase } from '#main/simulator/resolve/resolve-case';
import { shippedCatalogue } from '../../../support/catalogue';

const directory = directoryOf(await shippedCatalogue());

/** The steps of a model on eight H200 whose host takes so many seconds to launch a dense layer. */
function stepsOf(model: string, launchSecondsPerLayer: number) {
  const asked = { id: 'a', hardware: 'h200-sxm', devices: 8, model, engine: 'trtllm-1.2', mode: 'static' };
  const resolved = resolveCase({ ...asked, input: 64, output: 64, batch: 1, tensorParallel: 8 }, directory);
  if (!resolved.ok) throw new Error(resolved.error.message);
  const { hardware, parallelism } = resolved.value;
  const engine = { ...constantsOf('trtllm-1.2'), launchSecondsPerLayer };
  return stepTimesOf(resolved.value, ratesOf(hardware, parallelism), engine);
}

const decoding = { sequences: 4, context: 1000 };
const prompts = { tokens: 64, length: 64 };

describe('the launches of a step', () => {
  it('hold back steps that read prompts, also while others decode, and none that decode alone', () => {
    const [fast, slow] = [stepsOf('llama-3.1-8b', 1e-6), stepsOf('llama-3.1-8b', 1e-2)];

    // 32 layers, and two collectives in each.
    expect(slow.prefill(1, 64).seconds).toBeCloseTo(32 * 1.4 * 1e-2, 3);
    expect(slow.mixed(decoding, prompts).seconds).toBeCloseTo(32 * 1.4 * 1e-2, 3);
    expect(fast.mixed(decoding, prompts).seconds).toBeLessThan(0.01);
    expect(slow.decode(4, 1000).seconds).toBe(fast.decode(4, 1000).seconds);
  });

  // Dense: 5 + 4. gpt-oss: 5 + 9. DeepSeek: 11, and 9 with 4 of shared experts in 58 of 61 layers.
  it.each([
    ['llama-3.1-70b', 80],
    ['gpt-oss-120b', (36 * 14) / 9],
    ['deepseek-v3', (61 * 11 + 3 * 4 + 58 * 13) / 9],
  ])('of %s count as those of %d dense layers', (model, layers) => {
    expect(stepsOf(model, 1).mixed(decoding, prompts).seconds / 1.4).toBeCloseTo(layers, 3);
  });
});
