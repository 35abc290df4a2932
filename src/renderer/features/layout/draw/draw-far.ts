import type { DeviceType } from '#shared/catalogue/entries';
import { rowName } from '#shared/scenario/names';
import type { WidthSide } from '#shared/scenario/placement';
import type { Device, Face } from '#shared/scenario/schema';
import { otherSide } from '#renderer/features/layout/carry/placement';
import {
  facesAt,
  HEADER_HEIGHT,
  RACK_WIDTH,
  RAIL_WIDTH,
  UNIT_HEIGHT,
  type RackBox,
} from '#renderer/features/layout/hall/geometry';
import { detailAt } from '#renderer/features/layout/hall/detail';
import { drawSign, GHOST, keptOn } from './draw-marks';
import type { Inks } from './inks';
import type { Picture } from './picture';

type Pen = CanvasRenderingContext2D;

const FAINT = 0.22;
const NAME_PIXELS = 11;
const ROW_NAME_PIXELS = 13;

/** A stretch of a rack that is filled with devices of one kind, in U from the floor of the rack. */
interface Run {
  readonly from: number;
  to: number;
  readonly front: DeviceType['front'];
  /** The half of the face that it fills; all of it where this is absent. */
  readonly half: WidthSide | undefined;
}

interface KnownRuns {
  readonly lookOfType: Picture['lookOfType'];
  readonly byFace: Map<string, readonly Run[]>;
}

const runs = new WeakMap<readonly Device[], KnownRuns>();

/** The runs of a rack's devices as one face shows them, worked out once for as long as the devices stay. */
function runsOf(
  devices: readonly Device[],
  face: Face,
  apart: boolean,
  { lookOfType, phaseOf, day }: Picture,
): readonly Run[] {
  const key = `${face} ${apart} ${day ?? ''}`;
  let known = runs.get(devices);
  if (known?.lookOfType !== lookOfType) known = { lookOfType, byFace: new Map() };
  runs.set(devices, known);
  const before = known.byFace.get(key);
  if (before) return before;
  const made: Run[] = [];
  for (const { type, position, face: mounted, side = 'left', lifeCycle } of devices) {
    const phase = phaseOf({ lifeCycle });
    if (phase === 'to-come' || phase === 'gone') continue;
    const { heightUnits, front, fullDepth, halfWidth } = lookOfType(type);
    if (heightUnits === 0 || (!fullDepth && mounted !== face)) continue;
    const half = halfWidth ? (mounted === face ? side : otherSide(side)) : undefined;
    const last = made.at(-1);
    const from = position - 1;
    const goesOn = last?.front === front && last.half === half && Math.abs(last.to - from) < 0.01;
    if (!apart && last && goesOn) last.to = from + heightUnits;
    else made.push({ from, to: from + heightUnits, front, half });
  }
  known.byFace.set(key, made);
  return made;
}

/** Racks as blocks of colour on whole pixels, from the whole hall on; names keep the size of the screen. */
export function drawFar(pen: Pen, boxes: readonly RackBox[], picture: Picture, inks: Inks): void {
  const { view, found } = picture;
  const detail = detailAt(view.scale);
  for (const box of boxes) {
    pen.globalAlpha = found && !found.racks.has(box.id) ? FAINT : 1;
    const phase = picture.phaseOfRack(box.id);
    if (phase === 'gone' || phase === 'to-come') pen.globalAlpha *= GHOST;
    for (const { face, x } of facesAt(box, picture.faces)) {
      drawBlock(pen, { box, x, face, apart: detail.devices }, picture, inks);
    }
  }
  pen.globalAlpha = 1;
  drawMarks(pen, boxes, picture, inks);
  drawNames(pen, boxes, picture, inks);
  drawRowNames(pen, picture, inks);
}

interface Block {
  readonly box: RackBox;
  readonly x: number;
  readonly face: Face;
  readonly apart: boolean;
}

function drawBlock(pen: Pen, { box, x: left, face, apart }: Block, picture: Picture, inks: Inks): void {
  const { scale, x: offsetX, y: offsetY } = picture.view;
  const x = Math.round(left * scale + offsetX);
  const right = Math.round((left + RACK_WIDTH) * scale + offsetX);
  const bottom = Math.round(box.bayBottom * scale + offsetY);
  const top = Math.round((box.bayBottom - box.units * UNIT_HEIGHT - HEADER_HEIGHT) * scale + offsetY);
  pen.fillStyle = inks.frame;
  pen.fillRect(x, top, right - x, bottom - top + Math.ceil(6 * scale));
  const rail = Math.max(1, Math.round(RAIL_WIDTH * scale));
  const width = Math.max(1, right - x - 2 * rail);
  const bayTop = bottom - Math.round(box.units * UNIT_HEIGHT * scale);
  const { step } = picture.lookOfRack(box.id);
  pen.fillStyle = (step === undefined ? undefined : inks.ramp[step - 1]) ?? inks.bay;
  pen.fillRect(x + rail, bayTop, width, bottom - bayTop);
  const unit = UNIT_HEIGHT * scale;
  const gap = apart && unit >= 1.5 ? 1 : 0;
  const stretch = (from: number, to: number) => {
    const y = bottom - Math.round(to * unit);
    return { y, height: Math.max(1, bottom - Math.round(from * unit) - y - gap) };
  };
  for (const kept of picture.reservedOf(box.id)) {
    if (!keptOn(kept, face)) continue;
    const { y, height } = stretch(kept.position - 1, kept.position - 1 + kept.heightUnits);
    pen.fillStyle = inks.sunken;
    pen.fillRect(x + rail, y, width, height);
  }
  if (picture.heated) pen.fillStyle = inks.faceLine;
  for (const { from, to, front, half } of runsOf(picture.devicesOf(box.id), face, apart, picture)) {
    const { y, height } = stretch(from, to);
    const left = x + rail + (half === 'right' ? Math.round(width / 2) : 0);
    const across = half === undefined ? width : Math.max(1, Math.round(width / 2) - gap);
    if (picture.heated) {
      // The measure has the colour; what stands there is a mark at the edge.
      pen.fillRect(left, y, Math.max(1, Math.round(across * 0.14)), height);
    } else {
      pen.fillStyle = inks.hues[front];
      pen.fillRect(left, y, across, height);
    }
  }
}

/** Outlines around what is selected, and a sign on what has a problem. */
function drawMarks(pen: Pen, boxes: readonly RackBox[], picture: Picture, inks: Inks): void {
  const { view, hall, selectedRacks, selectedDevices, groupMates, focus } = picture;
  const { scale } = view;
  for (const box of boxes) {
    const left = box.x * scale + view.x;
    const top = box.y * scale + view.y;
    const height = (box.bayBottom - box.y) * scale;
    const width = hall.rackWidth * scale;
    const { problem } = picture.lookOfRack(box.id);
    if (problem && width >= 14)
      drawSign(
        pen,
        { x: left + width - 6, y: top + 7, size: Math.min(1, width / 36), severity: problem },
        inks,
      );
    const holds =
      selectedDevices.size === 0
        ? []
        : picture.devicesOf(box.id).filter(({ id }) => selectedDevices.has(id) || groupMates.has(id));
    if (!selectedRacks.has(box.id) && holds.length === 0 && focus?.rack !== box.id) continue;
    pen.strokeStyle = inks.accent;
    pen.lineWidth = selectedRacks.has(box.id) || focus?.rack === box.id ? 2 : 1;
    pen.strokeRect(
      Math.round(left) - 1.5,
      Math.round(top) - 1.5,
      Math.round(width) + 3,
      Math.round(height) + 3,
    );
    pen.fillStyle = inks.accent;
    for (const device of holds) {
      const { heightUnits } = picture.lookOfType(device.type);
      const y = (box.bayBottom - (device.position - 1 + heightUnits) * UNIT_HEIGHT) * scale + view.y;
      const height = Math.max(2, heightUnits * UNIT_HEIGHT * scale);
      if (selectedDevices.has(device.id)) pen.fillRect(left, y, width, height);
      else pen.strokeRect(left + 0.5, y + 0.5, width - 1, Math.max(1, height - 1));
    }
  }
}

function drawNames(pen: Pen, boxes: readonly RackBox[], picture: Picture, inks: Inks): void {
  const { view, hall } = picture;
  const room = hall.pitch * view.scale;
  if (room < 26) return;
  pen.font = `600 ${NAME_PIXELS}px ${inks.font}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = inks.text;
  const letters = Math.floor(room / 7);
  for (const box of boxes) {
    const x = (box.x + hall.rackWidth / 2) * view.scale + view.x;
    const name = box.name.length > letters ? `${box.name.slice(0, Math.max(1, letters - 1))}…` : box.name;
    pen.fillText(name, x, box.y * view.scale + view.y - 3);
  }
  if (!picture.heated || room < 52) return;
  pen.font = `500 10px ${inks.font}`;
  for (const box of boxes) {
    const x = (box.x + hall.rackWidth / 2) * view.scale + view.x;
    pen.fillText(picture.lookOfRack(box.id).figure, x, (box.bayBottom + 8) * view.scale + view.y + 10);
  }
}

/** The letter of each row at its left end, as on the floor. */
function drawRowNames(pen: Pen, { view, hall }: Picture, inks: Inks): void {
  const rowPixels = 800 * view.scale;
  if (hall.rows.length < 2 || rowPixels < ROW_NAME_PIXELS) return;
  const room = 2 * RACK_WIDTH * view.scale;
  pen.font = `700 ${ROW_NAME_PIXELS}px ${inks.font}`;
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  pen.fillStyle = inks.textQuiet;
  for (const { row, x, y, bayBottom } of hall.rows) {
    // Between blocks only where there is room; the letters of the first block stand beside the hall.
    if (x > 0 && room < 2.2 * ROW_NAME_PIXELS) continue;
    pen.fillText(rowName(row), x * view.scale + view.x - 6, ((y + bayBottom) / 2) * view.scale + view.y);
  }
  pen.textBaseline = 'alphabetic';
}
