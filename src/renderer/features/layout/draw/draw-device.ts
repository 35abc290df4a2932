import type { DeviceId } from '#shared/schema/ids';
import type { Phase } from '#shared/scenario/life-cycle';
import type { Device, Face } from '#shared/scenario/schema';
import { fitText } from './fit-text';
import { deviceRectangle } from '#renderer/features/layout/hall/device-rectangle';
import {
  BAY_WIDTH,
  UNIT_HEIGHT,
  type RackBox,
  type Rectangle,
} from '#renderer/features/layout/hall/geometry';
import type { Detail } from '#renderer/features/layout/hall/detail';
import { drawSign, GHOST, strike } from './draw-marks';
import type { FrontFills } from './fronts';
import type { Inks } from './inks';
import type { Picture, TypeLook } from './picture';

type Pen = CanvasRenderingContext2D;

/** The hint of a front, beside the name; a half-width device has less room for either. */
const artWidth = (across: number): number => (across < BAY_WIDTH ? 18 : 52);
const TEXT_LEFT = 11;

export interface DeviceDrawing {
  readonly picture: Picture;
  readonly inks: Inks;
  readonly fills: FrontFills;
  readonly detail: Detail;
  readonly face: Face;
  /** The rack, from the left edge of the face that is drawn. */
  readonly box: Pick<RackBox, 'x' | 'bayBottom' | 'units'>;
  /** The zero-U strips of the rack in order. */
  readonly strips: readonly DeviceId[];
}

/** One device in its rack: its face, its name, a hint of its front and its draw. */
export function drawDevice(pen: Pen, device: Device, drawing: DeviceDrawing): void {
  const { picture, inks, face, box, strips } = drawing;
  const look = picture.lookOfType(device.type);
  const behind = look.heightUnits > 0 && !look.fullDepth && device.face !== face;
  const alpha = pen.globalAlpha;
  if (picture.carried.has(device.id)) pen.globalAlpha = alpha * 0.35;
  else if (behind) pen.globalAlpha = alpha * 0.4;
  const phase = picture.phaseOf(device);
  if (phase === 'to-come' || phase === 'gone') pen.globalAlpha *= GHOST;
  const strip = look.heightUnits === 0 ? strips.indexOf(device.id) : 0;
  const area = deviceRectangle(box, device, look, { face, strip });
  if (look.heightUnits === 0) drawStrip(pen, area, device, drawing);
  else {
    drawChassis(pen, area, { device, look, behind, phase }, drawing);
    if (look.front !== 'blank' && !behind) drawWords(pen, area, { device, look }, drawing);
  }
  if (phase === 'gone') strike(pen, area, inks);
  pen.globalAlpha = alpha;
  if (device.group !== undefined && drawing.detail.names && look.heightUnits >= 2) drawLink(pen, area, inks);
  const problem = picture.problemOf(device.id);
  if (problem) {
    const x = look.heightUnits === 0 ? area.x + area.width / 2 : area.x + area.width - 9;
    drawSign(pen, { x, y: area.y + 9, size: 1, severity: problem }, inks);
  }
}

interface Chassis {
  readonly device: Device;
  readonly look: TypeLook;
  readonly behind: boolean;
  readonly phase: Phase;
}

function drawChassis(
  pen: Pen,
  { x, y, width: across, height }: Rectangle,
  { device, look, behind, phase }: Chassis,
  drawing: DeviceDrawing,
): void {
  const { picture, inks, fills, detail, face } = drawing;
  const { scale } = picture.view;
  const heat = picture.heatOfType(device.type);
  const ramp = heat && phase !== 'gone' ? inks.ramp[heat.step - 1] : undefined;
  pen.fillStyle = ramp ?? (look.front === 'blank' ? inks.sunken : inks.face);
  // What is yet to come is an outline with its name: the slot is still empty.
  if (phase !== 'to-come') pen.fillRect(x + 0.5, y + 0.5, across - 1, height - 1);
  pen.fillStyle = inks.hues[look.front];
  pen.fillRect(x + 1, y + 1, 4.5, height - 2);
  if (detail.fronts && phase !== 'to-come' && (device.face === face || look.fullDepth)) {
    const width = look.front === 'blank' ? across - 8 : artWidth(across);
    const left = x + across - width - 4;
    pen.save();
    // Tiles begin at the corner of the face, or else they would swim while a device moves.
    pen.translate(left, y + 3);
    pen.fillStyle = fills(device.face === face ? look.front : 'rear', scale);
    // On a colour that says something the hint of the front is only a hint.
    pen.globalAlpha *= ramp === undefined ? 0.75 : 0.35;
    pen.fillRect(0, 0, width, Math.max(1, height - 7));
    pen.restore();
  }
  if (detail.powerBars && look.most > 0 && !picture.heatsDevices) {
    const width = across - 10;
    const alpha = pen.globalAlpha;
    pen.fillStyle = inks.hues[look.front];
    pen.globalAlpha = alpha * 0.35;
    pen.fillRect(x + 6.5, y + height - 3.5, width * look.most, 2);
    pen.globalAlpha = alpha;
    pen.fillRect(x + 6.5, y + height - 3.5, width * look.typical, 2);
  }
  const selected = picture.selectedDevices.has(device.id);
  const focused = picture.focus?.device === device.id;
  const mate = !selected && picture.groupMates.has(device.id);
  pen.strokeStyle = selected || focused || mate ? inks.accent : inks.faceLine;
  pen.lineWidth = focused ? 3.5 / scale : selected || mate ? 2.5 / Math.min(1, scale) : 1;
  const dashed = behind || mate || phase === 'planned' || phase === 'to-come';
  if (dashed) pen.setLineDash(mate ? [7, 4] : [4, 3]);
  pen.strokeRect(x + 0.5, y + 0.5, across - 1, height - 1);
  if (dashed) pen.setLineDash([]);
}

function drawWords(
  pen: Pen,
  { x, y, width, height }: Rectangle,
  { device, look }: Pick<Chassis, 'device' | 'look'>,
  { picture, inks, detail, face }: DeviceDrawing,
): void {
  if (!detail.names || look.heightUnits < 1) return;
  const facing = device.face === face;
  const room = width - TEXT_LEFT - artWidth(width) - 8;
  const middle = y + height / 2;
  const roomy = height >= 2 * UNIT_HEIGHT && detail.models;
  const heat = picture.heatOfType(device.type);
  const phase = picture.phaseOf(device);
  const onRamp = heat && phase !== 'to-come' && phase !== 'gone' ? inks.onRamp[heat.step - 1] : undefined;
  pen.textAlign = 'left';
  pen.fillStyle = onRamp ?? inks.text;
  pen.font = `550 11px ${inks.font}`;
  pen.fillText(fitText(device.name, room, 11), x + TEXT_LEFT, roomy ? middle - 3 : middle + 3);
  if (!roomy) return;
  pen.fillStyle = onRamp ?? inks.textQuiet;
  pen.font = `9.5px ${inks.font}`;
  const model = facing ? look.name : `${look.name} · ${picture.words.rear}`;
  pen.fillText(fitText(model, room, 9.5), x + TEXT_LEFT, middle + 10);
  const figure = picture.heatsDevices ? (heat?.figure ?? '') : look.draw;
  if (height >= 4 * UNIT_HEIGHT && figure !== '') pen.fillText(figure, x + TEXT_LEFT, middle + 23);
}

/** A zero-U strip beside the rails. */
function drawStrip(
  pen: Pen,
  { x, y, width, height }: Rectangle,
  device: Device,
  { picture, inks, fills }: DeviceDrawing,
): void {
  pen.fillStyle = inks.face;
  pen.fillRect(x, y, width, height);
  pen.fillStyle = fills('pdu', picture.view.scale);
  pen.fillRect(x, y, width, height);
  const marked = picture.selectedDevices.has(device.id) || picture.focus?.device === device.id;
  pen.strokeStyle = marked ? inks.accent : inks.faceLine;
  pen.lineWidth = marked ? 2.5 : 1;
  pen.strokeRect(x, y, width, height);
}

/** Two links of a chain at the lower left: this device belongs to a group. */
function drawLink(pen: Pen, { x, y, height }: Rectangle, inks: Inks): void {
  pen.strokeStyle = inks.textQuiet;
  pen.lineWidth = 1.2;
  for (const at of [0, 4.5]) {
    pen.beginPath();
    pen.roundRect(x + 11 + at, y + height - 9.5, 7, 4.5, 2.2);
    pen.stroke();
  }
}
