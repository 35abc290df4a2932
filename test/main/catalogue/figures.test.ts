import { describe, expect, it } from 'vitest';
import { figuresFor, isDerived, isPriced } from '#main/catalogue/figures';
import type { ReadFigurePath } from '#shared/catalogue/read-figures';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../support/catalogue';

const catalogue = await shippedCatalogue();
const nothing: Pick<Scenario, 'choices' | 'overrides'> = { choices: {}, overrides: {} };
const CARD = 'prices/groq-card-usd/amount';
const BANDWIDTH = 'accelerators/groq-lpu-v1/memoryBandwidth';

function known(path: ReadFigurePath, unit: string, scenario = nothing) {
  const figure = figuresFor(catalogue, scenario).derived(path, unit);
  if (!isDerived(figure)) throw new Error(figure.unknown);
  return figure;
}

describe('a figure', () => {
  it('spans all readings that count, typical as in the first', () => {
    const bandwidth = known(BANDWIDTH, 'B/s');
    expect(bandwidth).toMatchObject({ low: 50.688e12, typical: 80e12, high: 80e12, unit: 'B/s' });
    expect(bandwidth.trace).toMatchObject({ kind: 'formula', formula: 'range-of-readings' });
  });

  it('leaves readings out that are for reference only, unless one is chosen', () => {
    expect(known(CARD, 'USD')).toMatchObject({ low: 4000, typical: 20_000, high: 20_000 });
    const chosen = known(CARD, 'USD', { ...nothing, choices: { [CARD]: 'build-cost' } });
    expect(chosen).toMatchObject({ low: 60, typical: 500, high: 500 });
  });

  it('is the chosen reading alone, traced to its source', () => {
    const bandwidth = known(BANDWIDTH, 'B/s', { ...nothing, choices: { [BANDWIDTH]: 'paper' } });
    expect(bandwidth).toMatchObject({ low: 50.688e12, typical: 50.688e12, high: 50.688e12 });
    expect(bandwidth.trace).toMatchObject({ kind: 'figure', reading: 'paper', source: 'tsp-2020' });
  });

  it('is the override before any choice', () => {
    const overridden = known(CARD, 'USD', {
      choices: { [CARD]: 'build-cost' },
      overrides: { [CARD]: { low: 9000, typical: 10_000, high: 11_000, note: 'our offer' } },
    });
    expect(overridden).toMatchObject({ low: 9000, typical: 10_000, high: 11_000 });
    expect(overridden.trace).toEqual({ kind: 'override', path: CARD, note: 'our offer' });
  });

  it('that nobody published stays unknown, with the reason, until it is overridden', () => {
    const path = 'deviceTypes/groq-node-v1/mass';
    expect(figuresFor(catalogue).derived(path, 'kg')).toMatchObject({ unknown: /weight/ });
    const given = known(path, 'kg', {
      ...nothing,
      overrides: { [path]: { low: 40, typical: 50, high: 60 } },
    });
    expect(given.typical).toBe(50);
  });

  it('that does not exist is unknown by name, and a wrong unit is a bug', () => {
    const figures = figuresFor(catalogue);
    expect(figures.derived('prices/nothing/amount', 'USD')).toMatchObject({ unknown: /prices\/nothing/ });
    expect(figures.derived('prices/__proto__/amount', 'USD')).toHaveProperty('unknown');
    expect(figures.derived('prices/constructor/amount', 'USD')).toHaveProperty('unknown');
    expect(() => figures.derived(CARD, 'kg')).toThrow('is in USD, not in kg');
  });

  it('is the same object when asked for again', () => {
    const figures = figuresFor(catalogue);
    expect(figures.derived(CARD, 'USD')).toBe(figures.derived(CARD, 'USD'));
    expect(figures.priceOf('groq-card-usd', 'CNY')).toBe(figures.priceOf('groq-card-usd', 'CNY'));
  });
});

describe('a price', () => {
  const priced = (id: string, currency: 'USD' | 'CNY' | 'EUR', scenario = nothing) => {
    const price = figuresFor(catalogue, scenario).priceOf(id, currency);
    if (!isPriced(price)) throw new Error(price.unpriced);
    return price;
  };

  it('is in minor units of its own currency', () => {
    expect(priced('h100-server-usd', 'USD')).toMatchObject({
      low: { amount: 30_000_000 },
      typical: { amount: 30_000_000, currency: 'USD' },
      high: { amount: 35_000_000 },
    });
  });

  it('on the market of the currency asked for wins over a conversion (facts A1.7: RMB 3 M a server)', () => {
    const server = priced('h100-server-usd', 'CNY');
    expect(server.typical).toEqual({ amount: 300_000_000, currency: 'CNY' });
    expect(server.trace).toMatchObject({ kind: 'figure', path: 'prices/h100-server-cny/amount' });
  });

  it('converts at the dated rate where the market has none, and says so', () => {
    const card = priced('groq-card-usd', 'CNY');
    expect(card.typical).toEqual({ amount: 14_387_000, currency: 'CNY' });
    expect(card.trace).toMatchObject({ kind: 'formula', formula: 'convert-currency' });
    const rate = 'exchangeRates/usd-cny/rate';
    const later = priced('groq-card-usd', 'CNY', { ...nothing, choices: { [rate]: '2026-06' } });
    expect(later.typical.amount).toBe(13_551_600);
  });

  it('converts back and across: RMB 6 M are $834k at 7.19 (facts A1.7)', () => {
    const figures = figuresFor(catalogue);
    const rate = figures.exchangeRate('CNY', 'USD');
    if (!isDerived(rate)) throw new Error(rate.unknown);
    expect(Math.round((6_000_000 * rate.typical) / 1000)).toBe(834);
    const euro = figures.exchangeRate('CNY', 'EUR');
    expect(euro).toMatchObject({ typical: expect.closeTo(0.9265 / 7.1935, 9) as number, unit: 'EUR/CNY' });
    expect(figures.exchangeRate('EUR', 'EUR')).toMatchObject({ typical: 1 });
  });

  it('that nobody knows is unpriced with a reason', () => {
    expect(figuresFor(catalogue).priceOf('nothing', 'USD')).toMatchObject({ unpriced: /nothing/ });
  });

  it('beyond reckoning is unpriced, not wrong', () => {
    const overrides = { [CARD]: { low: 1e18, typical: 1e18, high: 1e18 } };
    const figures = figuresFor(catalogue, { ...nothing, overrides });
    expect(figures.priceOf('groq-card-usd', 'USD')).toMatchObject({ unpriced: /too large/ });
  });

  it('sums to the article: 72 cards and 9 hosts are $1.62 M, two H100 servers $0.60 M (facts A1.7)', () => {
    const card = priced('groq-card-usd', 'USD').typical.amount;
    const host = priced('groq-host-usd', 'USD').typical.amount;
    expect(72 * card + 9 * host).toBe(162_000_000);
    expect(2 * priced('h100-server-usd', 'USD').typical.amount).toBe(60_000_000);
  });
});
