import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '#main/simulator/estimate';
import type { EstimateAnswer, EstimateResult } from '#shared/estimate/result';
import { aStaticCase } from '../../support/estimate-case';
import { aCatalogue } from './small-catalogue';

const catalogue = aCatalogue();
const resultOf = (changes: Record<string, unknown> = {}): EstimateResult =>
  estimate([aStaticCase(changes)], catalogue)[0]!;

function answerOf(changes: Record<string, unknown> = {}): EstimateAnswer {
  const result = resultOf(changes);
  if (!('fits' in result && result.fits)) throw new Error(JSON.stringify(result));
  return result;
}

describe('what a case may be', () => {
  it('answers every case in order, the invalid ones with an error of their own', () => {
    const results = estimate(
      [aStaticCase({ id: 'x' }), null, aStaticCase({ id: 'y', input: -1 }), aStaticCase({ id: 'z' })],
      catalogue,
    );

    expect(results.map(({ id }) => id)).toEqual(['x', '', 'y', 'z']);
    expect(results.map((result) => 'error' in result)).toEqual([false, true, true, false]);
    expect(results[2]).toMatchObject({ error: { code: 'invalid-case', path: 'input' } });
  });

  it.each([
    ['hardware', 'h100-smx', 'h100-sxm'],
    ['model', 'lama-3.1-70b', 'llama-3.1-70b'],
    ['engine', 'trtllm-0.71', 'trtllm-0.17'],
  ])('names the nearest %s for an unknown id', (path, id, nearest) => {
    const result = resultOf({ [path]: id });

    expect(result).toMatchObject({ error: { code: `unknown-${path}`, path } });
    expect('error' in result && result.error.message).toContain(`Did you mean ${nearest}?`);
  });

  it('refuses an engine of the other kind of hardware, more ranks than devices, heads that do not split', () => {
    expect(resultOf({ engine: 'groq-2024' })).toMatchObject({ error: { code: 'engine-mismatch' } });
    expect(resultOf({ tensorParallel: 4 })).toMatchObject({ error: { path: 'tensorParallel' } });
    expect(resultOf({ devices: 3, tensorParallel: 3 })).toMatchObject({ error: { path: 'tensorParallel' } });
    expect(resultOf({ mode: 'serving' })).toMatchObject({ error: { code: 'missing-rate' } });
  });

  it('never answers with a number that is not finite, whatever it is given', () => {
    const wild = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.constantFrom(1, 8, 1e6, 'fp8', 'fp4', 'static', 'serving', 'in-flight', null, undefined, '1', []),
    );
    const fields = [
      'devices',
      'tensorParallel',
      'pipelineParallel',
      'batch',
      'input',
      'output',
      'requestsPerSecond',
      'powerCapWatts',
      'weights',
      'kv',
      'mode',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields), wild), (changes) => {
        const result = resultOf(changes);
        const numbers = JSON.stringify(result, (_, value: unknown) =>
          typeof value === 'number' && !Number.isFinite(value) ? 'not finite' : value,
        );
        expect(numbers).not.toContain('not finite');
      }),
      { numRuns: 500 },
    );
  });
});

describe('memory', () => {
  it('refuses what cannot fit with capacity, demand and what would fit', () => {
    const result = resultOf({ devices: 1, tensorParallel: 1, weights: 'fp16' });

    expect(result).toMatchObject({
      fits: false,
      refusal: { code: 'memory-capacity', limit: 80e9, unit: 'B' },
    });
    if (!('fits' in result) || result.fits) throw new Error('expected a refusal');
    expect(result.refusal.demand).toBeGreaterThan(141e9);
    expect(result.refusal.remedy).toContain('It fits on 2 devices');
  });

  it('keeps 327,680 bytes per token of Llama-3.1-70B in FP16 (facts A1.11)', () => {
    const { memoryPerDeviceBytes } = answerOf({ kv: 'fp16', batch: 1, input: 1, output: 1 });
    expect(memoryPerDeviceBytes.kv * 2).toBe(2 * 327_680);
  });
});

describe('devices left over by one replica', () => {
  it('are further replicas, which add throughput and leave latency alone', () => {
    const one = answerOf({ devices: 2 });
    const four = answerOf({ devices: 8 });

    expect(four.outputTokensPerSecond).toBeCloseTo(4 * one.outputTokensPerSecond, 6);
    expect(four.requestLatencySeconds).toBe(one.requestLatencySeconds);
    expect(four.concurrency).toBe(4 * one.concurrency);
  });

  it('choose the smallest split that holds the model where none is given, and say so', () => {
    const answer = answerOf({ devices: 8, tensorParallel: undefined });

    expect(answer.warnings.join()).toContain('tensorParallel was not given; 2 is used (replicas: 4).');
  });
});
