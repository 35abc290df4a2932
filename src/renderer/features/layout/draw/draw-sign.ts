import type { Inks } from './inks';

export interface Sign {
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
