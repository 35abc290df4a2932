import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateAnswer } from '#shared/estimate/result';
import { shippedCatalogue } from '../../../support/catalogue';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

const aCase = {
  id: 'power',
  hardware: 'h100-sxm',
  devices: 2,
  tensorParallel: 2,
  model: 'llama-3.1-70b',
  weights: 'fp8',
  kv: 'fp8',
  engine: 'trtllm-0.17',
  mode: 'in-flight',
  input: 1024,
  output: 512,
};

function answerOf(changes: Record<string, unknown> = {}): EstimateAnswer {
  const [result] = estimate([{ ...aCase, ...changes }], catalogue);
  if (result === undefined || !('fits' in result && result.fits)) throw new Error(JSON.stringify(result));
  return result;
}

const work = fc.record({
  model: fc.constantFrom('llama-3.1-8b', 'llama-3.1-70b', 'mixtral-8x7b', 'gpt-oss-20b'),
  mode: fc.constantFrom('static', 'in-flight'),
  batch: fc.integer({ min: 1, max: 256 }),
  input: fc.integer({ min: 16, max: 8000 }),
  output: fc.integer({ min: 16, max: 2000 }),
});

describe('power from load', () => {
  it('lies between idle and the maximum of the part, whatever it serves', () => {
    fc.assert(
      fc.property(work, (changes) => {
        const watts = answerOf(changes).acceleratorPowerWatts!;
        expect(watts).toBeGreaterThan(700 / 7);
        expect(watts).toBeLessThanOrEqual(700);
      }),
    );
  });

  it('grows with the batch while memory and units have more to do (facts A4.7)', () => {
    const watts = [1, 16, 32, 64].map(
      (batch) =>
        answerOf({
          model: 'llama-2-7b',
          weights: 'fp16',
          kv: 'fp16',
          devices: 1,
          tensorParallel: 1,
          engine: 'vllm-bench-2024',
          mode: 'static',
          batch,
          input: 1024,
          output: 1024,
        }).acceleratorPowerWatts!,
    );
    expect(watts).toEqual([...watts].sort((a, b) => a - b));
    for (const [index, measured] of [367, 495, 550, 595].entries()) {
      expect(Math.abs(watts[index]! / measured - 1)).toBeLessThan(0.15);
    }
  });

  it('makes the energy of a token: power at the wall over tokens a second', () => {
    fc.assert(
      fc.property(work, (changes) => {
        const { serverPowerWatts, acceleratorPowerWatts, energyPerOutputTokenJoules, outputTokensPerSecond } =
          answerOf(changes);
        expect(energyPerOutputTokenJoules).toBeCloseTo(serverPowerWatts! / outputTokensPerSecond, 9);
        expect(serverPowerWatts).toBeGreaterThan(2 * acceleratorPowerWatts!);
      }),
    );
  });

  it('costs 0.244 J a token on eight H200 under caps of 500 W (facts A4.1)', () => {
    const answer = answerOf({
      hardware: 'h200-sxm',
      devices: 8,
      tensorParallel: 1,
      model: 'llama-2-70b',
      engine: 'mlperf-4.1',
      input: 290,
      output: 290,
      powerCapWatts: 500,
    });
    expect(Math.abs(answer.energyPerOutputTokenJoules! / 0.244 - 1)).toBeLessThan(0.1);
    expect(Math.abs(answer.serverPowerWatts! / 6161 - 1)).toBeLessThan(0.1);
  });

  it('counts FP8 on a part that only stores it as the 16-bit arithmetic that it is', () => {
    const alike = { hardware: 'a100-sxm-80', mode: 'static', batch: 1, input: 8000, output: 1, kv: 'fp16' };
    const [stored, wide] = (['fp8', 'fp16'] as const).map(
      (weights) =>
        answerOf({ ...alike, model: 'llama-3.1-8b', devices: 1, tensorParallel: 1, weights })
          .acceleratorPowerWatts!,
    );
    expect(Math.abs(stored! / wide! - 1)).toBeLessThan(0.05);
  });
});

describe('a power cap', () => {
  it('is kept, and the lower it is the slower the part, never the faster', () => {
    fc.assert(
      fc.property(
        work,
        fc.integer({ min: 200, max: 690 }),
        fc.integer({ min: 1, max: 200 }),
        (changes, low, more) => {
          const free = answerOf(changes);
          const [lower, higher] = [low, low + more].map((powerCapWatts) =>
            answerOf({ ...changes, powerCapWatts }),
          );
          expect(lower!.acceleratorPowerWatts).toBeLessThanOrEqual(low + 1e-9);
          expect(lower!.outputTokensPerSecond).toBeLessThanOrEqual(higher!.outputTokensPerSecond);
          expect(higher!.outputTokensPerSecond).toBeLessThanOrEqual(free.outputTokensPerSecond);
        },
      ),
    );
  });

  it('changes nothing where the part draws less', () => {
    const free = answerOf({ mode: 'static', batch: 1 });
    expect(answerOf({ mode: 'static', batch: 1, powerCapWatts: 690 })).toEqual(free);
  });

  it('slows prompts, which compute, more than the decoding of few, which reads', () => {
    const slowdown = (figure: 'timeToFirstTokenSeconds' | 'timePerOutputTokenSeconds') => {
      const asked = { mode: 'static', batch: 8, input: 8000, output: 256 };
      return answerOf({ ...asked, powerCapWatts: 300 })[figure] / answerOf(asked)[figure];
    };
    expect(slowdown('timeToFirstTokenSeconds')).toBeGreaterThan(1.2);
    expect(slowdown('timePerOutputTokenSeconds')).toBeLessThan(1.1);
  });

  it('below what the part can be clocked down to is not kept, and the answer says so', () => {
    const answer = answerOf({ powerCapWatts: 60 });
    expect(answer.acceleratorPowerWatts).toBeGreaterThan(100);
    expect(answer.warnings.join()).toContain('below the lowest power that the part reaches');
  });
});

describe('what nothing was measured on', () => {
  const width = (changes: Record<string, unknown>) => {
    const [low, high] = answerOf(changes).interval!.outputTokensPerSecond;
    return high / low;
  };

  it('is answered with a wider interval and a warning: FP8 caches on an A100, FP4 on an H100, INT4 caches', () => {
    const a100 = { hardware: 'a100-sxm-80', model: 'llama-3.1-8b', weights: 'fp16' };
    expect(width({ ...a100, kv: 'fp8' })).toBeGreaterThan(width({ ...a100, kv: 'fp16' }));
    expect(answerOf({ ...a100, kv: 'fp8' }).warnings.join()).toContain('with a fp8 cache');

    expect(width({ weights: 'fp4' })).toBeGreaterThan(width({ weights: 'fp8' }));
    expect(answerOf({ weights: 'fp4' }).warnings.join()).toContain('computes at a higher precision');

    expect(width({ kv: 'int4' })).toBeGreaterThan(width({ kv: 'fp8' }));
  });

  it('is not said of FP4 on a B200, whose products and experts were measured', () => {
    const answer = answerOf({ hardware: 'b200-sxm', weights: 'fp4' });
    expect(answer.remarks.map(({ code }) => code)).not.toContain('products-stand-in');
    expect(answer.remarks.map(({ code }) => code)).not.toContain('kernels-carried-over');
  });
});

describe('an engine', () => {
  const said = (engine: string) => answerOf({ engine }).remarks.map(({ code }) => code);

  it('that a case leaves out is the latest calibrated of the part', () => {
    expect(answerOf({ engine: undefined }).interval).toEqual(answerOf({ engine: 'trtllm-1.2' }).interval);
    expect(said('trtllm-1.2')).not.toContain('engine-not-calibrated');
  });

  it.each([
    ['vllm-0.18', 'vllm-2026'],
    ['vllm-0.12.0', 'vllm-2025'],
    ['vllm-0.6.3', 'vllm-bench-2024'],
    ['sglang-0.5.9', 'sglang-2026'],
    ['sglang-0.5.6.post2', 'sglang-2025'],
    ['trtllm-1.1', 'trtllm-1.2'],
    ['trtllm-0.9', 'trtllm-0.10'],
    ['mlperf-5.0', 'mlperf-5.1'],
  ])('%s, a real version, is answered by the era %s, which a remark names', (version, era) => {
    const { remarks, outputTokensPerSecond } = answerOf({ engine: version });
    expect(outputTokensPerSecond).toBe(answerOf({ engine: era }).outputTokensPerSecond);
    expect(remarks).toContainEqual({
      code: 'engine-nearest-era',
      params: { asked: version, engine: catalogue.engines[era]?.name },
    });
  });

  it('that nothing was measured on says whose constants it has', () => {
    expect(said('trtllm-1.3')).toContain('engine-calibrated-as');
  });
});
