import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateAnswer } from '#shared/estimate/result';
import { isKnown } from '#shared/catalogue/figure';
import { shippedCatalogue } from '../../../support/catalogue';
import { aStaticCase } from '../../../support/estimate-case';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

function answerOf(changes: Record<string, unknown> = {}): EstimateAnswer {
  const [result] = estimate([aStaticCase(changes)], catalogue);
  if (result === undefined || !('fits' in result && result.fits)) throw new Error(JSON.stringify(result));
  return result;
}

const models = ['llama-2-7b', 'llama-3.1-8b', 'mixtral-8x7b', 'qwen3-30b-a3b', 'gpt-oss-20b', 'gemma-7b'];

describe('a static batch', () => {
  // Measured kernels themselves run a few per cent faster where a larger batch makes the library change its tiles.
  it('yields more tokens a second the larger it is and ends no sooner, for every model', () => {
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.integer({ min: 0, max: 5 }), (model, exponent) => {
        const small = answerOf({ model, batch: 2 ** exponent });
        const large = answerOf({ model, batch: 2 ** (exponent + 1) });
        expect(large.requestLatencySeconds).toBeGreaterThan(small.requestLatencySeconds * 0.95);
        expect(large.outputTokensPerSecond).toBeGreaterThan(small.outputTokensPerSecond);
      }),
    );
  });

  it('takes longer the longer prompts and answers are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 4000 }), fc.integer({ min: 16, max: 2000 }), (input, output) => {
        const seconds = answerOf({ input, output }).requestLatencySeconds;
        expect(answerOf({ input: 2 * input, output }).requestLatencySeconds).toBeGreaterThan(seconds);
        expect(answerOf({ input, output: 2 * output }).requestLatencySeconds).toBeGreaterThan(seconds);
      }),
    );
  });

  it('runs in waves where it does not fit at once, and says so', () => {
    const answer = answerOf({
      model: 'llama-2-7b',
      weights: 'fp16',
      kv: 'fp16',
      devices: 1,
      tensorParallel: 1,
      batch: 64,
      input: 1024,
      output: 1024,
    });

    expect(answer.concurrency).toBeLessThan(64);
    expect(answer.warnings.join()).toContain('runs in waves');
    expect(answer.memoryPerDeviceBytes.kv).toBeLessThan(80e9);
  });

  it('splits a model over two, four and eight devices to answer a large prompt sooner each time', () => {
    const seconds = [2, 4, 8].map(
      (size) =>
        answerOf({ devices: size, tensorParallel: size, input: 8000, batch: 8 }).timeToFirstTokenSeconds,
    );
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
  });
});

describe('serving', () => {
  it('gives what arrives until it saturates, then what saturation gives', () => {
    const saturated = answerOf({ mode: 'in-flight', batch: undefined });
    const rate = saturated.outputTokensPerSecond / 512;
    const half = answerOf({ mode: 'serving', batch: undefined, requestsPerSecond: rate / 2 });
    const twice = answerOf({ mode: 'serving', batch: undefined, requestsPerSecond: rate * 2 });

    expect(half.outputTokensPerSecond).toBeCloseTo(saturated.outputTokensPerSecond / 2, 6);
    expect(half.bound).toBe('arrivals');
    expect(twice.outputTokensPerSecond).toBe(saturated.outputTokensPerSecond);
    expect(twice.warnings.join()).toContain('faster than they can be served');
  });

  it('never gives more than arrives, not by a last digit over any number of replicas', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (requestsPerSecond, devices) => {
          const [result] = estimate(
            [
              {
                ...{ id: 'few', hardware: 'h100-sxm', model: 'llama-2-7b', mode: 'serving' },
                ...{ devices, tensorParallel: 1, input: 128, output: 128, requestsPerSecond },
              },
            ],
            catalogue,
          );
          if (result === undefined || 'error' in result || !result.fits) throw new Error('no answer');
          expect(result.outputTokensPerSecond).toBeLessThanOrEqual(requestsPerSecond * 128);
        },
      ),
    );
  });

  it('warns of bursts where prompts take most of the time, not where hardly anybody asks', () => {
    const warnings = (changes: Record<string, unknown>) =>
      answerOf({ mode: 'serving', batch: undefined, ...changes }).warnings.join();

    expect(warnings({ requestsPerSecond: 0.01 })).not.toContain('Prompts take');
    expect(warnings({ requestsPerSecond: 1.3, input: 8000, output: 16 })).toContain('Prompts take');
  });

  it('keeps a request waiting longer the more arrive', () => {
    const latencies = [0.5, 2, 4, 6].map(
      (requestsPerSecond) =>
        answerOf({ mode: 'serving', batch: undefined, requestsPerSecond }).requestLatencySeconds,
    );
    expect(latencies).toEqual([...latencies].sort((a, b) => a - b));
  });
});

describe('power', () => {
  it('stays under the cap, which costs speed, and between idle and maximum without one', () => {
    const free = answerOf({ mode: 'in-flight', batch: undefined });
    const capped = answerOf({ mode: 'in-flight', batch: undefined, powerCapWatts: 400 });

    expect(free.acceleratorPowerWatts).toBeLessThanOrEqual(700);
    expect(capped.acceleratorPowerWatts).toBe(400);
    expect(capped.outputTokensPerSecond).toBeLessThan(free.outputTokensPerSecond);
    expect(capped.energyPerOutputTokenJoules).toBeLessThan(free.energyPerOutputTokenJoules!);
  });
});

describe('the interval', () => {
  it('holds the prediction and widens away from what was calibrated', () => {
    const width = (changes: Record<string, unknown>) => {
      const { interval, outputTokensPerSecond } = answerOf(changes);
      const [low, high] = interval!.outputTokensPerSecond;
      expect(low).toBeLessThan(outputTokensPerSecond);
      expect(high).toBeGreaterThan(outputTokensPerSecond);
      return high / low;
    };

    expect(width({ hardware: 'h200-sxm' })).toBeGreaterThan(width({}));
    expect(width({ model: 'mixtral-8x7b' })).toBeGreaterThan(width({}));
    expect(width({ engine: 'trtllm-1.2' })).toBeGreaterThan(width({}));
  });
});

describe('any case whatever', () => {
  const anyCase = fc.record(
    {
      hardware: fc.constantFrom(
        'h100-sxm',
        'h100-pcie',
        'h200-sxm',
        'a100-sxm-80',
        'l40s',
        'b200-sxm',
        'rtx-4090',
        'h100',
      ),
      model: fc.constantFrom(...models, 'llama-3.1-405b', 'deepseek-v3', 'gpt-oss-120b', 'llama'),
      engine: fc.constantFrom(
        'trtllm-0.6',
        'trtllm-0.17',
        'vllm-bench-2024',
        'mlperf-4.1',
        'trtllm-1.2',
        'tgi',
      ),
      weights: fc.constantFrom('fp16', 'bf16', 'fp8', 'int8', 'int4', 'fp4', 'fp2'),
      kv: fc.constantFrom('fp16', 'fp8', 'int8'),
      mode: fc.constantFrom('static', 'in-flight', 'serving', 'training'),
      devices: fc.oneof(fc.constantFrom(1, 2, 4, 8, 64), fc.integer(), fc.double()),
      tensorParallel: fc.constantFrom(1, 2, 3, 4, 8, 16),
      pipelineParallel: fc.constantFrom(1, 2, 4, 1000),
      batch: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: -5, max: 2_000_000 })),
      input: fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.double()),
      output: fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.integer()),
      requestsPerSecond: fc.oneof(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), fc.double()),
      powerCapWatts: fc.oneof(fc.constantFrom(1, 100, 300, 500, 5000), fc.double()),
    },
    { requiredKeys: ['hardware', 'model', 'mode', 'input', 'output'] },
  );

  it('is answered by finite, positive figures in an ordered interval, or says what is wrong or does not fit', () => {
    fc.assert(
      fc.property(anyCase, (changes) => {
        const [result] = estimate([{ id: 'any', ...changes }], catalogue);
        if (result === undefined) throw new Error('no result');
        if ('error' in result) {
          expect(result.error.message.length).toBeGreaterThan(5);
          return;
        }
        if (!result.fits) {
          expect(result.refusal.demand).toBeGreaterThan(result.refusal.limit!);
          expect(result.refusal.remedy).toBeTruthy();
          return;
        }
        const [low, high] = result.interval!.outputTokensPerSecond;
        for (const value of [
          result.timeToFirstTokenSeconds,
          result.timePerOutputTokenSeconds,
          result.interTokenLatencySeconds,
          result.requestLatencySeconds,
          result.outputTokensPerSecond,
          result.outputTokensPerSecondPerUser,
          result.concurrency,
          result.serverPowerWatts,
          result.acceleratorPowerWatts,
          result.energyPerOutputTokenJoules,
          low,
          high,
          ...result.interval!.requestLatencySeconds,
        ]) {
          expect(Number.isFinite(value) && Number(value) > 0, JSON.stringify(result)).toBe(true);
        }
        expect(low).toBeLessThan(result.outputTokensPerSecond);
        // No more is served than arrives: where all of it is, the interval ends there.
        if (changes.mode === 'serving') expect(high).toBeGreaterThanOrEqual(result.outputTokensPerSecond);
        else expect(high).toBeGreaterThan(result.outputTokensPerSecond);
        expect(result.memoryPerDeviceBytes.capacity).toBeGreaterThan(
          result.memoryPerDeviceBytes.weights + result.memoryPerDeviceBytes.kv,
        );
      }),
      { numRuns: 3000 },
    );
  });
});

describe('every model on every GPU', () => {
  it('gets an answer of finite, positive numbers or a refusal that names capacity and demand', () => {
    const gpus = Object.values(catalogue.accelerators).filter(({ kind }) => kind === 'gpu');
    const cases = gpus.flatMap(({ id: hardware }) =>
      Object.keys(catalogue.models).flatMap((model) =>
        (['fp16', 'fp8', 'int4'] as const).map((weights) =>
          aStaticCase({ hardware, model, weights, devices: 8, tensorParallel: 4, engine: undefined }),
        ),
      ),
    );
    for (const [index, result] of estimate(cases, catalogue).entries()) {
      if ('error' in result) throw new Error(JSON.stringify(result));
      if (!result.fits) {
        expect(result.refusal.demand).toBeGreaterThan(result.refusal.limit!);
        continue;
      }
      // Some makers publish no power, so that the answer has none.
      const maximum = catalogue.accelerators[cases[index]?.hardware ?? '']?.power.maximum;
      const powered = maximum !== undefined && isKnown(maximum);
      if (!powered) expect(result.serverPowerWatts).toBeUndefined();
      for (const value of [
        result.outputTokensPerSecond,
        result.requestLatencySeconds,
        ...(powered ? [result.serverPowerWatts] : []),
      ]) {
        expect(Number.isFinite(value) && Number(value) > 0, cases[index]?.hardware).toBe(true);
      }
    }
  });
});
