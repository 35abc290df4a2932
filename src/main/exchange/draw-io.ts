import type { Catalogue } from '#shared/catalogue/catalogue';
import type { LayoutExport } from '#shared/exchange';
import { inventoryOf, type PlacedDevice, type RackInventory } from '../planning/placement/inventory';
import { planningContext } from '../planning/planning-context';
import { cell, geometry, page } from './draw-io-cells';
import { floorCells } from './draw-io-floor';
import { drawingWords } from './drawing/words';

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
