import type { Content, TableCell } from 'pdfmake/interfaces';
import { ink } from './pdf-layouts';

/** The pieces that every part of the document is set from. */

export const right = (text: string, more: object = {}): TableCell => ({
  text,
  alignment: 'right',
  noWrap: true,
  ...more,
});

export const heading = (text: string): Content => ({ text, style: 'heading', headlineLevel: 1 });

/** A heading that stays with the first of its items; they are numbered, and no page parts one of them. */
export function numbered(title: string, texts: readonly string[]): Content[] {
  const items = texts.map((text, index): Content => ({
    unbreakable: true,
    fontSize: 8.5,
    columnGap: 4,
    columns: [
      { width: 14, text: `${index + 1}.`, color: ink.quiet, alignment: 'right' },
      { width: '*', text },
    ],
  }));
  const [first, ...others] = items;
  return first === undefined ? [] : [{ unbreakable: true, stack: [heading(title), first] }, ...others];
}

const LONG_TEXT = 1_500;

/** A text that may be cut by a page only where it is too long for one. */
export const prose = (title: string, text: string): Content[] =>
  text.trim() === ''
    ? []
    : [
        {
          unbreakable: text.length < LONG_TEXT,
          stack: [heading(title), { text, fontSize: 8.5, preserveLeadingSpaces: true }],
        },
      ];
