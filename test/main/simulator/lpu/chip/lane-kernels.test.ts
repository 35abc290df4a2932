import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToHalf } from '#main/simulator/lpu/chip/elements';
import {
  attentionKernel,
  attentionMemory,
  attentionProgram,
  attentionResult,
} from '#main/simulator/lpu/chip/kernels/attention';
import {
  emitLaneKernel,
  laneTiming,
  type LaneKernel,
  type LaneOperand,
} from '#main/simulator/lpu/chip/kernels/lanewise';
import { emitPasses, rmsNormPasses, softmaxPasses } from '#main/simulator/lpu/chip/kernels/normalise';
import { loadVector, placeInGroup, storeVector } from '#main/simulator/lpu/chip/kernels/tensor-place';
import { emptyMemory } from '#main/simulator/lpu/chip/memory';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { runProgram } from '#main/simulator/lpu/chip/run';
import { draws } from './draws';

const LANES = 320;

function vectors(count: number, draw: () => number): Float32Array[] {
  return Array.from({ length: count }, () => Float32Array.from({ length: LANES }, () => 4 * draw() - 2));
}

describe('lane-wise kernels on the chip', () => {
  it.each([1, 2, 7, 100])(
    'add %d vectors of INT8 with saturation, in the cycles of the timing rule',
    (count) => {
      const draw = draws(count);
      const places = [placeInGroup(2, 'int8'), placeInGroup(13, 'int8'), placeInGroup(20, 'int8')] as const;
      const [x, y, z] = places;
      const kernel: LaneKernel = {
        count,
        inputs: [{ place: x }, { place: y }],
        steps: [{ function: 'add', operands: [{ input: 0 }, { input: 1 }], type: 'int8' }],
        outputs: [{ step: 0, place: z, keep: 'every' }],
      };
      const memory = emptyMemory();
      const integers = () => Int8Array.from({ length: LANES }, () => Math.floor(draw() * 256) - 128);
      const a = Array.from({ length: count }, integers);
      const b = Array.from({ length: count }, integers);
      for (let index = 0; index < count; index += 1) {
        storeVector(memory, x, index, a[index]!);
        storeVector(memory, y, index, b[index]!);
      }
      const builder = programBuilder();
      emitLaneKernel(builder, kernel, 0);
      const run = runProgram(builder.build(), memory);
      if (!run.ok) throw new Error(run.error.message);
      expect(run.value.cycles).toBe(laneTiming(kernel).cycles);
      for (let index = 0; index < count; index += 1) {
        const expected = Array.from(a[index]!, (value, lane) =>
          Math.max(-128, Math.min(127, value + b[index]![lane]!)),
        );
        expect([...loadVector(memory, z, index)]).toEqual(expected);
      }
    },
  );

  it.each([1, 2, 9, 64])('computes the softmax of rows of %d within FP32 rounding', (columns) => {
    const input = placeInGroup(0, 'fp32');
    const output = placeInGroup(16, 'fp32');
    const passes = softmaxPasses({
      columns,
      input,
      maximum: placeInGroup(12, 'fp32'),
      sum: placeInGroup(13, 'fp32'),
      inverse: placeInGroup(14, 'fp32'),
      exponentials: placeInGroup(15, 'fp32'),
      output,
      scale: 0.5,
    });
    const memory = emptyMemory();
    const x = vectors(columns, draws(columns));
    for (const [index, vector] of x.entries()) storeVector(memory, input, index, vector);
    const builder = programBuilder();
    emitPasses(builder, passes, 0);
    const run = runProgram(builder.build(), memory);
    if (!run.ok) throw new Error(run.error.message);
    expect(run.value.cycles).toBe(passes.reduce((sum, pass) => sum + laneTiming(pass).cycles, 0));
    for (let lane = 0; lane < LANES; lane += 1) {
      const exponentials = x.map((vector) => Math.exp(vector[lane]! * 0.5));
      const total = exponentials.reduce((sum, value) => sum + value, 0);
      for (const [column, value] of exponentials.entries()) {
        expect(loadVector(memory, output, column)[lane]).toBeCloseTo(value / total, 6);
      }
    }
  });

  it.each([1, 5, 48])('computes the RMSNorm of rows of %d within FP32 rounding', (columns) => {
    const places = {
      input: placeInGroup(0, 'fp32'),
      gain: placeInGroup(1, 'fp32'),
      squares: placeInGroup(12, 'fp32'),
      factor: placeInGroup(13, 'fp32'),
      output: placeInGroup(14, 'fp32'),
    };
    const passes = rmsNormPasses({ columns, epsilon: 1e-5, ...places });
    const memory = emptyMemory();
    const draw = draws(columns);
    const [x, gain] = [vectors(columns, draw), vectors(columns, draw)];
    for (let index = 0; index < columns; index += 1) {
      storeVector(memory, places.input, index, x[index]!);
      storeVector(memory, places.gain, index, gain[index]!);
    }
    const builder = programBuilder();
    emitPasses(builder, passes, 0);
    const run = runProgram(builder.build(), memory);
    if (!run.ok) throw new Error(run.error.message);
    expect(run.value.cycles).toBe(passes.reduce((sum, pass) => sum + laneTiming(pass).cycles, 0));
    for (let lane = 0; lane < LANES; lane += 1) {
      const mean = x.reduce((sum, vector) => sum + vector[lane]! ** 2, 0) / columns;
      for (let column = 0; column < columns; column += 1) {
        const expected = (x[column]![lane]! * gain[column]![lane]!) / Math.sqrt(mean + 1e-5);
        expect(loadVector(memory, places.output, column)[lane]).toBeCloseTo(expected, 4);
      }
    }
  });

  it.each([
    { queries: 1, keys: 1, headDimension: 8 },
    { queries: 20, keys: 33, headDimension: 64 },
    { queries: 100, keys: 160, headDimension: 128 },
  ])('computes an attention head of $queries queries, $keys keys within FP16 rounding', (shape) => {
    const { queries, keys, headDimension } = shape;
    const draw = draws(keys);
    const halves = (count: number) => Float64Array.from({ length: count }, () => roundToHalf(draw() - 0.5));
    const operands = {
      keys: halves(keys * headDimension),
      queriesTransposed: halves(headDimension * queries),
      valuesTransposed: halves(headDimension * keys),
    };
    const kernel = attentionKernel(shape);
    const memory = attentionMemory(kernel, operands);
    const run = runProgram(attentionProgram(kernel), memory);
    if (!run.ok) throw new Error(run.error.message);
    expect(run.value.cycles).toBe(kernel.cycles);
    const result = attentionResult(kernel, memory);
    for (let query = 0; query < queries; query += 1) {
      const weights = Array.from({ length: keys }, (_, key) => {
        let score = 0;
        for (let d = 0; d < headDimension; d += 1) {
          score += operands.keys[key * headDimension + d]! * operands.queriesTransposed[d * queries + query]!;
        }
        return Math.exp(score / Math.sqrt(headDimension));
      });
      const total = weights.reduce((sum, value) => sum + value, 0);
      for (let d = 0; d < headDimension; d += 1) {
        const expected = weights.reduce(
          (sum, weight, key) => sum + (weight / total) * operands.valuesTransposed[d * keys + key]!,
          0,
        );
        expect(Math.abs(result[d * queries + query]! - expected)).toBeLessThan(2e-3);
      }
    }
  });
});

describe('random programs of lane-wise kernels', () => {
  const functions = ['add', 'subtract', 'multiply', 'maximum', 'minimum'] as const;
  /** Each step takes the input or an earlier step, twice. */
  const steps = fc
    .array(fc.record({ name: fc.constantFrom(...functions), a: fc.nat(), b: fc.nat() }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((drawn) =>
      drawn.map(({ name, a, b }, index) => {
        const operand = (pick: number): LaneOperand =>
          pick % (index + 1) === index ? { input: 0 } : { step: pick % (index + 1) };
        return { function: name, operands: [operand(a), operand(b)] as const, type: 'fp32' as const };
      }),
    );
  /** Kernels that take turns in a random order, with random gaps. */
  const kernels = fc.array(
    fc.record({
      steps,
      count: fc.integer({ min: 1, max: 6 }),
      gap: fc.nat(90),
      turn: fc.nat(),
      seed: fc.nat(1_000),
    }),
    { minLength: 1, maxLength: 4 },
  );

  const compute = {
    add: (a: number, b: number) => a + b,
    subtract: (a: number, b: number) => a - b,
    multiply: (a: number, b: number) => a * b,
    maximum: Math.max,
    minimum: Math.min,
  };

  it('give the values of plain arithmetic whatever the schedule, or name two that collide', () => {
    let ran = 0;
    fc.assert(
      fc.property(kernels, (drawn) => {
        const memory = emptyMemory();
        const builder = programBuilder();
        const placed = drawn.map((each, index) => {
          const [input, output] = [placeInGroup(index, 'fp32'), placeInGroup(11 + index, 'fp32')];
          const values = vectors(each.count, draws(each.seed));
          for (const [column, vector] of values.entries()) storeVector(memory, input, column, vector);
          return { ...each, values, input, output };
        });
        let start = 0;
        for (const { gap, steps: chain, count, input, output } of [...placed].sort(
          (a, b) => a.turn - b.turn,
        )) {
          const kernel: LaneKernel = {
            count,
            inputs: [{ place: input }],
            steps: chain,
            outputs: [{ step: chain.length - 1, place: output, keep: 'every' }],
          };
          start = emitLaneKernel(builder, kernel, start + gap);
        }
        const run = runProgram(builder.build(), memory);
        if (!run.ok) {
          // One tensor read at two depths of a chain in one cycle: refused with both instructions.
          expect(run.error.message).toMatch(/^“@\d+ .*” and “@\d+ .*” both use /);
          return;
        }
        ran += 1;
        expect(run.value.cycles).toBe(start);
        for (const { steps: chain, values, output } of placed) {
          for (const [column, vector] of values.entries()) {
            const result = loadVector(memory, output, column);
            for (const lane of [0, 1, 159, 319]) {
              const known: number[] = [];
              for (const { function: name, operands } of chain) {
                const [a, b] = operands.map((operand) =>
                  'step' in operand ? known[operand.step]! : vector[lane]!,
                );
                known.push(Math.fround(compute[name](a!, b!)));
              }
              expect(result[lane]).toBe(known.at(-1));
            }
          }
        }
      }),
      { numRuns: 120 },
    );
    expect(ran).toBeGreaterThan(20);
  });
});
