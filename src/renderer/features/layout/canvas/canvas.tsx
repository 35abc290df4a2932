import { useEffect, useRef } from 'react';
import { useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { useLayoutActions } from '../actions-context';
import { useDesigner, useDesignerState } from '../designer';
import { usePainter } from '../draw/use-painter';
import { transformOf } from '../hall/view';
import styles from './canvas.module.css';
import { Marquee, RackGhost } from './floor-ghosts';
import { Ghost, GhostNote } from './ghost';
import { Legend } from './legend';
import { Minimap } from './minimap';
import { SemanticLayer } from './semantic-layer';
import { useSurvival } from './use-survival';
import { useTypeSheet } from './type-sheet';
import { useCanvasKeys } from './use-canvas-keys';
import { useCanvasPointer } from './use-canvas-pointer';
import { useCanvasSize, useWheel } from './use-canvas-view';
import { useCursorFocus } from './use-cursor-focus';

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
