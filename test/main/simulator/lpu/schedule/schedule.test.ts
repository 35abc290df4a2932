import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitGemm } from '#main/simulator/lpu/chip/kernels/gemm';
import { planGemm } from '#main/simulator/lpu/chip/kernels/gemm-plan';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { runProgram } from '#main/simulator/lpu/chip/run';
import {
  columnGroupsOf,
  productCycles,
  roundCyclesOf,
  streamingBytesPerSecond,
} from '#main/simulator/lpu/schedule/cycles';
import { bertGraph, BERT_TOKENS } from '#main/simulator/lpu/schedule/graphs/bert';
import { fasterPlan, peakProducts, productGraph } from '#main/simulator/lpu/schedule/graphs/product';
import { allReduceGraph } from '#main/simulator/lpu/schedule/graphs/kernels';
import { resnetGraph } from '#main/simulator/lpu/schedule/graphs/resnet';
import type { Graph } from '#main/simulator/lpu/schedule/graph';
import { allReduceCycles, allReduceStages } from '#main/simulator/lpu/schedule/collective';
import { HOP_SECONDS } from '#main/simulator/lpu/schedule/network';
import { scheduleGraph, type Schedule } from '#main/simulator/lpu/schedule/scheduler';

function scheduled(graph: Graph): Schedule {
  const schedule = scheduleGraph(graph);
  if (!schedule.ok) throw new Error(schedule.error.message);
  return schedule.value;
}

const bertLarge = (encoders: number, chips: number) =>
  bertGraph({
    name: 'bert',
    encoders,
    chips,
    hidden: 1024,
    heads: 16,
    tokens: BERT_TOKENS,
    precision: 'int8',
  });

describe('the schedule of a product', () => {
  const size = fc.integer({ min: 1, max: 1_500 });
  const shape = fc.record({
    m: fc.integer({ min: 1, max: 300 }),
    k: size,
    n: size,
    type: fc.constantFrom('int8' as const, 'fp16' as const),
  });

  it('takes exactly the cycles that the chip takes to run it', () => {
    fc.assert(
      fc.property(shape, (product) => {
        const builder = programBuilder();
        emitGemm(builder, fasterPlan(product), 0);
        const run = runProgram(builder.build());
        if (!run.ok) throw new Error(run.error.message);
        expect(scheduled(productGraph({ ...product, chips: 1 })).cycles).toBe(run.value.cycles);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('is cut into rounds as the chip level cuts it', () => {
    fc.assert(
      fc.property(shape, (product) => {
        const plan = planGemm(product);
        expect(columnGroupsOf(product)).toBe(plan.columnGroups);
        expect(roundCyclesOf(product)).toBe(plan.roundCycles);
        expect(productCycles(product)).toBe(plan.rounds * plan.roundCycles);
      }),
    );
  });

  it('reaches 80 % of the FP16 peak for [2304×4096]×[4096×N], N from 1376 to 3500 (facts A2.3)', () => {
    for (let n = 1376; n <= 3500; n += 4) {
      const { cycles } = scheduled(productGraph({ m: 2304, k: 4096, n, type: 'fp16', chips: 1 }));
      const share = (2304 * 4096 * n) / (cycles * peakProducts('fp16'));
      expect(share).toBeGreaterThanOrEqual(0.8);
      expect(share).toBeLessThanOrEqual(1);
    }
  });
});

describe('networks on the LPU, as published', () => {
  it('ResNet-50 in 49 µs within 5 % (facts A2.1)', () => {
    expect(Math.abs(scheduled(resnetGraph(50)).latencySeconds / 49e-6 - 1)).toBeLessThan(0.05);
  });

  it('BERT-Large on four chips in 1,225 µs within 10 % (facts A2.2)', () => {
    expect(Math.abs(scheduled(bertLarge(24, 4)).latencySeconds / 1_225e-6 - 1)).toBeLessThan(0.1);
  });

  it('weights stream in at 570 or 3.7 GB/s by the order of the product (facts A2.4)', () => {
    expect(Math.abs(streamingBytesPerSecond('column-major', 100_000) / 570e9 - 1)).toBeLessThan(0.1);
    expect(Math.abs(streamingBytesPerSecond('row-major', 100_000) / 3.7e9 - 1)).toBeLessThan(0.1);
  });

  it('an all-reduce of little data over 256 chips takes three hops of 722 ns: 2,166 ns (facts A1.5)', () => {
    const stages = allReduceStages(1, 256);
    expect(stages).toHaveLength(3);
    expect(stages.length * HOP_SECONDS).toBeCloseTo(2_166e-9, 15);
    // Beyond the hops, one vector on each of three links: 320 bytes at 12.2 GB/s are 26.2 ns.
    expect(allReduceCycles(1, 256) / 0.9e9 - 2_166e-9).toBeLessThan(3.1 * 26.3e-9);
  });

  it.each([2, 7, 8, 16, 64, 264, 272])(
    'an all-reduce over %d chips takes to the cycle what the closed form says',
    (chips) => {
      for (const bytes of [1, 5_000, 1_000_000]) {
        const { cycles } = scheduled(allReduceGraph({ bytes, chips }));
        // The closed form leaves out the last superlanes' delay of 20 cycles.
        expect(cycles).toBe(allReduceCycles(bytes, chips) + 20);
      }
    },
  );

  it.each([8, 16, 64, 264])('large all-reduces over %d chips come near what the pins carry', (chips) => {
    const bytes = 1e9;
    const perChip = (2 * (chips - 1) * bytes) / chips / (allReduceCycles(bytes, chips) / 0.9e9);
    // Seven local links of 12.5 GB/s and direction, of which 320 of 328 bytes are payload; four more lead out of the node.
    expect(perChip).toBeGreaterThan(0.9 * 7 * 12.5e9 * (320 / 328));
    expect(perChip).toBeLessThan(11 * 12.5e9 * (320 / 328));
  });

  it('an all-reduce never gets faster with more data', () => {
    for (const chips of [2, 8, 16, 72, 264, 1_000]) {
      let before = 0;
      for (let bytes = 1; bytes < 1e9; bytes *= 3) {
        expect(allReduceCycles(bytes, chips)).toBeGreaterThanOrEqual(before);
        before = allReduceCycles(bytes, chips);
      }
    }
  });
});

describe('any schedule', () => {
  it.each([
    ['resnet-50', resnetGraph(50)],
    ['bert', bertLarge(6, 1)],
    ['all-reduce', allReduceGraph({ bytes: 4_096, chips: 24 })],
  ])('lets nothing share a unit or begin before what it needs: %s', (_, graph) => {
    const { operations } = scheduled(graph);
    const free = new Map<string, number>();
    for (const [index, { chip, unit, lane, startCycle, releaseCycle, endCycle }] of operations.entries()) {
      const key = `${chip} ${unit} ${lane}`;
      expect(startCycle).toBeGreaterThanOrEqual(free.get(key) ?? 0);
      free.set(key, releaseCycle);
      for (const { operation, streaming } of graph.operations[index]!.after) {
        const producer = operations[operation]!;
        expect(startCycle).toBeGreaterThanOrEqual(streaming ? producer.startCycle : producer.endCycle);
        expect(endCycle).toBeGreaterThanOrEqual(producer.endCycle);
      }
    }
  });

  it('lets nothing share bytes of SRAM while both are needed', () => {
    const graph = resnetGraph(50);
    const { operations } = scheduled(graph);
    const last = operations.map((_, index) => index);
    for (const [index, { after }] of graph.operations.entries()) {
      for (const { operation } of after) last[operation] = index;
    }
    for (const [a, first] of operations.entries()) {
      for (let b = a + 1; b <= last[a]!; b += 1) {
        const second = operations[b]!;
        const apart =
          second.place.address >= first.place.address + first.place.bytes ||
          first.place.address >= second.place.address + second.place.bytes;
        expect(apart).toBe(true);
      }
    }
  });

  it('refuses a graph that does not fit into SRAM with demand and limit', () => {
    const refused = scheduleGraph(bertLarge(24, 1));
    expect(refused).toMatchObject({ ok: false, error: { code: 'lpu-sram', limit: 230_686_720 } });
  });
});
