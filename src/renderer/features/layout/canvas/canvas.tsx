import { type RefObject, useEffect, useRef } from 'react';
import { useApi, useScenario } from '#renderer/documents/hooks';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { useDesigner, useDesignerState } from '#renderer/features/layout/designer/designer';
import { useHall } from '#renderer/features/layout/designer/scene';
import { usePainter } from '#renderer/features/layout/draw/hall-painter';
import { HEADER_HEIGHT, UNIT_HEIGHT } from '#renderer/features/layout/hall/geometry';
import {
  fitted,
  panned,
  racksInSight,
  revealing,
  transformOf,
  zoomed,
} from '#renderer/features/layout/hall/view';
import { useTypeSheet } from '#renderer/features/layout/heat/type-sheet';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './canvas.module.css';
import { Ghost, GhostNote, Marquee, RackGhost } from './ghost';
import { Legend } from './legend';
import { Minimap } from './minimap';
import { SemanticLayer } from './semantic-layer';
import { useCanvasKeys } from './use-canvas-keys';
import { useCanvasPointer } from './use-canvas-pointer';

/** Moves the focus to where the keyboard's cursor went and brings it into sight, while the canvas has the focus. */
function useCursorFocus(element: RefObject<HTMLElement | null>): void {
  const { store } = useDesigner();
  const hall = useHall();
  useEffect(
    () =>
      store.subscribe(({ cursor, view, size, carry }, before) => {
        const target = carry.kind === 'carrying' && carry.by === 'keyboard' ? carry.target : undefined;
        const moved = cursor !== before.cursor || (target !== undefined && carry !== before.carry);
        if (!moved || !element.current?.contains(document.activeElement)) return;
        const box = hall.byId.get(target?.rack ?? cursor?.rack ?? ('' as never));
        if (box) {
          const height = box.units * UNIT_HEIGHT + HEADER_HEIGHT;
          store.setState({
            view: revealing(view, { x: box.x, y: box.y, width: hall.rackWidth, height }, size),
          });
        }
        if (target || !cursor) return;
        const id = cursor.device === undefined ? `rack-${cursor.rack}` : `device-${cursor.device}`;
        requestAnimationFrame(() => document.getElementById(id)?.focus({ preventScroll: true }));
      }),
    [store, hall, element],
  );
}

const WHEEL_ZOOM = 0.0022;

/** Keeps the size of the canvas in the designer, and shows the whole hall at first, unless an earlier view was remembered. */
function useCanvasSize(element: RefObject<HTMLElement | null>): void {
  const { store } = useDesigner();
  const hall = useHall();
  useEffect(() => {
    const canvas = element.current;
    if (!canvas || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      const size = { width: canvas.clientWidth, height: canvas.clientHeight };
      const before = store.getState();
      const first = before.size.width === 0 && size.width > 0;
      const lost = first && (!before.viewKept || racksInSight(hall, before.view, size) === 0);
      store.setState(lost ? { size, view: fitted(hall, size) } : { size });
    });
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [element, store, hall]);
}

/** Wheel pans, with Ctrl or a pinch on a trackpad it zooms. Not passive, so that the page itself stays. */
function useWheel(element: RefObject<HTMLElement | null>): void {
  const { store } = useDesigner();
  useEffect(() => {
    const canvas = element.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { view } = store.getState();
      const box = canvas?.getBoundingClientRect();
      const pixel = { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (event.ctrlKey || event.metaKey) {
        store.setState({ view: zoomed(view, Math.exp(-event.deltaY * lines * WHEEL_ZOOM), pixel) });
        return;
      }
      const [x, y] = event.shiftKey ? [-event.deltaY, 0] : [-event.deltaX, -event.deltaY];
      store.setState({ view: panned(view, { x: x * lines, y: y * lines }) });
    };
    canvas?.addEventListener('wheel', onWheel, { passive: false });
    return () => canvas?.removeEventListener('wheel', onWheel);
  }, [element, store]);
}

const WAIT_MILLISECONDS = 250;

/** Keeps what single failures leave of each rack at nameplate power, while racks are coloured by it. */
function useSurvival(): void {
  const api = useApi();
  const { store } = useDesigner();
  const wanted = useDesignerState(({ colour }) => colour === 'survival');
  const scenario = useScenario((open) => open);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void api.powerReport({ scenario, level: 'maximum' }).then((answer) => {
        if (!current || !answer.ok) return;
        const { racks } = answer.value.failures;
        store.setState({ survival: new Map(racks.map((rack) => [rack.rack, rack])) });
      });
    }, WAIT_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, store, wanted, scenario]);
}

/** All racks on one surface: zooms from the hall to the slot, and takes pointers, touches and keys. */
export function Canvas() {
  const message = useMessage();
  const element = useRef<HTMLDivElement>(null);
  const drawing = useRef<HTMLCanvasElement>(null);
  const actions = useLayoutActions();
  const carrying = useDesignerState((state) => state.carry.kind === 'carrying');
  const grabbing = useDesignerState((state) => state.grabbing);
  const racks = useScenario((scenario) => Object.keys(scenario.racks).length);
  const rows = useScenario((scenario) => new Set(Object.values(scenario.racks).map(({ row }) => row)).size);
  useCanvasSize(element);
  useWheel(element);
  useCursorFocus(element);
  const sheet = useTypeSheet();
  useSurvival();
  usePainter(drawing, sheet);
  const pointer = useCanvasPointer(element, actions);
  const keys = useCanvasKeys(actions);
  return (
    <div
      ref={element}
      className={styles.canvas}
      role="application"
      tabIndex={-1}
      aria-label={message('layout:canvas.label')}
      aria-describedby="layout-hall"
      data-carrying={carrying || undefined}
      data-grabbing={grabbing || undefined}
      data-testid="layout-canvas"
      {...keys}
      {...pointer}
    >
      <p id="layout-hall" className={styles.hidden}>
        {message('designer:canvas.hall', { racks, rows })}
      </p>
      <canvas ref={drawing} className={styles.drawing} data-testid="layout-drawing" aria-hidden="true" />
      <SemanticLayer sheet={sheet} />
      <Overlay />
      <GhostNote />
      <Legend sheet={sheet} />
      <Minimap />
    </div>
  );
}

function Overlay() {
  const group = useRef<SVGGElement>(null);
  useViewTransform(group);
  return (
    <svg className={styles.overlay} aria-hidden="true">
      <g ref={group}>
        <Ghost />
        <Marquee />
        <RackGhost />
      </g>
    </svg>
  );
}

/** Follows the view without rendering: only an attribute changes while one pans and zooms. */
function useViewTransform(group: React.RefObject<SVGGElement | null>): void {
  const { store } = useDesigner();
  useEffect(() => {
    let shown = '';
    const show = () => {
      const transform = transformOf(store.getState().view);
      if (transform !== shown) group.current?.setAttribute('transform', transform);
      shown = transform;
    };
    show();
    return store.subscribe(show);
  }, [store, group]);
}
