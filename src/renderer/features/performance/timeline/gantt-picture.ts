import { axisPixels, drawTimeline, gutterPixels, inksOf, type DrawnTimeline } from './draw-timeline';
import { fitted, type Extent, type Viewport } from './viewport';

export interface PickedBar {
  readonly bar: number;
  readonly row: number;
}

export interface InSight {
  readonly view: Viewport;
  readonly heightPixels: number;
  readonly bars: number;
}

export type Move = (view: Viewport, extent: Extent) => Viewport;

/** What is shown, and who is told what of it is in sight, once a frame at most. */
export interface Shown extends Omit<DrawnTimeline, 'view' | 'ratio'> {
  readonly onSight: (sight: InSight) => void;
}

/** A picture that keeps its view outside React and draws it with the next frame, so that panning never waits for a render. */
export interface GanttPicture {
  /** Draws on this canvas and follows its size and the theme, until the function that it returns is called. */
  readonly attach: (canvas: HTMLCanvasElement) => () => void;
  readonly show: (shown: Shown) => void;
  readonly change: (move: Move) => void;
  readonly view: () => Viewport;
  readonly widthPixels: () => number;
}

const nothing: Viewport = { from: 0, to: 1, top: 0, rowPixels: 1 };

export function ganttPicture(): GanttPicture {
  let view = nothing;
  let shown: Shown | undefined;
  let size = { width: 1, height: 1, ratio: 1 };
  let request = (): void => undefined;
  let told: InSight | undefined;
  const extent = (): Extent => ({
    cycles: shown?.layout.cycles ?? 1,
    rows: shown?.layout.rows.length ?? 1,
    heightPixels: size.height,
  });
  const attach = (canvas: HTMLCanvasElement): (() => void) => {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) return () => undefined;
    let inks = inksOf(canvas);
    let image = new ImageData(1, 1);
    let frame = 0;
    const draw = () => {
      frame = 0;
      if (!shown) return;
      const { onSight, ...drawn } = shown;
      const bars = drawTimeline({ canvas, context, image, inks }, { ...drawn, view, ratio: size.ratio });
      const sight = { view, heightPixels: size.height, bars };
      if (sameSight(told, sight)) return;
      told = sight;
      onSight(sight);
    };
    request = () => {
      frame ||= requestAnimationFrame(draw);
    };
    const resize = () => {
      const box = canvas.parentElement?.getBoundingClientRect();
      const ratio = window.devicePixelRatio || 1;
      const whole = view.from === 0 && view.to >= extent().cycles;
      const width = Math.max(40, Math.floor(box?.width ?? 0) - gutterPixels);
      const height = Math.max(40, Math.floor(box?.height ?? 0) - axisPixels);
      size = { width, height, ratio };
      canvas.width = Math.round((width + gutterPixels) * ratio);
      canvas.height = Math.round((height + axisPixels) * ratio);
      image = new ImageData(Math.round(width * ratio), Math.round(height * ratio));
      if (whole) view = fitted(extent());
      request();
    };
    const recolour = () => {
      inks = inksOf(canvas);
      request();
    };
    const sizes = new ResizeObserver(resize);
    const themes = new MutationObserver(recolour);
    if (canvas.parentElement) sizes.observe(canvas.parentElement);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    resize();
    return () => {
      cancelAnimationFrame(frame);
      request = () => undefined;
      sizes.disconnect();
      themes.disconnect();
    };
  };
  return {
    attach,
    show: (next) => {
      const before = shown;
      shown = next;
      if (before?.layout !== next.layout) view = fitted(extent());
      if (!before || !sameShown(before, next)) request();
    },
    change: (move) => {
      view = move(view, extent());
      request();
    },
    view: () => view,
    widthPixels: () => size.width,
  };
}

const sameSight = (a: InSight | undefined, b: InSight): boolean =>
  a?.view === b.view && a.heightPixels === b.heightPixels && a.bars === b.bars;

/** Whether nothing that is drawn differs; who is told of it may. */
const sameShown = (a: Shown, b: Shown): boolean =>
  a.layout === b.layout &&
  a.picked === b.picked &&
  a.nameOf === b.nameOf &&
  a.rowName === b.rowName &&
  a.timeOf === b.timeOf;
