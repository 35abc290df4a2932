import type { DeviceFront } from '#shared/catalogue/entries';
import type { ElevatedDevice, RackElevation } from '#shared/rack/elevation';
import type { Face } from '#shared/scenario/schema';
import { line, rectangle, type Shape, text, THICK, THIN } from './sheet';
import type { DrawingWords } from './words';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The least height in millimetres at which a hint is more than a blot. */
const LEAST_HEIGHT = 1.2;

const times = (count: number): readonly number[] => Array.from({ length: Math.max(0, count) }, (_, at) => at);

/** So many bars side by side, as cards or drives stand in a chassis. */
const uprights = ({ x, y, width, height }: Box, count: number): readonly Shape[] =>
  times(count).map((at) =>
    rectangle({
      x: x + (at * width) / count + 0.1 * (width / count),
      y,
      width: 0.8 * (width / count),
      height,
      stroke: 'grey',
      strokeWidth: 0.1,
    }),
  );

const squares = (box: Box, columns: number, rows: number): readonly Shape[] =>
  times(rows).flatMap((row) =>
    uprights({ ...box, y: box.y + (row * box.height) / rows, height: (0.7 * box.height) / rows }, columns),
  );

const levels = ({ x, y, width, height }: Box, count: number): readonly Shape[] =>
  times(count).map((at) => {
    const level = y + ((at + 0.5) * height) / count;
    return line([x, level], [x + width, level], { stroke: 'grey', strokeWidth: 0.1 });
  });

/** A few strokes that tell one kind of front from another, also in black and white. */
export function frontHint(front: DeviceFront, box: Box): readonly Shape[] {
  if (box.height < LEAST_HEIGHT) return [];
  switch (front) {
    case 'lpu-node':
      return uprights(box, 8);
    case 'gpu-chassis':
      return squares(box, 6, Math.max(1, Math.round(box.height / 4)));
    case 'gpu-cards':
      return squares(box, 4, 2);
    case 'server':
      return levels(box, 3);
    case 'storage':
      return uprights(box, 12);
    case 'switch':
      return squares(box, 10, 2);
    case 'pdu':
      return squares(box, 5, 1);
    case 'shelf':
      return [
        line([box.x, box.y + box.height], [box.x + box.width, box.y + box.height], { strokeWidth: 0.5 }),
      ];
    case 'blank':
      return [line([box.x, box.y + box.height], [box.x + box.width, box.y], { stroke: 'grey' })];
  }
}

/** Millimetres of the thing itself: 1 U is 44.45 mm, a face plate 482.6 mm wide (EIA-310); a frame is drawn 600 mm wide. */
const UNIT = 44.45;
const FACE_PLATE = 482.6;
const FRAME = 600;
/** The frame above and below the units. */
const CAP = 50;

/** What the heading above and the figures below a rack take, in millimetres on paper. */
const HEADING = 7;
const FOOTING = 14;

interface RackDrawing {
  readonly rack: RackElevation;
  readonly face: Face;
  readonly words: DrawingWords;
}

/** The place and the size of a drawing: its top left corner, and how much smaller than the thing it is. */
interface DrawnAt {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export const rackWidth = (scale: number): number => FRAME / scale;
export const rackHeight = (units: number, scale: number): number =>
  HEADING + (units * UNIT + 2 * CAP) / scale + FOOTING;

/** Which devices a face shows: those mounted on it, and those as deep as the rack. */
const shownOn = (devices: readonly ElevatedDevice[], face: Face): readonly ElevatedDevice[] =>
  devices.filter(
    ({ heightUnits, face: own, fullDepth }) => heightUnits > 0 && (own === face || fullDepth === true),
  );

/** One face of a rack: frame, U numbers on both sides, devices with their names, and what the rack comes to. */
export function drawRack(drawing: RackDrawing, at: DrawnAt): readonly Shape[] {
  const { rack, face } = drawing;
  const { scale, x } = at;
  const top = at.y + HEADING;
  const { units } = rack;
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
    ...keptSpaces(rack, face, bay),
    ...shownOn(rack.devices, face).flatMap((device) => drawDevice(device, bay, face)),
    ...footing(drawing, { x, y: top + height, width: rackWidth(scale) }),
  ];
}

interface Bay {
  readonly x: number;
  readonly width: number;
  readonly unit: number;
  /** Where U1 begins. */
  readonly floor: number;
}

function heading({ rack, face, words }: RackDrawing, { x, y, scale }: DrawnAt): readonly Shape[] {
  const width = rackWidth(scale);
  return [
    text(rack.name, { x, y: y + 4.6, size: 4, bold: true, within: width * 0.7 }),
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
const keptSpaces = ({ reserved = [] }: RackElevation, face: Face, bay: Bay): readonly Shape[] =>
  reserved
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
function widthOf(device: ElevatedDevice, { x, width }: Bay, face: Face): Pick<Bay, 'x' | 'width'> {
  if (device.half === undefined) return { x, width };
  const isMirrored = device.face !== face;
  const isLeft = (device.half === 'left') !== isMirrored;
  return { x: isLeft ? x : x + width / 2, width: width / 2 };
}

function drawDevice(device: ElevatedDevice, whole: Bay, face: Face): readonly Shape[] {
  const { name, type, front } = device;
  const bay = { ...whole, ...widthOf(device, whole, face) };
  const height = device.heightUnits * bay.unit;
  const y = bay.floor - (device.position - 1) * bay.unit - height;
  const size = Math.min(2.6, height * 0.55);
  const hintWidth = bay.width * 0.3;
  const inset = Math.min(0.8, height * 0.2);
  const named = bay.width - hintWidth - 3;
  const middle = y + height / 2;
  const isRoomy = height > size * 2.6;
  return [
    rectangle({ x: bay.x, y, width: bay.width, height, fill: 'white', stroke: 'black', strokeWidth: THIN }),
    text(name, {
      x: bay.x + 1,
      y: isRoomy ? middle - size * 0.15 : middle + size * 0.36,
      size,
      bold: true,
      within: named,
    }),
    ...(isRoomy && type !== name
      ? [text(type, { x: bay.x + 1, y: middle + size, size: size * 0.8, ink: 'grey', within: named })]
      : []),
    ...(front === undefined
      ? []
      : frontHint(front, {
          x: bay.x + bay.width - hintWidth - inset,
          y: y + inset,
          width: hintWidth,
          height: height - 2 * inset,
        })),
  ];
}

function footing(
  { rack, words }: RackDrawing,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): readonly Shape[] {
  const { units, usedUnits, devices, typicalWatts, maximumWatts, massKilograms, massIsLeast } = rack;
  const beside = devices.filter(({ heightUnits }) => heightUnits === 0).map(({ name }) => name);
  const lines = [
    ...(usedUnits === undefined
      ? []
      : [words.say('usedUnits', { used: words.count(usedUnits), units: words.count(units) })]),
    devices.length > 0 && typicalWatts === 0
      ? words.say('powerUnknown')
      : words.say('power', {
          typical: words.kilowatts(typicalWatts),
          maximum: words.kilowatts(maximumWatts),
        }),
    // Where the mass of something is not published, what is known is a lower bound and says so.
    ...(massKilograms === undefined
      ? []
      : [
          words.say('mass', {
            mass: `${massIsLeast === true ? '≥ ' : ''}${words.count(Math.round(massKilograms))}`,
          }),
        ]),
    ...(beside.length === 0 ? [] : [words.say('beside', { names: beside.join(', ') })]),
  ];
  return lines.map((content, at) =>
    text(content, { x, y: y + 3.2 + at * 3, size: 2.2, ink: 'grey', within: width }),
  );
}
