import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { quoteCsv } from '#main/quote/writers/csv';
import { einvoiceOf } from '#main/quote/writers/einvoice';
import { loadQuoteFonts, type QuoteFonts } from '#main/quote/writers/fonts';
import { quotePdf } from '#main/quote/writers/pdf';
import { decimalOf } from '#main/quote/writers/quote-table';
import { quoteJson, writeQuote } from '#main/quote/writers/write-quote';
import { quoteXlsx } from '#main/quote/writers/xlsx';
import { Quote } from '#shared/quote/quote';
import { pdfText } from '../../support/pdf-text';
import { csvRows, discounted, numbersOf, quoteOf, sheetOf } from './a-written-quote';
import { aLine } from './a-plan';

let fonts: QuoteFonts;
beforeAll(async () => {
  fonts = await loadQuoteFonts();
});

const textOfPdf = async (quote: Quote): Promise<string> => pdfText(await quotePdf(quote, fonts));

describe('the workbook of a quote', () => {
  const edits = { 'rack-1/groq-card': { itemCode: 'HW-1', partNumber: 'GC-1-0109' } };
  const quote = quoteOf(undefined, { ...discounted, edits });

  it('has formulas whose values are those of the quote, and a print area', async () => {
    const book = await quoteXlsx(quote);
    const names = sheetOf(book, 'xl/workbook.xml');
    const cells = new Map(
      [...sheetOf(book).matchAll(/<c r="([A-Z]+\d+)"[^>]*>(?:<f>([^<]*)<\/f>)?<v>([^<]+)<\/v>/g)].map(
        ([, place = '', formula, value = '']) => [place, { formula, value: Number(value) }],
      ),
    );
    const sums = [...cells.values()].filter(({ formula }) => formula?.startsWith('SUM') === true);
    for (const { formula = '', value } of sums) {
      const [, from = '0', to = '0'] = /^SUM\(I(\d+):I(\d+)\)$/.exec(formula) ?? [];
      let sum = 0;
      for (let row = Number(from); row <= Number(to); row += 1) sum += cells.get(`I${row}`)?.value ?? 0;
      expect(sum).toBeCloseTo(value, 6);
    }
    expect(sums).toHaveLength(2);
    expect(names).toContain('_xlnm.Print_Area');
    expect(names).toMatch(/'Quote'!\$A\$1:\$K\$\d+/);
  });

  it('has the codes of the seller and no ids of the program, as the table has', async () => {
    const strings = sheetOf(await quoteXlsx(quote), 'xl/sharedStrings.xml');
    for (const text of [strings, quoteCsv(quote)]) {
      expect(text).toContain('HW-1');
      expect(text).toContain('GC-1-0109');
      expect(text).not.toMatch(/groq-(card|host)/);
    }
  });
});

describe('a quote in the language of its buyer', () => {
  it.each([
    ['de', 'Gesamtbetrag', '22. November 2026', '1.622.126,25'],
    ['fr', 'Sous-total', '22 novembre 2026', '126,25'],
    ['es', 'Subtotal', '22 de noviembre de 2026', '1.622.126,25'],
    ['ja', '合計', '2026年11月22日', '1,622,126.25'],
  ] as const)('says it in %s', async (language, total, day, amount) => {
    const text = await textOfPdf(quoteOf(undefined, { ...discounted, language }));
    for (const each of [total, day, amount]) expect(text).toContain(each);
    expect(text).not.toContain('{{');
  });
});

describe('the fields of EN 16931', () => {
  const rates = fc.constantFrom(0, 0.05, 0.06, 0.09, 0.13, 0.19);
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 99 }),
    cents: fc.integer({ min: 0, max: 1e8 }),
    rate: rates,
  });
  const cents = (text: unknown) => Math.round(Number(text) * 100);

  it('agree with the quote, and with the rules of the standard, whatever its lines', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lines, share) => {
          const quote = quoteOf([], {
            discount: { kind: 'share', share },
            customLines: lines.map(({ quantity, cents: amount, rate }, index) => ({
              id: `l${index}`,
              description: `Line ${index}`,
              quantity,
              unitPrice: { amount, currency: 'USD' },
              tax: { kind: 'own', name: `VAT ${rate}`, rate },
            })),
          });
          const document = einvoiceOf(quote) as Record<string, Record<string, string>[]> & {
            'BG-22': Record<string, string>;
          };
          const sum = (group: string, term: string) =>
            (document[group] ?? []).reduce((total, each) => total + cents(each[term]), 0);
          const totals = document['BG-22'];
          expect(sum('BG-25', 'BT-131')).toBe(cents(totals['BT-106']));
          expect(sum('BG-20', 'BT-92')).toBe(cents(totals['BT-107']));
          expect(cents(totals['BT-106']) - cents(totals['BT-107'])).toBe(cents(totals['BT-109']));
          expect(sum('BG-23', 'BT-116')).toBe(cents(totals['BT-109']));
          expect(sum('BG-23', 'BT-117')).toBe(cents(totals['BT-110']));
          expect(cents(totals['BT-112'])).toBe(quote.total.amount);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the files of any quote', () => {
  it('agree to the cent: CSV, XLSX and JSON', { timeout: 60_000 }, async () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 99 }),
      cents: fc.integer({ min: 1, max: 1e8 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0.05, 0.1, 1 / 3),
        async (lines, share) => {
          const racks = lines.map(({ quantity, cents }, index) => ({
            name: `R${index}`,
            lines: [aLine({ quantity, price: cents / 100 })],
          }));
          const quote = quoteOf(racks, { ...discounted, discount: { kind: 'share', share } });
          const amounts = csvRows(quote).map((row) => row['Amount']);
          const numbers = numbersOf(sheetOf(await quoteXlsx(quote)));
          const json = Quote.parse(JSON.parse(quoteJson(quote)));
          for (const name of ['subtotal', 'tax', 'total'] as const) {
            const amount = decimalOf(quote[name]);
            expect(amounts).toContain(amount);
            expect(numbers).toContain(Number(amount));
            expect(json[name]).toEqual(quote[name]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

it('keeps what is the seller’s from the buyer in every file', async () => {
  const quote = quoteOf(undefined, {
    ...discounted,
    floorMargin: 0.1,
    edits: { 'rack-1/groq-card': { costPrice: { amount: 1_234_567, currency: 'USD' } } },
  });
  expect(quote.internal.margins?.cost.amount).toBe(72 * 1_234_567);
  for (const kind of ['csv', 'json', 'einvoice'] as const) {
    const { content } = await writeQuote(quote, kind);
    expect(content).not.toMatch(/12,?345\.67|1234567|88888824|margin|Distributor listing/);
  }
  expect((await writeQuote(quote, 'json', 'internal')).content).toContain('88888824');
});
