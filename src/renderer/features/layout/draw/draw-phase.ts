import type { Phase } from '#shared/scenario/life-cycle';
import type { Device } from '#shared/scenario/schema';
import type { Rectangle } from '../hall/geometry';
import type { Inks } from './inks';

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
