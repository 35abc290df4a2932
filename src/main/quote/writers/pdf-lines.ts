import type { Content, TableCell } from 'pdfmake/interfaces';
import type { QuoteLine, QuoteSection } from '#shared/quote/quote';
import { heading, ink, linePadding, right } from './pdf-layouts';
import type { QuotePage } from './pdf-page';
import { allLines, discountLabel, quantityText, taxText } from './quote-table';

/** The columns of the lines; the discounts have one only where some line has a discount. */
interface Grid {
  readonly page: QuotePage;
  readonly withDiscounts: boolean;
  readonly widths: (number | string)[];
}

function gridOf(page: QuotePage): Grid {
  const lines = allLines(page.quote);
  const withDiscounts = lines.some(({ discount }) => discount.amount !== 0);
  const quantity = lines.some(({ charge }) => charge !== 'once') ? 58 : 44;
  const widths = withDiscounts ? [20, '*', quantity, 78, 52, 84] : [20, '*', quantity, 88, 94];
  return { page, withDiscounts, widths };
}

/** All lines in one table whose head repeats on every page; a section's title stays with its first line. */
export function linesTable(page: QuotePage): Content {
  const grid = gridOf(page);
  let before = 0;
  const body: TableCell[][] = [headRow(grid)];
  for (const section of page.quote.sections) {
    body.push(...sectionRows(section, before, grid));
    before += section.lines.length;
  }
  return {
    layout: 'lines',
    table: { headerRows: 1, dontBreakRows: true, widths: grid.widths, body },
  };
}

/** Lines beside the total, under a heading that says so; nothing where there are none. */
export function besideTable(
  page: QuotePage,
  kind: 'options' | 'alternates',
  lines: readonly QuoteLine[],
): Content[] {
  if (lines.length === 0) return [];
  const grid = gridOf(page);
  return [
    {
      unbreakable: lines.length < 12,
      stack: [
        heading(page.translate(`document.${kind}`)),
        { text: page.translate(`document.${kind}Note`), style: 'quiet', margin: [0, 0, 0, 4] },
        {
          layout: 'lines',
          table: {
            headerRows: 1,
            dontBreakRows: true,
            widths: grid.widths,
            body: [headRow(grid), ...lines.map((line, index) => lineRow(line, index + 1, grid))],
          },
        },
      ],
    },
  ];
}

function headRow({ page: { translate }, withDiscounts }: Grid): TableCell[] {
  const style = { color: ink.quiet, fontSize: 8 };
  return [
    { text: translate('document.line'), ...style },
    { text: translate('document.description'), ...style },
    right(translate('document.quantity'), style),
    right(translate('document.unitPrice'), style),
    ...(withDiscounts ? [right(translate('document.lineDiscount'), style)] : []),
    right(translate('document.amount'), style),
  ];
}

function lineRow(line: QuoteLine, number: number, { page, withDiscounts }: Grid): TableCell[] {
  const { translate, formats } = page;
  const replaces =
    line.replaces === undefined ? '' : translate('document.insteadOf', { replaces: line.replaces });
  return [
    { text: String(number), color: ink.quiet },
    {
      stack: [
        { text: line.description },
        ...[replaces, ...detailTexts(line, page)]
          .filter((text) => text !== '')
          .map((text) => ({ text, color: ink.quiet, fontSize: 8 })),
      ],
    },
    right(quantityText(line, translate, formats)),
    right(formats.money(line.unitPrice)),
    ...(withDiscounts ? [right(discountLabel(line, formats))] : []),
    right(formats.money(line.extended)),
  ];
}

/** Codes, specification and, where lines are taxed differently, the taxes of a line. */
function detailTexts(line: QuoteLine, { quote, translate, formats }: QuotePage): readonly string[] {
  const { itemCode, partNumber, specification = [], taxes } = line;
  const codes = [
    ...(itemCode === undefined ? [] : [`${translate('document.itemCode')} ${itemCode}`]),
    ...(partNumber === undefined ? [] : [`${translate('document.partNumber')} ${partNumber}`]),
  ];
  return [
    codes.join(' · '),
    ...specification,
    quote.taxes.length > 1 && taxes !== undefined ? taxText(line, translate, formats) : '',
  ];
}

function sectionRows(section: QuoteSection, before: number, grid: Grid): TableCell[][] {
  const lines = section.lines.map((line, index) => lineRow(line, before + index + 1, grid));
  const [first, ...others] = lines;
  return [withFirstLine(sectionTitle(section, grid), first, grid), ...others];
}

const blanks = (count: number): TableCell[] => Array.from({ length: count }, (): TableCell => '');

/** The title and the first line as one row, which a page takes or leaves whole; it covers the row's own padding. */
function withFirstLine(title: TableCell[], first: TableCell[] | undefined, { widths }: Grid): TableCell[] {
  const { vertical, left, right: side } = linePadding;
  const both: TableCell = {
    colSpan: widths.length,
    margin: [-left(0), -vertical, -side, -vertical],
    layout: 'section',
    table: { widths, body: first === undefined ? [title] : [title, first] },
  };
  return [both, ...blanks(widths.length - 1)];
}

const sectionTitle = ({ title, total }: QuoteSection, { page, widths }: Grid): TableCell[] => [
  { text: title, bold: true, colSpan: widths.length - 1, fillColor: ink.band },
  ...blanks(widths.length - 2),
  right(page.formats.money(total), { bold: true, fillColor: ink.band }),
];
