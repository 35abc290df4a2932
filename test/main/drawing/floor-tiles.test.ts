import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutsAlong, partWithin, tilesOf } from '#main/drawing/floor-tiles';

const spans = (...ends: readonly (readonly [number, number])[]) => ends.map(([from, to]) => ({ from, to }));

describe('the cuts of a floor', () => {
  it('go through the middle of an aisle, never through a row', () => {
    expect(cutsAlong(6, 4, spans([0, 1.2], [2.4, 3.6], [4.8, 6]))).toEqual([0, 4, 6]);
    expect(cutsAlong(6, 5, spans([0, 1.2], [2.4, 3.6], [4.8, 6]))).toEqual([0, 4.2, 6]);
  });

  it('go between racks that touch', () => {
    const racks = Array.from({ length: 10 }, (_, at) => ({ from: at * 0.6, to: (at + 1) * 0.6 }));
    const [, cut = 0] = cutsAlong(6, 4, racks);

    expect(cut).toBeCloseTo(3, 9);
  });

  it('go through a thing only where no gap is in reach', () => {
    expect(cutsAlong(10, 4, spans([0, 10]))).toEqual([0, 4, 8, 10]);
  });

  it('leave no part longer than allowed, and lose nothing of the length', () => {
    const anyThings = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 90 }), length: fc.integer({ min: 1, max: 12 }) }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 5, max: 40 }),
        anyThings,
        (length, longest, things) => {
          const cuts = cutsAlong(
            length,
            longest,
            things.map(({ from, length: size }) => ({ from, to: from + size })),
          );
          expect([cuts[0], cuts.at(-1)]).toEqual([0, length]);
          for (const [index, cut] of cuts.slice(1).entries()) {
            expect(cut).toBeGreaterThan(cuts[index] ?? Number.NaN);
            expect(cut - (cuts[index] ?? Number.NaN)).toBeLessThanOrEqual(longest + 1e-6);
          }
        },
      ),
    );
  });
});

describe('the parts of a floor', () => {
  const rack = (xMeters: number, yMeters: number) => ({
    xMeters,
    yMeters,
    widthMeters: 0.6,
    depthMeters: 1.2,
  });
  const floor = { xMeters: 0, yMeters: 0, widthMeters: 20, depthMeters: 20 };

  it('are left out where nothing stands', () => {
    const tiles = tilesOf(floor, { widthMeters: 10, depthMeters: 10 }, [rack(0, 0), rack(19, 18)]);

    expect(tiles.map(({ column, line }) => [column, line])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('show of a thing what lies in them', () => {
    expect(partWithin(rack(0, 0), { ...floor, xMeters: 0.5 })).toMatchObject({ xMeters: 0.5 });
    expect(partWithin(rack(0, 0), { ...floor, xMeters: 0.6 })).toBeUndefined();
  });
});
