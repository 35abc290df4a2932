import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceId } from '#shared/ids';
import { firstFreePosition, overlaps, refuseSlot, type Occupant, type Slot } from '#shared/rack/geometry';

const aSlot = (slot: Partial<Slot> = {}): Slot => ({
  position: 1,
  heightUnits: 4,
  face: 'front',
  fullDepth: true,
  ...slot,
});

const anOccupant = (slot: Partial<Slot> = {}, id = 'node-1'): Occupant => ({
  ...aSlot(slot),
  id: DeviceId.parse(id),
});

const anySlot = fc.record({
  position: fc.integer({ min: 2, max: 90 }).map((halves) => halves / 2),
  heightUnits: fc.integer({ min: 1, max: 20 }).map((halves) => halves / 2),
  face: fc.constantFrom('front' as const, 'rear' as const),
  fullDepth: fc.boolean(),
});

describe('two slots', () => {
  it('overlap when they share a unit and either is full depth', () => {
    expect(overlaps(aSlot({ position: 1 }), aSlot({ position: 4, face: 'rear' }))).toBe(true);
  });

  it('do not overlap when one ends where the other begins', () => {
    expect(overlaps(aSlot({ position: 1 }), aSlot({ position: 5 }))).toBe(false);
  });

  it('do not overlap back to back at half depth', () => {
    const half = { fullDepth: false, heightUnits: 1 };

    expect(overlaps(aSlot({ ...half, face: 'front' }), aSlot({ ...half, face: 'rear' }))).toBe(false);
  });

  it('meet in half units', () => {
    expect(overlaps(aSlot({ position: 1, heightUnits: 1.5 }), aSlot({ position: 2, heightUnits: 1 }))).toBe(
      true,
    );
    expect(overlaps(aSlot({ position: 1, heightUnits: 1.5 }), aSlot({ position: 2.5, heightUnits: 1 }))).toBe(
      false,
    );
  });

  it('overlap each other or neither does', () => {
    fc.assert(fc.property(anySlot, anySlot, (a, b) => overlaps(a, b) === overlaps(b, a)));
  });
});

describe('a slot in a rack', () => {
  it('is refused below the first unit and above the last', () => {
    const refusalAt = (position: number) =>
      refuseSlot({ slot: aSlot({ position }), units: 42, occupants: [] });

    expect(refusalAt(0.5)).toEqual({ because: 'below-rack', position: 0.5 });
    expect(refusalAt(40)).toEqual({ because: 'above-rack', topUnit: 43, units: 42 });
    expect(refusalAt(39)).toBeUndefined();
  });

  it('is refused when the device is taller than the rack', () => {
    expect(refuseSlot({ slot: aSlot({ heightUnits: 48 }), units: 42, occupants: [] })).toEqual({
      because: 'taller-than-rack',
      heightUnits: 48,
      units: 42,
    });
  });

  it('is refused with the name of what stands there', () => {
    const refusal = refuseSlot({
      slot: aSlot({ position: 3 }),
      units: 42,
      occupants: [anOccupant({ position: 5 }, 'node-7')],
    });

    expect(refusal).toEqual({ because: 'overlap', with: 'node-7' });
  });
});

describe('the first free position', () => {
  it('is above what stands at the bottom', () => {
    const position = firstFreePosition({
      slot: aSlot(),
      units: 42,
      occupants: [anOccupant({ position: 1 })],
    });

    expect(position).toBe(5);
  });

  it('does not exist in a full rack', () => {
    const full = Array.from({ length: 10 }, (_, index) =>
      anOccupant({ position: 1 + 4 * index }, `node-${index}`),
    );

    expect(firstFreePosition({ slot: aSlot(), units: 42, occupants: full })).toBeUndefined();
  });

  it('fills 42U with ten 4U nodes and leaves two units', () => {
    const placed: Occupant[] = [];
    for (;;) {
      const position = firstFreePosition({ slot: aSlot(), units: 42, occupants: placed });
      if (position === undefined) break;
      placed.push(anOccupant({ position }, `node-${placed.length}`));
    }

    expect(placed).toHaveLength(10);
    expect(placed.length * 4).toBeLessThanOrEqual(42);
  });

  it('is never refused', () => {
    fc.assert(
      fc.property(anySlot, fc.array(anySlot, { maxLength: 8 }), (slot, others) => {
        const occupants = others.map((other, index) => anOccupant(other, `device-${index}`));
        const position = firstFreePosition({ slot, units: 48, occupants });
        fc.pre(position !== undefined);
        expect(refuseSlot({ slot: { ...slot, position }, units: 48, occupants })).toBeUndefined();
      }),
    );
  });
});
