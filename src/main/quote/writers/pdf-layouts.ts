import type { CustomTableLayout } from 'pdfmake/interfaces';

export const ink = {
  text: '#1b2229',
  quiet: '#5d6873',
  rule: '#c9d1d8',
  strong: '#1b2229',
  band: '#eef1f4',
} as const;

const noVerticals = { vLineWidth: () => 0 } satisfies CustomTableLayout;

/** Rules of the tables: a strong one under the head and above the total, hairlines between lines. */
export const quoteTableLayouts: Record<string, CustomTableLayout> = {
  lines: {
    ...noVerticals,
    hLineWidth: (row, node) => (row === 0 ? 0 : row === 1 || row === node.table.body.length ? 0.9 : 0.4),
    hLineColor: (row, node) => (row === 1 || row === node.table.body.length ? ink.strong : ink.rule),
    paddingLeft: (column) => (column === 0 ? 2 : 6),
    paddingRight: () => 2,
    paddingTop: () => 3,
    paddingBottom: () => 3,
  },
  totals: {
    ...noVerticals,
    hLineWidth: (row, node) => (row === node.table.body.length - 1 ? 0.9 : 0),
    hLineColor: () => ink.strong,
    paddingLeft: () => 6,
    paddingRight: () => 2,
    paddingTop: () => 2.5,
    paddingBottom: () => 2.5,
  },
};
