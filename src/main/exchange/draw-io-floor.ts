import { floorPlanOf, type Footprint, type RackTypes, type Rectangle } from '#shared/floor/floor-plan';
import type { Scenario } from '#shared/scenario/schema';
import { cell, geometry } from './draw-io-cells';
import type { DrawingWords } from './drawing/words';

/** 1 cm is a pixel, and the grid of 10 pixels 10 cm. */
const PIXELS_PER_METRE = 100;

const rounded = (meters: number): number => Math.round(meters * PIXELS_PER_METRE);

const place = ({ xMeters, yMeters, widthMeters, depthMeters }: Rectangle): string =>
  geometry(rounded(xMeters), rounded(yMeters), rounded(widthMeters), rounded(depthMeters));

const BOX = 'rounded=0;whiteSpace=wrap;html=1;';
const styles = {
  room: `${BOX}fillColor=none;strokeWidth=4;`,
  cold: `${BOX}strokeColor=none;fillColor=none;align=left;spacingLeft=8;`,
  hot: `${BOX}strokeColor=none;fillColor=#dcdcdc;align=left;spacingLeft=8;`,
  mixed: `${BOX}dashed=1;fillColor=#dcdcdc;align=left;spacingLeft=8;`,
  obstacle: `${BOX}fillColor=#f2f2f2;`,
  rack: `${BOX}fontStyle=1;`,
  front: `${BOX}strokeColor=none;fillColor=#111111;connectable=0;`,
} as const;

const FRONT_PIXELS = 6;

/** A rack with its front as a bar inside it, so that both move together. */
function footprintCells(footprint: Footprint, name: string): readonly string[] {
  const id = `floor-rack:${footprint.rack}`;
  const [width, depth] = [rounded(footprint.widthMeters), rounded(footprint.depthMeters)];
  const y = footprint.facing === 'before' ? 0 : depth - FRONT_PIXELS;
  return [
    cell({ id, value: name, style: styles.rack, vertex: '1', parent: '1' }, place(footprint)),
    cell(
      { id: `floor-front:${footprint.rack}`, value: '', style: styles.front, vertex: '1', parent: id },
      geometry(0, y, width, FRONT_PIXELS),
    ),
  ];
}

/** The floor from above at 100 pixels to the metre: the room where it has a size, aisles, obstacles and racks. */
export function floorCells(scenario: Scenario, rackTypes: RackTypes, words: DrawingWords): readonly string[] {
  const plan = floorPlanOf(scenario, rackTypes);
  const { widthMeters, depthMeters } = plan;
  const { floor } = scenario;
  const room = { xMeters: 0, yMeters: 0, widthMeters, depthMeters };
  const hasRoom = floor?.widthMeters !== undefined || floor?.depthMeters !== undefined;
  const fixed = (id: string, value: string, style: string, where: Rectangle): string =>
    cell({ id, value, style, vertex: '1', parent: '1' }, place(where));
  return [
    ...(hasRoom ? [fixed('floor-room', '', styles.room, room)] : []),
    ...plan.aisles
      .filter((aisle) => aisle.widthMeters > 0)
      .map((aisle, at) =>
        fixed(`floor-aisle:${at + 1}`, words.aisle(aisle.kind, aisle.widthMeters), styles[aisle.kind], {
          ...room,
          yMeters: aisle.yMeters,
          depthMeters: aisle.widthMeters,
        }),
      ),
    ...(floor?.obstacles ?? []).map((obstacle, at) =>
      fixed(`floor-obstacle:${at + 1}`, obstacle.name, styles.obstacle, obstacle),
    ),
    ...[...plan.footprints.values()].flatMap((footprint) =>
      footprintCells(footprint, scenario.racks[footprint.rack]?.name ?? footprint.rack),
    ),
  ];
}
