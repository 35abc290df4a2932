import { type RefObject, useId } from 'react';
import { IconButton } from '#renderer/components/button';
import { useSaveAnswer } from '#renderer/components/save-table';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { type ChartPalette, paletteOf, seriesColour } from './chart-palette';
import styles from './charts.module.css';

/** Labels of an axis stay level, and one is left out before two of them come near each other on a narrow column. */
export const tickSpacing = { maxRotation: 0, autoSkipPadding: 18 } as const;

/** A colour and what it stands for, where the chart itself does not say it. */
interface ChartKey {
  readonly name: string;
  readonly colour: string;
}

interface Pictured {
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
function pictureOf({ canvas, title, keys, palette, font }: Pictured): string {
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

interface ChartFigureProps {
  readonly title: string;
  /** What the chart says in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly heightPixels: number;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** Series that only a colour tells apart; a saved picture names them. */
  readonly keys?: readonly { readonly name: string; readonly series: number }[];
}

/** A drawn chart under its title, with a button that saves it as a picture. */
export function ChartFigure({ title, summary, heightPixels, canvas, keys = [] }: ChartFigureProps) {
  const id = useId();
  const message = useMessage();
  const { api } = useWorkbench();
  const tell = useSaveAnswer();
  const save = () => {
    const drawn = canvas.current;
    if (!drawn) return;
    const palette = paletteOf(drawn);
    const png = pictureOf({
      canvas: drawn,
      title,
      keys: keys.map(({ name, series }) => ({ name, colour: seriesColour(palette, series) })),
      palette,
      font: getComputedStyle(drawn).fontFamily,
    });
    void api.savePicture({ suggestedName: `${fileNameOf(title)}.png`, png }).then(tell);
  };
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <span id={id}>{title}</span>
        <IconButton
          icon="picture"
          label={message('shell:pngOf', { chart: title })}
          className={styles.save}
          onClick={save}
        />
      </figcaption>
      <div className={styles.plot} style={{ height: heightPixels }}>
        <canvas ref={canvas} role="img" aria-label={summary} />
      </div>
    </figure>
  );
}

const LONGEST_NAME = 80;

/** A title without what file systems take for something else. */
const fileNameOf = (title: string): string =>
  title
    .replaceAll(/[\\/:*?"<>|\u0000-\u001F]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
