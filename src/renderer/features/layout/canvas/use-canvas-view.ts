import { useEffect, type RefObject } from 'react';
import { useDesigner } from '../designer';
import { fitted, panned, racksInSight, zoomed } from '../hall/view';
import { useHall } from '../scene';

const WHEEL_ZOOM = 0.0022;

/** Keeps the size of the canvas in the designer, and shows the whole hall at first, unless an earlier view was remembered. */
export function useCanvasSize(element: RefObject<HTMLElement | null>): void {
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
export function useWheel(element: RefObject<HTMLElement | null>): void {
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
