import { type Detail, detailAt } from '#renderer/features/layout/hall/detail';
import { stripsOf } from '#renderer/features/layout/hall/device-rectangle';
import {
  BAY_WIDTH,
  facesAt,
  HEADER_HEIGHT,
  RACK_WIDTH,
  type RackBox,
  RAIL_WIDTH,
  UNIT_HEIGHT,
} from '#renderer/features/layout/hall/geometry';
import { type DeviceDrawing, drawDevice } from './draw-device';
import { drawReserved, drawSign, standingLast, strike } from './draw-marks';
import { fitText } from './fit-text';
import type { FrontFills } from './fronts';
import type { Inks } from './inks';
import type { Picture, RackLook } from './picture';

const LINE = 17;
const TRACK_LEFT = 44;
const TRACK_WIDTH = 96;

/** U, weight, power and heat of a rack against their limits, under its feet, and what it serves. */
function drawMeters(
  pen: CanvasRenderingContext2D,
  box: RackBox,
  { look, inks }: { readonly look: RackLook; readonly inks: Inks },
): void {
  for (const [index, { label, text, share, level }] of look.meters.entries()) {
    const y = box.bayBottom + 14 + index * LINE;
    pen.textAlign = 'left';
    pen.font = `10.5px ${inks.font}`;
    pen.fillStyle = inks.textQuiet;
    pen.fillText(label, box.x + 2, y + 10);
    if (share !== undefined) {
      pen.fillStyle = inks.sunken;
      pen.fillRect(box.x + TRACK_LEFT, y + 4, TRACK_WIDTH, 6);
      pen.fillStyle = inks[level];
      pen.fillRect(box.x + TRACK_LEFT, y + 4, TRACK_WIDTH * Math.min(1, share), 6);
      pen.strokeStyle = inks.track;
      pen.lineWidth = 0.75;
      pen.strokeRect(box.x + TRACK_LEFT, y + 4, TRACK_WIDTH, 6);
    }
    if (level !== 'fine') {
      const x = box.x + TRACK_LEFT + TRACK_WIDTH + 10;
      pen.fillStyle = inks[level];
      pen.beginPath();
      pen.moveTo(x, y + 2);
      pen.lineTo(x + 5, y + 11);
      pen.lineTo(x - 5, y + 11);
      pen.fill();
    }
    pen.textAlign = 'right';
    pen.fillStyle = inks.text;
    pen.font = `${level === 'over' ? '700 ' : ''}10.5px ${inks.font}`;
    pen.fillText(text, box.x + RACK_WIDTH - 2, y + 10);
  }
  if (look.serves !== '') {
    pen.font = `600 10.5px ${inks.font}`;
    pen.textAlign = 'left';
    pen.fillStyle = inks.text;
    pen.fillText(look.serves, box.x + 2, box.bayBottom + 24 + look.meters.length * LINE);
  }
  pen.textAlign = 'left';
}

type Pen = CanvasRenderingContext2D;

const FAINT = 0.25;

/** Racks as elevations in the units of the hall: rails, U numbers, devices with their names, meters underneath. */
export function drawNear(
  pen: Pen,
  boxes: readonly RackBox[],
  { picture, inks, fills }: { readonly picture: Picture; readonly inks: Inks; readonly fills: FrontFills },
): void {
  const detail = detailAt(picture.view.scale);
  const { found } = picture;
  for (const box of boxes) {
    const faint = found !== undefined && !found.racks.has(box.id);
    pen.globalAlpha = faint ? FAINT : 1;
    for (const { face, x } of facesAt(box, picture.faces)) {
      drawFrame(
        pen,
        { box, x, title: picture.faces.length === 1 || face === 'front' },
        { picture, inks, detail },
      );
      const at = { ...box, x };
      drawReserved(pen, { box: at, face }, { picture, inks, fills, detail });
      const placed = picture.devicesOf(box.id);
      const devices = standingLast(placed, picture.phaseOf);
      const strips = stripsOf(placed, ({ type }) => picture.lookOfType(type));
      const drawing: DeviceDrawing = { picture, inks, fills, detail, face, box: at, strips };
      for (const device of devices) {
        pen.globalAlpha = found && !found.devices.has(device.id) ? FAINT : 1;
        drawDevice(pen, device, drawing);
      }
      pen.globalAlpha = faint ? FAINT : 1;
    }
    if (detail.meters) drawMeters(pen, box, { look: picture.lookOfRack(box.id), inks });
    drawRackPhase(pen, box, picture, inks);
    drawOutline(pen, box, picture, inks);
  }
  pen.globalAlpha = 1;
}

interface Frame {
  readonly box: RackBox;
  readonly x: number;
  readonly title: boolean;
}

interface Means {
  readonly picture: Picture;
  readonly inks: Inks;
  readonly detail: Detail;
}

function drawFrame(pen: Pen, { box, x, title }: Frame, { picture, inks, detail }: Means): void {
  const bay = box.units * UNIT_HEIGHT;
  const top = box.bayBottom - bay;
  const look = picture.lookOfRack(box.id);
  pen.fillStyle = inks.frame;
  pen.beginPath();
  pen.roundRect(x + 0.5, top - HEADER_HEIGHT, RACK_WIDTH - 1, bay + HEADER_HEIGHT + 6, 4);
  pen.fill();
  const ramp = look.step === undefined ? undefined : inks.ramp[look.step - 1];
  const head = picture.heatsDevices && ramp !== undefined;
  if (head) {
    pen.fillStyle = ramp;
    pen.beginPath();
    pen.roundRect(x + 3, top - HEADER_HEIGHT + 3, RACK_WIDTH - 6, HEADER_HEIGHT - 5, 2);
    pen.fill();
  }
  const onHead = head && look.step !== undefined ? inks.onRamp[look.step - 1] : undefined;
  pen.fillStyle = (head ? undefined : ramp) ?? inks.bay;
  pen.fillRect(x + RAIL_WIDTH, top, BAY_WIDTH, bay);
  if (detail.unitNumbers) drawUnits(pen, { box, x }, inks);
  pen.textAlign = 'left';
  pen.fillStyle = onHead ?? inks.onFrame;
  pen.font = `600 14px ${inks.font}`;
  pen.fillText(title ? fitText(box.name, 120, 14) : picture.words.rear, x + 12, top - 10);
  if (!title) return;
  pen.textAlign = 'right';
  pen.fillStyle = onHead ?? inks.onFrameQuiet;
  pen.font = `11px ${inks.font}`;
  pen.fillText(look.figure, x + RACK_WIDTH - 12, top - 10);
  pen.textAlign = 'left';
  if (look.problem) {
    drawSign(pen, { x: x + RACK_WIDTH / 2, y: top - 15, size: 1, severity: look.problem }, inks);
  }
}

function drawUnits(pen: Pen, { box, x }: Omit<Frame, 'title'>, inks: Inks): void {
  pen.fillStyle = inks.line;
  for (let unit = 1; unit < box.units; unit += 1) {
    pen.fillRect(x + RAIL_WIDTH, box.bayBottom - unit * UNIT_HEIGHT - 0.4, BAY_WIDTH, 0.8);
  }
  pen.fillStyle = inks.onFrameQuiet;
  pen.font = `10px ${inks.font}`;
  pen.textAlign = 'center';
  for (let unit = 1; unit <= box.units; unit += 1) {
    const y = box.bayBottom - (unit - 0.5) * UNIT_HEIGHT + 3.5;
    pen.fillText(String(unit), x + RAIL_WIDTH / 2, y);
    pen.fillText(String(unit), x + RACK_WIDTH - RAIL_WIDTH / 2, y);
  }
}

/** A rack that is gone is struck out, one that is planned or yet to come has a dashed edge. */
function drawRackPhase(pen: Pen, box: RackBox, { phaseOfRack, hall }: Picture, inks: Inks): void {
  const phase = phaseOfRack(box.id);
  if (phase === 'standing') return;
  const y = box.bayBottom - box.units * UNIT_HEIGHT - HEADER_HEIGHT;
  const area = { x: box.x, y, width: hall.rackWidth, height: box.bayBottom + 6 - y };
  if (phase === 'gone') {
    strike(pen, area, inks);
    return;
  }
  pen.strokeStyle = inks.text;
  pen.lineWidth = 2;
  pen.setLineDash([8, 6]);
  pen.strokeRect(area.x, area.y, area.width, area.height);
  pen.setLineDash([]);
}

function drawOutline(
  pen: Pen,
  box: RackBox,
  { selectedRacks, focus, hall, view }: Picture,
  inks: Inks,
): void {
  const focused = focus?.rack === box.id && focus.device === undefined;
  if (!selectedRacks.has(box.id) && !focused) return;
  pen.strokeStyle = inks.accent;
  pen.lineWidth = (focused ? 3.5 : 2.5) / view.scale;
  const top = box.bayBottom - box.units * UNIT_HEIGHT - HEADER_HEIGHT;
  pen.beginPath();
  pen.roundRect(box.x - 1, top - 1, hall.rackWidth + 2, box.bayBottom + 7 - top, 5);
  pen.stroke();
}
