import type { RackInventory } from '#main/planning/placement/inventory';
import type { Aisle, Footprint, Rectangle } from '#shared/floor/floor-plan';
import type { RackPlan } from '#shared/plan/plan';
import { rowName } from '#shared/scenario/names';
import type { Drawn } from './drawn';
import { partWithin } from './floor-tiles';
import { boxOf, LEGIBLE, type OnPaper, roomFor, sizeWithin } from './paper';
import { line, rectangle, type Shape, text, THICK, THIN } from './sheet';
import type { DrawingWords } from './words';

interface AisleOptions {
  readonly onPaper: OnPaper;
  readonly part: Rectangle;
  /** Undefined where other sheets say what each aisle is. */
  readonly words: DrawingWords | undefined;
}

/** Hot aisles are grey, mixed ones grey within a dashed edge; words say it too, for printers that lose the grey. */
export function drawAisle(
  { kind, yMeters, widthMeters }: Aisle,
  room: Rectangle,
  { onPaper, part, words }: AisleOptions,
): readonly Shape[] {
  // Rows that stand into each other have no aisle between them; the plan says what is wrong with it.
  const visible = partWithin({ ...room, yMeters, depthMeters: widthMeters }, part);
  if (visible === undefined) return [];
  const box = boxOf(visible, onPaper);
  const size = Math.min(2.8, box.height * 0.6);
  return [
    rectangle({
      ...box,
      fill: kind === 'cold' ? 'white' : 'light',
      ...(kind === 'mixed' && { stroke: 'grey', strokeWidth: THIN, dashed: true }),
    }),
    ...(words === undefined
      ? []
      : [
          text(words.aisle(kind, widthMeters), {
            x: box.x + 1.5,
            y: box.y + box.height / 2 + size * 0.36,
            size,
            // Longer than a short row, the words go on beyond its end.
            within: onPaper.area.x + onPaper.area.width - box.x - 1.5,
          }),
        ]),
  ];
}

/** Crossed out, as floor plans show columns and shafts. */
export function drawObstacle(
  obstacle: Rectangle & { readonly name: string },
  part: Rectangle,
  onPaper: OnPaper,
): readonly Shape[] {
  const visible = partWithin(obstacle, part);
  if (visible === undefined) return [];
  const box = boxOf(visible, onPaper);
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const size = Math.min(2.4, box.height * 0.5, box.width * 0.26);
  return [
    rectangle({ ...box, fill: 'white', stroke: 'black', strokeWidth: THIN }),
    line([box.x, box.y], [right, bottom], { stroke: 'grey' }),
    line([box.x, bottom], [right, box.y], { stroke: 'grey' }),
    text(obstacle.name, {
      x: box.x + box.width / 2,
      y: box.y + size * 1.1,
      size,
      align: 'middle',
      within: Math.max(0, box.width - 0.6),
    }),
  ];
}

/** The walls of the room as far as they run through a part of it. */
export function drawRoom(room: Rectangle, part: Rectangle, onPaper: OnPaper): readonly Shape[] {
  const visible = partWithin(room, part);
  if (visible === undefined) return [];
  const { x, y, width, height } = boxOf(visible, onPaper);
  const wall = { strokeWidth: THICK };
  const whole = boxOf(room, onPaper);
  const isSame = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
  const [right, bottom] = [x + width, y + height];
  const sides = [
    isSame(x, whole.x),
    isSame(y, whole.y),
    isSame(right, whole.x + whole.width),
    isSame(bottom, whole.y + whole.height),
  ] as const;
  if (sides.every(Boolean)) return [rectangle({ ...whole, stroke: 'black', ...wall })];
  return [
    ...(sides[0] ? [line([x, y], [x, bottom], wall)] : []),
    ...(sides[1] ? [line([x, y], [right, y], wall)] : []),
    ...(sides[2] ? [line([right, y], [right, bottom], wall)] : []),
    ...(sides[3] ? [line([x, bottom], [right, bottom], wall)] : []),
  ];
}

/** What the names of rows take left of the floor, in millimetres on paper. */
export const ROW_LABEL = 14;
const FOOTPRINT_STROKE = 0.2;

/** A rack on the floor: bold and black where the drawing is about it. */
export interface FloorRack {
  readonly footprint: Footprint;
  readonly isMeant: boolean;
  readonly name: string;
  /** Its typical power in words; undefined for what is not planned or not meant. */
  readonly load: string | undefined;
}

export const labelsOf = ({ name, load }: FloorRack): readonly string[] =>
  load === undefined ? [name] : [name, load];

/** The racks of a floor with what a plan of it says of each. */
export function floorRacks(footprints: Iterable<Footprint>, drawn: Drawn): readonly FloorRack[] {
  const meant = new Map(drawn.racks.map((inventory) => [inventory.rack.id, inventory]));
  return [...footprints].map((footprint) => {
    const { rack } = footprint;
    const inventory = meant.get(rack);
    return {
      footprint,
      isMeant: inventory !== undefined,
      name: drawn.scenario.racks[rack]?.name ?? rack,
      load: inventory && loadOf(inventory, drawn.plans[rack], drawn.words),
    };
  });
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

/** The part of a rack that lies on a sheet, its front as a thick edge, and what is to be read in it. */
export function drawFootprint(
  rack: FloorRack,
  onPaper: OnPaper,
  { part, isLettered }: { readonly part: Rectangle; readonly isLettered: boolean },
): readonly Shape[] {
  const { footprint, isMeant } = rack;
  const visible = partWithin(footprint, part);
  if (visible === undefined) return [];
  const box = boxOf(visible, onPaper);
  const ink = isMeant ? 'black' : 'grey';
  const frontMeters = footprint.yMeters + (footprint.facing === 'before' ? 0 : footprint.depthMeters);
  const hasFront =
    Math.abs(frontMeters - visible.yMeters) < 1e-6 ||
    Math.abs(frontMeters - visible.yMeters - visible.depthMeters) < 1e-6;
  const front = footprint.facing === 'before' ? box.y : box.y + box.height;
  return [
    rectangle({ ...box, fill: 'white', stroke: ink, strokeWidth: FOOTPRINT_STROKE }),
    ...(hasFront
      ? [line([box.x, front], [box.x + box.width, front], { stroke: ink, strokeWidth: 2 * THICK })]
      : []),
    ...(isLettered
      ? labelsOf(rack).map((label, at) => {
          const size = Math.max(LEGIBLE, sizeWithin(label, box.width) * (at === 0 ? 1 : 0.85));
          return text(label, {
            x: box.x + box.width / 2,
            y: box.y + box.height / 2 + (at - 0.2) * size * 1.3,
            size,
            align: 'middle',
            ink,
            bold: isMeant && at === 0,
            within: roomFor(box.width),
          });
        })
      : []),
  ];
}

/** The name of each row before its first rack on the sheet, wherever the row begins. */
export function rowLabels(
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
      x: Math.max(box.x, onPaper.area.x) - 1.5,
      y: box.y + box.height / 2 + 1,
      size: 2.8,
      align: 'end',
      bold: true,
      within: ROW_LABEL - 1.5,
    });
  });
}
