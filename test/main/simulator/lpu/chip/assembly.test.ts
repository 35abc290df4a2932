import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAssembly } from '#main/simulator/lpu/chip/assembly-parser';
import { writeAssembly } from '#main/simulator/lpu/chip/assembly-writer';
import { attentionKernel, attentionProgram } from '#main/simulator/lpu/chip/kernels/attention';
import { loadVector, storeVector } from '#main/simulator/lpu/chip/kernels/tensor-place';
import { emptyMemory, type Memory } from '#main/simulator/lpu/chip/memory';
import { runProgram, runSystem, type Cable } from '#main/simulator/lpu/chip/run';

function refusalOf(text: string): string {
  const program = parseAssembly(text);
  if (!program.ok) return program.error.message;
  const run = runProgram(program.value);
  return run.ok ? 'none' : run.error.message;
}

function parsed(text: string) {
  const program = parseAssembly(text);
  if (!program.ok) throw new Error(program.error.message);
  return program.value;
}

const place = (slice: number) => ({ hemisphere: 'west', slice, address: 0, type: 'int8' }) as const;

function memoryOf(slice: number, values: ArrayLike<number>): Memory {
  const memory = emptyMemory();
  storeVector(memory, place(slice), 0, values);
  return memory;
}

describe('assembly text', () => {
  it('is read back to the program that was written', () => {
    const program = attentionProgram(attentionKernel({ queries: 20, keys: 33, headDimension: 64 }));
    const again = parsed(writeAssembly(program));
    expect(again.instructions).toMatchObject(program.instructions);
  });

  it.each([
    ['read 4 -> e1', 'Line 1: “read 4 -> e1” is not “@CYCLE UNIT OPERATION [xTIMES/INTERVAL]”.'],
    ['; fine\n@3 gpu.1 read 4 -> e1', 'Line 2: “gpu.1” is not a unit'],
    ['@1 mem.w50x read 1 -> e2', 'Line 1: “mem.w50x” is not a memory slice'],
    ['@1 mem.w5 reed 1 -> e2', 'Line 1: “reed 1 -> e2” is not valid here'],
    ['@1 vxm.2 divide e0:fp32, #2 -> e4:fp32', 'Line 1: “divide” is not a vector function'],
    ['@1 mem.w5 read 1 -> e2 x0/1', 'Line 1: a repetition needs at least one time'],
    ['@1 nowhere.9 sync', 'Line 1: “nowhere.9” is not an instruction queue'],
  ])('names the line that is broken: %s', (text, message) => expect(refusalOf(text)).toContain(message));

  it.each([
    ['@1 mem.w44 read 1 -> e2', 'the chip has no such memory slice'],
    ['@1 mem.w4 read 8192 -> e2', 'addresses 8192 to 8192 are not all below 8192'],
    ['@1 mem.w4 read 1 -> e32', 'streams 32 to 32 are not all among the 32'],
    ['@1 vxm.16 copy e0:int8 -> e1:int8', 'the chip has no such vector ALU'],
    ['@1 vxm.1 copy e0:int8 -> e30:fp32', 'streams 30 to 33'],
    ['@1 mxm.1 install fp16', 'an FP16 plane is a pair'],
    ['@1 sxm.e.1 permute [0 1 2] e1 -> e2', 'a permutation names 320 lanes, not 3'],
    ['@1 vxm.1 copy e0:int8 -> e1:int8', 'nothing is on east-bound stream 0'],
    ['@1 c2c.3 receive -> e1', 'nothing has arrived on link 3'],
  ])('refuses what the chip does not have or cannot do: %s', (text, message) =>
    expect(refusalOf(text)).toContain(message),
  );

  it('refuses more issues than it can run instead of trying', () => {
    expect(refusalOf('@1 mem.w4 read 1 -> e2 x9999999/9999999')).toContain('more than the simulator runs');
  });
});

describe('two instructions that want one thing in one cycle', () => {
  it.each([
    ['the read port', '@5 mem.w1 read 1 -> e2\n@5 mem.w1 read 9 -> e3'],
    ['the same bank', '@0 mem.w9 read 1 -> e2\n@13 mem.w1 write e2 -> 7\n@13 mem.w1 read 3 -> w1'],
    [
      'east-bound stream 2 at position 45',
      '@0 mem.e9 read 1 -> w5\n@1 mem.e8 read 1 -> w6\n@17 mem.w1 gather w5 -> e2\n@18 mem.w1 read 1 -> e2',
    ],
    [
      'vector ALU 3',
      '@0 mem.w1 read 1 -> e2\n@7 vxm.3 copy e2:int8 -> e5:int8\n@7 vxm.3 copy e2:int8 -> e6:int8',
    ],
    [
      'east-bound stream 5',
      '@0 mem.w1 read 1 -> e2\n@7 vxm.3 copy e2:int8 -> e5:int8\n@7 vxm.4 copy e2:int8 -> e5:int8',
    ],
    ['matrix plane 1', '@4 mxm.1 install int8\n@4 mxm.0 install fp16'],
  ])('are refused with both named: %s', (what, text) => {
    const message = refusalOf(text);
    expect(message).toContain(what);
    expect(message).toMatch(/“@.*” \(line \d+\) and “@.*” \(line \d+\)/);
  });

  it('may read one bank and write the other of a slice at once', () => {
    expect(refusalOf('@0 mem.w9 read 1 -> e2\n@13 mem.w1 write e2 -> 7\n@13 mem.w1 read 5000 -> w1')).toBe(
      'none',
    );
  });
});

describe('streams', () => {
  it('carry a vector one slice per cycle until a slice along the way launches over it', () => {
    const values = Array.from({ length: 320 }, (_, lane) => (lane % 200) - 100);
    const memory = memoryOf(9, values);
    storeVector(memory, place(5), 0, [7]);
    // Slice 9 launches at cycle 5; slice 5, four hops on, launches over it at cycle 9; slice 7 saw the first, slice 3 the second.
    const program = parsed(
      '@0 mem.w9 read 0 -> e0\n@4 mem.w5 read 0 -> e0\n@7 mem.w7 write e0 -> 0\n@11 mem.w3 write e0 -> 0',
    );
    const run = runProgram(program, memory);
    expect(run.ok).toBe(true);
    expect([...loadVector(memory, place(7), 0)]).toEqual(values);
    expect(loadVector(memory, place(3), 0)[0]).toBe(7);
  });
});

describe('the switch units', () => {
  const values = Array.from({ length: 320 }, (_, lane) => (lane * 7) % 127);
  const through = (operation: string, delay: number): Float64Array => {
    const memory = memoryOf(40, values);
    const program = parsed(
      `@0 mem.w40 read 0 -> w0\n@9 sxm.w.0 ${operation} w0 -> e4\n@${9 + delay + 5} mem.w40 write e4 -> 5000`,
    );
    const run = runProgram(program, memory);
    if (!run.ok) throw new Error(run.error.message);
    return loadVector(memory, { ...place(40), address: 5000 }, 0);
  };

  it('shift lanes with zeros moving in', () => {
    expect([...through('shift 3', 4 - 1)].slice(0, 5)).toEqual([0, 0, 0, 0, 7]);
  });
});

describe('any program without conflict', () => {
  it('gives the same values whatever cycles its copies run in', () => {
    const copy = fc.record({
      from: fc.nat(20),
      to: fc.nat(20),
      value: fc.integer({ min: -128, max: 127 }),
      delay: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.array(copy, { minLength: 1, maxLength: 10 }), (copies) => {
        const memory = emptyMemory();
        const lines: string[] = [];
        let start = 0;
        const expected: number[][] = [];
        for (const [index, { from, to, value, delay }] of copies.entries()) {
          // Each takes a stream, an ALU and addresses of its own, so that they may overlap in any way.
          storeVector(memory, { ...place(from), address: index }, 0, [value, 1]);
          const at = start + from + 6;
          lines.push(`@${start} mem.w${from} read ${index} -> e${index}`);
          lines.push(`@${at} vxm.${index} add e${index}:int8, #3 -> e${index}:int8`);
          lines.push(`@${at + 6 + to} mem.e${to} write e${index} -> ${4096 + index}`);
          expected.push([Math.min(127, value + 3), 4]);
          start += delay;
        }
        const run = runProgram(parsed(lines.join('\n')), memory);
        if (!run.ok) return run.error.code === 'lpu-conflict';
        for (const [index, { to }] of copies.entries()) {
          const target = { hemisphere: 'east', slice: to, address: 4096 + index, type: 'int8' } as const;
          expect([...loadVector(memory, target, 0)].slice(0, 2)).toEqual(expected[index]);
        }
        return true;
      }),
    );
  });

  it('gives the same bytes and cycles every time', () => {
    const kernel = attentionKernel({ queries: 9, keys: 17, headDimension: 16 });
    const runs = [0, 1].map(() => runProgram(attentionProgram(kernel), emptyMemory()));
    expect(JSON.stringify(runs[0])).toBe(JSON.stringify(runs[1]));
  });
});

describe('barriers', () => {
  it('release parked queues 35 cycles after Notify (facts section 1)', () => {
    const run = runProgram(parsed('@2 mem.w0 sync\n@5 vxm.0 notify\n@1 mem.w0 read 0 -> e1'));
    // Released at 40, one cycle later the read, its delay of 5 and 20 superlanes.
    expect(run.ok && run.value.cycles).toBe(66);
  });

  it('that nobody opens are refused', () => {
    expect(refusalOf('@2 mem.w0 sync')).toContain('waits for a Notify that never comes');
    expect(refusalOf('@99 mem.w0 sync\n@5 vxm.0 notify')).toContain('never comes');
  });
});

describe('chips that are cabled together', () => {
  const cable: Cable = { from: { chip: 0, link: 8 }, to: { chip: 1, link: 0 }, latencyCycles: 217 };
  const sender = parsed('@0 mem.e43 read 0 -> e0\n@8 c2c.8 send e0');

  it('pass vectors on after the latency of the link', () => {
    const values = Array.from({ length: 320 }, (_, lane) => lane % 100);
    const source = emptyMemory();
    storeVector(source, { hemisphere: 'east', slice: 43, address: 0, type: 'int8' }, 0, values);
    const target = emptyMemory();
    const receiver = parsed('@229 c2c.0 receive -> e3\n@236 mem.w43 write e3 -> 0');
    const run = runSystem(
      [
        { program: sender, memory: source },
        { program: receiver, memory: target },
      ],
      [cable],
    );
    if (!run.ok) throw new Error(run.error.message);
    expect([...loadVector(target, place(43), 0)]).toEqual(values);
  });

  it('refuse to receive before anything can have arrived', () => {
    const receiver = parsed('@228 c2c.0 receive -> e3');
    const run = runSystem([{ program: sender }, { program: receiver }], [cable]);
    expect(!run.ok && run.error.message).toContain('nothing has arrived on link 0 by cycle 228 on chip 1');
  });
});
