import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import type { EstimateAnswer } from '#shared/estimate/result';
import { shippedServices } from '../../../support/services';

const { catalogue } = await shippedServices();

const answerOf = (asked: object) => estimate([{ id: 'a', ...asked }], catalogue)[0] as EstimateAnswer;

const replicas = fc.record({
  hardware: fc.constantFrom('h100-sxm', 'h200-sxm', 'b200-sxm', 'l40s'),
  devices: fc.constantFrom(2, 4),
  model: fc.constantFrom('llama-3.1-8b', 'qwen3-8b', 'qwen3-30b-a3b'),
  weights: fc.constant('fp8'),
  engine: fc.constantFrom('trtllm-0.17', 'trtllm-1.2', 'vllm-2025'),
  input: fc.integer({ min: 32, max: 8_192 }),
  output: fc.integer({ min: 8, max: 2_048 }),
});

describe('what is served of requests that arrive by themselves', () => {
  it('comes no slower than when requests never lack, and no more than arrives, whatever the load', () => {
    fc.assert(
      fc.property(replicas, fc.double({ min: 0.01, max: 1.5, noNaN: true }), (replica, load) => {
        const full = answerOf({ ...replica, mode: 'in-flight' });
        const requestsPerSecond = (load * full.outputTokensPerSecond) / replica.output;
        const served = answerOf({ ...replica, mode: 'serving', requestsPerSecond });
        const [low, high] = served.interval?.outputTokensPerSecond ?? [0, 0];
        const arriving = requestsPerSecond * replica.output * (1 + 1e-9);

        expect(served.interTokenLatencySeconds).toBeLessThanOrEqual(
          full.interTokenLatencySeconds * (1 + 1e-9),
        );
        expect(served.outputTokensPerSecond).toBeLessThanOrEqual(arriving);
        expect(high).toBeLessThanOrEqual(arriving);
        expect(low).toBeLessThanOrEqual(served.outputTokensPerSecond);
        expect(high * (1 + 1e-9)).toBeGreaterThanOrEqual(served.outputTokensPerSecond);
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});

describe('a batch in waves', () => {
  it('gives the first token of all its requests on average, later waves waiting for the ones before', () => {
    const asked = {
      hardware: 'h100-sxm',
      model: 'llama-2-7b',
      weights: 'fp16',
      kv: 'fp16',
      input: 1024,
      output: 512,
    };
    const [one, four] = [1, 4].map((waves) =>
      answerOf({ ...asked, engine: 'trtllm-bench-2024', batch: waves * 81 }),
    );
    if (one === undefined || four === undefined) throw new Error('no answer');

    expect(one.concurrency).toBe(81);
    expect(four.timeToFirstTokenSeconds).toBeCloseTo(
      one.timeToFirstTokenSeconds + 1.5 * one.requestLatencySeconds,
      1,
    );
  });
});

describe('weights that a part only stores', () => {
  it('reach more than 0.6 of what reading them leaves, for one user on a 4090', () => {
    const { outputTokensPerSecondPerUser } = answerOf({
      hardware: 'rtx-4090',
      model: 'llama-2-7b',
      weights: 'int4',
      kv: 'fp16',
      mode: 'static',
      batch: 1,
      input: 128,
      output: 128,
    });

    // 6.74 billion weights of half a byte and scales at 1,008 GB/s: 3.6 to 3.8 ms a token.
    expect(outputTokensPerSecondPerUser).toBeGreaterThan(0.6 / 0.0038);
    expect(outputTokensPerSecondPerUser).toBeLessThan(1 / 0.0033);
  });
});
