import { beforeAll, describe, expect, it } from 'vitest';
import { atQuantity, pricesInEffect } from '#main/catalogue/user-prices';
import { plan } from '#main/planning/plan';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { moneyOf } from '#shared/money/money';
import { UserPrice } from '#shared/scenario/user-catalogue';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, groqNode, someRacks, times } from '../../support/fleet';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await shippedCatalogue();
});

const aPrice = (changes: Readonly<Record<string, unknown>> = {}): UserPrice =>
  UserPrice.parse({
    id: 'rack-offer',
    item: 'rack-42u',
    currency: 'USD',
    low: 1_800,
    typical: 2_000,
    high: 2_200,
    observedOn: '2026-10-01',
    supplier: 'Acme',
    ...changes,
  });

const planOf = (prices: readonly UserPrice[], more: Readonly<Record<string, unknown>> = {}) =>
  plan(
    aScenario({
      ...someRacks([{ stack: times(2, groqNode) }]),
      userCatalogue: { pricesAsOf: '2026-11-22', prices },
      ...more,
    }),
    catalogue,
  );

const lineOf = (item: string, prices: readonly UserPrice[], more = {}) =>
  planOf(prices, more).cost.lines.find((line) => line.item === item);

describe('a price of the user’s own', () => {
  it('prices what nobody published a price for, with its range', () => {
    const { cost } = planOf([aPrice()]);

    expect(cost.unpriced.map(({ item }) => item)).not.toContain('rack-42u');
    expect(cost.lines.find(({ item }) => item === 'rack-42u')?.unitPrice).toMatchObject({
      low: moneyOf(1_800, 'USD'),
      typical: moneyOf(2_000, 'USD'),
      high: moneyOf(2_200, 'USD'),
    });
  });

  it('takes the place of the published price of the same item', () => {
    const own = aPrice({ item: 'groq-lpu-v1', low: 9_000, typical: 9_000, high: 9_000 });

    expect(lineOf('groq-lpu-v1', [own])).toMatchObject({
      quantity: 16,
      total: { typical: moneyOf(144_000, 'USD') },
    });
  });

  it('is converted, where the scenario reckons in another currency that somebody publishes a price in', () => {
    const rates = [{ from: 'CNY', to: 'USD', rate: 0.14, date: '2026-11-01' }];
    const offer = { item: 'groq-lpu-v1', currency: 'CNY', low: 50_000, typical: 50_000, high: 50_000 };

    // 50,000 CNY at 0.14 are 7,000 USD, whatever the published price in dollars is.
    expect(lineOf('groq-lpu-v1', [aPrice(offer)], { exchangeRates: rates })?.unitPrice.typical).toEqual(
      moneyOf(7_000, 'USD'),
    );
    expect(lineOf('groq-lpu-v1', [aPrice(offer)], { currency: 'CNY' })?.unitPrice.typical).toEqual(
      moneyOf(50_000, 'CNY'),
    );
  });

  it('stays unknown, and says so, where no rate leads to the currency of the scenario', () => {
    const offer = aPrice({ item: 'groq-lpu-v1', currency: 'PLN' });
    const { cost } = planOf([offer]);

    expect(cost.lines.map(({ item }) => item)).not.toContain('groq-lpu-v1');
    expect(cost.unpriced).toContainEqual(expect.objectContaining({ item: 'groq-lpu-v1', from: 'PLN' }));
  });

  it('leaves the published price in place where the scenario prefers it', () => {
    const own = aPrice({ item: 'groq-lpu-v1', low: 9_000, typical: 9_000, high: 9_000 });
    const published = lineOf('groq-card', []);
    const prefers = {
      userCatalogue: { pricesAsOf: '2026-11-22', prices: [own], publishedPrices: ['groq-lpu-v1'] },
    };

    expect(published).toBeDefined();
    expect(lineOf('groq-card', [own], prefers)).toEqual(published);
  });

  it('gives way to a figure that the scenario overrides', () => {
    const own = aPrice({ item: 'groq-lpu-v1', low: 9_000, typical: 9_000, high: 9_000 });
    const overrides = { 'prices/groq-card-usd/amount': { low: 1, typical: 1, high: 1 } };

    expect(lineOf('groq-card', [own], { overrides })?.unitPrice.typical).toEqual(moneyOf(1, 'USD'));
  });

  it('is taken at the tier that the whole fleet reaches, the same in each rack', () => {
    const tiers = [{ fromQuantity: 3, low: 100, typical: 100, high: 100 }];
    const racks = someRacks([{ stack: times(2, groqNode) }, { stack: times(2, groqNode) }]);
    const own = aPrice({ item: 'groq-node-v1', tiers });
    const { cost, racks: planned } = planOf([own], racks);
    const prices = [cost.lines, ...Object.values(planned).map(({ lines }) => lines)].map(
      (lines) => lines.find(({ item }) => item === 'groq-node-v1')?.unitPrice.typical.amount,
    );

    expect(prices).toEqual([10_000, 10_000, 10_000]);
  });

  it('is converted where the scenario is in another currency', () => {
    const yuan = lineOf('rack-42u', [aPrice()], { currency: 'CNY' });

    expect(yuan?.unitPrice.typical).toEqual(moneyOf(2_000 * 7.1935, 'CNY'));
  });

  it('of the scenario’s currency wins over one that needs converting', () => {
    const own = [aPrice(), aPrice({ id: 'cny', currency: 'CNY', low: 9_000, typical: 9_000, high: 9_000 })];

    expect(lineOf('rack-42u', own, { currency: 'CNY' })?.unitPrice.typical).toEqual(moneyOf(9_000, 'CNY'));
  });

  it('is warned of when it has ended, and when it is old', () => {
    const codes = (price: UserPrice) => planOf([price]).problems.map(({ refusal }) => refusal.code);

    expect(codes(aPrice({ validUntil: '2026-11-01' }))).toContain('price-expired');
    expect(codes(aPrice({ observedOn: '2026-01-01' }))).toContain('price-stale');
    expect(codes(aPrice()).filter((code) => code.startsWith('price-e'))).toEqual([]);
  });
});

describe('the prices in effect on a day', () => {
  const old = aPrice({ id: 'old', observedOn: '2026-01-01' });
  const next = aPrice({ id: 'next', observedOn: '2026-10-01', validFrom: '2026-12-01' });

  it('are those that have begun, the newest of each supplier', () => {
    expect(pricesInEffect([old, next], '2026-11-22').map(({ id }) => id)).toEqual(['old']);
    expect(pricesInEffect([old, next], '2026-12-01').map(({ id }) => id)).toEqual(['next']);
  });

  it('are of every supplier', () => {
    const other = aPrice({ id: 'other', supplier: 'Bolt', observedOn: '2026-05-01' });

    expect(pricesInEffect([old, other], '2026-11-22').map(({ id }) => id)).toEqual(['other', 'old']);
  });

  it('include an ended one only where nothing else is left', () => {
    const ended = aPrice({ id: 'ended', supplier: 'Bolt', validUntil: '2026-02-01' });

    expect(pricesInEffect([old, ended], '2026-11-22').map(({ id }) => id)).toEqual(['old']);
    expect(pricesInEffect([ended], '2026-11-22').map(({ id }) => id)).toEqual(['ended']);
  });
});

it('a tier counts from its quantity on', () => {
  const price = aPrice({ tiers: [{ fromQuantity: 10, low: 1, typical: 1, high: 1 }] });

  expect(atQuantity(price, 9).typical).toBe(2_000);
  expect(atQuantity(price, 10).typical).toBe(1);
});
