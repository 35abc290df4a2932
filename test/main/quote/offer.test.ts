import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildQuote } from '#main/quote/build';
import { withQuotedRates } from '#main/quote/rates';
import { moneyOf, multiplyMoney, sumMoney } from '#shared/money/money';
import { Quote } from '#shared/quote/quote';
import { aLine, aPlan, aPriceCatalogue, aRequest, dollars, theArticlesRack } from './a-plan';

type Changes = Parameters<typeof aRequest>[0];

const answerTo = (changes: Changes, catalogue = aPriceCatalogue, plan = aPlan()) => {
  const request = aRequest(changes);
  return buildQuote({ request, plan, catalogue: withQuotedRates(catalogue, request.exchangeRates) });
};

const offer = (changes: Changes): Quote => {
  const built = answerTo(changes);
  if (!built.ok) throw new Error(built.error.message);
  return built.value;
};

const refusal = (changes: Changes) => {
  const built = answerTo(changes);
  return built.ok ? undefined : built.error;
};

const aCustomLine = (changes: Readonly<Record<string, unknown>> = {}) => ({
  id: 'cabling',
  description: 'Structured cabling',
  quantity: 1,
  unitPrice: { amount: 1_000_000, currency: 'USD' as const },
  ...changes,
});

describe('a line of a quote', () => {
  it('has its own discount, as a share or an amount, and both are shown', () => {
    const { sections, gross, lineDiscounts, subtotal } = offer({
      edits: {
        'rack-1/groq-card': { discount: { kind: 'share', share: 0.125 } },
        'rack-1/groq-host': { discount: { kind: 'amount', amount: 500_000 } },
      },
    });

    expect(sections[0]?.lines).toMatchObject([
      { gross: dollars(1_440_000), discount: dollars(180_000), extended: dollars(1_260_000) },
      { gross: dollars(180_000), discount: dollars(5_000), extended: dollars(175_000) },
    ]);
    expect({ gross, lineDiscounts, subtotal }).toEqual({
      gross: dollars(1_620_000),
      lineDiscounts: dollars(185_000),
      subtotal: dollars(1_435_000),
    });
  });

  it('of an item may be edited in all racks at once', () => {
    const quote = offer({ edits: { 'all/groq-card': { unitPrice: 400_000 } } });

    expect(quote.sections[0]?.lines[0]).toMatchObject({
      unitPrice: dollars(4_000),
      extended: dollars(288_000),
      priceSource: 'Entered in the quote',
    });
  });

  it('that is optional stands beside the total', () => {
    const quote = offer({ edits: { 'rack-1/groq-host': { optional: true } } });

    expect(quote.options).toMatchObject([{ item: 'groq-host', extended: dollars(180_000) }]);
    expect(quote.total).toEqual(dollars(1_440_000));
  });

  it('that is knowingly excluded is named as not included', () => {
    const quote = offer({ edits: { 'rack-1/groq-host': { excluded: true } } });

    expect(quote.notIncluded).toMatchObject([{ item: 'groq-host', quantity: 9, because: 'excluded' }]);
    expect(quote.total).toEqual(dollars(1_440_000));
  });

  it('without a price in the book may be given one in the quote', () => {
    const plan = aPlan([theArticlesRack], [{ item: 'rack-42u', name: 'Rack 42U', quantity: 1 }]);
    const priced = answerTo({ edits: { 'all/rack-42u': { unitPrice: 210_000 } } }, aPriceCatalogue, plan);

    expect(priced).toMatchObject({ ok: true, value: { total: dollars(1_622_100), notIncluded: [] } });
  });
});

describe('a line of the seller’s own', () => {
  it('may be a credit, which lowers the total', () => {
    const credit = aCustomLine({ quantity: 4, unitPrice: { amount: -750_000, currency: 'USD' } });

    expect(offer({ customLines: [credit] }).total).toEqual(dollars(1_590_000));
  });

  it('recurs over its term, and the quote says what is paid once and what again and again', () => {
    const yearly = aCustomLine({ charge: 'yearly', periods: 3 });
    const monthly = aCustomLine({ id: 'm', charge: 'monthly', periods: 12 });
    const { once, recurring, subtotal } = offer({ customLines: [yearly, monthly] });

    expect(once).toEqual(dollars(1_620_000));
    expect(recurring).toEqual([
      { charge: 'yearly', periods: 3, total: dollars(30_000) },
      { charge: 'monthly', periods: 12, total: dollars(120_000) },
    ]);
    expect(subtotal).toEqual(dollars(1_770_000));
  });

  it('as option or alternate is in no total', () => {
    const quote = offer({
      customLines: [
        aCustomLine({ placement: 'option' }),
        aCustomLine({ id: 'doors', placement: 'alternate', replaces: 'Rack 42U' }),
      ],
    });

    expect(quote.options).toHaveLength(1);
    expect(quote.alternates).toMatchObject([{ replaces: 'Rack 42U', extended: dollars(10_000) }]);
    expect(quote.total).toEqual(dollars(1_620_000));
  });

  it('in another currency is converted at the seller’s rate, which the quote names with its day', () => {
    const quote = offer({
      customLines: [aCustomLine({ unitPrice: { amount: 1_000_000, currency: 'EUR' } })],
      exchangeRates: [{ from: 'EUR', to: 'USD', rate: 1.0842, date: '2026-11-20', source: 'House bank' }],
      alsoIn: 'EUR',
    });

    expect(quote.subtotal).toEqual(dollars(1_630_842));
    expect(quote.exchangeRates).toContainEqual({
      from: 'EUR',
      to: 'USD',
      rate: 1.0842,
      date: '2026-11-20',
      source: 'House bank',
    });
    expect(quote.alsoIn?.total).toEqual(moneyOf(1_630_842 / 1.0842, 'EUR'));
  });
});

describe('services', () => {
  it('are shares of the goods after their discounts, or amounts; support is paid by the year', () => {
    const quote = offer({
      services: {
        freight: { kind: 'share', share: 0.01 },
        installation: { kind: 'amount', amount: 2_400_000 },
        support: { charge: { kind: 'share', share: 0.05 }, years: 3 },
      },
    });

    expect(quote.sections.at(-1)?.lines.map(({ item, extended }) => [item, extended.amount])).toEqual([
      ['freight', 1_620_000],
      ['installation', 2_400_000],
      ['support', 3 * 8_100_000],
    ]);
  });
});

describe('the taxes of a quote', () => {
  it('come from the catalogue by code, with their source', () => {
    const quote = offer({ taxes: { goods: { kind: 'code', code: 'cn-vat-goods' } } });

    expect(quote.taxes).toEqual([
      {
        code: 'cn-vat-goods',
        name: 'VAT (CN)',
        rate: 0.13,
        base: dollars(1_620_000),
        amount: dollars(210_600),
        source: 'Distributor listing, quantity one, 2019',
      },
    ]);
  });

  it('are taken on what is left of each class after the discount on the whole', () => {
    const own = (name: string, rate: number) => ({ kind: 'own', name, rate }) as const;
    const { taxes, tax } = offer({
      discount: { kind: 'share', share: 0.1 },
      services: { installation: { kind: 'amount', amount: 2_000_000 } },
      customLines: [aCustomLine({ taxClass: 'exempt' })],
      taxes: { goods: own('Goods tax', 0.13), services: own('Service tax', 0.06) },
    });

    expect(taxes.map(({ name, base, amount }) => [name, base.amount, amount.amount])).toEqual([
      ['Goods tax', 145_800_000, 18_954_000],
      ['No tax', 900_000, 0],
      ['Service tax', 1_800_000, 108_000],
    ]);
    expect(tax.amount).toBe(19_062_000);
  });
});

describe('payments', () => {
  it('are parts of the total that add up to it to the cent', () => {
    const third = (due: string) => ({ share: 1 / 3, due });
    const quote = offer({
      customLines: [aCustomLine({ unitPrice: { amount: 1, currency: 'USD' } })],
      payments: [third('with the order'), third('on delivery'), third('on acceptance')],
    });

    expect(
      sumMoney(
        quote.payments.map(({ amount }) => amount),
        'USD',
      ),
    ).toEqual(quote.total);
  });
});

describe('a quote is refused', () => {
  it.each<[string, Changes]>([
    ['quote-discount-over-whole', { discount: { kind: 'share', share: 1.01 } }],
    ['quote-discount-over-whole', { discount: { kind: 'amount', amount: 162_000_001 } }],
    [
      'quote-line-discount-over-whole',
      { edits: { 'rack-1/groq-card': { discount: { kind: 'share', share: 2 } } } },
    ],
    ['quote-tax-unknown', { taxes: { goods: { kind: 'code', code: 'atlantis-vat' } } }],
    ['quote-no-rate', { customLines: [aCustomLine({ unitPrice: { amount: 100, currency: 'EUR' } })] }],
    ['quote-no-rate', { alsoIn: 'CNY' }],
    ['quote-payments-not-whole', { payments: [{ share: 0.5, due: 'with the order' }] }],
    [
      'quote-below-zero',
      { customLines: [aCustomLine({ unitPrice: { amount: -200_000_000, currency: 'USD' } })] },
    ],
    [
      'quote-of-nothing',
      { edits: { 'all/groq-card': { excluded: true }, 'all/groq-host': { excluded: true } } },
    ],
  ])('%s, with a remedy', (code, changes) => {
    expect(refusal(changes)).toMatchObject({ code, remedy: expect.stringMatching(/\./) as string });
  });

  it('names the tax code that it does not know, and those that it does', () => {
    expect(refusal({ taxes: { goods: { kind: 'code', code: 'atlantis-vat' } } })?.message).toBe(
      'Tax code atlantis-vat does not exist. Known codes: cn-vat-goods.',
    );
  });
});

describe('any quote', () => {
  const cents = fc.integer({ min: 0, max: 1_000_000_000 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const customLine = fc.record({
    quantity: fc.integer({ min: 1, max: 500 }),
    price: cents,
    charge: fc.constantFrom('once', 'monthly', 'yearly'),
    periods: fc.integer({ min: 1, max: 60 }),
    taxClass: fc.constantFrom('goods', 'services', 'exempt'),
    discount: fc.option(share, { nil: undefined }),
  });
  const anyOffer = fc.record({
    lines: fc.array(customLine, { maxLength: 6 }),
    whole: share,
    goods: share,
    services: share,
  });
  const quoteFrom = ({
    lines,
    whole,
    goods,
    services,
  }: { [Key in 'whole' | 'goods' | 'services']: number } & {
    readonly lines: readonly {
      readonly quantity: number;
      readonly price: number;
      readonly charge: string;
      readonly periods: number;
      readonly taxClass: string;
      readonly discount: number | undefined;
    }[];
  }) =>
    offer({
      discount: { kind: 'share', share: whole },
      taxes: {
        goods: { kind: 'own', name: 'Goods tax', rate: goods },
        services: { kind: 'own', name: 'Service tax', rate: services },
      },
      customLines: lines.map(({ price, discount, ...line }, index) =>
        aCustomLine({
          ...line,
          id: `c${index}`,
          unitPrice: { amount: price, currency: 'USD' },
          ...(discount === undefined ? {} : { discount: { kind: 'share', share: discount } }),
        }),
      ),
    });

  it('adds up: gross less discounts is the subtotal, bases of taxes are the taxable amount, taxes the tax', () => {
    fc.assert(
      fc.property(anyOffer, (drawn) => {
        const quote = quoteFrom(drawn);
        const recurring = quote.recurring.map(({ total }) => total);

        expect(quote.gross.amount - quote.lineDiscounts.amount).toBe(quote.subtotal.amount);
        expect(quote.subtotal.amount - quote.discount.amount).toBe(quote.taxable.amount);
        expect(
          sumMoney(
            quote.taxes.map(({ base }) => base),
            'USD',
          ),
        ).toEqual(quote.taxable);
        expect(
          sumMoney(
            quote.taxes.map(({ amount }) => amount),
            'USD',
          ),
        ).toEqual(quote.tax);
        expect(quote.taxable.amount + quote.tax.amount).toBe(quote.total.amount);
        expect(sumMoney([quote.once, ...recurring], 'USD')).toEqual(quote.subtotal);
      }),
      { numRuns: 200 },
    );
  });

  it('never costs more with a larger discount, and nothing with the whole taken off', () => {
    fc.assert(
      fc.property(anyOffer, share, (drawn, other) => {
        const [less, more] = [Math.min(drawn.whole, other), Math.max(drawn.whole, other)];
        const totalAt = (whole: number) => quoteFrom({ ...drawn, whole }).total.amount;
        // Each tax is rounded by itself, so that the last cent of each may go either way.
        expect(totalAt(more)).toBeLessThanOrEqual(totalAt(less) + 3);
        expect(totalAt(1)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('has line amounts that a pocket calculator finds again', () => {
    fc.assert(
      fc.property(anyOffer, (drawn) => {
        for (const { lines } of quoteFrom(drawn).sections) {
          for (const line of lines) {
            expect(line.gross).toEqual(multiplyMoney(line.unitPrice, line.quantity * line.periods));
            expect(line.gross.amount - line.discount.amount).toBe(line.extended.amount);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

it('a quote of many parts is a document of its published schema', () => {
  const quote = offer({
    customLines: [aCustomLine(), aCustomLine({ id: 'o', placement: 'option' })],
    discount: { kind: 'amount', amount: 100 },
    edits: { 'rack-1/groq-card': { discount: { kind: 'share', share: 0.1 } } },
    incoterm: { rule: 'DAP', place: 'Frankfurt' },
    payments: [{ share: 1, due: 'with the order' }],
  });

  expect(Quote.parse(JSON.parse(JSON.stringify(quote)))).toEqual(quote);
});

it('a price without a source, or of long ago, is a warning to the seller and no matter of the buyer', () => {
  const memory = {
    kind: 'figure',
    path: 'prices/switch/amount',
    reading: 'memory',
    source: 'listing',
    date: '2026-11',
    confidence: 'memory',
  } as const;
  const plan = aPlan([
    { name: 'A', lines: [aLine(), aLine({ item: 'switch', name: 'Switch', trace: memory })] },
  ]);
  const built = answerTo({}, aPriceCatalogue, plan);
  const { internal, assumptions } = built.ok ? built.value : offer({});

  expect(internal.warnings).toEqual([
    'The price of GroqCard dates from 2024-02, 1,025 days before the quote.',
    'The price of Switch is an unsourced estimate.',
  ]);
  expect(assumptions.join(' ')).not.toMatch(/memory|price book/i);
});
