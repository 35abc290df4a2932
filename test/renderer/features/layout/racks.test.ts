import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../../../src/renderer/documents/command';
import { moveRack } from '../../../../src/renderer/features/layout/edits/racks';
import { floorPlaceAt, hallOf } from '../../../../src/renderer/features/layout/hall/geometry';
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

describe('moving a rack', () => {
  it('puts it to a free place', () => {
    const { scenario } = applyCommand(racks, moveRack(racks, rackNamed('a1'), { row: 1, place: 1 }));
    expect(scenario.racks[rackId('a1')]).toMatchObject({ row: 1, place: 1 });
    expect(scenario.racks[rackId('b1')]).toMatchObject({ row: 1, place: 0 });
  });

  it('lets it change places with the rack that stands there', () => {
    const { scenario } = applyCommand(racks, moveRack(racks, rackNamed('a1'), { row: 1, place: 0 }));
    expect(scenario.racks[rackId('a1')]).toMatchObject({ row: 1, place: 0 });
    expect(scenario.racks[rackId('b1')]).toMatchObject({ row: 0, place: 0 });
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
