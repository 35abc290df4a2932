import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailAt } from '#renderer/features/layout/hall/detail';
import {
  FOOTER_HEIGHT,
  hallOf,
  HEADER_HEIGHT,
  slotRectangle,
  UNIT_HEIGHT,
} from '#renderer/features/layout/hall/geometry';
import { devicesByRack } from '#renderer/features/layout/hall/devices-by-rack';
import { hitAt } from '#renderer/features/layout/canvas/hit';
import { spatialIndexOf } from '#renderer/features/layout/hall/spatial-index';
import { foundBy } from '#renderer/features/layout/search/find';
import { aCatalogue, aScenario, rackId } from './factories';

const catalogue = aCatalogue();
const scenario = aScenario({
  racks: Array.from({ length: 120 }, (_, index) => ({
    id: `r${index}`,
    type: index % 7 === 0 ? 'rack-48u' : 'rack-42u',
    row: Math.floor(index / 12),
    place: index % 12,
  })),
  devices: [
    { id: 'node', rack: 'r5', position: 10 },
    { id: 'front-switch', type: 'switch-1u', rack: 'r5', position: 20, face: 'front' },
    { id: 'rear-switch', type: 'switch-1u', rack: 'r5', position: 20, face: 'rear' },
  ],
});
const halls = ([1, 2] as const).map((faces) => hallOf(scenario.racks, catalogue.rackTypes, faces));
const [hall] = halls;
if (!hall) throw new Error('no hall');

describe('the spatial index of a hall', () => {
  it('finds exactly the racks that touch an area, in walking order', () => {
    const area = fc.record({
      x: fc.integer({ min: -2_000, max: 8_000 }),
      y: fc.integer({ min: -2_000, max: 8_000 }),
      width: fc.integer({ min: 1, max: 6_000 }),
      height: fc.integer({ min: 1, max: 6_000 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...halls), area, (of, { x, y, width, height }) => {
        const expected = of.boxes.filter(
          (box) =>
            box.x < x + width &&
            x < box.x + of.rackWidth &&
            box.y < y + height &&
            y < box.bayBottom + FOOTER_HEIGHT,
        );
        expect(spatialIndexOf(of).boxesIn({ x, y, width, height })).toEqual(expected);
      }),
    );
  });
});

describe('what lies under a point', () => {
  const byRack = devicesByRack(scenario.devices);
  const standing = (faces: readonly ('front' | 'rear')[]) => ({
    hall: halls[faces.length - 1] ?? hall,
    faces,
    devicesOf: (id: ReturnType<typeof rackId>) => byRack.get(id) ?? [],
    isStanding: () => true,
    shapeOf: (device: { readonly type: string }) => catalogue.deviceTypes[device.type]!,
  });
  const boxOf = (faces: readonly ('front' | 'rear')[]) => standing(faces).hall.byId.get(rackId('r5'))!;

  it('is the device that is drawn there', () => {
    const slot = slotRectangle(boxOf(['front']), { position: 10, heightUnits: 4 });
    const point = { x: slot.x + 5, y: slot.y + 30 };
    expect(hitAt(point, standing(['front']))).toEqual({ kind: 'device', rack: 'r5', device: 'node' });
  });

  it.each(['front', 'rear'] as const)('of two devices back to back is the one that shows its %s', (face) => {
    const slot = slotRectangle(boxOf([face]), { position: 20, heightUnits: 1 });
    expect(hitAt({ x: slot.x + 5, y: slot.y + 5 }, standing([face]))).toMatchObject({
      device: `${face}-switch`,
    });
  });

  it('is the rear of the device at the right where both faces are shown', () => {
    const box = boxOf(['front', 'rear']);
    const { y } = slotRectangle(box, { position: 20, heightUnits: 1 });
    expect(hitAt({ x: box.x + 240 + 8 + 60, y: y + 5 }, standing(['front', 'rear']))).toMatchObject({
      device: 'rear-switch',
    });
    expect(hitAt({ x: box.x + 60, y: y + 5 }, standing(['front', 'rear']))).toMatchObject({
      device: 'front-switch',
    });
  });

  it('is the head above the bay, the rack in an empty slot, and nothing on the floor', () => {
    const box = boxOf(['front']);
    const head = box.bayBottom - box.units * UNIT_HEIGHT - HEADER_HEIGHT / 2;
    expect(hitAt({ x: box.x + 50, y: head }, standing(['front']))).toEqual({ kind: 'head', rack: 'r5' });
    expect(hitAt({ x: box.x + 50, y: box.bayBottom - 30 * UNIT_HEIGHT }, standing(['front']))).toEqual({
      kind: 'rack',
      rack: 'r5',
    });
    expect(hitAt({ x: box.x - 10, y: head }, standing(['front']))).toBeUndefined();
    expect(hitAt({ x: -500, y: -500 }, standing(['front']))).toBeUndefined();
  });
});

describe('the level of detail', () => {
  it('never takes an ornament away while one zooms in', () => {
    const scale = fc.double({ min: 0.01, max: 4, noNaN: true });
    fc.assert(
      fc.property(scale, scale, (a, b) => {
        const [out, closer] = [detailAt(Math.min(a, b)), detailAt(Math.max(a, b))];
        for (const key of [
          'devices',
          'fronts',
          'names',
          'models',
          'unitNumbers',
          'meters',
          'powerBars',
        ] as const) {
          expect(out[key] && !closer[key], key).toBe(false);
        }
        expect(closer.far && !out.far).toBe(false);
      }),
    );
  });
});

describe('searching', () => {
  it('finds devices by name, type or rack, with the racks that hold them', () => {
    expect([...foundBy('rear-sw', scenario, catalogue).devices]).toEqual(['rear-switch']);
    expect([...foundBy('SWITCH-1U r5', scenario, catalogue).devices]).toEqual([
      'front-switch',
      'rear-switch',
    ]);
    expect([...foundBy('r119', scenario, catalogue).racks]).toEqual(['r119']);
    expect(foundBy('no such thing', scenario, catalogue).racks.size).toBe(0);
  });
});
