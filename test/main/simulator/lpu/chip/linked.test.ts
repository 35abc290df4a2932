import { describe, expect, it } from 'vitest';
import { roundToHalf } from '#main/simulator/lpu/chip/elements';
import {
  attentionKernel,
  attentionMemory,
  attentionProgram,
} from '#main/simulator/lpu/chip/kernels/attention';
import { emitGemm } from '#main/simulator/lpu/chip/kernels/gemm';
import { gemmMemory } from '#main/simulator/lpu/chip/kernels/gemm-memory';
import { planGemm } from '#main/simulator/lpu/chip/kernels/gemm-plan';
import { linkSystem } from '#main/simulator/lpu/chip/linked';
import type { Memory } from '#main/simulator/lpu/chip/memory';
import { type Program, programBuilder } from '#main/simulator/lpu/chip/program';
import { parseAssembly } from '#main/simulator/lpu/chip/assembly-parser';
import { runProgram } from '#main/simulator/lpu/chip/run';

const value = (index: number): number => (((index * 7_919 + 13) % 255) - 127) / 64;
const values = (count: number, salt: number): Float64Array =>
  Float64Array.from({ length: count }, (_, index) => roundToHalf(value(index + salt)));

function product(type: 'int8' | 'fp16'): { readonly program: Program; readonly memory: () => Memory } {
  const shape = { m: 5, k: 330, n: 350, type };
  const plan = planGemm(shape);
  const builder = programBuilder();
  emitGemm(builder, plan, 0);
  const scale = type === 'int8' ? 60 : 1;
  const operands = {
    activations: values(shape.m * shape.k, 1).map((each) => each * scale),
    weights: values(shape.k * shape.n, 2).map((each) => each * scale),
  };
  return { program: builder.build(), memory: () => gemmMemory(plan, operands) };
}

function attention(): { readonly program: Program; readonly memory: () => Memory } {
  const kernel = attentionKernel({ queries: 9, keys: 33, headDimension: 16 });
  const operands = {
    keys: values(33 * 16, 3),
    queriesTransposed: values(16 * 9, 4),
    valuesTransposed: values(16 * 33, 5),
  };
  return { program: attentionProgram(kernel), memory: () => attentionMemory(kernel, operands) };
}

const bytesOf = (memory: Memory): string =>
  memory.pages.map((page) => (page === undefined ? '' : Buffer.from(page).toString('base64'))).join();

describe('a linked program', () => {
  it.each([
    ['an FP16 product', product('fp16')],
    ['an INT8 product', product('int8')],
    ['attention, whose second weights are results', attention()],
  ])('leaves the bytes, cycles and use of one that runs cycle by cycle: %s', (_, { program, memory }) => {
    const [slow, fast] = [memory(), memory()];
    const run = runProgram(program, slow);
    const linked = linkSystem([{ program }], []);
    if (!run.ok || !linked.ok) throw new Error('refused');
    linked.value.run([fast]);
    expect(bytesOf(fast) === bytesOf(slow)).toBe(true);
    expect(linked.value).toMatchObject({ cycles: run.value.cycles, issues: run.value.issues });
    expect(linked.value.utilisation[0]).toEqual(run.value.chips[0]?.utilisation);
    // The second time both find what the first one left in memory.
    runProgram(program, slow);
    linked.value.run([fast]);
    expect(bytesOf(fast) === bytesOf(slow)).toBe(true);
  });

  it('is refused where the program is', () => {
    const program = parseAssembly('@5 mem.w1 read 1 -> e2\n@5 mem.w1 read 9 -> e3');
    if (!program.ok) throw new Error(program.error.message);
    expect(linkSystem([{ program: program.value }], [])).toMatchObject({
      ok: false,
      error: { code: 'lpu-conflict' },
    });
  });
});
