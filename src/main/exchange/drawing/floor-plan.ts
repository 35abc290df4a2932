import type { PaperName } from '#shared/exchange';
import { rowName } from '#shared/scenario/names';
import type { RackInventory } from '../../planning/placement/inventory';
import type { Drawn } from './drawn';
import { drawingArea, type Area } from './paper';
import { line, rectangle, text, THICK, type Shape } from './sheet';

/** A cold aisle as wide as two floor tiles of 600 mm, as rows are drawn where the document says nothing else. */
const AISLE = 1_200;
const ROW_LABEL = 14;
/** The footprint that a rack is drawn with where its type publishes none, in millimetres. */
const DRAWN_WIDTH = 600;
const DRAWN_DEPTH = 1_070;

const scales = [20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500] as const;

interface Footprint {
  readonly inventory: RackInventory;
  /** In millimetres of the hall. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
}

/** The hall from above: every rack's footprint in its row with its name and load; fronts are the thick edges. */
export function floorPlanSheet(
  drawn: Drawn,
  paper: PaperName,
): { readonly scale: number | undefined; readonly shapes: readonly Shape[] } {
  const area = drawingArea(paper);
  const footprints = footprintsOf(drawn);
  const width = Math.max(...footprints.map((each) => each.x + each.width));
  const depth = Math.max(...footprints.map((each) => each.y + each.depth));
  const exact = Math.max(width / (area.width - ROW_LABEL), depth / area.height);
  const scale = scales.find((each) => each >= exact);
  const shapes = [
    ...rowLabels(footprints, area, scale ?? exact, drawn),
    ...footprints.flatMap((footprint) => drawFootprint(footprint, area, scale ?? exact, drawn)),
  ];
  return { scale, shapes };
}

function footprintsOf({ racks, figures }: Drawn): readonly Footprint[] {
  const millimetres = (path: string): number | undefined => {
    const figure = figures.at(path, 'm');
    return figure === undefined ? undefined : figure.typical * 1_000;
  };
  let [row, top, x, deepest, place] = [-1, 0, 0, 0, -1];
  return racks.map((inventory) => {
    const { rack, type } = inventory;
    const width = millimetres(`rackTypes/${type.id}/width`) ?? DRAWN_WIDTH;
    const depth = millimetres(`rackTypes/${type.id}/depth`) ?? DRAWN_DEPTH;
    if (rack.row !== row) {
      if (row >= 0) top += deepest + AISLE;
      [row, x, deepest, place] = [rack.row, 0, 0, -1];
    }
    // A place left free on the floor stays free on paper.
    x += Math.max(0, rack.place - place - 1) * DRAWN_WIDTH;
    const footprint = { inventory, x, y: top, width, depth };
    [x, deepest, place] = [x + width, Math.max(deepest, depth), rack.place];
    return footprint;
  });
}

function drawFootprint(
  { inventory, x, y, width, depth }: Footprint,
  area: Area,
  scale: number,
  { plans, words }: Drawn,
): readonly Shape[] {
  const box = {
    x: area.x + ROW_LABEL + x / scale,
    y: area.y + y / scale,
    width: width / scale,
    height: depth / scale,
  };
  const size = Math.min(2.8, box.width * 0.26);
  const plan = plans[inventory.rack.id];
  const middle = box.x + box.width / 2;
  const labels = [
    { content: inventory.rack.name, bold: true },
    ...(plan === undefined ? [] : [{ content: words.kilowatts(plan.power.typical.typical), bold: false }]),
  ];
  return [
    rectangle({ ...box, fill: 'white', stroke: 'black', strokeWidth: 0.2 }),
    line([box.x, box.y + box.height], [box.x + box.width, box.y + box.height], { strokeWidth: THICK }),
    ...labels.map(({ content, bold }, at) =>
      text(content, {
        x: middle,
        y: box.y + box.height / 2 + (at - 0.2) * size * 1.3,
        size: bold ? size : size * 0.75,
        align: 'middle',
        bold,
        within: box.width - 0.6,
      }),
    ),
  ];
}

function rowLabels(
  footprints: readonly Footprint[],
  area: Area,
  scale: number,
  { words }: Drawn,
): readonly Shape[] {
  const tops = new Map(footprints.map(({ inventory, y, depth }) => [inventory.rack.row, y + depth / 2]));
  return [...tops].map(([row, middle]) =>
    text(words.say('row', { row: rowName(row) }), {
      x: area.x,
      y: area.y + middle / scale + 1,
      size: 2.8,
      bold: true,
      within: ROW_LABEL - 1,
    }),
  );
}
