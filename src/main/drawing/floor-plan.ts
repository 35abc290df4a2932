import { floorPlanOf, type FloorPlan, type Rectangle } from '#shared/floor/floor-plan';
import type { Obstacle } from '#shared/scenario/placement';
import type { Drawn } from './drawn';
import {
  type Area,
  drawingArea,
  legibleScale,
  MILLIMETRES_PER_METRE,
  type OnPaper,
  type SheetSize,
  turned,
} from './paper';
import {
  drawAisle,
  drawFootprint,
  drawObstacle,
  drawRoom,
  type FloorRack,
  floorRacks,
  labelsOf,
  ROW_LABEL,
  rowLabels,
} from './floor-contents';
import {
  drawMatchLines,
  drawTileFrames,
  MATCH_HEIGHT,
  meet,
  type NumberedTile,
  tilesOf,
} from './floor-tiles';
import { text, type Shape } from './sheet';
import type { DrawingWords } from './words';

/** What the note below the floor takes, in millimetres on paper. */
const NOTE_HEIGHT = 6;

const scales = [20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1_000, 1_500, 2_000] as const;
/** Those that a floor is divided for, the smallest first; no label makes it larger than the last. */
const scalesOfParts = [150, 100, 75, 50] as const;

export interface FloorSheet {
  readonly title: string;
  /** Undefined where the floor fits the paper at none of the scales that drawings are made in. */
  readonly scale: number | undefined;
  readonly size: SheetSize;
  readonly shapes: readonly Shape[];
}

/** The floor of a scenario as it is drawn, in metres. */
interface Floor {
  readonly plan: FloorPlan;
  readonly racks: readonly FloorRack[];
  readonly obstacles: readonly Obstacle[];
  /** Its own size, whether or not the document gives it one. */
  readonly room: Rectangle;
  readonly hasRoom: boolean;
  /** The room with what wrongly stands outside it. */
  readonly whole: Rectangle;
}

const corner = { xMeters: 0, yMeters: 0 } as const;

function floorOf(drawn: Drawn): Floor {
  const { scenario, rackTypes } = drawn;
  const plan = floorPlanOf(scenario, rackTypes);
  const { widthMeters, depthMeters } = plan;
  const obstacles = scenario.floor?.obstacles ?? [];
  const things: readonly Rectangle[] = [...plan.footprints.values(), ...obstacles];
  return {
    plan,
    racks: floorRacks(plan.footprints.values(), drawn),
    obstacles,
    room: { ...corner, widthMeters, depthMeters },
    hasRoom: scenario.floor?.widthMeters !== undefined || scenario.floor?.depthMeters !== undefined,
    whole: {
      ...corner,
      widthMeters: Math.max(widthMeters, ...things.map((each) => each.xMeters + each.widthMeters)),
      depthMeters: Math.max(depthMeters, ...things.map((each) => each.yMeters + each.depthMeters)),
    },
  };
}

/** How a floor comes on sheets of one size. */
interface Division {
  readonly size: SheetSize;
  /** What it is drawn at whole; undefined where it fits at no usual scale. */
  readonly scale: number | undefined;
  readonly exactScale: number;
  /** The parts that have sheets of their own; none where one sheet shows all. */
  readonly tiles: readonly NumberedTile[];
}

const sheetsIn = ({ tiles }: Division): number => 1 + tiles.length;

/**
 * The hall from above, as the floor view and the checks of the plan know it: the room, its aisles with their air and
 * width, obstacles, and every rack's footprint with its name and load; fronts are the thick edges. Racks that the
 * drawing is not about, or whose type is unknown, are grey. Where names would be too small to read on one sheet, the
 * paper is turned or the floor is divided over several sheets, each at a scale that can be read, behind an overview
 * that names them.
 */
export function floorPlanSheets(
  drawn: Drawn,
  { paper, firstNumber }: { readonly paper: SheetSize; readonly firstNumber: number },
): readonly FloorSheet[] {
  const floor = floorOf(drawn);
  const legible = legibleScale(
    floor.racks.map((rack) => ({ widthMeters: rack.footprint.widthMeters, labels: labelsOf(rack) })),
    scalesOfParts,
  );
  const options = { legible, firstNumber: firstNumber + 1 };
  const lying = divisionOn(paper, floor, options);
  const upright = divisionOn(turned(paper), floor, options);
  const division = sheetsIn(upright) < sheetsIn(lying) ? upright : lying;
  return [
    wholeSheet(floor, division, drawn.words),
    ...division.tiles.map((tile) => partSheet(floor, tile, { division, scale: legible, words: drawn.words })),
  ];
}

/** What of a sheet the floor may take: right of the names of rows, above the note. */
function floorArea(size: SheetSize): Area {
  const { x, y, width, height } = drawingArea(size);
  return { x: x + ROW_LABEL, y, width: width - ROW_LABEL, height: height - NOTE_HEIGHT };
}

/** The same of a sheet with a part of it, which leaves room for the words at match lines. */
function partArea(size: SheetSize): Area {
  const { x, y, width, height } = floorArea(size);
  return { x, y: y + MATCH_HEIGHT, width, height: height - 2 * MATCH_HEIGHT };
}

function divisionOn(
  size: SheetSize,
  { whole, racks }: Floor,
  { legible, firstNumber }: { readonly legible: number; readonly firstNumber: number },
): Division {
  const { width, height } = floorArea(size);
  const exactScale = Math.max(whole.widthMeters / width, whole.depthMeters / height) * MILLIMETRES_PER_METRE;
  const scale = scales.find((each) => each >= exactScale);
  if (scale !== undefined && scale <= legible) return { size, scale, exactScale, tiles: [] };
  const part = partArea(size);
  const most = {
    widthMeters: (part.width * legible) / MILLIMETRES_PER_METRE,
    depthMeters: (part.height * legible) / MILLIMETRES_PER_METRE,
  };
  const footprints = racks.map(({ footprint }) => footprint);
  const tiles = tilesOf(whole, most, footprints).map((tile, at) => ({ ...tile, sheet: firstNumber + at }));
  return { size, scale, exactScale, tiles };
}

/** The whole floor: lettered where one sheet shows all, else the overview of the parts. */
function wholeSheet(
  floor: Floor,
  { size, scale, exactScale, tiles }: Division,
  words: DrawingWords,
): FloorSheet {
  const onPaper: OnPaper = { area: floorArea(size), scale: scale ?? exactScale, corner };
  const isOverview = tiles.length > 0;
  return {
    title: words.say(isOverview ? 'floorOverview' : 'floorPlan'),
    scale,
    size,
    shapes: [
      ...drawFloor(floor, onPaper, { part: floor.whole, isLettered: !isOverview, words }),
      ...drawTileFrames(tiles, { onPaper, words }),
      note(floor, size, words),
    ],
  };
}

interface PartOptions {
  readonly division: Division;
  readonly scale: number;
  readonly words: DrawingWords;
}

function partSheet(
  floor: Floor,
  tile: NumberedTile,
  { division: { size, tiles }, scale, words }: PartOptions,
): FloorSheet {
  const onPaper: OnPaper = { area: partArea(size), scale, corner: tile };
  return {
    title: words.say('floorPart', { number: tiles.indexOf(tile) + 1, count: tiles.length }),
    scale,
    size,
    shapes: [
      ...drawFloor(floor, onPaper, { part: tile, isLettered: true, words }),
      ...drawMatchLines(tile, tiles, { onPaper, words }),
      note(floor, size, words),
    ],
  };
}

/** What of the floor lies within a part of it. */
function drawFloor(
  { plan, racks, obstacles, room, hasRoom }: Floor,
  onPaper: OnPaper,
  {
    part,
    isLettered,
    words,
  }: { readonly part: Rectangle; readonly isLettered: boolean; readonly words: DrawingWords },
): readonly Shape[] {
  const here = racks.filter(({ footprint }) => meet(footprint, part));
  return [
    ...plan.aisles.flatMap((aisle) =>
      drawAisle(aisle, room, { onPaper, part, words: isLettered ? words : undefined }),
    ),
    ...(hasRoom ? drawRoom(room, part, onPaper) : []),
    ...obstacles.flatMap((obstacle) => drawObstacle(obstacle, part, onPaper)),
    ...here.flatMap((rack) => drawFootprint(rack, onPaper, { part, isLettered })),
    ...rowLabels(
      here.map(({ footprint }) => footprint),
      onPaper,
      words,
    ),
  ];
}

/** What the thick edges mean and, where the document gives the room a size, that size. */
function note({ room, hasRoom }: Floor, sheet: SheetSize, words: DrawingWords): Shape {
  const { x, y, width, height } = drawingArea(sheet);
  const size = { width: words.meters(room.widthMeters), depth: words.meters(room.depthMeters) };
  const content = [words.say('thickEdge'), ...(hasRoom ? [words.say('roomSize', size)] : [])].join(' · ');
  return text(content, { x: x + ROW_LABEL, y: y + height - 1.5, size: 2.6, within: width - ROW_LABEL });
}
