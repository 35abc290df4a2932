import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hallOf, rackAcross, rackFrom, slotRectangle } from '#renderer/features/layout/hall/geometry';
import { fitted, toHall, toPixel, racksInSight, zoomed } from '#renderer/features/layout/hall/view';
import { spotAt } from '#renderer/features/layout/canvas/drag';
import { aCatalogue, aScenario, rackId } from './factories';

const hallWith = (racks: Parameters<typeof aScenario>[0]['racks']) =>
  hallOf(aScenario({ racks: racks ?? [] }).racks, aCatalogue().rackTypes);

describe('the hall', () => {
  it('stands the racks of a row on one floor, whatever their heights', () => {
    const { byId } = hallWith([{ id: 'a' }, { id: 'b', type: 'rack-48u' }]);
    expect(byId.get(rackId('a'))?.bayBottom).toBe(byId.get(rackId('b'))?.bayBottom);
  });

  it('keeps two racks apart that claim the same place', () => {
    const { boxes } = hallWith([
      { id: 'a', place: 3 },
      { id: 'b', place: 3 },
    ]);
    expect(boxes[0]?.x).not.toBe(boxes[1]?.x);
  });

  it('finds under the middle of a drawn slot the rack and the U it is drawn for', () => {
    const hall = hallWith([{ id: 'a' }, { id: 'b', type: 'rack-48u' }, { id: 'c', row: 1, place: 0 }]);
    fc.assert(
      fc.property(fc.constantFrom(...hall.boxes), fc.integer({ min: 1, max: 42 }), (box, position) => {
        const slot = slotRectangle(box, { position, heightUnits: 1 });
        const spot = spotAt(hall, { x: slot.x + slot.width / 2, y: slot.y + slot.height / 2 }, ['front']);
        expect(spot?.box.id).toBe(box.id);
        expect(spot?.unit).toBeCloseTo(position + 0.5);
      }),
    );
  });

  it('walks from rack to rack along a row and then on to the next', () => {
    const hall = hallWith([{ id: 'a' }, { id: 'b' }, { id: 'c', row: 1, place: 1 }]);
    expect(rackFrom(hall, rackId('b'), 1)?.id).toBe('c');
    expect(rackFrom(hall, rackId('a'), -1)).toBeUndefined();
    expect(rackAcross(hall, rackId('c'), -1)?.id).toBe('b');
    expect(rackAcross(hall, rackId('a'), -1)).toBeUndefined();
  });
});

describe('the view', () => {
  const view = fc.record({
    scale: fc.double({ min: 0.05, max: 4, noNaN: true }),
    x: fc.integer({ min: -5_000, max: 5_000 }),
    y: fc.integer({ min: -5_000, max: 5_000 }),
  });
  const point = fc.record({
    x: fc.integer({ min: -2_000, max: 2_000 }),
    y: fc.integer({ min: -2_000, max: 2_000 }),
  });

  it('maps a pixel to the hall and back to itself', () => {
    fc.assert(
      fc.property(view, point, (seen, pixel) => {
        const back = toPixel(seen, toHall(seen, pixel));
        expect(back.x).toBeCloseTo(pixel.x, 3);
        expect(back.y).toBeCloseTo(pixel.y, 3);
      }),
    );
  });

  it('keeps what is under the pointer there while it zooms', () => {
    fc.assert(
      fc.property(view, point, fc.double({ min: 0.2, max: 5, noNaN: true }), (seen, pixel, factor) => {
        const before = toHall(seen, pixel);
        const after = toHall(zoomed(seen, factor, pixel), pixel);
        expect(after.x).toBeCloseTo(before.x, 2);
        expect(after.y).toBeCloseTo(before.y, 2);
      }),
    );
  });

  it('shows every rack once it is fitted, and few of a long hall when it is near', () => {
    const hall = hallWith(Array.from({ length: 100 }, (_, index) => ({ id: `r${index}` })));
    const size = { width: 1_200, height: 800 };
    expect(racksInSight(hall, fitted(hall, size), size)).toBe(100);
    expect(racksInSight(hall, { scale: 1, x: 0, y: 0 }, size)).toBeLessThan(12);
  });
});
