import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceId } from '#shared/schema/ids';
import {
  firstFreePosition,
  overlaps,
  refuseSlot,
  type Occupant,
  type RackInside,
  type Slot,
} from '#shared/rack/geometry';

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
  depthMeters: fc.option(
    fc.integer({ min: 1, max: 120 }).map((centimetres) => centimetres / 100),
    {
      nil: undefined,
    },
  ),
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
      refuseSlot({ slot: aSlot({ position }), rack: { units: 42 }, occupants: [] });

    expect(refusalAt(0.5)).toEqual({ because: 'below-rack', position: 0.5 });
    expect(refusalAt(40)).toEqual({ because: 'above-rack', topUnit: 43, units: 42 });
    expect(refusalAt(39)).toBeUndefined();
  });

  it('is refused when the device is taller than the rack', () => {
    expect(refuseSlot({ slot: aSlot({ heightUnits: 48 }), rack: { units: 42 }, occupants: [] })).toEqual({
      because: 'taller-than-rack',
      heightUnits: 48,
      units: 42,
    });
  });

  it('is refused with the name of what stands there', () => {
    const refusal = refuseSlot({
      slot: aSlot({ position: 3 }),
      rack: { units: 42 },
      occupants: [anOccupant({ position: 5 }, 'node-7')],
    });

    expect(refusal).toEqual({ because: 'overlap', with: 'node-7' });
  });
});

describe('depths back to back', () => {
  const rack = { units: 42, usableDepthMeters: 1 };
  const half = { heightUnits: 1, fullDepth: false } as const;
  const behind = (depthMeters: number | undefined, more: Partial<Slot> = {}) =>
    anOccupant({ ...half, face: 'rear', depthMeters, ...more }, 'behind');
  const refused = (depthMeters: number | undefined, occupant: Occupant, inside: RackInside = rack) =>
    refuseSlot({ slot: aSlot({ ...half, depthMeters }), rack: inside, occupants: [occupant] });

  it('are refused with both and with what the rack takes where they exceed it together', () => {
    expect(refused(0.6, behind(0.5))).toEqual({
      because: 'too-deep-together',
      with: 'behind',
      depthMeters: 0.6,
      otherDepthMeters: 0.5,
      usableMeters: 1,
    });
  });

  it('may fill the rack to the last millimetre', () => {
    expect(refused(0.7, behind(0.3))).toBeUndefined();
    expect(refused(0.1 + 0.2, behind(0.7))).toBeUndefined();
    expect(refused(0.701, behind(0.3))).toMatchObject({ because: 'too-deep-together' });
  });

  it('count only where both share a height, a side and a day', () => {
    expect(refused(0.6, behind(0.5, { position: 2 }))).toBeUndefined();
    expect(
      refuseSlot({
        slot: aSlot({ ...half, depthMeters: 0.6, side: 'left' }),
        rack,
        occupants: [behind(0.5, { side: 'right' })],
      }),
    ).toBeUndefined();
    expect(
      refuseSlot({
        slot: aSlot({ ...half, depthMeters: 0.6, lifeCycle: { state: 'planned', from: '2027-01-01' } }),
        rack,
        occupants: [behind(0.5, { lifeCycle: { state: 'present', until: '2027-01-01' } })],
      }),
    ).toBeUndefined();
  });

  it('are held against nothing where one of them, or the rack, is not known', () => {
    expect(refused(undefined, behind(0.9))).toBeUndefined();
    expect(refused(0.9, behind(undefined))).toBeUndefined();
    expect(refused(0.9, behind(0.9), { units: 42 })).toBeUndefined();
  });

  it('refuse a single device that is deeper than the rack', () => {
    expect(refuseSlot({ slot: aSlot({ depthMeters: 1.05 }), rack, occupants: [] })).toEqual({
      because: 'deeper-than-rack',
      depthMeters: 1.05,
      usableMeters: 1,
    });
  });

  it('are refused whichever of the two comes second, and never once the rack is deeper', () => {
    fc.assert(
      fc.property(anySlot, anySlot, fc.double({ min: 0.2, max: 2.4, noNaN: true }), (a, b, usable) => {
        fc.pre(!overlaps(a, b));
        const refusal = (slot: Slot, other: Slot, usableDepthMeters: number) =>
          refuseSlot({ slot, rack: { units: 60, usableDepthMeters }, occupants: [anOccupant(other)] });
        const [forth, back] = [refusal(a, b, usable), refusal(b, a, usable)];
        const isTogether = ({ because }: { because?: string } = {}) => because === 'too-deep-together';
        const isAlone = ({ because }: { because?: string } = {}) => because === 'deeper-than-rack';
        if (!isAlone(forth) && !isAlone(back)) expect(isTogether(forth)).toBe(isTogether(back));
        expect(refusal(a, b, 2.4)).toBeUndefined();
      }),
    );
  });
});

describe('the first free position', () => {
  it('is above what stands at the bottom', () => {
    const position = firstFreePosition({
      slot: aSlot(),
      rack: { units: 42 },
      occupants: [anOccupant({ position: 1 })],
    });

    expect(position).toBe(5);
  });

  it('does not exist in a full rack', () => {
    const full = Array.from({ length: 10 }, (_, index) =>
      anOccupant({ position: 1 + 4 * index }, `node-${index}`),
    );

    expect(firstFreePosition({ slot: aSlot(), rack: { units: 42 }, occupants: full })).toBeUndefined();
  });

  it('fills 42U with ten 4U nodes and leaves two units', () => {
    const placed: Occupant[] = [];
    for (;;) {
      const position = firstFreePosition({ slot: aSlot(), rack: { units: 42 }, occupants: placed });
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
        const position = firstFreePosition({ slot, rack: { units: 48 }, occupants });
        fc.pre(position !== undefined);
        expect(refuseSlot({ slot: { ...slot, position }, rack: { units: 48 }, occupants })).toBeUndefined();
      }),
    );
  });
});
