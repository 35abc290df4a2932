import { useEffect, useMemo, type RefObject } from 'react';
import { scenarioOf } from '../../../documents/documents';
import { useWorkbench } from '../../../documents/workbench';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import type { TypeSheet } from '../canvas/type-sheet';
import { useDesigner, type DesignerState } from '../designer';
import { racksInSight } from '../hall/view';
import type { DrawingMeans } from './draw-hall';
import { frontFills } from './fronts';
import { hallPainter } from './hall-painter';
import { inksOf } from './inks';
import { pictureSource } from './picture-source';

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
