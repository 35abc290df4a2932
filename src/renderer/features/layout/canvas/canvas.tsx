import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { useLayoutActions } from '../actions-context';
import { useDesigner, useDesignerState } from '../designer';
import { rememberingDevicesByRack } from '../hall/devices-by-rack';
import type { RackBox } from '../hall/geometry';
import { detailOf, rememberingVisibleRacks, transformOf } from '../hall/view';
import { useHall } from '../scene';
import styles from './canvas.module.css';
import { Ghost, GhostNote } from './ghost';
import { Marquee, RackGhost } from './floor-ghosts';
import { UnitScales } from './patterns';
import { RackView } from './rack-view';
import { SheetContext, type Sheet } from './sheet-context';
import { useTypeSheet } from './type-sheet';
import { useCanvasKeys } from './use-canvas-keys';
import { useCanvasPointer } from './use-canvas-pointer';
import { useCanvasSize, useWheel } from './use-canvas-view';
import { useCursorFocus } from './use-cursor-focus';

const noDevices = [] as const;

/** All racks on one surface: zooms from the hall to the slot, and takes pointers, touches and keys. */
export function Canvas() {
  const message = useMessage();
  const element = useRef<HTMLDivElement>(null);
  const actions = useLayoutActions();
  const carrying = useDesignerState((state) => state.carry.kind === 'carrying');
  useCanvasSize(element);
  useWheel(element);
  useCursorFocus(element);
  const pointer = useCanvasPointer(element, actions);
  const onKeyDown = useCanvasKeys(actions);
  return (
    <div
      ref={element}
      className={styles.canvas}
      role="application"
      tabIndex={-1}
      aria-label={message('layout:canvas.label')}
      data-carrying={carrying || undefined}
      data-testid="layout-canvas"
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <Scene />
      <Overlay />
      <GhostNote />
    </div>
  );
}

/** The racks in sight; the same list as long as a pan brings no other into it. */
function useVisible(): readonly RackBox[] {
  const hall = useHall();
  const { store } = useDesigner();
  const visible = useMemo(() => rememberingVisibleRacks(hall), [hall]);
  return useStore(store, visible);
}

function Scene() {
  const svg = useRef<SVGSVGElement>(null);
  const group = useRef<SVGGElement>(null);
  const visible = useVisible();
  const devices = useScenario((scenario) => scenario.devices);
  const [byRackOf] = useState(rememberingDevicesByRack);
  const byRack = byRackOf(devices);
  const sheet = useSheetValue();
  const unitCounts = [...new Set(visible.map(({ units }) => units))].toSorted((a, b) => a - b);
  useViewTransform(group);
  const { store } = useDesigner();
  useLayoutEffect(() => {
    const show = () => svg.current?.setAttribute('data-detail', detailOf(store.getState().view));
    show();
    return store.subscribe(show);
  }, [store]);
  return (
    <SheetContext value={sheet}>
      <svg ref={svg} className={styles.scene}>
        <UnitScales unitCounts={unitCounts} />
        <g ref={group}>
          {visible.map((box) => (
            <RackView key={box.id} box={box} devices={byRack.get(box.id) ?? noDevices} />
          ))}
        </g>
      </svg>
    </SheetContext>
  );
}

function useSheetValue(): Sheet {
  const sheet = useTypeSheet();
  return useMemo(() => {
    const most = [...sheet.values()].map(({ power }) => power.maximum.typical);
    return { powerOf: (type) => sheet.get(type)?.power, largestPower: Math.max(1, ...most) };
  }, [sheet]);
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
