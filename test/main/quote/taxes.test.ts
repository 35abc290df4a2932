import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildQuote } from '#main/quote/build';
import { countTaxes, type NamedTax } from '#main/quote/taxes';
import { moneyOf, sumMoney } from '#shared/money/money';
import type { Quote } from '#shared/quote/quote';
import { aLine, aPlan, aPriceCatalogue, aRequest, dollars } from './a-plan';

const named = (name: string, rate: number, compound?: true): NamedTax => ({
  code: 'own',
  name,
  rate,
  source: '',
  ...(compound === undefined ? {} : { compound }),
});
const cents = (amount: number) => ({ amount, currency: 'CAD' as const });
const own = (name: string, rate: number, compound?: boolean) => ({
  kind: 'own' as const,
  name,
  rate,
  ...(compound === undefined ? {} : { compound }),
});

function offer(changes: Parameters<typeof aRequest>[0], price = 100): Quote {
  const racks = [{ name: 'A', lines: [aLine({ price }), aLine({ item: 'host', name: 'Host', price })] }];
  const built = buildQuote({
    request: aRequest({ racks, ...changes }),
    plan: aPlan(racks),
    catalogue: aPriceCatalogue,
  });
  if (!built.ok) throw new Error(built.error.message);
  return built.value;
}

describe('two taxes on a line', () => {
  it('are both on the price where the law says so: GST 5 % and QST 9.975 % on $100 are $14.98', () => {
    const { taxes } = countTaxes(
      [{ base: cents(10_000), taxes: [named('GST', 0.05), named('QST', 0.09975)] }],
      'document',
    );
    // 9.975 % of 100.00 is 9.975, half away from zero 9.98.
    expect(taxes.map(({ base, amount }) => [base.amount, amount.amount])).toEqual([
      [10_000, 500],
      [10_000, 998],
    ]);
  });

  it('compound where the second is on the price with the first: QST of 2012, 9.5 % of $105, is $9.98', () => {
    const { taxes } = countTaxes(
      [{ base: cents(10_000), taxes: [named('GST', 0.05), named('QST', 0.095, true)] }],
      'document',
    );
    expect(taxes.map(({ base, amount }) => [base.amount, amount.amount])).toEqual([
      [10_000, 500],
      [10_500, 998],
    ]);
  });

  it('are on every line of a quote that asks for several, and add up to the document', () => {
    const quote = offer({
      taxes: { goods: { kind: 'several', taxes: [own('CGST', 0.09), own('SGST', 0.09)] } },
    });
    expect(quote.taxes.map(({ name, amount }) => [name, amount])).toEqual([
      ['CGST', dollars(18)],
      ['SGST', dollars(18)],
    ]);
    expect(quote.sections[0]?.lines[0]?.taxes).toEqual([
      { code: 'own', name: 'CGST', rate: 0.09, amount: dollars(9) },
      { code: 'own', name: 'SGST', rate: 0.09, amount: dollars(9) },
    ]);
  });
});

it('has a rate for goods, one for installation and one for support, as in China: 13, 9 and 6 %', () => {
  const quote = offer({
    services: {
      installation: { kind: 'amount', amount: 10_000 },
      support: { charge: { kind: 'amount', amount: 5_000 }, years: 2 },
    },
    taxes: {
      goods: own('VAT 13', 0.13),
      services: own('VAT 6', 0.06),
      installation: own('VAT 9', 0.09),
    },
  });
  expect(quote.taxes.map(({ name, base, amount }) => [name, base.amount, amount.amount])).toEqual([
    ['VAT 13', 20_000, 2_600],
    ['VAT 9', 10_000, 900],
    ['VAT 6', 10_000, 600],
  ]);
  expect(quote.total).toEqual(dollars(441));
});

it('lets a line have a tax of its own', () => {
  const quote = offer({
    edits: { 'all/host': { tax: { kind: 'none' } } },
    taxes: { goods: own('VAT', 0.2) },
  });
  expect(quote.taxes.map(({ name, base }) => [name, base.amount])).toEqual([
    ['VAT', 10_000],
    ['No tax', 10_000],
  ]);
});

it('rounds once over the document, or on each line, as the seller chooses', () => {
  const taxed = { taxes: { goods: own('VAT', 0.05) } };
  // Two lines of 2.50: 0.25 together, 0.13 and 0.13 apart.
  expect(offer({ ...taxed }, 2.5).tax).toEqual(dollars(0.25));
  expect(offer({ ...taxed, rounding: 'line' }, 2.5).tax).toEqual(dollars(0.26));
});

it('counts taxes of lines that add up to those of the document, whatever the lines', () => {
  const tax = fc.record({
    rate: fc.constantFrom(0.05, 0.06, 0.09, 0.09975, 0.13, 0.19, 1 / 3),
    compound: fc.boolean(),
  });
  const line = fc.record({
    amount: fc.integer({ min: -1e9, max: 1e11 }),
    taxes: fc.array(tax, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 9 }),
      fc.constantFrom('line' as const, 'document' as const),
      (lines, rounding) => {
        const { taxes, byLine } = countTaxes(
          lines.map(({ amount, taxes: drawn }) => ({
            base: cents(amount),
            taxes: drawn.map(({ rate, compound }) =>
              named(`T${rate}`, rate, compound ? (true as const) : undefined),
            ),
          })),
          rounding,
        );
        const all = sumMoney(
          taxes.map(({ amount }) => amount),
          'CAD',
        );
        const ofLines = sumMoney(
          byLine.flat().map(({ amount }) => amount),
          'CAD',
        );
        expect(ofLines).toEqual(all);
        if (rounding === 'document') {
          for (const { base, rate, amount } of taxes) {
            expect(Math.abs(amount.amount - base.amount * Math.round(rate * 1e9) * 1e-9)).toBeLessThan(0.6);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('what was entered in another currency', () => {
  const rate = { from: 'EUR', to: 'USD', rate: 1.1, date: '2026-11-20', source: 'Bank' } as const;
  const catalogue = { ...aPriceCatalogue };

  it('is never taken as if it were in the currency of the quote', () => {
    const changes = {
      edits: { 'all/host': { unitPrice: { amount: 30_000_000, currency: 'JPY' as const } } },
    };
    const racks = [{ name: 'A', lines: [aLine(), aLine({ item: 'host', name: 'Host' })] }];
    const built = buildQuote({ request: aRequest({ racks, ...changes }), plan: aPlan(racks), catalogue });
    expect(built).toMatchObject({
      ok: false,
      error: { code: 'quote-no-rate', params: { pairs: 'JPY → USD' } },
    });
  });

  it('is converted at the dated rate: a price, a discount and a service', async () => {
    const { withQuotedRates } = await import('#main/quote/rates');
    const racks = [{ name: 'A', lines: [aLine({ price: 100 })] }];
    const built = buildQuote({
      request: aRequest({
        racks,
        exchangeRates: [rate],
        edits: { 'all/groq-card': { unitPrice: { amount: 10_000, currency: 'EUR' } } },
        discount: { kind: 'amount', amount: 1_000, currency: 'EUR' },
        services: { freight: { kind: 'amount', amount: 500, currency: 'EUR' } },
      }),
      plan: aPlan(racks),
      catalogue: withQuotedRates(catalogue, [rate]),
    });
    expect(built).toMatchObject({
      ok: true,
      value: {
        subtotal: dollars(115.5),
        discount: dollars(11),
        total: dollars(104.5),
        exchangeRates: [{ from: 'EUR', to: 'USD', rate: 1.1, date: '2026-11-20', source: 'Bank' }],
      },
    });
    expect(moneyOf(1, 'EUR').amount).toBe(100);
  });

  it('of a price book without a rate is a missing rate, named by its pair, and no missing price', () => {
    const racks = [{ name: 'A', lines: [aLine()] }];
    const unpriced = [{ item: 'switch', name: 'Switch', quantity: 2, from: 'KRW' as const }];
    const built = buildQuote({
      request: aRequest({ racks, unpriced: 'leave-out' }),
      plan: aPlan(racks, unpriced),
      catalogue,
    });
    expect(built).toMatchObject({
      ok: false,
      error: { code: 'quote-no-rate', params: { pairs: 'KRW → USD' } },
    });
  });
});

describe('the margin of a quote', () => {
  const costed = {
    floorMargin: 0.2,
    edits: {
      'all/groq-card': { costPrice: { amount: 8_500, currency: 'USD' as const } },
      'all/host': { costPrice: { amount: 5_000, currency: 'USD' as const } },
    },
  };

  it('is what the sell price after all discounts has above the cost, with the lines below the floor', () => {
    const { internal } = offer({ ...costed, discount: { kind: 'share', share: 0.05 } });
    expect(internal.margins).toMatchObject({
      cost: dollars(135),
      sell: dollars(190),
      below: false,
      lines: [{ below: 'floor-margin' }, {}],
    });
    expect(internal.margins?.margin).toBeCloseTo(55 / 190, 12);
  });

  it('below its floor is named before sending, until somebody approves it', () => {
    const low = { ...costed, floorMargin: 0.5 };
    expect(offer(low).internal.warnings.join(' ')).toContain('Below the floor without approval');
    const approved = offer({ ...low, approval: { by: 'Ann', on: '2026-11-22' } });
    expect(approved.internal.warnings.join(' ')).toContain('approved by Ann');
  });

  it('is not there where nobody named a cost or a floor', () => {
    expect(offer({}).internal.margins).toBeUndefined();
  });
});
