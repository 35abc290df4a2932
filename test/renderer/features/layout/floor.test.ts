import { describe, expect, it } from 'vitest';
import { floorPlanOf } from '#shared/floor/floor-plan';
import type { Scenario } from '#shared/scenario/schema';
import { applyCommand, type Command } from '#renderer/documents/command';
import { faceRacks } from '#renderer/features/layout/edits/racks';
import {
  changeRoom,
  insertRow,
  placeRow,
  removeRow,
  swapRows,
  turnRow,
} from '#renderer/features/layout/edits/floor';
import {
  CENTIMETRES,
  inCentimetres,
  placeAt,
  rowsOnFloor,
  snapped,
} from '#renderer/features/layout/floor/floor-geometry';
import { exposedBy } from '#renderer/features/layout/draw/hall-painter';
import { aCatalogue, aScenario, deviceId, rackId } from './factories';

const { rackTypes } = aCatalogue();
const hall = aScenario({
  racks: [
    { id: 'a1', row: 0, place: 0 },
    { id: 'a2', row: 0, place: 1 },
    { id: 'b1', row: 1, place: 0 },
    { id: 'c1', row: 2, place: 0 },
  ],
  devices: [{ id: 'n1', rack: 'b1', position: 1 }],
});
const done = (command: Command, scenario: Scenario = hall): Scenario =>
  applyCommand(scenario, command).scenario;
const rowsOf = (scenario: Scenario) => rowsOnFloor(floorPlanOf(scenario, rackTypes));
const rowOf = (scenario: Scenario, id: string) => scenario.racks[rackId(id)]?.row;

describe('rows on the floor', () => {
  it('follow one another at the width of their aisles until one is put elsewhere', () => {
    const [, usual] = rowsOf(hall);
    const [, moved] = rowsOf(done(placeRow(1, { yMeters: 5 })));
    expect(usual?.yMeters).toBeCloseTo(2.4);
    expect(moved?.yMeters).toBe(5);
  });

  it('alternate until one is turned, and alternate again when nothing is said of it', () => {
    const turned = done(turnRow(1, 'behind'));
    expect(rowsOf(turned)[1]?.facing).toBe('behind');
    const back = done(turnRow(1, undefined), turned);
    expect(rowsOf(back)[1]?.facing).toBe('before');
    expect(back.floor?.rows).toEqual([]);
  });

  it('keep the way they look when one rack of them is turned, and look the other way when all are', () => {
    const [a1, a2] = [hall.racks[rackId('a1')], hall.racks[rackId('a2')]];
    if (!a1 || !a2) throw new Error('no racks');
    const one = done(faceRacks([a1], true));
    const [row] = rowsOf(one);
    expect(row?.facing).toBe('behind');
    expect(row?.footprints.map(({ facing, againstRow }) => [facing, againstRow])).toEqual([
      ['before', true],
      ['behind', false],
    ]);
    const both = done(faceRacks([a1, a2], true));
    expect(rowsOf(both)[0]?.facing).toBe('before');
    expect(floorPlanOf(both, rackTypes).aisles[0]?.kind).toBe('mixed');
    expect(done(faceRacks([a1, a2], false), both)).toEqual(hall);
  });

  it('move up where one is removed, with what the floor says of them', () => {
    const placed = done(placeRow(2, { yMeters: 9 }));
    const after = done(removeRow(1), placed);
    expect(after.racks[rackId('b1')]).toBeUndefined();
    expect(after.devices[deviceId('n1')]).toBeUndefined();
    expect(rowOf(after, 'c1')).toBe(1);
    expect(after.floor?.rows).toEqual([{ row: 1, yMeters: 9 }]);
  });

  it('make room for one that is inserted, which begins with a rack like the first behind it', () => {
    const { command, rack } = insertRow(hall, 1);
    const after = done(command);
    expect(rowOf(after, 'b1')).toBe(2);
    expect(rowOf(after, 'c1')).toBe(3);
    expect(rack && after.racks[rack]).toMatchObject({ row: 1, place: 0, type: 'rack-42u' });
  });

  it('change places as a whole', () => {
    const after = done(swapRows(0, 2));
    expect([rowOf(after, 'a1'), rowOf(after, 'a2'), rowOf(after, 'c1')]).toEqual([2, 2, 0]);
    expect(done(swapRows(0, 2), after).racks).toEqual(hall.racks);
  });
});

describe('the room', () => {
  it('takes a measure and gives it up again', () => {
    const wide = done(changeRoom('coldAisleMeters', 1.8));
    expect(rowsOf(wide)[1]?.yMeters).toBeCloseTo(3);
    expect(done(changeRoom('coldAisleMeters', undefined), wide).floor).toEqual({});
  });

  it('snaps to tiles without the noise of binary fractions', () => {
    expect(snapped(1.75, 0.6)).toBe(1.8);
    expect(snapped(0.299999, 0.1)).toBe(0.3);
  });
});

describe('the place under a point of the floor', () => {
  const rows = rowsOf(hall);
  const placeOf = ({ rack }: { readonly rack: string }) => hall.racks[rackId(rack)]?.place ?? -1;

  it('is that of the rack that stands there', () => {
    for (const row of rows) {
      for (const footprint of row.footprints) {
        const { x, y, width, height } = inCentimetres(footprint);
        const point = { x: x + width / 2, y: y + height / 2 };
        expect(placeAt(rows, point, placeOf)).toEqual({ row: row.row, place: placeOf(footprint) });
      }
    }
  });

  it('is one behind the last of a row, or the first of a new row behind all', () => {
    expect(placeAt(rows, { x: 10 * CENTIMETRES, y: 60 }, placeOf)).toEqual({ row: 0, place: 2 });
    expect(placeAt(rows, { x: 30, y: 20 * CENTIMETRES }, placeOf)).toEqual({ row: 3, place: 0 });
  });
});

describe('what a pan brings into sight', () => {
  const size = { width: 100, height: 80 };

  it('is a strip where the picture came from, on each side that it moved', () => {
    expect(exposedBy({ x: 10, y: 0 }, size)).toEqual([{ x: 0, y: 0, width: 10, height: 80 }]);
    expect(exposedBy({ x: -10, y: 5 }, size)).toEqual([
      { x: 90, y: 0, width: 10, height: 80 },
      { x: 0, y: 0, width: 100, height: 5 },
    ]);
    expect(exposedBy({ x: 0, y: 0 }, size)).toEqual([]);
  });
});
