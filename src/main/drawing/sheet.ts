/**
 * A drawing before it is a file: what stands where on sheets of real paper, in millimetres from the top left corner.
 * The writers of SVG, PDF and PNG turn the same sheets into files, so that all show the same.
 */

type Ink = 'black' | 'grey' | 'light' | 'white';

export interface RectangleShape {
  readonly kind: 'rectangle';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill?: Ink;
  readonly stroke?: Ink;
  readonly strokeWidth?: number;
  readonly dashed?: boolean;
}

interface LineShape {
  readonly kind: 'line';
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly stroke: Ink;
  readonly strokeWidth: number;
  readonly dashed?: boolean;
}

export interface TextShape {
  readonly kind: 'text';
  /** Of the anchor; `y` is the baseline. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Height of the type in millimetres. */
  readonly size: number;
  readonly align: 'start' | 'middle' | 'end';
  readonly ink: Ink;
  readonly bold?: boolean;
}

export type Shape = RectangleShape | LineShape | TextShape;

export interface Sheet {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Grey values that stay apart on a black-and-white printer. */
export const inks: Readonly<Record<Ink, string>> = {
  black: '#111111',
  grey: '#6a6a6a',
  light: '#dcdcdc',
  white: '#ffffff',
};

export const THIN = 0.15;
export const THICK = 0.4;

export const rectangle = (shape: Omit<RectangleShape, 'kind'>): RectangleShape => ({
  kind: 'rectangle',
  ...shape,
});

export const line = (
  from: readonly [number, number],
  to: readonly [number, number],
  { stroke = 'black', strokeWidth = THIN, ...more }: Partial<Omit<LineShape, 'kind' | 'from' | 'to'>> = {},
): LineShape => ({ kind: 'line', from, to, stroke, strokeWidth, ...more });

type TextOptions = Pick<TextShape, 'x' | 'y' | 'size'> &
  Partial<Pick<TextShape, 'align' | 'ink' | 'bold'>> & {
    /** What is longer in millimetres ends in an ellipsis. */
    readonly within?: number;
  };

export const text = (content: string, { within, ...options }: TextOptions): TextShape => ({
  kind: 'text',
  align: 'start',
  ink: 'black',
  ...options,
  text: within === undefined ? content : fitted(content, within / options.size),
});

/** Advance widths in parts of the type size: full for East Asian characters, measured means for the rest. */
const widthOf = (character: string): number =>
  /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(character)
    ? 1
    : /[A-Z0-9mwMW%@]/.test(character)
      ? 0.64
      : 0.52;

/** How long a text is, in parts of its type size. */
export const emsOf = (content: string): number =>
  Array.from(content).reduce((sum, character) => sum + widthOf(character), 0);

/** The text, cut so that it takes no more than so many type sizes. */
export function fitted(content: string, ems: number): string {
  let used = 0;
  const characters = Array.from(content);
  for (const [index, character] of characters.entries()) {
    used += widthOf(character);
    if (used > ems) {
      const kept = characters.slice(0, Math.max(0, index - 1)).join('');
      return kept === '' ? '' : `${kept.trimEnd()}…`;
    }
  }
  return content;
}

/** Items in runs of at most so many, in order. */
export function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const chunks: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
