import type { View } from '../hall/view';
import { drawPart, exposedBy, type DrawingMeans } from './draw-hall';
import type { Picture } from './picture';

/** Draws pictures one after another, and of each only what the one before did not show. */
export interface HallPainter {
  readonly paint: (picture: Picture, means: DrawingMeans) => void;
}

interface Painted {
  readonly content: Picture['content'];
  readonly size: Picture['size'];
  readonly view: View;
  readonly means: DrawingMeans;
}

/**
 * Paints a canvas. Where only the view has moved, what is drawn already moves with it and the strips that come into
 * sight are drawn; anything else is drawn anew. Views are taken to whole pixels of the screen, so that both are the same.
 */
export function hallPainter(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D): HallPainter {
  let painted: Painted | undefined;

  const shiftTo = (next: Painted): { readonly x: number; readonly y: number } | undefined => {
    if (painted?.content !== next.content || painted.view.scale !== next.view.scale) return undefined;
    if (painted.size !== next.size || painted.means !== next.means) return undefined;
    const shift = { x: next.view.x - painted.view.x, y: next.view.y - painted.view.y };
    const { width, height } = next.size;
    return Math.abs(shift.x) < width && Math.abs(shift.y) < height ? shift : undefined;
  };

  return {
    paint: (picture, means) => {
      const { density } = means;
      const snapped = (offset: number): number => Math.round(offset * density) / density;
      const view = {
        scale: picture.view.scale,
        x: snapped(picture.view.x),
        y: snapped(picture.view.y),
      };
      const shown = { ...picture, view };
      const { size, content } = picture;
      const next: Painted = { content, size, view, means };
      const shift = shiftTo(next);
      painted = next;
      if (!shift) {
        drawPart(pen, { x: 0, y: 0, ...size }, shown, means);
        return;
      }
      pen.setTransform(1, 0, 0, 1, 0, 0);
      if (shift.x !== 0 || shift.y !== 0) {
        pen.drawImage(canvas, Math.round(shift.x * density), Math.round(shift.y * density));
      }
      for (const strip of exposedBy(shift, size)) drawPart(pen, strip, shown, means);
    },
  };
}
