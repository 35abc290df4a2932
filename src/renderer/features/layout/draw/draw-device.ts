import type { Device, Face } from '#shared/scenario/schema';
import { fitText } from '../canvas/fit-text';
import { BAY_WIDTH, RACK_WIDTH, RAIL_WIDTH, UNIT_HEIGHT } from '../hall/geometry';
import type { Detail } from '../hall/detail';
import { drawSign } from './draw-sign';
import type { FrontFills } from './fronts';
import type { Inks } from './inks';
import type { Picture, TypeLook } from './picture';

type Pen = CanvasRenderingContext2D;

const ART_WIDTH = 52;
const TEXT_LEFT = 11;

export interface DeviceDrawing {
  readonly picture: Picture;
  readonly inks: Inks;
  readonly fills: FrontFills;
  readonly detail: Detail;
  readonly face: Face;
  /** The left edge of the rack and where U1 begins. */
  readonly x: number;
  readonly bottom: number;
}

/** One device in its rack: its face, its name, a hint of its front and its draw. */
export function drawDevice(pen: Pen, device: Device, drawing: DeviceDrawing): void {
  const { picture, inks, face, x, bottom } = drawing;
  const look = picture.lookOfType(device.type);
  const behind = look.heightUnits > 0 && !look.fullDepth && device.face !== face;
  const alpha = pen.globalAlpha;
  if (picture.carried.has(device.id)) pen.globalAlpha = alpha * 0.35;
  else if (behind) pen.globalAlpha = alpha * 0.4;
  if (look.heightUnits === 0) drawStrip(pen, device, drawing);
  else {
    const height = look.heightUnits * UNIT_HEIGHT;
    const area = { x: x + RAIL_WIDTH, y: bottom - (device.position - 1) * UNIT_HEIGHT - height, height };
    drawChassis(pen, area, { device, look, behind }, drawing);
    if (look.front !== 'blank' && !behind) drawWords(pen, area, { device, look }, drawing);
  }
  pen.globalAlpha = alpha;
  const problem = picture.problemOf(device.id);
  if (problem) {
    const y = bottom - (device.position - 1 + Math.max(1, look.heightUnits)) * UNIT_HEIGHT + 9;
    drawSign(pen, { x: x + RACK_WIDTH - RAIL_WIDTH - 9, y, size: 1, severity: problem }, inks);
  }
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

interface Chassis {
  readonly device: Device;
  readonly look: TypeLook;
  readonly behind: boolean;
}

function drawChassis(
  pen: Pen,
  { x, y, height }: Area,
  { device, look, behind }: Chassis,
  drawing: DeviceDrawing,
): void {
  const { picture, inks, fills, detail, face } = drawing;
  const { scale } = picture.view;
  pen.fillStyle = look.front === 'blank' ? inks.sunken : inks.face;
  pen.fillRect(x + 0.5, y + 0.5, BAY_WIDTH - 1, height - 1);
  pen.fillStyle = inks.hues[look.front];
  pen.fillRect(x + 1, y + 1, 4.5, height - 2);
  if (detail.fronts && (device.face === face || look.fullDepth)) {
    const width = look.front === 'blank' ? BAY_WIDTH - 8 : ART_WIDTH;
    const left = x + BAY_WIDTH - width - 4;
    pen.save();
    // Tiles begin at the corner of the face, or else they would swim while a device moves.
    pen.translate(left, y + 3);
    pen.fillStyle = fills(device.face === face ? look.front : 'rear', scale);
    pen.globalAlpha *= 0.75;
    pen.fillRect(0, 0, width, Math.max(1, height - 7));
    pen.restore();
  }
  if (detail.powerBars && look.most > 0) {
    const width = BAY_WIDTH - 10;
    const alpha = pen.globalAlpha;
    pen.fillStyle = inks.hues[look.front];
    pen.globalAlpha = alpha * 0.35;
    pen.fillRect(x + 6.5, y + height - 3.5, width * look.most, 2);
    pen.globalAlpha = alpha;
    pen.fillRect(x + 6.5, y + height - 3.5, width * look.typical, 2);
  }
  const selected = picture.selectedDevices.has(device.id);
  const focused = picture.focus?.device === device.id;
  pen.strokeStyle = selected || focused ? inks.accent : inks.faceLine;
  pen.lineWidth = focused ? 3.5 / scale : selected ? 2.5 / Math.min(1, scale) : 1;
  if (behind) pen.setLineDash([4, 3]);
  pen.strokeRect(x + 0.5, y + 0.5, BAY_WIDTH - 1, height - 1);
  if (behind) pen.setLineDash([]);
}

function drawWords(
  pen: Pen,
  { x, y, height }: Area,
  { device, look }: Pick<Chassis, 'device' | 'look'>,
  { picture, inks, detail, face }: DeviceDrawing,
): void {
  if (!detail.names || look.heightUnits < 1) return;
  const facing = device.face === face;
  const room = BAY_WIDTH - TEXT_LEFT - ART_WIDTH - 8;
  const middle = y + height / 2;
  const roomy = height >= 2 * UNIT_HEIGHT && detail.models;
  pen.textAlign = 'left';
  pen.fillStyle = inks.text;
  pen.font = `550 11px ${inks.font}`;
  pen.fillText(fitText(device.name, room, 11), x + TEXT_LEFT, roomy ? middle - 3 : middle + 3);
  if (!roomy) return;
  pen.fillStyle = inks.textQuiet;
  pen.font = `9.5px ${inks.font}`;
  const model = facing ? look.name : `${look.name} · ${picture.words.rear}`;
  pen.fillText(fitText(model, room, 9.5), x + TEXT_LEFT, middle + 10);
  if (height >= 4 * UNIT_HEIGHT && look.draw !== '') pen.fillText(look.draw, x + TEXT_LEFT, middle + 23);
}

/** A zero-U strip beside the rails; even ones left, odd ones right, so that A and B stand apart. */
function drawStrip(pen: Pen, device: Device, { picture, inks, fills, x, bottom }: DeviceDrawing): void {
  const right = device.face === 'rear' || /[02468]$/.test(device.name);
  const left = x + (right ? RACK_WIDTH - 9 : 2);
  pen.fillStyle = inks.face;
  pen.fillRect(left, bottom - 24 * UNIT_HEIGHT, 7, 22 * UNIT_HEIGHT);
  pen.fillStyle = fills('pdu', picture.view.scale);
  pen.fillRect(left, bottom - 24 * UNIT_HEIGHT, 7, 22 * UNIT_HEIGHT);
  const marked = picture.selectedDevices.has(device.id) || picture.focus?.device === device.id;
  pen.strokeStyle = marked ? inks.accent : inks.faceLine;
  pen.lineWidth = marked ? 2.5 : 1;
  pen.strokeRect(left, bottom - 24 * UNIT_HEIGHT, 7, 22 * UNIT_HEIGHT);
}
