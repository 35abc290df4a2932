import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphRequest } from '#main/simulator/lpu/named-graph';
import { graphNamed } from '#main/simulator/lpu/graph-names';
import { simulateGraph, type GraphAnswer } from '#main/simulator/lpu/simulate-graph';

const models = new Map<string, never>();

function answerTo(request: GraphRequest): GraphAnswer {
  const result = simulateGraph(request, models);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function graphOf(request: GraphRequest) {
  const named = graphNamed(request, models);
  if (!named.ok) throw new Error(named.error.message);
  return named.value.graph;
}

const refusalOf = (graph: string, more: Partial<GraphRequest> = {}) => {
  const result = simulateGraph({ graph, ...more }, models);
  return result.ok ? undefined : result.error;
};

const kinds = fc.constantFrom('lstm', 'gru');
const anyChain = fc.oneof(
  fc
    .tuple(kinds, fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 4 }))
    .map(([kind, hidden, layers]) => `${kind}:${hidden}x${layers}`),
  fc
    .array(fc.integer({ min: 1, max: 4000 }), { minLength: 2, maxLength: 5 })
    .map((widths) => `mlp:${widths.join('x')}`),
);
const precision = fc.constantFrom('int8' as const, 'fp16' as const);

describe('a chain of layers on LPUs', () => {
  it('an LSTM step multiplies input and state by four gates, a GRU step by three, a perceptron by its widths', () => {
    const products = (graph: string) => graphOf({ graph }).operationsPerInference;

    // Two operations per weight: 8H² weights a layer of an LSTM, 6H² of a GRU; beside them those of the cells.
    expect(products('lstm:1024x2')).toBe(2 * (2 * 8 * 1024 ** 2 + 15 * 1024));
    expect(products('gru:1024')).toBe(2 * 6 * 1024 ** 2 + 12 * 1024);
    expect(products('mlp:784x512x10')).toBe(2 * (784 * 512 + 512 * 10) + 2 * (512 + 10));
  });

  it('keeps each weight on one chip only', () => {
    const weights = (request: GraphRequest) =>
      graphOf(request).residentBytes.reduce((sum, bytes) => sum + bytes, 0);

    expect(weights({ graph: 'mlp:640x640x320', precision: 'int8' })).toBe(640 * 640 + 640 * 320);
    expect(weights({ graph: 'mlp:640x640x320', precision: 'fp16', chips: 2 })).toBe(
      2 * (640 * 640 + 640 * 320),
    );
    // The states, two bytes for each unit, beside 8H² weights.
    expect(weights({ graph: 'lstm:640', precision: 'int8' })).toBe(8 * 640 ** 2 + 2 * 640);
  });

  it('takes no less time than its arithmetic at the peak of its chips', () => {
    fc.assert(
      fc.property(anyChain, precision, fc.constantFrom(1, 2, 8, 16), (graph, type, chips) => {
        const result = simulateGraph({ graph, precision: type, chips }, models);
        if (!result.ok) return;
        expect(result.value.peakShare).toBeGreaterThan(0);
        expect(result.value.peakShare).toBeLessThan(1);
      }),
      { numRuns: 150 },
    );
  });

  it('is never slower on more chips, since some may stay idle', () => {
    fc.assert(
      fc.property(anyChain, precision, fc.constantFrom(1, 2, 3, 4, 8), (graph, type, chips) => {
        const few = simulateGraph({ graph, precision: type, chips }, models);
        if (!few.ok) return;
        const many = answerTo({ graph, precision: type, chips: 2 * chips });
        expect(many.cycles).toBeLessThanOrEqual(few.value.cycles);
      }),
      { numRuns: 150 },
    );
  });

  it('takes each further time step once the busiest chip has done the one before', () => {
    const [one, two, three] = [1, 2, 3].map(
      (context) => answerTo({ graph: 'gru:512x2', chips: 1, context }).cycles,
    );

    expect(three! - two!).toBe(two! - one!);
    // On one chip the layers follow one another, whatever the step.
    expect(two! - one!).toBeGreaterThan(0.9 * one!);
  });

  it.each([
    ['int8', 6 * 11],
    ['fp16', 46],
  ] as const)(
    'one layer of a perceptron takes as long as its product in %s and what its sums pass on their way, %i cycles',
    (type, cycles) => {
      for (const size of ['640x640', '2560x2560', '1024x4096']) {
        const layer = answerTo({ graph: `mlp:${size}`, precision: type, chips: 1 });
        const product = answerTo({ graph: `gemm:1x${size}`, precision: type, chips: 1 });
        expect(layer.cycles - product.cycles).toBe(cycles);
      }
    },
  );

  it('takes the fewest chips that hold it where no number is given', () => {
    // 8 × 8192² weights of one byte are 537 MB: three chips of 220 MB and more; chips share columns by powers of two.
    expect(answerTo({ graph: 'lstm:8192', precision: 'int8' }).chips).toBe(4);
    expect(answerTo({ graph: 'lstm:1024' }).chips).toBe(1);
  });

  it.each([
    ['lstm:0', 'lpu-size'],
    ['lstm:1024x2x3', 'lpu-graph'],
    ['gru:512x0', 'lpu-size'],
    ['mlp:784', 'lpu-graph'],
    ['mlp:0x10', 'lpu-size'],
    ['lstm:', 'lpu-graph'],
    ['mlp:784x', 'lpu-graph'],
  ])('refuses %s', (graph, code) => {
    expect(refusalOf(graph)).toMatchObject({ code, path: 'graph' });
  });

  it('refuses what does not fit on the chips that were asked for', () => {
    expect(refusalOf('lstm:8192', { precision: 'int8', chips: 1 })).toMatchObject({ code: 'lpu-sram' });
  });
});
