import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import { quoteFormats, quoteMessages } from '#main/quote/language';
import type { Quote } from '#shared/quote/quote';
import type { Party } from '#shared/quote/party';
import type { Audience } from './audience';
import type { QuoteFonts } from './fonts';
import { pdfOf } from './pdf-engine';
import { heading, ink, numbered, prose, quoteTableLayouts } from './pdf-layouts';
import { besideTable, linesTable } from './pdf-lines';
import { CONTENT_WIDTH, MARGIN, MARGIN_ABOVE, type QuotePage } from './pdf-page';
import { elevationPages, internalPages, performanceSheet } from './pdf-sheets';
import { numberOf, totalRows } from './quote-table';

type Margins = [number, number, number, number];

/** The quote laid out for A4: letterhead, parties, lines, totals, terms, what it rests on, and its sheets. */
function quoteDocument(quote: Quote, audience: Audience = 'buyer'): TDocumentDefinitions {
  const translate = quoteMessages(quote.language);
  const page: QuotePage = { quote, translate, formats: quoteFormats(quote.language) };
  const title = `${translate('document.title')} ${numberOf(quote)}`;
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, MARGIN_ABOVE, MARGIN, MARGIN_ABOVE],
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
      title: { fontSize: 20, bold: true, lineHeight: 1 },
      heading: { fontSize: 10.5, bold: true, margin: [0, 14, 0, 4] },
      quiet: { color: ink.quiet, fontSize: 8 },
    },
    header: (current) => (current === 1 ? null : runningHead(title, page)),
    footer: (current, pages) => runningFoot(translate('document.page', { page: current, pages }), page),
    content: [
      letterhead(page),
      parties(page),
      {
        text: translate('document.subject', { title: quote.title }),
        bold: true,
        fontSize: 11.5,
        margin: [0, 0, 0, 6],
      },
      ...(quote.changes === undefined
        ? []
        : numbered(translate('document.changes', { since: quote.changes.since }), quote.changes.said)),
      linesTable(page),
      totals(page),
      ...besideTable(page, 'options', quote.options),
      ...besideTable(page, 'alternates', quote.alternates),
      ...notIncluded(page),
      ...commercial(page),
      ...performanceSheet(page),
      ...numbered(translate('document.assumptions'), quote.assumptions),
      ...prose(translate('document.notes'), quote.notes),
      acceptance(page),
      ...elevationPages(page),
      ...(audience === 'internal' ? internalPages(page) : []),
    ],
  };
}

const runningHead = (title: string, { quote }: QuotePage): Content => ({
  columns: [
    { text: title, style: 'quiet' },
    { text: quote.buyer.name, style: 'quiet', alignment: 'right' },
  ],
  margin: [MARGIN, 28, MARGIN, 0],
});

const runningFoot = (pageOfPages: string, { quote }: QuotePage): Content => ({
  columns: [
    { text: [quote.seller.name, numberOf(quote)].filter((part) => part !== '').join(' · '), style: 'quiet' },
    { text: pageOfPages, style: 'quiet', alignment: 'right', width: 'auto' },
  ],
  margin: [MARGIN, 22, MARGIN, 0],
});

/** The seller as letterhead, and the facts by which the offer is filed. */
function letterhead(page: QuotePage): Content {
  const { quote, translate, formats } = page;
  const facts: readonly (readonly [string, string])[] = [
    [translate('document.number'), quote.number],
    ...(quote.revision === 1 ? [] : [[translate('document.revision'), String(quote.revision)] as const]),
    [translate('document.issuedOn'), formats.day(quote.issuedOn)],
    [translate('document.validUntil'), formats.day(quote.validUntil)],
    ...(quote.reference === '' ? [] : [[translate('document.reference'), quote.reference] as const]),
    [translate('document.currency'), quote.currency],
  ];
  return {
    stack: [
      {
        columns: [
          {
            stack: [
              ...(quote.seller.logo === undefined
                ? []
                : [
                    {
                      image: quote.seller.logo,
                      fit: [150, 54] as [number, number],
                      margin: [0, 0, 0, 6] as Margins,
                    },
                  ]),
              partyBlock(quote.seller, page, 12),
            ],
          },
          {
            width: 'auto',
            stack: [
              { text: translate('document.title'), style: 'title', alignment: 'right' },
              {
                margin: [0, 8, 0, 0],
                layout: 'facts',
                table: {
                  body: facts.map(([name, value]) => [
                    { text: name, color: ink.quiet, alignment: 'right', noWrap: true },
                    { text: value, noWrap: true, bold: name === facts[0]?.[0] },
                  ]),
                },
              },
            ],
          },
        ],
        columnGap: 24,
      },
      {
        canvas: [
          {
            type: 'line',
            x1: 0,
            y1: 0,
            x2: CONTENT_WIDTH,
            y2: 0,
            lineWidth: quote.seller.colour === undefined ? 0.9 : 2,
            lineColor: quote.seller.colour ?? ink.strong,
          },
        ],
        margin: [0, 10, 0, 10],
      },
    ],
  };
}

const parties = (page: QuotePage): Content => {
  const { quote, translate } = page;
  const label = (text: string): Content => ({ text, style: 'quiet', margin: [0, 0, 0, 2] });
  return {
    columns: [
      { stack: [label(translate('document.buyer')), partyBlock(quote.buyer, page, 9)] },
      quote.deliverTo.trim() === ''
        ? { text: '' }
        : { stack: [label(translate('document.deliverTo')), { text: quote.deliverTo }] },
    ],
    columnGap: 24,
    margin: [0, 0, 0, 16],
  };
};

function partyBlock(
  { name, address, taxNumber, contact, city, postcode, country }: Party,
  { translate }: QuotePage,
  fontSize: number,
): Content {
  const place = [postcode, city, country].filter((part) => part !== undefined && part !== '').join(' ');
  const rest = [address, place, contact, taxNumber && translate('document.taxNumber', { number: taxNumber })];
  return {
    stack: [
      { text: name === '' ? '—' : name, bold: true, fontSize },
      ...rest.filter((text) => text !== '').map((text) => ({ text, fontSize: 8.5 })),
    ],
  };
}

function totals({ quote, translate, formats }: QuotePage): Content {
  const rows = totalRows(quote, translate, formats);
  const quiet: readonly string[] = ['once', 'recurring', 'also-in'];
  return {
    unbreakable: true,
    margin: [0, 8, 0, 0],
    columns: [
      { width: '*', text: '' },
      {
        width: 'auto',
        layout: 'totals',
        table: {
          widths: ['auto', 110],
          body: rows.map(({ kind, label, amount }) => {
            const style =
              kind === 'total'
                ? { bold: true, fontSize: 11.5, fillColor: ink.band }
                : quiet.includes(kind)
                  ? { color: ink.quiet, fontSize: 8 }
                  : {};
            return [
              { text: label, ...style },
              { text: formats.money(amount), alignment: 'right', noWrap: true, ...style },
            ];
          }),
        },
      },
    ],
  };
}

/** What the racks hold and the amounts leave out, with its quantity and why. */
function notIncluded({ quote, translate, formats }: QuotePage): Content[] {
  if (quote.notIncluded.length === 0) return [];
  const rows = quote.notIncluded.map(({ description, quantity, because }): TableCell[] => [
    description,
    { text: translate(because === 'no-price' ? 'document.noPrice' : 'document.excluded'), color: ink.quiet },
    { text: formats.count(quantity), alignment: 'right' },
  ]);
  return [
    {
      unbreakable: rows.length < 20,
      stack: [
        heading(translate('document.notIncluded')),
        { layout: 'notIncluded', table: { dontBreakRows: true, widths: ['*', 'auto', 46], body: rows } },
      ],
    },
  ];
}

/** When it is paid, how and when it is delivered, how long it is open, and the seller's own terms. */
function commercial({ quote, translate, formats }: QuotePage): Content[] {
  const payments = quote.payments.map(
    ({ share, due, amount }) => `${formats.share(share)} · ${formats.money(amount)} · ${due}`,
  );
  const { incoterm, leadTime } = quote;
  const validity = translate('document.validityValue', { day: formats.day(quote.validUntil) });
  const rows: readonly (readonly [string, string])[] = [
    ...(payments.length === 0 ? [] : [[translate('document.payments'), payments.join('\n')] as const]),
    ...(incoterm === undefined
      ? []
      : [[translate('document.incoterm'), translate('document.incotermValue', incoterm)] as const]),
    ...(leadTime === '' ? [] : [[translate('document.leadTime'), leadTime] as const]),
    ...(quote.seller.bank === undefined || quote.seller.bank === ''
      ? []
      : [[translate('document.bank'), quote.seller.bank] as const]),
    [translate('document.validity'), validity],
    ...(quote.terms.trim() === '' ? [] : [[translate('document.terms'), quote.terms] as const]),
  ];
  return [
    {
      unbreakable: quote.terms.length < 1_500,
      stack: [
        heading(translate('document.commercial')),
        {
          layout: 'notIncluded',
          table: {
            widths: [90, '*'],
            body: rows.map(([name, value]) => [{ text: name, color: ink.quiet }, { text: value }]),
          },
        },
      ],
    },
  ];
}

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
      heading(translate('document.acceptance')),
      { columns: [line(quote.seller.name), line(quote.buyer.name)], columnGap: 24, margin: [0, 34, 0, 0] },
    ],
  };
}

/**
 * A quote as an A4 PDF with an embedded subset of its fonts. The same quote gives the same bytes: the date in the file
 * is the day of issue.
 */
export const quotePdf = (
  quote: Quote,
  fonts: QuoteFonts,
  audience: Audience = 'buyer',
): Promise<Uint8Array> => pdfOf(quoteDocument(quote, audience), quoteTableLayouts, fonts);
