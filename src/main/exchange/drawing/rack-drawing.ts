import type { RackPlan } from '#shared/plan/plan';
import type { Face } from '#shared/scenario/schema';
import type { PlacedDevice, RackInventory } from '../../planning/placement/inventory';
import { frontHint } from './front-hint';
import { line, rectangle, text, THICK, THIN, type Shape } from './sheet';
import type { DrawingWords } from './words';

/** Millimetres of the thing itself: 1 U is 44.45 mm, a face plate 482.6 mm wide (EIA-310); a frame is drawn 600 mm wide. */
const UNIT = 44.45;
const FACE_PLATE = 482.6;
const FRAME = 600;
/** The frame above and below the units. */
const CAP = 50;

/** What the heading above and the figures below a rack take, in millimetres on paper. */
export const HEADING = 7;
export const FOOTING = 11;

export interface RackDrawing {
  readonly inventory: RackInventory;
  readonly plan: RackPlan | undefined;
  readonly face: Face;
  readonly words: DrawingWords;
}

/** The place and the size of a drawing: its top left corner, and how much smaller than the thing it is. */
export interface DrawnAt {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export const rackWidth = (scale: number): number => FRAME / scale;
export const rackHeight = (units: number, scale: number): number =>
  HEADING + (units * UNIT + 2 * CAP) / scale + FOOTING;

/** Which devices a face shows: those mounted on it, and those as deep as the rack. */
const shownOn = (devices: readonly PlacedDevice[], face: Face): readonly PlacedDevice[] =>
  devices.filter(({ device, type }) => type.heightUnits > 0 && (device.face === face || type.fullDepth));

/** One face of a rack: frame, U numbers on both sides, devices with their names, and what the rack comes to. */
export function drawRack(drawing: RackDrawing, at: DrawnAt): readonly Shape[] {
  const { inventory, face, words } = drawing;
  const { scale, x } = at;
  const top = at.y + HEADING;
  const { units } = inventory.type;
  const height = (units * UNIT + 2 * CAP) / scale;
  const rail = (FRAME - FACE_PLATE) / 2 / scale;
  const floor = top + height - CAP / scale;
  const bay = { x: x + rail, width: FACE_PLATE / scale, unit: UNIT / scale, floor };
  return [
    ...heading(drawing, at),
    rectangle({ x, y: top, width: FRAME / scale, height, stroke: 'black', strokeWidth: THICK }),
    rectangle({
      x: bay.x,
      y: floor - units * bay.unit,
      width: bay.width,
      height: units * bay.unit,
      fill: 'white',
      stroke: 'black',
      strokeWidth: THIN,
    }),
    ...unitNumbers({ units, bay, rail, frameEnd: x + FRAME / scale }),
    ...keptSpaces(inventory, face, bay),
    ...shownOn(inventory.devices, face).flatMap((placed) => drawDevice(placed, bay, face)),
    ...footing(drawing, { x, y: top + height, words }),
  ];
}

interface Bay {
  readonly x: number;
  readonly width: number;
  readonly unit: number;
  /** Where U1 begins. */
  readonly floor: number;
}

function heading({ inventory, face, words }: RackDrawing, { x, y, scale }: DrawnAt): readonly Shape[] {
  const width = rackWidth(scale);
  return [
    text(inventory.rack.name, { x, y: y + 4.6, size: 4, bold: true, within: width * 0.7 }),
    text(words.say(face), { x: x + width, y: y + 4.6, size: 2.6, align: 'end', ink: 'grey' }),
  ];
}

function unitNumbers({
  units,
  bay,
  rail,
  frameEnd,
}: {
  readonly units: number;
  readonly bay: Bay;
  readonly rail: number;
  readonly frameEnd: number;
}): readonly Shape[] {
  const size = Math.min(2.2, bay.unit * 0.62, rail * 0.6);
  return Array.from({ length: units }, (_, index) => index + 1).flatMap((unit) => {
    const level = bay.floor - (unit - 1) * bay.unit;
    const baseline = level - bay.unit / 2 + size * 0.36;
    const label = String(unit);
    return [
      text(label, { x: bay.x - rail / 2, y: baseline, size, align: 'middle', ink: 'grey' }),
      text(label, { x: frameEnd - rail / 2, y: baseline, size, align: 'middle', ink: 'grey' }),
      line([bay.x, level], [bay.x + bay.width, level], { stroke: 'light', strokeWidth: 0.08 }),
    ];
  });
}

/** What is kept free or closed, dashed, with the reason. */
const keptSpaces = ({ rack }: RackInventory, face: Face, bay: Bay): readonly Shape[] =>
  (rack.reserved ?? [])
    .filter((kept) => kept.face === 'both' || kept.face === face)
    .flatMap((kept) => {
      const height = kept.heightUnits * bay.unit;
      const y = bay.floor - (kept.position - 1) * bay.unit - height;
      const size = Math.min(2.4, height * 0.5);
      return [
        rectangle({ x: bay.x, y, width: bay.width, height, stroke: 'grey', strokeWidth: THIN, dashed: true }),
        text(kept.reason, {
          x: bay.x + bay.width / 2,
          y: y + height / 2 + size * 0.36,
          size,
          align: 'middle',
          ink: 'grey',
          within: bay.width - 2,
        }),
      ];
    });

/** A half-width device takes the half that it stands on, seen from the face that is drawn. */
function widthOf({ device, type }: PlacedDevice, { x, width }: Bay, face: Face): Pick<Bay, 'x' | 'width'> {
  if (type.halfWidth !== true) return { x, width };
  const isMirrored = device.face !== face;
  const isLeft = ((device.side ?? 'left') === 'left') !== isMirrored;
  return { x: isLeft ? x : x + width / 2, width: width / 2 };
}

function drawDevice(placed: PlacedDevice, whole: Bay, face: Face): readonly Shape[] {
  const { device, type } = placed;
  const bay = { ...whole, ...widthOf(placed, whole, face) };
  const height = type.heightUnits * bay.unit;
  const y = bay.floor - (device.position - 1) * bay.unit - height;
  const size = Math.min(2.6, height * 0.55);
  const hintWidth = bay.width * 0.3;
  const inset = Math.min(0.8, height * 0.2);
  const named = bay.width - hintWidth - 3;
  const middle = y + height / 2;
  const isRoomy = height > size * 2.6;
  return [
    rectangle({ x: bay.x, y, width: bay.width, height, fill: 'white', stroke: 'black', strokeWidth: THIN }),
    text(device.name, {
      x: bay.x + 1,
      y: isRoomy ? middle - size * 0.15 : middle + size * 0.36,
      size,
      bold: true,
      within: named,
    }),
    ...(isRoomy
      ? [text(type.name, { x: bay.x + 1, y: middle + size, size: size * 0.8, ink: 'grey', within: named })]
      : []),
    ...frontHint(type.front, {
      x: bay.x + bay.width - hintWidth - inset,
      y: y + inset,
      width: hintWidth,
      height: height - 2 * inset,
    }),
  ];
}

function footing(
  { plan, inventory }: RackDrawing,
  { x, y, words }: { readonly x: number; readonly y: number; readonly words: DrawingWords },
): readonly Shape[] {
  if (plan === undefined) return [];
  const { typical, maximum } = plan.power;
  const lines = [
    words.say('usedUnits', {
      used: words.count(plan.space.usedUnits),
      units: words.count(inventory.type.units),
    }),
    inventory.devices.length > 0 && typical.typical === 0
      ? words.say('powerUnknown')
      : words.say('power', {
          typical: words.kilowatts(typical.typical),
          maximum: words.kilowatts(maximum.high),
        }),
    words.say('mass', { mass: massOf(plan, words) }),
  ];
  return lines.map((content, at) => text(content, { x, y: y + 3.2 + at * 3, size: 2.2, ink: 'grey' }));
}

/** Where the mass of something is not published, what is known is a lower bound and says so. */
const massOf = ({ mass, massUnknownFor }: RackPlan, words: DrawingWords): string =>
  `${massUnknownFor.length > 0 ? '≥ ' : ''}${words.count(Math.round(mass.demand.typical))}`;
