import { inks, type Shape, type Sheet } from './sheet';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML 1.0 forbids even as an entity: control characters but tab and line ends, and two non-characters. */

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as XML may hold it in content and attributes. */
export const xmlEscaped = (text: string): string =>
  text.replaceAll(FORBIDDEN, '').replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

const number = (value: number): string => String(Number(value.toFixed(3)));

const DASHES = ' stroke-dasharray="1 1"';

function svgShape(shape: Shape): string {
  switch (shape.kind) {
    case 'rectangle': {
      const { x, y, width, height, fill, stroke, strokeWidth = 0, dashed } = shape;
      const box = `x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`;
      const line =
        stroke === undefined ? '' : ` stroke="${inks[stroke]}" stroke-width="${number(strokeWidth)}"`;
      return `<rect ${box} fill="${fill === undefined ? 'none' : inks[fill]}"${line}${dashed ? DASHES : ''}/>`;
    }
    case 'line': {
      const [[x1, y1], [x2, y2]] = [shape.from, shape.to];
      const ends = `x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}"`;
      return `<line ${ends} stroke="${inks[shape.stroke]}" stroke-width="${number(shape.strokeWidth)}"${shape.dashed ? DASHES : ''}/>`;
    }
    case 'text': {
      if (shape.text === '') return '';
      const place = `x="${number(shape.x)}" y="${number(shape.y)}" font-size="${number(shape.size)}"`;
      const look = `${shape.bold ? ' font-weight="700"' : ''} text-anchor="${shape.align}" fill="${inks[shape.ink]}"`;
      return `<text ${place}${look}>${xmlEscaped(shape.text)}</text>`;
    }
  }
}

/** A sheet as an SVG document of its real size on paper; text stays text. */
export function sheetSvg({ title, width, height, shapes }: Sheet): string {
  const size = `width="${number(width)}mm" height="${number(height)}mm" viewBox="0 0 ${number(width)} ${number(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="'Noto Sans SC', 'Noto Sans CJK SC', sans-serif">`,
    `<title>${xmlEscaped(title)}</title>`,
    `<rect width="${number(width)}" height="${number(height)}" fill="${inks.white}"/>`,
    ...shapes.map(svgShape),
    '</svg>\n',
  ].join('\n');
}
