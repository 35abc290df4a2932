import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { Party, Quote } from '#shared/quote';
import { quoteFormats } from '../formats';
import { quoteMessages } from '../messages';
import { ink } from './pdf-layouts';
import { linesTable } from './pdf-lines';
import type { QuotePage } from './pdf-page';
import { priceSourcesOf, totalRows } from './quote-table';

const MARGIN = 48;
const LONG_TEXT = 1_500;

/** The quote laid out for A4: title, parties, lines, totals, and what it rests on. */
export function quoteDocument(quote: Quote): TDocumentDefinitions {
  const translate = quoteMessages(quote.language);
  const page: QuotePage = { quote, translate, formats: quoteFormats(quote.language) };
  const title = `${translate('document.title')} ${quote.number}`;
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, 56, MARGIN, 56],
    language: quote.language,
    version: '1.7',
    displayTitle: true,
    info: {
      title,
      author: quote.seller.name,
      creator: 'Fleetwright',
      producer: 'Fleetwright',
      creationDate: new Date(`${quote.issuedOn}T00:00:00Z`),
    },
    defaultStyle: { font: 'NotoSansSC', fontSize: 9, color: ink.text, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 22, bold: true, lineHeight: 1 },
      heading: { fontSize: 10.5, bold: true, margin: [0, 14, 0, 4] },
      quiet: { color: ink.quiet, fontSize: 8 },
    },
    header: (current) => (current === 1 ? null : runningHead(title, page)),
    footer: (current, pages) => runningFoot(translate('document.page', { page: current, pages }), page),
    content: [
      titleBlock(page),
      parties(page),
      linesTable(page),
      totals(page),
      ...notIncluded(page),
      ...numbered(translate('document.assumptions'), quote.assumptions),
      ...numbered(translate('document.priceSources'), priceSourcesOf(quote)),
      ...prose(translate('document.notes'), quote.notes),
      ...prose(translate('document.terms'), quote.terms),
      acceptance(page),
    ],
  };
}

const dayOf = (day: string, { quote }: QuotePage): string =>
  new Intl.DateTimeFormat(quote.language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

const runningHead = (title: string, { quote }: QuotePage): Content => ({
  columns: [
    { text: title, style: 'quiet' },
    { text: quote.buyer.name, style: 'quiet', alignment: 'right' },
  ],
  margin: [MARGIN, 28, MARGIN, 0],
});

const runningFoot = (pageOfPages: string, { quote }: QuotePage): Content => ({
  columns: [
    { text: [quote.seller.name, quote.number].filter((part) => part !== '').join(' · '), style: 'quiet' },
    { text: pageOfPages, style: 'quiet', alignment: 'right', width: 'auto' },
  ],
  margin: [MARGIN, 22, MARGIN, 0],
});

function titleBlock(page: QuotePage): Content {
  const { quote, translate } = page;
  const facts: readonly (readonly [string, string])[] = [
    [translate('document.number'), quote.number],
    [translate('document.issuedOn'), dayOf(quote.issuedOn, page)],
    [translate('document.validUntil'), dayOf(quote.validUntil, page)],
    [translate('document.priceBookDate'), quote.priceBookDate],
    [translate('document.currency'), quote.currency],
  ];
  return {
    columns: [
      {
        stack: [
          { text: translate('document.title'), style: 'title' },
          { text: quote.scenario.name, color: ink.quiet, fontSize: 11, margin: [0, 6, 12, 0] },
        ],
      },
      {
        width: 'auto',
        layout: 'noBorders',
        table: {
          body: facts.map(([name, value]) => [
            { text: name, color: ink.quiet, alignment: 'right' },
            { text: value, bold: name === facts[0]?.[0] },
          ]),
        },
      },
    ],
    margin: [0, 0, 0, 18],
  };
}

const parties = (page: QuotePage): Content => ({
  columns: [
    party(page.translate('document.seller'), page.quote.seller, page),
    party(page.translate('document.buyer'), page.quote.buyer, page),
  ],
  columnGap: 24,
  margin: [0, 0, 0, 16],
});

function party(
  label: string,
  { name, address, taxNumber, contact }: Party,
  { translate }: QuotePage,
): Content {
  const rest = [address, contact, taxNumber && translate('document.taxNumber', { number: taxNumber })];
  return {
    stack: [
      { text: label, style: 'quiet', margin: [0, 0, 0, 2] },
      { text: name === '' ? '—' : name, bold: true },
      ...rest.filter((text) => text !== '').map((text) => ({ text })),
    ],
  };
}

function totals({ quote, translate, formats }: QuotePage): Content {
  const rows = totalRows(quote, translate, formats);
  const { low, high } = quote.subtotalRange;
  const range = translate('document.subtotalRange', { low: formats.money(low), high: formats.money(high) });
  return {
    unbreakable: true,
    margin: [0, 8, 0, 0],
    stack: [
      {
        columns: [
          { width: '*', text: '' },
          {
            width: 'auto',
            layout: 'totals',
            table: {
              widths: [150, 120],
              body: rows.map(({ kind, label, amount }) => [
                { text: label, bold: kind === 'total', fontSize: kind === 'total' ? 11 : 9 },
                {
                  text: formats.money(amount),
                  alignment: 'right',
                  bold: kind === 'total',
                  fontSize: kind === 'total' ? 11 : 9,
                },
              ]),
            },
          },
        ],
      },
      ...(low.amount === high.amount
        ? []
        : [
            {
              text: range,
              style: 'quiet',
              alignment: 'right' as const,
              margin: [0, 6, 2, 0] as [number, number, number, number],
            },
          ]),
    ],
  };
}

/** What the racks hold and the amounts leave out, in a table of names and quantities. */
function notIncluded({ quote, translate, formats }: QuotePage): Content[] {
  if (quote.notIncluded.length === 0) return [];
  const rows = quote.notIncluded.map(({ description, quantity }): TableCell[] => [
    description,
    { text: formats.count(quantity), alignment: 'right' },
  ]);
  const heading: TableCell[] = [
    { text: translate('document.notIncluded'), style: 'heading' },
    { text: translate('document.quantity'), style: 'quiet', alignment: 'right', margin: [0, 17, 0, 0] },
  ];
  return [
    {
      layout: 'notIncluded',
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: ['*', 46],
        body: [heading, ...rows],
      },
    },
  ];
}

/** A heading that stays with the first of its items; they are numbered, and no page parts one of them. */
function numbered(heading: string, texts: readonly string[]): Content[] {
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
  return first === undefined
    ? []
    : [{ unbreakable: true, stack: [{ text: heading, style: 'heading' }, first] }, ...others];
}

/** A text that may be cut by a page only where it is too long for one. */
const prose = (heading: string, text: string): Content[] =>
  text.trim() === ''
    ? []
    : [
        {
          unbreakable: text.length < LONG_TEXT,
          stack: [
            { text: heading, style: 'heading' },
            { text, fontSize: 8.5, preserveLeadingSpaces: true },
          ],
        },
      ];

function acceptance({ quote, translate }: QuotePage): Content {
  const line = (name: string): Content => ({
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 220, y2: 0, lineWidth: 0.6, lineColor: ink.strong }] },
      { text: name === '' ? ' ' : name, margin: [0, 3, 0, 0] },
      { text: translate('document.signature'), style: 'quiet' },
    ],
  });
  return {
    unbreakable: true,
    stack: [
      { text: translate('document.acceptance'), style: 'heading' },
      { columns: [line(quote.seller.name), line(quote.buyer.name)], columnGap: 24, margin: [0, 34, 0, 0] },
    ],
  };
}
