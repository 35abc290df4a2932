import { describe, expect, it } from 'vitest';
import {
  CLOCK_HERTZ,
  FP16_OPERATIONS_PER_CYCLE,
  functionalDelay,
  INSTRUCTION_QUEUES,
  INT8_OPERATIONS_PER_CYCLE,
  memPosition,
  mxmPosition,
  SRAM_BYTES,
  SRAM_BYTES_PER_CYCLE,
  SUPERLANE_DELAY,
  WEIGHTS_INSTALLED,
} from '#main/simulator/lpu/chip/geometry';
import { allQueues, type Instruction } from '#main/simulator/lpu/chip/instructions';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { runProgram } from '#main/simulator/lpu/chip/run';

describe('the floor plan', () => {
  it('has 220 MiB of SRAM (facts A1.1)', () => expect(SRAM_BYTES).toBe(230_686_720));
  it('moves 56,320 bytes of SRAM per cycle (facts A1.2)', () => expect(SRAM_BYTES_PER_CYCLE).toBe(56_320));
  it('holds 409,600 weights, 737.3 TOPS and 184.3 TFLOPS at 900 MHz (facts A1.3, section 1)', () => {
    expect(WEIGHTS_INSTALLED).toBe(409_600);
    expect((INT8_OPERATIONS_PER_CYCLE * CLOCK_HERTZ) / 1e12).toBeCloseTo(737.3, 1);
    expect((FP16_OPERATIONS_PER_CYCLE * CLOCK_HERTZ) / 1e12).toBeCloseTo(184.3, 1);
  });
  it('is run by 144 instruction queues (facts section 1)', () => {
    expect(INSTRUCTION_QUEUES).toBe(144);
    expect(new Set(allQueues).size).toBe(144);
  });
});

describe('installing all 409,600 weights', () => {
  it('takes fewer than 40 cycles once the streams arrive (facts section 1)', () => {
    const builder = programBuilder();
    const arrival = functionalDelay.read + 45;
    for (const plane of [0, 1, 2, 3]) {
      const direction = plane < 2 ? 'west' : 'east';
      for (let stream = 0; stream < 16; stream += 1) {
        const slice = 16 * (plane % 2) + stream;
        const hops = Math.abs(mxmPosition(direction) - memPosition(direction, slice));
        builder.place(
          { cycle: arrival - hops - functionalDelay.read, times: 20 },
          {
            unit: 'mem',
            op: 'read',
            at: { hemisphere: direction, slice },
            address: 0,
            stride: 1,
            stream: { direction, stream: slice },
          },
        );
      }
      const from = { direction, stream: 16 * (plane % 2) } as const;
      const weights = { unit: 'mxm', plane, type: 'int8' } as const;
      builder.place(
        { cycle: arrival, times: 20 },
        { ...weights, op: 'load-weights', from, row: 0, rows: 16 },
      );
      builder.place({ cycle: arrival + 20 }, { ...weights, op: 'install-weights' } satisfies Instruction);
    }
    const run = runProgram(builder.build());
    if (!run.ok) throw new Error(run.error.message);
    // From the first weight at the planes until the last superlane has them in place.
    expect(run.value.cycles - arrival - SUPERLANE_DELAY).toBeLessThan(40);
  });
});
