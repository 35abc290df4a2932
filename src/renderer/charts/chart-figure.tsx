import { useId, type RefObject } from 'react';
import { IconButton } from '../components/button';
import { useSaveAnswer } from '../components/use-save-table';
import { useWorkbench } from '../documents/workbench';
import { useMessage } from '../i18n/use-language';
import { paletteOf, seriesColour } from './chart-palette';
import styles from './charts.module.css';
import { pictureOf } from './picture-of';

export interface ChartFigureProps {
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
