import { planningContext } from '#main/planning/context/planning-context';
import { inventoryOf, type PlacedDevice, type RackInventory } from '#main/planning/placement/inventory';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { LayoutExport } from '#shared/exchange/exchange';
import { floorPlanOf, type Footprint, type RackTypes, type Rectangle } from '#shared/floor/floor-plan';
import type { Scenario } from '#shared/scenario/schema';
import { xmlEscaped } from '#main/drawing/svg';
import { type DrawingWords, drawingWords } from '#main/drawing/words';

interface Cell extends Readonly<Record<string, string>> {
  /** What is written on it, as text. */
  readonly value: string;
}

/**
 * A shape or group of a diagrams.net page with its geometry. Styles say `html=1`, so that a label is read as HTML once the
 * file is read as XML; its text is escaped for both.
 */
const cell = ({ value, ...others }: Cell, geometry: string): string => {
  const attributes = { ...others, value: xmlEscaped(value) };
  const listed = Object.entries(attributes).map(([name, text]) => `${name}="${xmlEscaped(text)}"`);
  return `<mxCell ${listed.join(' ')}>${geometry}</mxCell>`;
};

const geometry = (x: number, y: number, width: number, height: number): string =>
  `<mxGeometry x="${x}" y="${y}" width="${width}" height="${height}" as="geometry"/>`;

/** A page of a diagrams.net file with these cells. */
const page = (
  { id, name }: { readonly id: string; readonly name: string },
  cells: readonly string[],
): string =>
  [
    `<diagram id="${id}" name="${xmlEscaped(name)}"><mxGraphModel grid="1" gridSize="10"><root>`,
    '<mxCell id="0"/><mxCell id="1" parent="0"/>',
    ...cells,
    '</root></mxGraphModel></diagram>',
  ].join('\n');

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
function floorCells(scenario: Scenario, rackTypes: RackTypes, words: DrawingWords): readonly string[] {
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

/** Pixels of the drawing: draw.io's own rack shapes are 20 pixels to the U. */
const UNIT = 20;
const RACK_WIDTH = 240;
const RACK_GAP = 80;
const ROW_GAP = 120;

const RACK_STYLE = 'swimlane;startSize=28;fontStyle=1;html=1;rounded=0;collapsible=0;';
const DEVICE_STYLE = 'rounded=0;whiteSpace=wrap;html=1;align=left;spacingLeft=6;fontSize=10;';

function rackCells(inventory: RackInventory, x: number, y: number): readonly string[] {
  const { rack, type, devices } = inventory;
  const header = 28;
  const height = header + type.units * UNIT;
  return [
    cell(
      { id: `rack:${rack.id}`, value: rack.name, style: RACK_STYLE, vertex: '1', parent: '1' },
      geometry(x, y, RACK_WIDTH, height),
    ),
    ...devices
      .filter((placed) => placed.type.heightUnits > 0)
      .map((placed) => deviceCell(placed, { rack: rack.id, height })),
  ];
}

/** A device lies within its rack's cell, so that the rack moves with all it holds. */
function deviceCell(
  { device, type }: PlacedDevice,
  { rack, height }: { readonly rack: string; readonly height: number },
): string {
  const y = height - (device.position - 1 + type.heightUnits) * UNIT;
  const shared = !type.fullDepth;
  const x = shared && device.face === 'rear' ? RACK_WIDTH / 2 : 0;
  return cell(
    {
      id: `device:${device.id}`,
      value: `${device.name} · ${type.name}`,
      style: DEVICE_STYLE,
      vertex: '1',
      parent: `rack:${rack}`,
    },
    geometry(x, y, shared ? RACK_WIDTH / 2 : RACK_WIDTH, type.heightUnits * UNIT),
  );
}

function rackCellsOf(racks: readonly RackInventory[]): readonly string[] {
  const tallest = Math.max(0, ...racks.map(({ type }) => type.units)) * UNIT;
  const rows = [...new Set(racks.map(({ rack }) => rack.row))];
  return racks.flatMap((inventory) => {
    const { row, place } = inventory.rack;
    const bottom = rows.indexOf(row) * (tallest + ROW_GAP) + tallest;
    return rackCells(inventory, place * (RACK_WIDTH + RACK_GAP), bottom - inventory.type.units * UNIT);
  });
}

/**
 * The racks as a diagrams.net (draw.io) file of two pages: the racks in their rows, every device a shape of its own
 * inside its rack, and the floor from above. A half-depth device takes half the width, the front on the left.
 */
export function drawIoFile(
  { scenario, language }: Pick<LayoutExport, 'scenario' | 'language'>,
  catalogue: Catalogue,
): string {
  const context = planningContext(scenario, catalogue);
  const words = drawingWords(language);
  const pages = [
    page({ id: 'racks', name: words.say('elevations') }, rackCellsOf(inventoryOf(context).racks)),
    page(
      { id: 'floor', name: words.say('floorPlan') },
      floorCells(scenario, context.catalogue.rackTypes, words),
    ),
  ];
  return ['<mxfile host="Fleetwright">', ...pages, '</mxfile>\n'].join('\n');
}
