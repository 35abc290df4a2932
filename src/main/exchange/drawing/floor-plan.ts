import type { PaperName } from '#shared/exchange';
import { floorPlanOf, type Footprint, type Rectangle } from '#shared/floor/floor-plan';
import type { RackPlan } from '#shared/plan/plan';
import { rowName } from '#shared/scenario/names';
import type { RackInventory } from '../../planning/placement/inventory';
import type { Drawn } from './drawn';
import { drawAisle, drawObstacle } from './floor-room';
import { boxOf, MILLIMETRES_PER_METRE, type OnPaper } from './on-paper';
import { drawingArea, type Area } from './paper';
import { line, rectangle, text, THICK, type Shape } from './sheet';
import type { DrawingWords } from './words';

/** What the names of rows take on the left and the note takes below, in millimetres on paper. */
const ROW_LABEL = 14;
const NOTE_HEIGHT = 6;
const FOOTPRINT_STROKE = 0.2;

const scales = [20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1_000, 1_500, 2_000] as const;

/**
 * The hall from above, as the floor view and the checks of the plan know it: the room, its aisles with their air and
 * width, obstacles, and every rack's footprint with its name and load; fronts are the thick edges. Racks that the
 * drawing is not about, or whose type is unknown, are grey. The scale is undefined where the floor fits the paper at
 * none that drawings are made in.
 */
export function floorPlanSheet(
  drawn: Drawn,
  paper: PaperName,
): { readonly scale: number | undefined; readonly shapes: readonly Shape[] } {
  const { scenario, rackTypes, words } = drawn;
  const plan = floorPlanOf(scenario, rackTypes);
  const footprints = [...plan.footprints.values()];
  const obstacles = scenario.floor?.obstacles ?? [];
  const whole = drawingArea(paper);
  const area: Area = {
    x: whole.x + ROW_LABEL,
    y: whole.y,
    width: whole.width - ROW_LABEL,
    height: whole.height - NOTE_HEIGHT,
  };
  // What wrongly stands outside the room is drawn too.
  const things: readonly Rectangle[] = [...footprints, ...obstacles];
  const width = Math.max(plan.widthMeters, ...things.map((each) => each.xMeters + each.widthMeters));
  const depth = Math.max(plan.depthMeters, ...things.map((each) => each.yMeters + each.depthMeters));
  const exact = Math.max(width / area.width, depth / area.height) * MILLIMETRES_PER_METRE;
  const scale = scales.find((each) => each >= exact);
  const onPaper: OnPaper = { area, scale: scale ?? exact };
  const hasRoom = scenario.floor?.widthMeters !== undefined || scenario.floor?.depthMeters !== undefined;
  const room: Rectangle = {
    xMeters: 0,
    yMeters: 0,
    widthMeters: plan.widthMeters,
    depthMeters: plan.depthMeters,
  };
  const meant = new Map(drawn.racks.map((inventory) => [inventory.rack.id, inventory]));
  const shapes = [
    ...plan.aisles.flatMap((aisle) => drawAisle(aisle, room, { onPaper, words })),
    ...(hasRoom ? [rectangle({ ...boxOf(room, onPaper), stroke: 'black', strokeWidth: THICK })] : []),
    ...obstacles.flatMap((obstacle) => drawObstacle(obstacle, onPaper)),
    ...footprints.flatMap((footprint) =>
      drawFootprint(footprint, onPaper, { ...drawn, inventory: meant.get(footprint.rack) }),
    ),
    ...rowLabels(footprints, onPaper, words),
    note(hasRoom ? room : undefined, whole, words),
  ];
  return { scale, shapes };
}

function drawFootprint(
  footprint: Footprint,
  onPaper: OnPaper,
  { scenario, plans, words, inventory }: Drawn & { readonly inventory: RackInventory | undefined },
): readonly Shape[] {
  const { rack, facing } = footprint;
  const box = boxOf(footprint, onPaper);
  const size = Math.min(2.8, box.width * 0.26);
  const isMeant = inventory !== undefined;
  const ink = isMeant ? 'black' : 'grey';
  const load = inventory && loadOf(inventory, plans[rack], words);
  const front = facing === 'before' ? box.y : box.y + box.height;
  const labels = [
    { content: scenario.racks[rack]?.name ?? rack, bold: isMeant },
    ...(load === undefined ? [] : [{ content: load, bold: false }]),
  ];
  return [
    rectangle({ ...box, fill: 'white', stroke: ink, strokeWidth: FOOTPRINT_STROKE }),
    line([box.x, front], [box.x + box.width, front], { stroke: ink, strokeWidth: 2 * THICK }),
    ...labels.map(({ content, bold }, at) =>
      text(content, {
        x: box.x + box.width / 2,
        y: box.y + box.height / 2 + (at - 0.2) * size * 1.3,
        size: bold ? size : size * 0.75,
        align: 'middle',
        ink,
        bold,
        within: Math.max(0, box.width - 0.6),
      }),
    ),
  ];
}

function loadOf(
  { devices }: RackInventory,
  plan: RackPlan | undefined,
  words: DrawingWords,
): string | undefined {
  if (plan === undefined) return undefined;
  const watts = plan.power.typical.typical;
  return devices.length > 0 && watts === 0 ? words.say('unknown') : words.kilowatts(watts);
}

/** The name of each row before its first rack, wherever the row begins. */
function rowLabels(
  footprints: readonly Footprint[],
  onPaper: OnPaper,
  words: DrawingWords,
): readonly Shape[] {
  const firsts = new Map<number, Footprint>();
  for (const footprint of footprints) {
    const first = firsts.get(footprint.row);
    if (first === undefined || footprint.xMeters < first.xMeters) firsts.set(footprint.row, footprint);
  }
  return [...firsts].map(([row, first]) => {
    const box = boxOf(first, onPaper);
    return text(words.say('row', { row: rowName(row) }), {
      x: box.x - 1.5,
      y: box.y + box.height / 2 + 1,
      size: 2.8,
      align: 'end',
      bold: true,
      within: ROW_LABEL - 1.5,
    });
  });
}

/** What the thick edges mean and, where the document gives the room a size, that size. */
function note(room: Rectangle | undefined, whole: Area, words: DrawingWords): Shape {
  const size =
    room &&
    words.say('roomSize', { width: words.meters(room.widthMeters), depth: words.meters(room.depthMeters) });
  const content = [words.say('thickEdge'), ...(size === undefined ? [] : [size])].join(' · ');
  return text(content, {
    x: whole.x + ROW_LABEL,
    y: whole.y + whole.height - 1.5,
    size: 2.6,
    within: whole.width - ROW_LABEL,
  });
}
