import { type RefObject, useEffect, useMemo } from 'react';
import { scenarioOf } from '#renderer/documents/documents';
import { useWorkbench } from '#renderer/documents/workbench';
import { type DesignerState, useDesigner } from '#renderer/features/layout/designer/designer';
import { detailAt } from '#renderer/features/layout/hall/detail';
import type { Rectangle } from '#renderer/features/layout/hall/geometry';
import { spatialIndexOf } from '#renderer/features/layout/hall/spatial-index';
import { racksInSight, toHall, type View } from '#renderer/features/layout/hall/view';
import type { TypeSheet } from '#renderer/features/layout/heat/type-sheet';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { drawFar } from './draw-far';
import { drawNear } from './draw-near';
import { type FrontFills, frontFills } from './fronts';
import { type Inks, inksOf } from './inks';
import type { Picture } from './picture';
import { pictureSource } from './picture-source';

type Pen = CanvasRenderingContext2D;

interface DrawingMeans {
  readonly inks: Inks;
  readonly fills: FrontFills;
  /** Pixels of the screen to one of the page. */
  readonly density: number;
}

/** Names, letters of rows and signs reach so far beyond their racks, in pixels of the page. */
const OVERHANG = 96;

/** Draws a part of the window, and nothing outside of it. */
function drawPart(pen: Pen, part: Rectangle, picture: Picture, means: DrawingMeans): void {
  const { view, hall } = picture;
  const { inks, fills, density } = means;
  pen.save();
  pen.setTransform(density, 0, 0, density, 0, 0);
  pen.beginPath();
  pen.rect(part.x, part.y, part.width, part.height);
  pen.clip();
  pen.fillStyle = inks.ground;
  pen.fillRect(part.x, part.y, part.width, part.height);
  const boxes = spatialIndexOf(hall).boxesIn(areaOf(part, view));
  if (detailAt(view.scale).far) drawFar(pen, boxes, picture, inks);
  else {
    const scale = density * view.scale;
    pen.setTransform(scale, 0, 0, scale, density * view.x, density * view.y);
    drawNear(pen, boxes, { picture, inks, fills });
  }
  pen.restore();
}

function areaOf({ x, y, width, height }: Rectangle, view: View): Rectangle {
  const from = toHall(view, { x: x - OVERHANG, y: y - OVERHANG });
  const to = toHall(view, { x: x + width + OVERHANG, y: y + height + OVERHANG });
  return { ...from, width: to.x - from.x, height: to.y - from.y };
}

interface Shift {
  readonly x: number;
  readonly y: number;
}

/**
 * What a pan by so much brings into sight: a strip at one side, a strip at the other. The rest of the window is what it
 * was, only elsewhere.
 */
export function exposedBy({ x, y }: Shift, { width, height }: Picture['size']): readonly Rectangle[] {
  const beside = { x: x > 0 ? 0 : width + x, y: 0, width: Math.abs(x), height };
  const above = { x: 0, y: y > 0 ? 0 : height + y, width, height: Math.abs(y) };
  return [beside, above].filter((strip) => strip.width > 0 && strip.height > 0);
}

/** Draws pictures one after another, and of each only what the one before did not show. */
interface HallPainter {
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
function hallPainter(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D): HallPainter {
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

/** Whether the racks look different; a ghost or an area that is drawn lies above them and changes nothing here. */
const looksDifferent = (a: DesignerState, b: DesignerState): boolean =>
  a.view !== b.view ||
  a.size !== b.size ||
  a.face !== b.face ||
  a.colour !== b.colour ||
  a.search !== b.search ||
  a.cursor !== b.cursor ||
  a.keysInUse !== b.keysInUse ||
  loadOf(a) !== loadOf(b);

const loadOf = ({ carry }: DesignerState) => (carry.kind === 'carrying' ? carry.load : undefined);

/** Keeps a canvas drawn: once a frame at most, and only when something that it shows has changed. */
export function usePainter(element: RefObject<HTMLCanvasElement | null>, sheet: TypeSheet): void {
  const workbench = useWorkbench();
  const designer = useDesigner();
  const formats = useFormats();
  const message = useMessage();
  const picture = useMemo(
    () => pictureSource({ workbench, designer, sheet, formats, message }),
    [workbench, designer, sheet, formats, message],
  );
  useEffect(() => {
    const canvas = element.current;
    const pen = canvas?.getContext('2d', { alpha: false });
    if (!canvas || !pen) return undefined;
    let frame = 0;
    const painter = hallPainter(canvas, pen);
    let drawing: DrawingMeans | undefined;
    const paint = () => {
      frame = 0;
      const shown = picture();
      if (!shown || shown.size.width === 0) return;
      const density = window.devicePixelRatio;
      const emptied = fitTo(canvas, shown.size, density);
      if (!drawing || emptied || drawing.density !== density) drawing = meansOf(canvas, pen);
      painter.paint(shown, drawing);
      const racks = racksInSight(shown.hall, shown.view, shown.size);
      if (canvas.dataset['racks'] !== String(racks)) canvas.dataset['racks'] = String(racks);
    };
    const schedule = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    const repaint = () => {
      drawing = undefined;
      schedule();
    };
    const stops = [
      designer.store.subscribe((state, before) => {
        if (looksDifferent(state, before)) schedule();
      }),
      workbench.documents.store.subscribe((state, before) => {
        if (scenarioOf(state) !== scenarioOf(before)) schedule();
      }),
      workbench.plans.store.subscribe((state, before) => {
        if (state.plan !== before.plan) schedule();
      }),
      workbench.selection.store.subscribe(schedule),
    ];
    const theme = new MutationObserver(repaint);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    schedule();
    return () => {
      cancelAnimationFrame(frame);
      theme.disconnect();
      for (const stop of stops) stop();
    };
  }, [element, picture, designer, workbench]);
}

/** Gives a canvas as many pixels as it has on the screen; whether it had others, which empties it. */
function fitTo(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
  density: number,
): boolean {
  const width = Math.round(size.width * density);
  const height = Math.round(size.height * density);
  if (canvas.width === width && canvas.height === height) return false;
  Object.assign(canvas, { width, height });
  return true;
}

function meansOf(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D): DrawingMeans {
  const inks = inksOf(canvas);
  return { inks, fills: frontFills(pen, inks.faceLine), density: window.devicePixelRatio };
}
