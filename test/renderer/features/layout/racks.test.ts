import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '#renderer/documents/command';
import { moveRacks } from '#renderer/features/layout/edits/move-racks';
import { floorPlaceAt, hallOf } from '#renderer/features/layout/hall/geometry';
import { aCatalogue, aScenario, rackId } from './factories';

const racks = aScenario({
  racks: [
    { id: 'a1', place: 0 },
    { id: 'a2', place: 1 },
    { id: 'b1', row: 1, place: 0 },
  ],
});
const rackNamed = (id: string) => {
  const rack = racks.racks[rackId(id)];
  if (!rack) throw new Error(id);
  return rack;
};

describe('moving racks', () => {
  const move = (ids: readonly string[], to: { readonly row: number; readonly place: number }) => {
    const [anchor = ''] = ids;
    const movement = moveRacks(racks, ids.map(rackId), { anchor: rackNamed(anchor), to });
    return { ...movement, after: applyCommand(racks, movement.command).scenario.racks };
  };

  it('puts a rack to a free place', () => {
    const { after } = move(['a1'], { row: 1, place: 1 });
    expect(after[rackId('a1')]).toMatchObject({ row: 1, place: 1 });
    expect(after[rackId('b1')]).toMatchObject({ row: 1, place: 0 });
  });

  it('lets a rack change places with the one that stands there', () => {
    const { after, command } = move(['a1'], { row: 1, place: 0 });
    expect(after[rackId('b1')]).toMatchObject({ row: 0, place: 0 });
    expect(command.name.key).toBe('layout:commands.swapRacks');
  });

  it('moves several racks together and gives what stood there the places that they leave', () => {
    const { after } = move(['a1', 'a2'], { row: 1, place: 0 });
    expect(after[rackId('a1')]).toMatchObject({ row: 1, place: 0 });
    expect(after[rackId('a2')]).toMatchObject({ row: 1, place: 1 });
    expect(after[rackId('b1')]).toMatchObject({ row: 0, place: 0 });
  });

  it('keeps every rack of the move on the floor', () => {
    expect(move(['a2', 'a1'], { row: 0, place: 0 }).to).toEqual({ row: 0, place: 1 });
  });

  it('never puts two racks to one place, and loses none', () => {
    const many = aScenario({
      racks: Array.from({ length: 12 }, (_, index) => ({
        id: `r${index}`,
        row: Math.floor(index / 4),
        place: index % 4,
      })),
    });
    const ids = Object.values(many.racks).map(({ id }) => id);
    fc.assert(
      fc.property(
        fc.subarray(ids, { minLength: 1 }),
        fc.nat({ max: 5 }),
        fc.nat({ max: 6 }),
        (chosen, row, place) => {
          const [first] = chosen;
          const anchor = first && many.racks[first];
          if (!anchor) return;
          const { command } = moveRacks(many, chosen, { anchor, to: { row, place } });
          const after = Object.values(applyCommand(many, command).scenario.racks);
          expect(new Set(after.map((rack) => `${rack.row}/${rack.place}`)).size).toBe(after.length);
        },
      ),
    );
  });
});

describe('the floor', () => {
  const { rackTypes } = aCatalogue();

  it('knows the place under every rack', () => {
    const many = aScenario({
      racks: Array.from({ length: 60 }, (_, index) => ({
        id: `r${index}`,
        row: Math.floor(index / 6),
        place: index % 6,
      })),
    });
    const hall = hallOf(many.racks, rackTypes);
    for (const box of hall.boxes) {
      const { row, place } = many.racks[box.id] ?? { row: -1, place: -1 };
      expect(floorPlaceAt(hall, { x: box.x + 100, y: box.y + 100 })).toEqual({ row, place });
    }
  });

  it('lays many rows out in blocks side by side, and none overlaps another', () => {
    const many = aScenario({
      racks: Array.from({ length: 100 }, (_, index) => ({
        id: `r${index}`,
        row: Math.floor(index / 10),
        place: index % 10,
      })),
    });
    const hall = hallOf(many.racks, rackTypes);
    expect(hall.width / hall.height).toBeGreaterThan(0.8);
    expect(hall.width / hall.height).toBeLessThan(2);
    const corners = new Set(hall.boxes.map(({ x, y }) => `${x} ${y}`));
    expect(corners.size).toBe(100);
    for (const { x, y, bayBottom } of hall.boxes) {
      expect(x + 240).toBeLessThanOrEqual(hall.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(bayBottom).toBeLessThanOrEqual(hall.height);
    }
  });

  it('offers the place behind a row and a new row below the last', () => {
    const hall = hallOf(racks.racks, rackTypes);
    const [last] = hall.rows.slice(-1);
    expect(floorPlaceAt(hall, { x: 2.5 * 272, y: 100 })).toEqual({ row: 0, place: 2 });
    expect(floorPlaceAt(hall, { x: 100, y: (last?.bayBottom ?? 0) + 160 })).toEqual({ row: 2, place: 0 });
  });
});
