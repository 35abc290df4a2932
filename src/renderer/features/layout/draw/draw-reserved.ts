import type { Reservation } from '#shared/scenario/placement';
import type { Face } from '#shared/scenario/schema';
import { fitText } from '../canvas/fit-text';
import type { Detail } from '../hall/detail';
import { slotRectangle, UNIT_HEIGHT, type RackBox } from '../hall/geometry';
import type { FrontFills } from './fronts';
import type { Inks } from './inks';
import type { Picture } from './picture';

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
