import { describe, expect, it } from 'vitest';
import type { GraphRequest } from '#main/simulator/lpu/graph-request';
import { simulateGraph, type GraphAnswer } from '#main/simulator/lpu/simulate-graph';
import { modelShapeOf } from '#main/simulator/model-shape';
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

  it('takes the same cycles at both levels for a product', () => {
    for (const precision of ['int8', 'fp16'] as const) {
      const graph = 'gemm:40x500x700';
      const cycle = answerTo({ graph, precision, level: 'cycle' });
      expect(cycle.cycles).toBe(answerTo({ graph, precision, level: 'schedule' }).cycles);
      expect(cycle.notes.join(' ')).toContain('results checked');
    }
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
    [{ graph: 'llama-2-70b', chips: 8 }, 'memory-capacity'],
    [{ graph: 'llama-2-7b', context: 0 }, 'lpu-size'],
  ] satisfies [GraphRequest, string][])('is refused with a reason: %o', (request, code) => {
    expect(refusalOf(request)).toMatchObject({ code });
    expect(refusalOf(request)!.message.length).toBeGreaterThan(10);
  });
});
