import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { buildQuote } from '#main/quote/build';
import { withQuotedRates } from '#main/quote/rates';
import { quoteCsv } from '#main/quote/writers/csv';
import type { Quote } from '#shared/quote/quote';
import { aPlan, aPriceCatalogue, aRequest, theArticlesRack, type RackOptions } from './a-plan';

type Changes = Parameters<typeof aRequest>[0];

const tax = { kind: 'own', name: 'Sales tax', rate: 0.0825 } as const;
/** A discount and a tax on everything, so that every total of a quote differs. */
export const discounted = {
  discount: { kind: 'share', share: 0.075 },
  taxes: { goods: tax, services: tax },
} as const;

/** The quote of these racks; of the article's rack, discounted and taxed, where nothing is said. */
export function quoteOf(
  racks: readonly RackOptions[] = [theArticlesRack],
  changes: Changes = discounted,
): Quote {
  const request = aRequest({ racks, ...changes });
  const catalogue = withQuotedRates(aPriceCatalogue, request.exchangeRates);
  const built = buildQuote({ request, plan: aPlan(racks), catalogue });
  if (!built.ok) throw new Error(built.error.message);
  return built.value;
}

/** The rows of a quote's CSV by their columns. */
export const csvRows = (quote: Quote) =>
  parse<Record<string, string>>(quoteCsv(quote), { bom: true, columns: true });

/** The XML of a sheet of a workbook, the first where none is named. */
export function sheetOf(workbook: Uint8Array, name = 'xl/worksheets/sheet1.xml'): string {
  const part = unzipSync(workbook)[name];
  if (part === undefined) throw new Error(`The workbook has no ${name}`);
  return strFromU8(part);
}

/** The numbers of a sheet, in the order of its cells. */
export const numbersOf = (sheet: string): readonly number[] =>
  [...sheet.matchAll(/<c (?![^>]*t="(?:s|inlineStr|str)")[^>]*>(?:<f>[^<]*<\/f>)?<v>([^<]+)<\/v>/g)].map(
    (match) => Number(match[1]),
  );
