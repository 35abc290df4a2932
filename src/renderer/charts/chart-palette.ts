/** The colours a chart draws with, read from the tokens, so that charts, racks and tables share them. */
export interface ChartPalette {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
  readonly series: readonly string[];
}

const SERIES_TOKENS = 8;

/** Reads the palette that holds for an element, after the theme that is on. */
export function paletteOf(element: Element): ChartPalette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: token('--text'),
    quiet: token('--text-quiet'),
    line: token('--line'),
    ground: token('--panel'),
    series: Array.from({ length: SERIES_TOKENS }, (_, index) => token(`--series-${index + 1}`)),
  };
}

/** The colour of the n-th series; the palette repeats when it runs out. */
export const seriesColour = (palette: ChartPalette, index: number): string =>
  palette.series[index % palette.series.length] ?? palette.text;
