import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { inventoryOf, type PlacedDevice, type RackInventory } from '../planning/placement/inventory';
import { planningContext } from '../planning/planning-context';
import { xmlEscaped } from './xml';

/** Pixels of the drawing: draw.io's own rack shapes are 20 pixels to the U. */
const UNIT = 20;
const RACK_WIDTH = 240;
const RACK_GAP = 80;
const ROW_GAP = 120;

const cell = (attributes: Readonly<Record<string, string>>, geometry: string): string => {
  const listed = Object.entries(attributes).map(([name, value]) => `${name}="${xmlEscaped(value)}"`);
  return `<mxCell ${listed.join(' ')}>${geometry}</mxCell>`;
};

const geometry = (x: number, y: number, width: number, height: number): string =>
  `<mxGeometry x="${x}" y="${y}" width="${width}" height="${height}" as="geometry"/>`;

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

/**
 * The racks as a diagrams.net (draw.io) file: one page, racks in their rows, every device a shape of its own inside its
 * rack. A half-depth device takes half the width, the front on the left.
 */
export function drawIoFile(scenario: Scenario, catalogue: Catalogue): string {
  const { racks } = inventoryOf(planningContext(scenario, catalogue));
  const tallest = Math.max(0, ...racks.map(({ type }) => type.units)) * UNIT;
  const rows = [...new Set(racks.map(({ rack }) => rack.row))];
  const cells = racks.flatMap((inventory) => {
    const { row, place } = inventory.rack;
    const bottom = rows.indexOf(row) * (tallest + ROW_GAP) + tallest;
    return rackCells(inventory, place * (RACK_WIDTH + RACK_GAP), bottom - inventory.type.units * UNIT);
  });
  return [
    '<mxfile host="Fleetwright">',
    `<diagram id="racks" name="${xmlEscaped(scenario.name)}"><mxGraphModel grid="1" gridSize="10"><root>`,
    '<mxCell id="0"/><mxCell id="1" parent="0"/>',
    ...cells,
    '</root></mxGraphModel></diagram></mxfile>\n',
  ].join('\n');
}
