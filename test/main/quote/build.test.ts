import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildQuote } from '#main/quote/build';
import { multiplyMoney, subtractMoney, sumMoney } from '#shared/money/money';
import type { Trace } from '#shared/plan/derived';
import { Quote } from '#shared/quote/quote';
import {
  aLine,
  aPlan,
  aPriceCatalogue,
  aRequest,
  dollars,
  theArticlesRack,
  type RackOptions,
} from './a-plan';

type Changes = Parameters<typeof aRequest>[0];

const off = (share: number) => ({ discount: { kind: 'share', share } }) as const;
const taxed = (rate: number) => {
  const own = { kind: 'own', name: 'Tax', rate } as const;
  return { taxes: { goods: own, services: own } };
};

const quoteOf = (racks: readonly RackOptions[] = [theArticlesRack], changes: Changes = {}) => {
  const built = buildQuote({
    request: aRequest({ racks, ...changes }),
    plan: aPlan(racks),
    catalogue: aPriceCatalogue,
  });
  if (!built.ok) throw new Error(built.error.message);
  return built.value;
};

const refusalOf = (request = aRequest(), plan = aPlan()) => {
  const built = buildQuote({ request, plan, catalogue: aPriceCatalogue });
  return built.ok ? undefined : built.error;
};

describe('a quote', () => {
  it('of the article’s 72 cards and nine servers comes to $1.62 M (facts, claim 18)', () => {
    const quote = quoteOf();

    expect(quote.sections[0]?.lines.map(({ extended }) => extended)).toEqual([
      dollars(1_440_000),
      dollars(180_000),
    ]);
    expect(quote.total).toEqual(dollars(1_620_000));
    expect(quote.internal.goodsRange).toEqual({ low: dollars(468_000), high: dollars(1_620_000) });
  });

  it('has a section for each rack that holds something, as one walks past them', () => {
    const rack = (name: string, row: number, place: number) => ({ name, row, place, lines: [aLine()] });
    const empty = { name: 'empty', lines: [] };
    const quote = quoteOf([rack('B01', 1, 0), empty, rack('A02', 0, 1), rack('A01', 0, 0)]);

    expect(quote.sections.map(({ title }) => title)).toEqual(['Rack A01', 'Rack A02', 'Rack B01']);
  });

  it('has one line per item where it is grouped by item', () => {
    const racks = ['A', 'B'].map((name) => ({ name, lines: [aLine({ quantity: 8 })] }));
    const quote = quoteOf(racks, { groupBy: 'item' });

    expect(quote.sections).toHaveLength(1);
    expect(quote.sections[0]?.lines).toMatchObject([{ item: 'groq-card', quantity: 16 }]);
    expect(quote.subtotal).toEqual(quoteOf(racks).subtotal);
  });

  it('takes the discount off before the tax', () => {
    const quote = quoteOf(undefined, { ...off(0.1), ...taxed(0.06) });

    expect(quote.discount).toEqual(dollars(162_000));
    expect(quote.taxable).toEqual(dollars(1_458_000));
    expect(quote.tax).toEqual(dollars(87_480));
    expect(quote.total).toEqual(dollars(1_545_480));
  });

  it('rounds what a discount leaves and what a tax comes to once each, half away from zero', () => {
    const racks = [{ name: 'A', lines: [aLine({ price: 2.5 })] }];
    const ten = [{ name: 'A', lines: [aLine({ price: 30.75, quantity: 10 })] }];

    expect(quoteOf(racks, taxed(0.05)).tax.amount).toBe(13);
    expect(quoteOf(ten, off(0.05))).toMatchObject({ discount: dollars(15.37), taxable: dollars(292.13) });
    const share = { kind: 'share', share: 0.05 } as const;
    const [line] = quoteOf(ten, { edits: { 'rack-1/groq-card': { discount: share } } }).sections.flatMap(
      ({ lines }) => lines,
    );
    expect(line?.extended).toEqual(dollars(292.13));
  });

  it('says where each price comes from', () => {
    expect(quoteOf().sections[0]?.lines[0]?.priceSource).toBe('Distributor listing, quantity one, 2024-02');
  });

  it('says that it took the first of several readings', () => {
    const reading = (source: string) => ({
      name: 'reading',
      value: { ...aLine().unitPrice, trace: { ...aLine().unitPrice.trace, source } as Trace },
    });
    const inputs = [reading('listing'), reading('analyst')];
    const trace: Trace = { kind: 'formula', formula: 'range-of-readings', inputs };
    const quote = quoteOf([{ name: 'A', lines: [aLine({ trace })] }]);

    expect(quote.sections[0]?.lines[0]?.priceSource).toBe(
      'Distributor listing, quantity one, 2024-02 (first of 2 sources)',
    );
  });

  it('says each unresolved error of the plan, ten of them at most, in its own language', () => {
    const message = 'Node 1 overlaps Node 2 in A01.';
    const params = { device: 'Node 1', other: 'Node 2', rack: 'A01' };
    const error = {
      severity: 'error',
      place: { kind: 'scenario' },
      refusal: { code: 'device-overlaps', message, params },
    } as const;
    const plan = { ...aPlan(), problems: Array.from({ length: 12 }, () => error) };
    const assumptions = (language: 'en' | 'zh-CN') => {
      const built = buildQuote({ request: aRequest({ language }), plan, catalogue: aPriceCatalogue });
      return built.ok ? built.value.internal.warnings : [];
    };

    expect(assumptions('en').filter((text) => text === `Unresolved: ${message}`)).toHaveLength(10);
    expect(assumptions('en')).toContain('Further unresolved errors: 2.');
    expect(assumptions('zh-CN').join('\n')).toContain('机柜 A01 中的 Node 2 位置冲突');
  });

  it('says that a price is the user’s own', () => {
    const trace = { kind: 'override', path: 'prices/groq-card-usd/amount', note: 'offer of 3 May' } as const;
    const quote = quoteOf([{ name: 'A', lines: [aLine({ trace })] }]);

    expect(quote.sections[0]?.lines[0]?.priceSource).toBe('Own price, entered in the plan: offer of 3 May');
  });

  it('states rounding and power to the buyer and the price book to the seller, in Chinese where asked', () => {
    expect(quoteOf().assumptions.join('\n')).toMatch(/half away from zero[\s\S]*15\.5 kW/);
    expect(quoteOf().internal.assumptions.join('\n')).toContain('price book of 2026-11-01');
    const chinese = quoteOf(undefined, { language: 'zh-CN' });
    expect(chinese.sections[0]?.title).toBe('机柜 R1');
    expect(chinese.assumptions.join('\n')).toMatch(/四舍五入[\s\S]*15\.5 kW/);
  });

  it('leaves no parameter of a message unfilled', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      expect(JSON.stringify(quoteOf(undefined, { language }).assumptions)).not.toContain('{{');
    }
  });

  it('is a document of its published schema', () => {
    expect(Quote.parse(quoteOf())).toEqual(quoteOf());
  });
});

describe('a quote that leaves out what has no price', () => {
  const unpriced = [
    { item: 'rack-42u', name: 'Rack, 42U', quantity: 3 },
    { item: 'energy', name: 'Electricity (kWh per year)', quantity: 90_000 },
  ];
  const built = buildQuote({
    request: aRequest({ unpriced: 'leave-out' }),
    plan: aPlan([theArticlesRack], unpriced),
    catalogue: aPriceCatalogue,
  });

  it('names the goods with their quantities, and no running cost', () => {
    expect(built).toMatchObject({
      ok: true,
      value: { notIncluded: [{ item: 'rack-42u', description: 'Rack, 42U', quantity: 3 }] },
    });
  });

  it('has the total of what is priced', () => {
    expect(built).toMatchObject({ ok: true, value: { total: dollars(1_620_000) } });
  });

  it('is not refused for a running cost without a price', () => {
    const request = aRequest();
    const plan = aPlan([theArticlesRack], unpriced.slice(1));

    expect(buildQuote({ request, plan, catalogue: aPriceCatalogue })).toMatchObject({
      ok: true,
      value: { notIncluded: [] },
    });
  });
});

describe('a quote is refused', () => {
  it('when there is nothing in it', () => {
    const racks = [{ name: 'A', lines: [] }];

    expect(refusalOf(aRequest({ racks }), aPlan(racks))?.code).toBe('quote-of-nothing');
  });

  it('when an item has no price, which it names', () => {
    const refusal = refusalOf(
      aRequest(),
      aPlan([theArticlesRack], [{ item: 'groq-lpx', name: 'Groq LPX', quantity: 2 }]),
    );

    expect(refusal).toMatchObject({
      code: 'quote-price-missing',
      path: 'unpriced',
      params: { items: '2 × Groq LPX', count: 1 },
    });
    expect(refusal?.remedy).toContain('exclude the items');
  });

  it('when nothing at all has a price, also where unpriced items may be left out', () => {
    const racks = [{ name: 'A', lines: [] }];
    const unpriced = [{ item: 'rack-42u', name: 'Rack, 42U', quantity: 1 }];

    expect(refusalOf(aRequest({ racks, unpriced: 'leave-out' }), aPlan(racks, unpriced))).toMatchObject({
      code: 'quote-nothing-priced',
      params: { items: '1 × Rack, 42U' },
    });
  });

  it('when it would end before it begins', () => {
    expect(refusalOf(aRequest({ validUntil: '2026-11-21' }))).toMatchObject({
      code: 'quote-valid-before-issued',
      path: 'validUntil',
    });
  });
});

describe('the amounts of any quote', () => {
  const line = fc.record({
    item: fc.constantFrom('a', 'b', 'c'),
    quantity: fc.integer({ min: 1, max: 5_000 }),
    cents: fc.integer({ min: 0, max: 50_000_000 }),
  });
  const rates = {
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    rate: fc.double({ min: 0, max: 1, noNaN: true }),
  };

  it('add up: lines to sections, sections to the subtotal, and from there to the total', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(line, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
        fc.record(rates),
        (drawn, { share, rate }) => {
          const racks = drawn.map((lines, index) => ({
            name: `R${index}`,
            lines: lines.map(({ item, quantity, cents }) => aLine({ item, quantity, price: cents / 100 })),
          }));
          const quote = quoteOf(racks, { ...off(share), ...taxed(rate) });
          for (const { lines, total } of quote.sections) {
            for (const each of lines) {
              expect(each.extended).toEqual(multiplyMoney(each.unitPrice, each.quantity));
            }
            expect(total).toEqual(
              sumMoney(
                lines.map(({ extended }) => extended),
                'USD',
              ),
            );
          }
          expect(quote.subtotal).toEqual(
            sumMoney(
              quote.sections.map(({ total }) => total),
              'USD',
            ),
          );
          expect(subtractMoney(quote.subtotal, quote.discount)).toEqual(quote.taxable);
          expect(sumMoney([quote.taxable, quote.tax], 'USD')).toEqual(quote.total);
        },
      ),
    );
  });
});
