import type { Detail } from '#renderer/features/layout/hall/detail';
import {
  type RackBox,
  type Rectangle,
  slotRectangle,
  UNIT_HEIGHT,
} from '#renderer/features/layout/hall/geometry';
import type { Phase } from '#shared/scenario/life-cycle';
import type { Reservation } from '#shared/scenario/placement';
import type { Device, Face } from '#shared/scenario/schema';
import { fitText } from './fit-text';
import type { FrontFills } from './fronts';
import type { Inks } from './inks';
import type { Picture } from './picture';

interface Sign {
  readonly x: number;
  readonly y: number;
  /** 1 is as high as a rack unit. */
  readonly size: number;
  readonly severity: 'error' | 'warning';
}

/** A triangle with a stroke in it: a shape, not a colour alone, says that something is wrong. */
export function drawSign(pen: CanvasRenderingContext2D, { x, y, size, severity }: Sign, inks: Inks): void {
  pen.beginPath();
  pen.moveTo(x, y - 7 * size);
  pen.lineTo(x + 7.5 * size, y + 6 * size);
  pen.lineTo(x - 7.5 * size, y + 6 * size);
  pen.closePath();
  pen.fillStyle = severity === 'error' ? inks.over : inks.near;
  pen.strokeStyle = inks.face;
  pen.lineWidth = 1;
  pen.fill();
  pen.stroke();
  pen.fillStyle = 'oklch(0.99 0 0)';
  pen.fillRect(x - 0.9 * size, y - 2.8 * size, 1.8 * size, 4.6 * size);
  pen.fillRect(x - 0.9 * size, y + 3 * size, 1.8 * size, 1.6 * size);
}

type Pen = CanvasRenderingContext2D;

/** How faintly what does not stand on the day is drawn; told apart by dashes and strokes, so that grey paper does too. */
export const GHOST = 0.55;

/** Two strokes across what is gone. */
export function strike(pen: Pen, { x, y, width, height }: Rectangle, inks: Inks): void {
  pen.strokeStyle = inks.text;
  pen.lineWidth = 1.2;
  pen.beginPath();
  pen.moveTo(x + 2, y + 2);
  pen.lineTo(x + width - 2, y + height - 2);
  pen.moveTo(x + 2, y + height - 2);
  pen.lineTo(x + width - 2, y + 2);
  pen.stroke();
}

const order: Readonly<Record<Phase, number>> = { gone: 0, 'to-come': 1, planned: 2, standing: 2 };

/** Devices in the order in which they are drawn: what stands on the day lies over what is gone or yet to come. */
export function standingLast(
  devices: readonly Device[],
  phaseOf: (device: Device) => Phase,
): readonly Device[] {
  if (devices.every(({ lifeCycle }) => lifeCycle === undefined)) return devices;
  return devices.toSorted((a, b) => order[phaseOf(a)] - order[phaseOf(b)]);
}

interface Where {
  readonly box: Pick<RackBox, 'id' | 'x' | 'bayBottom'>;
  readonly face: Face;
}

interface Means {
  readonly picture: Picture;
  readonly inks: Inks;
  readonly fills: FrontFills;
  readonly detail: Detail;
}

/** Whether a kept space is one of the face that is drawn. */
export const keptOn = ({ face }: Reservation, drawn: Face): boolean => face === 'both' || face === drawn;

/** Spaces that take no device: reserved ones outlined with what they are for, closed ones hatched like a blank. */
export function drawReserved(pen: CanvasRenderingContext2D, { box, face }: Where, means: Means): void {
  const { picture, inks, fills, detail } = means;
  for (const kept of picture.reservedOf(box.id)) {
    if (!keptOn(kept, face)) continue;
    const { x, y, width, height } = slotRectangle(box, kept);
    if (kept.kind === 'blanked') {
      pen.fillStyle = inks.sunken;
      pen.fillRect(x + 0.5, y + 0.5, width - 1, height - 1);
      if (detail.fronts) {
        pen.fillStyle = fills('blank', picture.view.scale);
        pen.fillRect(x + 0.5, y + 0.5, width - 1, height - 1);
      }
    }
    pen.strokeStyle = inks.faceLine;
    pen.lineWidth = 1;
    pen.setLineDash(kept.kind === 'reserved' ? [6, 4] : []);
    pen.strokeRect(x + 2.5, y + 1.5, width - 5, height - 3);
    pen.setLineDash([]);
    if (!detail.models || height < UNIT_HEIGHT) continue;
    const words = `${picture.words[kept.kind]}: ${kept.reason}`;
    pen.font = `italic 10px ${inks.font}`;
    pen.textAlign = 'left';
    pen.fillStyle = inks.textQuiet;
    pen.fillText(fitText(words, width - 20, 10), x + 10, y + height / 2 + 3.5);
  }
}
