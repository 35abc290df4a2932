import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces';

export const ink = {
  text: '#1b2229',
  quiet: '#5d6873',
  rule: '#c9d1d8',
  strong: '#1b2229',
  band: '#eef1f4',
  alert: '#9c2f24',
} as const;

const noVerticals = { vLineWidth: () => 0 } satisfies CustomTableLayout;

/** Space in the cells of the lines, in points. */
export const linePadding = {
  left: (column: number) => (column === 0 ? 2 : 6),
  right: 2,
  vertical: 3,
} as const;

/** Rules of the tables: a strong one under the head and above the total, hairlines between lines. */
export const quoteTableLayouts: Record<string, CustomTableLayout> = {
  lines: {
    ...noVerticals,
    hLineWidth: (row, node) => (row === 0 ? 0 : row === 1 || row === node.table.body.length ? 0.9 : 0.4),
    hLineColor: (row, node) => (row === 1 || row === node.table.body.length ? ink.strong : ink.rule),
    paddingLeft: linePadding.left,
    paddingRight: () => linePadding.right,
    paddingTop: () => linePadding.vertical,
    paddingBottom: () => linePadding.vertical,
  },
  /** The title of a section with its first line, set into one row of the lines so that no page parts them. */
  section: {
    ...noVerticals,
    hLineWidth: (row) => (row === 1 ? 0.4 : 0),
    hLineColor: () => ink.rule,
    paddingLeft: linePadding.left,
    paddingRight: () => linePadding.right,
    paddingTop: () => linePadding.vertical,
    paddingBottom: () => linePadding.vertical,
  },
  notIncluded: {
    ...noVerticals,
    hLineWidth: (row) => (row === 0 ? 0 : 0.4),
    hLineColor: () => ink.rule,
    paddingLeft: () => 2,
    paddingRight: () => 2,
    paddingTop: () => 2,
    paddingBottom: () => 2,
  },
  totals: {
    ...noVerticals,
    hLineWidth: () => 0,
    paddingLeft: () => 6,
    paddingRight: () => 2,
    paddingTop: () => 2.5,
    paddingBottom: () => 2.5,
  },
  facts: {
    ...noVerticals,
    hLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : 8),
    paddingRight: () => 0,
    paddingTop: () => 1,
    paddingBottom: () => 1,
  },
};

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
