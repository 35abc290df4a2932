import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildQuote } from '#main/quote/build';
import { quoteFormats } from '#main/quote/language';
import { quoteCsv } from '#main/quote/writers/csv';
import { quoteJson, writeQuote } from '#main/quote/writers/write-quote';
import { quotePdf } from '#main/quote/writers/pdf';
import { loadQuoteFonts, type QuoteFonts } from '#main/quote/writers/fonts';
import { decimalOf } from '#main/quote/writers/quote-table';
import { quoteXlsx } from '#main/quote/writers/xlsx';
import { Quote } from '#shared/quote/quote';
import { pdfPages, pdfText } from '../../support/pdf-text';
import { csvRows, discounted, numbersOf, quoteOf, sheetOf } from './a-written-quote';
import { aLine, aPlan, aPriceCatalogue, aRequest, theArticlesRack } from './a-plan';

let fonts: QuoteFonts;
beforeAll(async () => {
  fonts = await loadQuoteFonts();
});

const textOfPdf = async (quote: Quote): Promise<string> => pdfText(await quotePdf(quote, fonts));

describe('every file of a quote', () => {
  const quote = quoteOf();
  const total = decimalOf(quote.total);

  it('has a total of $1,622,126.25: $1.62 M less 7.5 % plus 8.25 % tax', () => {
    expect(total).toBe('1622126.25');
  });

  it('says that total to the cent as CSV', () => {
    const rows = csvRows(quote);
    const amountOf = (kind: string) => rows.find((row) => row['Kind'] === kind)?.['Amount'];

    expect(amountOf('total')).toBe(total);
    expect(amountOf('discount')).toBe('-121500.00');
    const lines = rows.filter((row) => row['Kind'] === 'line').map((row) => Number(row['Amount']));
    expect(lines.reduce((sum, each) => sum + each, 0)).toBe(1_620_000);
  });

  it('says that total to the cent as XLSX, in cells that are numbers', async () => {
    const numbers = numbersOf(sheetOf(await quoteXlsx(quote)));

    expect(numbers.at(-1)).toBe(1_622_126.25);
    expect(numbers).toContain(-121_500);
    expect(numbers).toContain(1_440_000);
  });

  it('says that total to the cent as JSON of the published schema', () => {
    expect(Quote.parse(JSON.parse(quoteJson(quote)))).toEqual(quote);
  });

  it('says that total to the cent as PDF', async () => {
    const text = await textOfPdf(quote);

    expect(text).toMatch(/Total\s+\$1,622,126\.25/);
    expect(text).toMatch(/Discount 7\.5 %\s+-\$121,500\.00/);
    expect(text).toMatch(/GroqCard.*72\s+\$20,000\.00\s+\$1,440,000\.00/);
    expect(text).toContain('Q-2026-001');
    expect(text).toContain('Page 1 of 1');
  });

  it('is Chinese where asked, with glyphs that can be read back', async () => {
    const text = await textOfPdf(quoteOf(undefined, { ...discounted, language: 'zh-CN' }));

    expect(text).toMatch(/总价\s+US\$1,622,126\.25/);
    expect(text).toContain('机柜 R1');
    expect(text).toContain('2026年11月22日');
  });

  it.each(['pdf', 'csv', 'json'] as const)('has the same bytes each time as %s', async (kind) => {
    const [first, second] = [await writeQuote(quote, kind), await writeQuote(quote, kind)];

    expect(second).toEqual(first);
  });

  it('is named for the quote’s number, without what file systems reserve', async () => {
    expect((await writeQuote(quoteOf(undefined, { number: '../Q/7' }), 'csv')).suggestedName).toBe(
      '-Q-7.csv',
    );
  });
});

describe('a quote of many parts', () => {
  const quote = quoteOf(undefined, {
    ...discounted,
    edits: { 'rack-1/groq-card': { discount: { kind: 'share', share: 1 / 3 } } },
    services: { support: { charge: { kind: 'share', share: 0.0333 }, years: 3 } },
    customLines: [
      { id: 'credit', description: 'Trade-in', quantity: 3, unitPrice: { amount: -33_333, currency: 'USD' } },
      {
        id: 'option',
        description: 'Training',
        quantity: 1,
        unitPrice: { amount: 99, currency: 'USD' },
        placement: 'option',
      },
    ],
    payments: [
      { share: 0.3, due: 'with the order' },
      { share: 0.7, due: 'on delivery' },
    ],
  });
  const wanted = [quote.gross, quote.subtotal, quote.taxable, quote.tax, quote.total].map(decimalOf);

  it('has the same amounts to the cent in CSV, XLSX and JSON', async () => {
    const amounts = csvRows(quote).map((row) => row['Amount']);
    const numbers = numbersOf(sheetOf(await quoteXlsx(quote)));
    const json = Quote.parse(JSON.parse(quoteJson(quote)));

    for (const amount of [quote.gross, quote.subtotal, quote.tax, quote.total].map(decimalOf)) {
      expect(amounts).toContain(amount);
      expect(numbers).toContain(Number(amount));
    }
    expect([json.gross, json.subtotal, json.taxable, json.tax, json.total].map(decimalOf)).toEqual(wanted);
  });

  it.each(['en', 'zh-CN'] as const)('has the same amounts to the cent in PDF, in %s', async (language) => {
    const text = await textOfPdf({ ...quote, language });

    for (const amount of [quote.gross, quote.subtotal, quote.tax, quote.total]) {
      expect(text).toContain(quoteFormats(language).money(amount));
    }
    for (const { amount } of quote.payments) expect(text).toContain(quoteFormats(language).money(amount));
  });

  it('tells the buyer nothing of price sources, and the seller everything', async () => {
    const source = 'Distributor listing, quantity one, 2024-02';
    const strings = async (audience: 'buyer' | 'internal') =>
      sheetOf(await quoteXlsx(quote, audience), 'xl/sharedStrings.xml');

    expect(await strings('buyer')).not.toContain(source);
    expect(await strings('internal')).toContain(source);
    expect(quoteCsv(quote)).not.toContain(source);
    expect(quoteCsv(quote, 'internal')).toContain(source);
    expect((await writeQuote(quote, 'csv', 'internal')).suggestedName).toBe('Q-2026-001-internal.csv');
  });
});

describe('what a quote says beside its amounts', () => {
  const said = {
    reference: 'RFQ 77',
    deliverTo: 'Dock 4, Rotterdam',
    leadTime: '12 weeks from order',
    terms: 'Title passes on payment.',
    notes: 'Prices hold for the whole lot.',
  };
  const seller = { name: 'Contoso', address: '1 Main Street', taxNumber: 'US-11', contact: 'Ann' };
  const buyer = { name: 'Fabrikam', address: 'Keizersgracht 1', taxNumber: 'NL-22', contact: 'Bob' };
  const quote = quoteOf(undefined, {
    ...discounted,
    ...said,
    seller,
    buyer,
    incoterm: { rule: 'DAP', place: 'Rotterdam' },
    payments: [
      { share: 0.4, due: 'with the order' },
      { share: 0.6, due: 'on delivery' },
    ],
    alsoIn: 'EUR',
    exchangeRates: [{ from: 'USD', to: 'EUR', rate: 0.9, date: '2026-11-20', source: 'Bank of Contoso' }],
  });
  const wanted = [
    ...Object.values(said),
    ...[seller, buyer].flatMap((party) => Object.values(party)),
    'DAP Rotterdam, Incoterms 2020',
    'with the order',
    'on delivery',
    'Bank of Contoso, 2026-11-20',
  ];

  it('stands in CSV, after the amounts', () => {
    const rows: string[][] = parse(quoteCsv(quote), { bom: true });
    const text = rows.flat().join('\n');
    for (const each of wanted) expect(text).toContain(each);
    const kinds = rows.map(([kind]) => kind);
    expect(kinds.indexOf('fact')).toBeGreaterThan(kinds.lastIndexOf('total'));
  });

  it('stands in XLSX and in JSON', async () => {
    const strings = sheetOf(await quoteXlsx(quote), 'xl/sharedStrings.xml');
    const json = quoteJson(quote);
    for (const each of wanted) expect(strings).toContain(each);
    for (const each of Object.values(said)) expect(json).toContain(each);
    expect(Quote.parse(JSON.parse(json))).toMatchObject({ seller, buyer, incoterm: { rule: 'DAP' } });
  });

  it('stands in PDF', async () => {
    const text = (await textOfPdf(quote)).replaceAll(/\s+/g, ' ');
    for (const each of wanted) expect(text).toContain(each);
  });

  it('has the sheets that are attached in XLSX, and none otherwise', async () => {
    const attached: Quote = {
      ...quote,
      elevations: [
        {
          name: 'A01',
          units: 42,
          devices: [{ name: 'Node 1', type: 'GroqNode', position: 1, heightUnits: 4, face: 'front' }],
          typicalWatts: 1,
          maximumWatts: 2,
        },
      ],
    };
    const sheets = async (of: Quote) =>
      Object.keys(unzipSync(await quoteXlsx(of))).filter((name) => name.includes('worksheets/sheet')).length;
    expect(await sheets(attached)).toBe((await sheets(quote)) + 1);
    expect(numbersOf(sheetOf(await quoteXlsx(attached), 'xl/worksheets/sheet3.xml'))).toEqual([1, 4]);
  });
});

describe('what is not included', () => {
  const request = aRequest({ unpriced: 'leave-out' });
  const plan = aPlan([theArticlesRack], [{ item: 'rack-42u', name: 'Rack, 42U', quantity: 3 }]);
  const built = buildQuote({ request, plan, catalogue: aPriceCatalogue });
  const quote = built.ok ? built.value : quoteOf();

  it('stands in CSV with its quantity and without an amount', () => {
    expect(csvRows(quote).find((row) => row['Kind'] === 'not-included')).toMatchObject({
      Section: 'Not included',
      Description: 'Rack, 42U',
      Quantity: '3',
      'Unit price': '',
      Amount: '',
    });
  });

  it('stands in XLSX after the total, as a quantity only', async () => {
    const book = await quoteXlsx(quote);

    expect(numbersOf(sheetOf(book)).slice(-2)).toEqual([1_620_000, 3]);
    expect(sheetOf(book, 'xl/sharedStrings.xml')).toContain('Not included');
  });

  it('stands in JSON', () => {
    expect(Quote.parse(JSON.parse(quoteJson(quote))).notIncluded).toEqual([
      { item: 'rack-42u', description: 'Rack, 42U', quantity: 3, because: 'no-price' },
    ]);
  });

  it('stands in PDF', async () => {
    expect(await textOfPdf(quote)).toMatch(/Not included\s+Rack, 42U\s+No price yet\s+3/);
  });
});

describe('a text that a spreadsheet would take for a formula', () => {
  const hostile = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    ' =1',
    '＝1',
    '=HYPERLINK("http://x","y")',
  ];
  const quote = quoteOf(hostile.map((name, index) => ({ name: `R${index}`, lines: [aLine({ name })] })));

  it('has an apostrophe before it in CSV, while numbers stay numbers', () => {
    const lines = csvRows(quote).filter((row) => row['Kind'] === 'line');

    expect(lines.map((row) => row['Description'])).toEqual(
      // One line per item and rack; their names are what an attacker chose.
      hostile.map((name) => `'${name}`),
    );
    expect(lines.every((row) => row['Amount'] === '20000.00')).toBe(true);
  });

  it('is no formula in XLSX', async () => {
    const formulas = [...sheetOf(await quoteXlsx(quote)).matchAll(/<f>([^<]*)<\/f>/g)].map(
      ([, each]) => each,
    );
    expect(formulas).not.toEqual([]);
    for (const formula of formulas) {
      expect(formula).toMatch(/^(ROUND\(D\d+\*F\d+\*G\d+,2\)\+H\d+|SUM\(I\d+:I\d+\))$/);
    }
  });
});

describe('a quote of 500 lines', () => {
  const racks = Array.from({ length: 100 }, (_, index) => ({
    name: `R${index + 1}`,
    lines: Array.from({ length: 5 }, (_unused, line) =>
      aLine({ item: `i${line}`, name: `Item ${line}`, price: 12.34 }),
    ),
  }));
  const quote = quoteOf(racks);

  it('repeats its head on every page and numbers the pages', async () => {
    const pages = await pdfPages(await quotePdf(quote, fonts));

    expect(pages.length).toBeGreaterThan(10);
    const lastLineOf = (page: string) =>
      page
        .split('\n')
        .filter((line) => line.trim() !== '')
        .at(-2);
    expect(pages.filter((page) => /Rack R\d+/.test(lastLineOf(page) ?? ''))).toEqual([]);
    expect(pages.slice(0, -1).every((page) => /Item \d/.test(lastLineOf(page) ?? ''))).toBe(true);
    expect(pages[5]).toMatch(/No\.\s+Description\s+Quantity\s+Unit price\s+Amount/);
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  it('takes at most 2 s of one core as PDF', { timeout: 60_000 }, async () => {
    await quotePdf(quote, fonts);
    const before = process.cpuUsage();
    await quotePdf(quote, fonts);
    const { user, system } = process.cpuUsage(before);

    expect((user + system) / 1e6).toBeLessThan(2);
  });
});
