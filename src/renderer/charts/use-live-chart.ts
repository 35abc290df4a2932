import { Chart, type ChartType } from 'chart.js';
import { useEffect, useRef, type RefObject } from 'react';
import { paletteOf } from './chart-palette';
import type { ConfigurationOf } from './use-chart';

/**
 * Keeps one Chart.js chart on a canvas and hands it new data and options as they change, at most once a frame, so that it can
 * follow a slider. Its plugins are those of the first configuration. Memoise `configure`.
 */
export function useLiveChart<Type extends ChartType, Datum>(
  configure: ConfigurationOf<Type, Datum>,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<Type, Datum[], string>>(undefined);
  const newest = useRef(configure);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const made = new Chart<Type, Datum[], string>(element, newest.current(paletteOf(element)));
    chart.current = made;
    const themes = new MutationObserver(() => show(made, newest.current, element));
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      themes.disconnect();
      made.destroy();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    newest.current = configure;
    const [element, made] = [canvas.current, chart.current];
    if (!element || !made) return undefined;
    const frame = requestAnimationFrame(() => show(made, configure, element));
    return () => cancelAnimationFrame(frame);
  }, [configure]);
  return canvas;
}

function show<Type extends ChartType, Datum>(
  chart: Chart<Type, Datum[], string>,
  configure: ConfigurationOf<Type, Datum>,
  element: HTMLCanvasElement,
): void {
  const { data, options } = configure(paletteOf(element));
  chart.data = data;
  if (options) chart.options = options;
  chart.update('none');
}
