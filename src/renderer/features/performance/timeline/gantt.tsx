import {
  type KeyboardEvent,
  type PointerEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type WheelEvent,
} from 'react';
import styles from '#renderer/features/performance/performance.module.css';
import { axisPixels, gutterPixels } from './draw-timeline';
import { ganttPicture, type GanttPicture, type InSight, type Move, type PickedBar } from './gantt-picture';
import { barAt } from './raster';
import type { TimelineLayout } from './timeline-layout';
import { fitted, panned, revealed, stretched, zoomed } from './viewport';

const ZOOM_STEP = 1.5;
const PAN_STEP = 0.15;
const ROW_STEP = 3;

/** How a key moves the view; undefined for keys that do not. Shift goes five times as far. */
function movementOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): Move | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const pan =
    (change: Parameters<typeof panned>[1]): Move =>
    (view, extent) =>
      panned(view, change, extent);
  const rows = shiftKey ? 5 * ROW_STEP : ROW_STEP;
  const share = shiftKey ? 5 * PAN_STEP : PAN_STEP;
  switch (key) {
    case 'ArrowLeft':
      return pan({ share: -share });
    case 'ArrowRight':
      return pan({ share });
    case 'ArrowUp':
      return pan({ rows: -rows });
    case 'ArrowDown':
      return pan({ rows });
    case 'PageUp':
      return (view, extent) => panned(view, { rows: -extent.heightPixels / view.rowPixels }, extent);
    case 'PageDown':
      return (view, extent) => panned(view, { rows: extent.heightPixels / view.rowPixels }, extent);
    case 'Home':
      return pan({ share: -Number.MAX_SAFE_INTEGER });
    case 'End':
      return pan({ share: Number.MAX_SAFE_INTEGER });
    case '+':
    case '=':
      return (view, extent) => zoomed(view, { factor: ZOOM_STEP, at: 0.5 }, extent);
    case '-':
    case '_':
      return (view, extent) => zoomed(view, { factor: 1 / ZOOM_STEP, at: 0.5 }, extent);
    case ']':
      return (view, extent) => stretched(view, { factor: ZOOM_STEP }, extent);
    case '[':
      return (view, extent) => stretched(view, { factor: 1 / ZOOM_STEP }, extent);
    case '0':
      return (_, extent) => fitted(extent);
    default:
      return undefined;
  }
}

/** What the buttons beside the picture do with it. */
export interface GanttControls {
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
}

interface GanttProps {
  readonly label: string;
  readonly layout: TimelineLayout;
  readonly nameOf: (bar: number) => string;
  readonly rowName: (row: number) => string;
  readonly timeOf: (cycle: number) => string;
  readonly cyclesPerMicrosecond: number;
  readonly picked: PickedBar | undefined;
  readonly onPick: (picked: PickedBar | undefined) => void;
  /** Told once a frame at most, after what is in sight changed. */
  readonly onSight: (sight: InSight) => void;
  readonly controls: Ref<GanttControls>;
}

const WHEEL_PIXELS = 400;
/** A press that moves less than this picks; more drags. */
const DRAG_PIXELS = 4;
const PICK_PIXELS = 3;

/** A schedule on a canvas that pans and zooms by pointer, wheel and keyboard; every change is drawn with the next frame. */
export function Gantt(props: GanttProps) {
  const { label, picked, controls } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture] = useState(ganttPicture);
  useEffect(() => (canvas.current ? picture.attach(canvas.current) : undefined), [picture]);
  useEffect(() => picture.show(props));
  useImperativeHandle(
    controls,
    () => ({
      zoom: (factor) => picture.change((view, extent) => zoomed(view, { factor, at: 0.5 }, extent)),
      fit: () => picture.change((_, extent) => fitted(extent)),
    }),
    [picture],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const move = movementOf(event);
    if (move) picture.change(move);
    else if (event.key === 'Enter' || event.key === ' ') pickNext(props, picture, event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && picked) props.onPick(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={styles.gantt}
      role="application"
      aria-label={label}
      tabIndex={0}
      data-testid="lpu-timeline"
      onKeyDown={onKeyDown}
      {...pointerHandlers(props, picture)}
    >
      <canvas ref={canvas} aria-hidden />
    </div>
  );
}

/** The next bar of the picked one's row, or the first in sight. */
function pickNext({ layout, picked, onPick }: GanttProps, picture: GanttPicture, by: 1 | -1): void {
  const view = picture.view();
  const rowIndex = picked?.row ?? Math.min(layout.rows.length - 1, Math.max(0, Math.ceil(view.top)));
  const row = layout.rows[rowIndex];
  if (row === undefined) return;
  const first = barAfter(layout, row.first, row.last, view.from);
  const bar = picked ? Math.min(row.last - 1, Math.max(row.first, picked.bar + by)) : first;
  const [start, end] = [layout.start[bar] ?? 0, layout.release[bar] ?? 0];
  onPick({ bar, row: rowIndex });
  picture.change((current, extent) => revealed(current, { start, end, row: rowIndex }, extent));
}

function barAfter(layout: TimelineLayout, first: number, last: number, cycle: number): number {
  for (let bar = first; bar < last; bar += 1) if ((layout.start[bar] ?? 0) >= cycle) return bar;
  return Math.max(first, last - 1);
}

/** Dragging moves, a press picks, the wheel scrolls rows, with Shift moves in time, with Ctrl or ⌘ zooms at the pointer. */
function pointerHandlers(props: GanttProps, picture: GanttPicture) {
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      const target = event.currentTarget;
      const [startX, startY] = [event.clientX, event.clientY];
      const from = picture.view();
      let dragged = false;
      target.setPointerCapture(event.pointerId);
      const move = ({ clientX, clientY }: globalThis.PointerEvent) => {
        const [byX, byY] = [clientX - startX, clientY - startY];
        dragged ||= Math.hypot(byX, byY) > DRAG_PIXELS;
        if (!dragged) return;
        const change = { share: -byX / picture.widthPixels(), rows: -byY / from.rowPixels };
        picture.change((_, extent) => panned(from, change, extent));
      };
      const end = (up: globalThis.PointerEvent) => {
        target.removeEventListener('pointermove', move);
        target.removeEventListener('pointerup', end);
        target.removeEventListener('pointercancel', end);
        if (!dragged && up.type === 'pointerup') pickAt(props, picture, target, up);
      };
      target.addEventListener('pointermove', move);
      target.addEventListener('pointerup', end);
      target.addEventListener('pointercancel', end);
    },
    onWheel: (event: WheelEvent<HTMLElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      const at = (event.clientX - box.left - gutterPixels) / picture.widthPixels();
      if (event.ctrlKey || event.metaKey) {
        const factor = 2 ** (-event.deltaY / WHEEL_PIXELS);
        picture.change((view, extent) => zoomed(view, { factor, at: Math.min(1, Math.max(0, at)) }, extent));
        return;
      }
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      const down = event.shiftKey ? 0 : event.deltaY;
      picture.change((view, extent) =>
        panned(view, { share: sideways / picture.widthPixels(), rows: down / view.rowPixels }, extent),
      );
    },
  };
}

function pickAt(
  { layout, onPick }: GanttProps,
  picture: GanttPicture,
  target: HTMLElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): void {
  const box = target.getBoundingClientRect();
  const view = picture.view();
  const perPixel = (view.to - view.from) / picture.widthPixels();
  const cycle = view.from + (clientX - box.left - gutterPixels) * perPixel;
  const row = Math.floor(view.top + (clientY - box.top - axisPixels) / view.rowPixels);
  const bar = barAt(layout, row, cycle, PICK_PIXELS * perPixel);
  onPick(bar === undefined ? undefined : { bar, row });
}
