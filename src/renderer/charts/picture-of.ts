import type { ChartPalette } from './chart-palette';

/** A colour and what it stands for, where the chart itself does not say it. */
export interface ChartKey {
  readonly name: string;
  readonly colour: string;
}

export interface Pictured {
  readonly canvas: HTMLCanvasElement;
  readonly title: string;
  readonly keys: readonly ChartKey[];
  readonly palette: ChartPalette;
  readonly font: string;
}

const MARGIN = 16;
const TITLE = 24;
const KEY = 18;
const SWATCH = 10;

/**
 * A chart as a PNG that stands by itself: on the ground of the theme, under its title, with the names of its colours. As sharp as the
 * screen it is on; base64 of the file's bytes.
 */
export function pictureOf({ canvas, title, keys, palette, font }: Pictured): string {
  const density = canvas.width / Math.max(1, canvas.clientWidth);
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const top = MARGIN + TITLE + keys.length * KEY;
  const picture = document.createElement('canvas');
  picture.width = Math.round((width + 2 * MARGIN) * density);
  picture.height = Math.round((height + top + MARGIN) * density);
  const pen = picture.getContext('2d');
  if (!pen) throw new Error('The browser draws no canvas');
  pen.scale(density, density);
  pen.fillStyle = palette.ground;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.textBaseline = 'middle';
  pen.fillStyle = palette.text;
  pen.font = `600 14px ${font}`;
  pen.fillText(title, MARGIN, MARGIN + TITLE / 2 - 4, width);
  pen.font = `12px ${font}`;
  keys.forEach(({ name, colour }, index) => {
    const middle = MARGIN + TITLE + (index + 0.5) * KEY - 4;
    pen.fillStyle = colour;
    pen.fillRect(MARGIN, middle - SWATCH / 2, SWATCH, SWATCH);
    pen.fillStyle = palette.text;
    pen.fillText(name, MARGIN + SWATCH + 6, middle, width - SWATCH - 6);
  });
  pen.drawImage(canvas, MARGIN, top, width, height);
  return picture.toDataURL('image/png').slice('data:image/png;base64,'.length);
}
