import type { Content } from 'pdfmake/interfaces';
import type { Face } from '#shared/scenario/schema';
import type { RackElevation } from '#shared/rack-elevation';
import { elevationSheets } from '../../exchange/drawing/elevations';
import type { Area } from '../../exchange/drawing/paper';
import { drawingWords } from '../../exchange/drawing/words';
import { sheetSvg } from '../../exchange/writers/svg';
import { CONTENT_HEIGHT, CONTENT_WIDTH, type QuotePage } from './pdf-page';
import { sheetTitle } from './pdf-sheets';

const POINTS_PER_MILLIMETRE = 72 / 25.4;
/** What the title above the racks takes of a page, in points. */
const TITLE_HEIGHT = 40;

const area: Area = {
  x: 0,
  y: 0,
  width: CONTENT_WIDTH / POINTS_PER_MILLIMETRE,
  height: (CONTENT_HEIGHT - TITLE_HEIGHT) / POINTS_PER_MILLIMETRE,
};

/** The rear is drawn where something stands on it that the front does not show. */
const facesOf = (racks: readonly RackElevation[]): readonly Face[] =>
  racks.some(({ devices }) =>
    devices.some(
      ({ face, fullDepth, heightUnits }) => face === 'rear' && fullDepth !== true && heightUnits > 0,
    ),
  )
    ? ['front', 'rear']
    : ['front'];

/** The racks to scale, a page for as many as stand side by side: the drawing of the layout on the paper of the quote. */
export function elevationPages({ quote, translate }: QuotePage): Content[] {
  const { elevations, language } = quote;
  const words = drawingWords(language);
  const title = translate('document.elevations');
  const { width, height } = area;
  return elevationSheets(elevations, { area, faces: facesOf(elevations), words }).map(
    ({ scale, shapes }) => ({
      pageBreak: 'before',
      stack: [
        sheetTitle(`${title} · ${words.say('scale', { scale })}`),
        { svg: sheetSvg({ title, width, height, shapes }), width: CONTENT_WIDTH, font: 'NotoSansSC' },
      ],
    }),
  );
}
