import { useEffect, useRef, type PointerEvent } from 'react';
import { useMessage } from '#renderer/i18n/use-language';
import { useDesigner, useDesignerState } from '#renderer/features/layout/designer/designer';
import { inksOf } from '#renderer/features/layout/draw/inks';
import { areaInSight, type Size, type View } from '#renderer/features/layout/hall/view';
import type { Hall, Point } from '#renderer/features/layout/hall/geometry';
import { useHall } from '#renderer/features/layout/designer/scene';
import styles from './canvas.module.css';

const LARGEST: Size = { width: 168, height: 112 };

const isWhole = (hall: Hall, view: View, size: Size): boolean => {
  const { x, y, width, height } = areaInSight(view, size);
  return x <= 0 && y <= 0 && x + width >= hall.width && y + height >= hall.height;
};

/** The whole hall in small, with the part in sight framed; shown when that is not all of it. A press leads there. */
export function Minimap() {
  const hall = useHall();
  const shown = useDesignerState(({ view, size }) => size.width > 0 && !isWhole(hall, view, size));
  return shown && hall.boxes.length > 1 ? <HallMap hall={hall} /> : null;
}

function HallMap({ hall }: { readonly hall: Hall }) {
  const message = useMessage();
  const drawing = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { store } = useDesigner();
  const scale = Math.min(LARGEST.width / hall.width, LARGEST.height / hall.height);
  const size = { width: Math.max(24, hall.width * scale), height: Math.max(24, hall.height * scale) };
  useEffect(() => {
    const canvas = drawing.current;
    const pen = canvas?.getContext('2d');
    if (!canvas || !pen) return;
    const density = window.devicePixelRatio;
    canvas.width = Math.round(size.width * density);
    canvas.height = Math.round(size.height * density);
    pen.setTransform(density * scale, 0, 0, density * scale, 0, 0);
    pen.fillStyle = inksOf(canvas).frame;
    for (const { x, y, bayBottom } of hall.boxes) pen.fillRect(x, y, hall.rackWidth, bayBottom - y);
  }, [hall, scale, size.width, size.height]);
  useEffect(() => {
    const place = () => {
      const { view, size: window } = store.getState();
      const area = areaInSight(view, window);
      if (!frame.current) return;
      Object.assign(frame.current.style, {
        transform: `translate(${area.x * scale}px, ${area.y * scale}px)`,
        width: `${area.width * scale}px`,
        height: `${area.height * scale}px`,
      });
    };
    place();
    return store.subscribe((state, before) => {
      if (state.view !== before.view || state.size !== before.size) place();
    });
  }, [store, scale]);
  const lead = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    lookAt({ x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale });
  };
  const lookAt = (point: Point) => {
    const { view, size: window } = store.getState();
    const x = window.width / 2 - point.x * view.scale;
    store.setState({ view: { ...view, x, y: window.height / 2 - point.y * view.scale } });
  };
  return (
    <div
      className={styles.minimap}
      style={size}
      title={message('designer:canvas.overview')}
      data-testid="layout-minimap"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        lead(event);
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        if (event.currentTarget.hasPointerCapture(event.pointerId)) lead(event);
      }}
    >
      <canvas ref={drawing} style={size} />
      <div ref={frame} className={styles.minimapFrame} />
    </div>
  );
}
