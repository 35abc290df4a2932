import { useEffect, useRef, type RefObject } from 'react';
import { Chart, type ChartConfiguration, type ChartType } from 'chart.js';
import { paletteOf, type ChartPalette } from './chart-palette';

export type ConfigurationOf<Type extends ChartType, Datum> = (
  palette: ChartPalette,
) => ChartConfiguration<Type, Datum[], string>;

/**
 * Keeps one Chart.js chart on a canvas. It is made anew when the configuration or the theme changes; both are rare
 * beside redraws on resize, which Chart.js does by itself. Memoise `configure`.
 */
export function useChart<Type extends ChartType, Datum>(
  configure: ConfigurationOf<Type, Datum>,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    let chart = new Chart(element, configure(paletteOf(element)));
    const redraw = (): void => {
      chart.destroy();
      chart = new Chart(element, configure(paletteOf(element)));
    };
    const themes = new MutationObserver(redraw);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      themes.disconnect();
      chart.destroy();
    };
  }, [configure]);
  return canvas;
}
