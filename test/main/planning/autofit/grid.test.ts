import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyGrid, freePosition, take } from '#main/planning/autofit/grid';
import { DeviceId } from '#shared/schema/ids';
import { firstFreePosition, refuseSlot, type Occupant, type Slot } from '#shared/rack/geometry';

const UNITS = 12;

/** Shapes as a rack may hold them; depths in centimetres, so that some pairs are too deep and some just fit. */
const anyShape = fc
  .record({
    heightUnits: fc.constantFrom(0.5, 1, 1.5, 2, 4),
    face: fc.constantFrom('front' as const, 'rear' as const),
    fullDepth: fc.boolean(),
    side: fc.constantFrom('left' as const, 'right' as const, undefined),
    depthMeters: fc.constantFrom(0.2, 0.5, 0.8, 1.1, undefined),
  })
  .map((shape): Omit<Slot, 'position'> => shape);

const anyUsableDepth = fc.constantFrom(0.6, 1, 1.2, undefined);

describe('the free space of a rack being filled', () => {
  it('is what the rules of the rack leave: the same place for each device that comes', () => {
    fc.assert(
      fc.property(
        fc.array(anyShape, { minLength: 1, maxLength: 12 }),
        anyUsableDepth,
        (shapes, usableDepthMeters) => {
          const grid = emptyGrid(UNITS, usableDepthMeters);
          const rack = { units: UNITS, usableDepthMeters };
          const occupants: Occupant[] = [];
          for (const [index, shape] of shapes.entries()) {
            const position = freePosition(grid, shape);
            expect(position).toBe(firstFreePosition({ slot: shape, rack, occupants }));
            if (position === undefined) continue;
            take(grid, { ...shape, position });
            occupants.push({ ...shape, position, id: DeviceId.parse(`d${index}`) });
          }
        },
      ),
    );
  });

  it('is taken from the top under the same rules', () => {
    fc.assert(
      fc.property(anyShape, anyShape, anyUsableDepth, (first, second, usableDepthMeters) => {
        const grid = emptyGrid(UNITS, usableDepthMeters);
        const rack = { units: UNITS, usableDepthMeters };
        const at = freePosition(grid, first, 'top');
        fc.pre(at !== undefined);
        take(grid, { ...first, position: at });
        const position = freePosition(grid, second, 'top');
        fc.pre(position !== undefined);
        const occupants = [{ ...first, position: at, id: DeviceId.parse('first') }];

        expect(refuseSlot({ slot: { ...second, position }, rack, occupants })).toBeUndefined();
      }),
    );
  });
});
