import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useScenario } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { Legend } from '#renderer/features/layout/canvas/legend';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { useDesigner, useDesignerState } from '#renderer/features/layout/designer/designer';
import type { Point } from '#renderer/features/layout/hall/geometry';
import {
  fittedTo,
  panned,
  transformOf,
  zoomed,
  type Size,
  type View,
} from '#renderer/features/layout/hall/view';
import { Aisles, FloorGhost, Obstacles, RowDrawing } from './floor-drawing';
import { CENTIMETRES, groundOf, inCentimetres, useFloor } from './floor-geometry';
import styles from './floor.module.css';
import { useFloorKeys } from './use-floor-keys';
import { pressFloor, type FloorDrag } from './press-floor';

const WHEEL_ZOOM = 0.0022;
const noObstacles = [] as const;
/** Around the room, for the handles of the rows. */
const MARGIN = 90;

/** The room from above, to scale: rows of racks with their aisles, moved and turned here. */
export function FloorView() {
  const message = useMessage();
  const element = useRef<SVGSVGElement>(null);
  const { plan, rows } = useFloor();
  const obstacles = useScenario(({ floor }) => floor?.obstacles) ?? noObstacles;
  const floorRow = useDesignerState((state) => state.floorRow);
  const cursor = useDesignerState((state) => state.cursor?.rack);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const designer = useDesigner();
  const { store } = designer;
  const chosen = useDesignerState((state) => state.floorView);
  const [drag, setDrag] = useState<FloorDrag>();
  const ground = groundOf(plan, obstacles);
  const around = {
    x: -MARGIN,
    y: -MARGIN / 2,
    width: ground.width + 1.5 * MARGIN,
    height: ground.height + MARGIN,
  };
  const whole = fittedTo(around, size);
  const view = chosen ?? whole;
  const setView = (change: (view: View) => View) =>
    store.setState({ floorView: change(store.getState().floorView ?? whole) });
  const workbench = useWorkbench();
  const actions = useLayoutActions();
  const touches = useRef(new Map<number, Point>());
  const press = (event: PointerEvent) => {
    if (!element.current) return;
    const at = { element: element.current, touches: touches.current };
    pressFloor(event, { ...at, rows, designer, workbench, actions, setDrag });
  };
  const keys = useFloorKeys(rows);
  const wheeling = useRef(setView);
  useEffect(() => {
    wheeling.current = setView;
  });
  useEffect(() => {
    if (chosen === undefined && size.width > 0) store.setState({ floorView: whole });
  });
  useEffect(() => {
    const svg = element.current;
    if (!svg) return undefined;
    const observer = new ResizeObserver(() => {
      const { width, height } = svg.getBoundingClientRect();
      setSize({ width, height });
      store.setState({ size: { width, height } });
    });
    observer.observe(svg);
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      const pixel = { x: event.clientX - box.left, y: event.clientY - box.top };
      const zooms = event.ctrlKey || event.metaKey;
      wheeling.current((before) =>
        zooms
          ? zoomed(before, Math.exp(-event.deltaY * WHEEL_ZOOM), pixel)
          : panned(before, { x: -event.deltaX, y: -event.deltaY }),
      );
    };
    svg.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      svg.removeEventListener('wheel', onWheel);
    };
  }, [store]);
  const focusRack = cursor ?? rows[0]?.footprints[0]?.rack;
  const room = inCentimetres({
    xMeters: 0,
    yMeters: 0,
    widthMeters: plan.widthMeters,
    depthMeters: plan.depthMeters,
  });
  return (
    <div className={styles.floor}>
      <svg
        ref={element}
        className={styles.plan}
        role="group"
        aria-label={message('floor:label')}
        data-testid="floor-plan"
        onPointerDown={press}
        onKeyDown={keys}
      >
        <g transform={transformOf(view)}>
          <rect className={styles.room} {...room} />
          <Aisles aisles={plan.aisles} width={plan.widthMeters * CENTIMETRES} />
          <Obstacles />
          {rows.map((row) => (
            <RowDrawing key={row.row} row={row} selected={floorRow === row.row} focusRack={focusRack} />
          ))}
          {drag && <FloorGhost drag={drag} rows={rows} />}
        </g>
      </svg>
      <Legend />
    </div>
  );
}
