import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphBuilder } from '#main/simulator/lpu/schedule/graph';
import {
  CHIPS_PER_NODE,
  dragonfly,
  HOP_CYCLES,
  linkCycles,
  MOST_CHIPS,
  mostHops,
  pathsBetween,
  PORTS_OUT_OF_RACK,
  PORTS_PER_RACK,
  routeBetween,
} from '#main/simulator/lpu/schedule/network';
import { scheduleGraph } from '#main/simulator/lpu/schedule/scheduler';
import { addTransfer } from '#main/simulator/lpu/schedule/operations';

const nodeOf = (chip: number): number => Math.floor(chip / CHIPS_PER_NODE);

/** Two different chips of a system. */
const pair = fc
  .tuple(fc.integer({ min: 2, max: MOST_CHIPS }), fc.nat(), fc.nat())
  .map(([chips, a, b]) => ({ chips, from: a % chips, to: b % chips }))
  .filter(({ from, to }) => from !== to);

describe('the network (facts A1.4)', () => {
  it('has 264 chips in 33 nodes, 72 in a rack of nine with 288 ports, and 10,440 in 145 racks', () => {
    expect(dragonfly.nodes * CHIPS_PER_NODE).toBe(264);
    expect(dragonfly.chips).toBe(264);
    expect(dragonfly.nodesPerRack * CHIPS_PER_NODE).toBe(72);
    expect(PORTS_PER_RACK).toBe(288);
    expect(PORTS_OUT_OF_RACK).toBe(144);
    expect(MOST_CHIPS).toBe(10_440);
  });

  it('has at most one hop in a node, three up to 264 chips and five beyond', () => {
    expect([1, 2, 8, 9, 264, 265, 10_440].map(mostHops)).toEqual([0, 1, 1, 3, 3, 5, 5]);
    fc.assert(
      fc.property(pair, ({ chips, from, to }) => {
        expect(routeBetween(from, to, chips).length).toBeLessThanOrEqual(mostHops(chips));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a route', () => {
  it('leads from chip to chip over links that they have', () => {
    fc.assert(
      fc.property(pair, ({ chips, from, to }) => {
        for (const path of pathsBetween(from, to, chips)) {
          let node = nodeOf(from);
          for (const hop of path) {
            expect(nodeOf(hop.from)).toBe(node);
            expect(hop.lane).toBeGreaterThanOrEqual(0);
            expect(hop.lane).toBeLessThan(11);
            expect(hop.lane < 7).toBe(nodeOf(hop.from) === nodeOf(hop.to));
            expect(Math.max(hop.from, hop.to)).toBeLessThan(
              Math.ceil(chips / CHIPS_PER_NODE) * CHIPS_PER_NODE,
            );
            node = nodeOf(hop.to);
          }
          expect(path[0]?.from === from || nodeOf(path[0]?.from ?? -1) === nodeOf(from)).toBe(true);
          expect(path.at(-1)?.to).toBe(to);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('up to 264 chips passes from link to link without a break', () => {
    const small = pair.map(({ from, to }) => ({ from: from % 264, to: to % 264 }));
    fc.assert(
      fc.property(small, ({ from, to }) => {
        let at = from;
        for (const hop of routeBetween(from, to, 264)) {
          expect(hop.from).toBe(at);
          at = hop.to;
        }
        expect(at).toBe(to);
      }),
      { numRuns: 1_000 },
    );
  });

  it('uses one cable between two nodes in both directions', () => {
    for (let to = 1; to < 33; to += 1) {
      const there = routeBetween(0, 8 * to, 264).find(({ lane }) => lane >= 7);
      const back = routeBetween(8 * to, 0, 264).find(({ lane }) => lane >= 7);
      expect([back?.from, back?.to]).toEqual([there?.to, there?.from]);
    }
  });
});

describe('a transfer', () => {
  const cycles = (from: number, to: number, bytes: number, chips = 264): number => {
    const builder = graphBuilder();
    addTransfer(builder, { name: 'x', from, to, chips, bytes, after: [] });
    const graph = builder.build({ name: 'x', chips, operationsPerInference: 0, notes: [] });
    const schedule = scheduleGraph(graph);
    if (!schedule.ok) throw new Error(schedule.error.message);
    return schedule.value.cycles - 20;
  };

  it('of little data takes 722 ns a hop and the time of its vectors on one link', () => {
    expect(cycles(0, 3, 320)).toBe(HOP_CYCLES + linkCycles(320));
    const hops = routeBetween(0, 260, 264).length;
    expect(cycles(0, 260, 320)).toBe(hops * HOP_CYCLES + linkCycles(320));
  });

  it('in a node spreads over all seven links from some 8 kB on (ISCA 2022, section 4.3)', () => {
    const alone = (bytes: number): number => HOP_CYCLES + linkCycles(bytes);
    expect(cycles(0, 1, 4_096)).toBe(alone(4_096));
    expect(cycles(0, 1, 16_384)).toBeLessThan(alone(16_384));
    expect(cycles(0, 1, 1e7) / alone(1e7)).toBeCloseTo(1 / 7, 2);
  });
});
