import { RACK_WIDTH, type RackBox } from '../hall/geometry';
import type { Inks } from './inks';
import type { RackLook } from './picture';

const LINE = 17;
const TRACK_LEFT = 44;
const TRACK_WIDTH = 96;

/** U, weight, power and heat of a rack against their limits, under its feet, and what it serves. */
export function drawMeters(
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
