import type { Content, TableCell } from 'pdfmake/interfaces';
import type { QuoteSection } from '#shared/quote';
import { ink, linePadding } from './pdf-layouts';
import type { QuotePage } from './pdf-page';
import { priceSourcesOf } from './quote-table';

const COLUMNS = 5;

const widths = [22, '*', 46, 86, 96];

/** All lines in one table whose head repeats on every page; a section's title stays with its first line. */
export function linesTable(page: QuotePage): Content {
  const { quote } = page;
  const sources = priceSourcesOf(quote);
  let before = 0;
  const body: TableCell[][] = [headRow(page)];
  for (const section of quote.sections) {
    body.push(...sectionRows(section, { page, sources, before }));
    before += section.lines.length;
  }
  return {
    layout: 'lines',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths,
      body,
    },
  };
}

const right = (text: string, more: object = {}): TableCell => ({
  text,
  alignment: 'right',
  noWrap: true,
  ...more,
});

function headRow({ translate }: QuotePage): TableCell[] {
  const style = { color: ink.quiet, fontSize: 8 };
  return [
    { text: translate('document.line'), ...style },
    { text: translate('document.description'), ...style },
    right(translate('document.quantity'), style),
    right(translate('document.unitPrice'), style),
    right(translate('document.amount'), style),
  ];
}

interface SectionPlace {
  readonly page: QuotePage;
  readonly sources: readonly string[];
  /** Lines in the sections before this one; numbers run through the quote. */
  readonly before: number;
}

function sectionRows(section: QuoteSection, { page, sources, before }: SectionPlace): TableCell[][] {
  const { formats } = page;
  const lines = section.lines.map((line, index): TableCell[] => [
    { text: String(before + index + 1), color: ink.quiet },
    {
      text: [
        line.description,
        { text: `\u00a0[${sources.indexOf(line.priceSource) + 1}]`, color: ink.quiet, fontSize: 7 },
      ],
    },
    right(formats.count(line.quantity)),
    right(formats.money(line.unitPrice)),
    right(formats.money(line.extended)),
  ]);
  const [first, ...others] = lines;
  return [withFirstLine(sectionTitle(section, page), first), ...others];
}

/** The title and the first line as one row, which a page takes or leaves whole; it covers the row's own padding. */
function withFirstLine(title: TableCell[], first: TableCell[] | undefined): TableCell[] {
  const { vertical, left, right: side } = linePadding;
  const both: TableCell = {
    colSpan: COLUMNS,
    margin: [-left(0), -vertical, -side, -vertical],
    layout: 'section',
    table: { widths, body: first === undefined ? [title] : [title, first] },
  };
  return [both, ...Array.from({ length: COLUMNS - 1 }, (): TableCell => '')];
}

const sectionTitle = ({ title, total }: QuoteSection, { formats }: QuotePage): TableCell[] => [
  { text: title, bold: true, colSpan: COLUMNS - 1, fillColor: ink.band },
  ...Array.from({ length: COLUMNS - 2 }, (): TableCell => ''),
  right(formats.money(total), { bold: true, fillColor: ink.band }),
];
