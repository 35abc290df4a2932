import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphRequest } from '#main/simulator/lpu/named-graph';
import { simulateGraph, type GraphAnswer } from '#main/simulator/lpu/simulate-graph';
import { modelShapeOf } from '#main/simulator/resolve/directory';
import { shippedCatalogue } from '../../../support/catalogue';

const { models: specifications } = await shippedCatalogue();
const models = new Map(Object.entries(specifications).map(([id, model]) => [id, modelShapeOf(model)]));

function answerTo(request: GraphRequest): GraphAnswer {
  const result = simulateGraph(request, models);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const refusalOf = (request: GraphRequest) => {
  const result = simulateGraph(request, models);
  return result.ok ? undefined : result.error;
};

describe('a named graph', () => {
  it.each([
    'resnet-50',
    'resnet-101',
    'resnet-152',
    'bert-base',
    'bert-large',
    'bert:7',
    'gemm:8x16x32',
    'allreduce:1',
  ])('is answered with finite figures: %s', (graph) => {
    const answer = answerTo({ graph });
    expect(JSON.stringify(answer)).not.toMatch(/null|NaN/);
    expect(answer.cycles).toBeGreaterThan(0);
    for (const share of Object.values(answer.utilisation)) expect(share).toBeLessThanOrEqual(1);
  });

  it.each([...models.keys()])('schedules prefill and decode of %s', (graph) => {
    const decode = answerTo({ graph, phase: 'decode', context: 512, precision: 'int8' });
    const prefill = answerTo({ graph, phase: 'prefill', context: 512, precision: 'int8' });
    expect(prefill.latencySeconds).toBeGreaterThan(decode.latencySeconds);
  });

  const anyKernel = fc.oneof(
    fc.record({
      graph: fc
        .tuple(
          fc.integer({ min: 1, max: 60 }),
          fc.integer({ min: 1, max: 700 }),
          fc.integer({ min: 1, max: 700 }),
        )
        .map((sizes) => `gemm:${sizes.join('x')}`),
      precision: fc.constantFrom('int8' as const, 'fp16' as const),
      chips: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({
      graph: fc
        .tuple(
          fc.constantFrom('add', 'softmax', 'rmsnorm'),
          fc.integer({ min: 1, max: 320 }),
          fc.integer({ min: 1, max: 200 }),
        )
        .map(([what, rows, columns]) => `${what}:${rows}x${columns}`),
    }),
    fc.record({
      graph: fc
        .tuple(
          fc.integer({ min: 1, max: 60 }),
          fc.integer({ min: 1, max: 160 }),
          fc.integer({ min: 1, max: 128 }),
        )
        .map((sizes) => `attention:${sizes.join('x')}`),
    }),
    fc.record({
      graph: fc.integer({ min: 1, max: 60_000 }).map((bytes) => `allreduce:${bytes}`),
      chips: fc.integer({ min: 2, max: 8 }),
    }),
  );

  it('takes the same cycles at both levels where the chip level has kernels, with right results', () => {
    fc.assert(
      fc.property(anyKernel, (request) => {
        const cycle = answerTo({ ...request, level: 'cycle' });
        const schedule = answerTo({ ...request, level: 'schedule' });
        expect(cycle.cycles).toBe(schedule.cycles);
        expect(cycle.notes.join(' ')).toMatch(
          /equal to plain arithmetic|within \d\.\de-(?:[4-9]|\d\d) of plain/,
        );
        for (const unit of ['mem', 'mxm', 'c2c'] as const) {
          if (request.graph.startsWith('gemm') || request.graph.startsWith('add')) {
            expect(cycle.utilisation[unit]).toBeCloseTo(schedule.utilisation[unit], 9);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('has an interval around latency and throughput, wider where less was measured', () => {
    const width = (request: GraphRequest): number => {
      const { interval, latencySeconds, inferencesPerSecond } = answerTo(request);
      expect(interval.latencySeconds[0]).toBeLessThan(latencySeconds);
      expect(interval.latencySeconds[1]).toBeGreaterThan(latencySeconds);
      expect(interval.inferencesPerSecond[0]).toBeLessThan(inferencesPerSecond);
      expect(interval.inferencesPerSecond[1]).toBeGreaterThan(inferencesPerSecond);
      return interval.latencySeconds[1] / interval.latencySeconds[0];
    };
    expect(width({ graph: 'llama-2-7b' })).toBeGreaterThan(width({ graph: 'allreduce:1000' }));
    expect(width({ graph: 'allreduce:1000' })).toBeGreaterThan(width({ graph: 'resnet-50' }));
    expect(width({ graph: 'resnet-50' })).toBeGreaterThan(width({ graph: 'gemm:100x100x100' }));
  });

  it('sustains the same throughput whatever the batch', () => {
    for (const graph of ['resnet-50', 'bert-large', 'llama-2-7b']) {
      const rate = (batch: number) => answerTo({ graph, batch }).inferencesPerSecond;
      expect(rate(7)).toBe(rate(1));
      const { latencySeconds } = answerTo({ graph, batch: 100_000 });
      expect(100_000 / latencySeconds / rate(1)).toBeCloseTo(1, 2);
    }
  });

  it('spreads encoders over the chips there are and copies what is left', () => {
    const at = (chips: number) => answerTo({ graph: 'bert-large', chips });
    let before = 0;
    for (let chips = 2; chips <= 60; chips += 1) {
      expect(at(chips).inferencesPerSecond).toBeGreaterThanOrEqual(before);
      before = at(chips).inferencesPerSecond;
      // Encoders follow each other whatever chip they are on: the way between chips is all that is added.
      expect(at(chips).latencySeconds / at(2).latencySeconds).toBeLessThan(1.25);
    }
    expect(at(48).inferencesPerSecond).toBe(2 * at(24).inferencesPerSecond);
  });

  it('uses the planes best where columns fill their tiles', () => {
    const use = (n: number) => answerTo({ graph: `gemm:512x640x${n}`, precision: 'int8' }).utilisation.mxm;
    expect(use(1_280)).toBeGreaterThan(use(1_279));
    expect(use(1_280)).toBeGreaterThan(use(1_281));
  });

  it('serves a batch one inference after another', () => {
    const [one, ten] = [answerTo({ graph: 'bert-large' }), answerTo({ graph: 'bert-large', batch: 10 })];
    expect(ten.latencySeconds).toBeGreaterThan(one.latencySeconds);
    expect(ten.latencySeconds).toBeLessThan(10 * one.latencySeconds);
  });

  it.each([
    [{ graph: 'resnet-51' }, 'lpu-graph'],
    [{ graph: 'lama-2-7b' }, 'lpu-graph'],
    [{ graph: 'gemm:0x1x1' }, 'lpu-size'],
    [{ graph: 'gemm:9999999x1x1' }, 'lpu-size'],
    [{ graph: 'gemm:1000000x1000000x1000000' }, 'lpu-sram'],
    [{ graph: 'gemm:4000x4000x4000', level: 'cycle' }, 'lpu-cycle-size'],
    [{ graph: 'resnet-50', level: 'cycle' }, 'lpu-level'],
    [{ graph: 'resnet-50', chips: 0 }, 'lpu-size'],
    [{ graph: 'resnet-50', chips: 1e9 }, 'lpu-size'],
    [{ graph: 'resnet-50', batch: 0.5 }, 'lpu-size'],
    [{ graph: 'bert:0' }, 'lpu-size'],
    [{ graph: 'bert-large', chips: 1 }, 'lpu-sram'],
    [{ graph: 'allreduce:0' }, 'lpu-size'],
    [{ graph: 'allreduce:8', chips: 1 }, 'lpu-size'],
    [{ graph: 'allreduce:8', chips: 16, level: 'cycle' }, 'lpu-level'],
    [{ graph: 'softmax:321x4' }, 'lpu-size'],
    [{ graph: 'attention:4x161x4' }, 'lpu-size'],
    [{ graph: 'gemm:-1x2x3' }, 'lpu-graph'],
    [{ graph: 'gemm:123456789012x1x1' }, 'lpu-size'],
    [{ graph: 'llama-2-70b', chips: 8 }, 'memory-capacity'],
    [{ graph: 'llama-2-7b', context: 0 }, 'lpu-size'],
  ] satisfies [GraphRequest, string][])('is refused with a reason: %o', (request, code) => {
    expect(refusalOf(request)).toMatchObject({ code });
    expect(refusalOf(request)!.message.length).toBeGreaterThan(10);
  });
});
