import { distinct } from '#shared/text/order';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { convertMoney, type CurrencyCode, type Money } from '#shared/money/money';
import type { Derived, Trace } from '#shared/plan/derived';
import type { QuotedRate } from '#shared/quote/request';
import type { UsedRate } from '#shared/quote/quote';
import { figuresFor, isDerived } from '#main/catalogue/figures';
import type { Scenario } from '#shared/scenario/schema';

const QUOTED = 'quoted-rate';

/** The catalogue with the seller's own exchange rates before the published ones, so that the one lookup finds them. */
export function withQuotedRates(catalogue: Catalogue, rates: readonly QuotedRate[]): Catalogue {
  if (rates.length === 0) return catalogue;
  const entries = rates.map(({ from, to, rate, date, source }, index) => {
    const id = `${QUOTED}-${index + 1}`;
    const reading = { id: 'quoted', low: rate, typical: rate, high: rate, source: id, date };
    return {
      source: { id, title: source, date },
      rate: {
        id,
        from,
        to,
        rate: { unit: `${to}/${from}`, readings: [{ ...reading, confidence: 'derived' as const }] },
      },
    };
  });
  const pairs = new Set(rates.flatMap(({ from, to }) => [`${from}/${to}`, `${to}/${from}`]));
  // Two quoted rates to the same currency, such as those of a rate file to the euro, make a third.
  const isQuoted = (from: CurrencyCode, to: CurrencyCode): boolean =>
    pairs.has(`${from}/${to}`) ||
    (['USD', 'EUR'] as const).some((by) => pairs.has(`${from}/${by}`) && pairs.has(`${by}/${to}`));
  const published = Object.entries(catalogue.exchangeRates).filter(([, { from, to }]) => !isQuoted(from, to));
  return {
    ...catalogue,
    sources: {
      ...catalogue.sources,
      ...Object.fromEntries(entries.map(({ source }) => [source.id, source])),
    },
    exchangeRates: {
      ...Object.fromEntries(entries.map(({ rate }) => [rate.id, rate])),
      ...Object.fromEntries(published),
    },
  };
}

/** The rate from one currency to another with its date and source; undefined where none is known. */
export type RateOf = (from: CurrencyCode, to: CurrencyCode) => UsedRate | undefined;

export function ratesOf(catalogue: Catalogue, scenario: Scenario): RateOf {
  const lookup = figuresFor(catalogue, scenario);
  return (from, to) => {
    const found = lookup.exchangeRate(from, to);
    return isDerived(found) ? usedRate(found, { from, to }, catalogue) : undefined;
  };
}

/** An amount in another currency, rounded once. Only for pairs whose rate is known. */
export function converted(money: Money, to: CurrencyCode, rateOf: RateOf): Money {
  if (money.currency === to) return money;
  const rate = rateOf(money.currency, to);
  if (rate === undefined) throw new Error(`No rate from ${money.currency} to ${to}`);
  return convertMoney(money, to, rate.rate);
}

export function usedRate(
  value: Derived,
  { from, to }: { readonly from: CurrencyCode; readonly to: CurrencyCode },
  catalogue: Catalogue,
): UsedRate {
  const readings = readingsOf(value.trace);
  const dates = readings.map(({ date }) => date);
  const titles = readings
    .map(({ source }) => catalogue.sources[source]?.title ?? source)
    .filter((title) => title !== '');
  return {
    from,
    to,
    rate: Number(value.typical.toPrecision(10)),
    date: distinct(dates).join(', '),
    source: distinct(titles).join('; '),
  };
}

type Read = { readonly date: string; readonly source: string };

/** The readings at the ends of a trace; of several of one figure the first, which is the typical one. */
function readingsOf(trace: Trace): readonly Read[] {
  if (trace.kind === 'figure') return [trace];
  if (trace.kind === 'override') return [{ date: trace.note ?? '', source: '' }];
  if (trace.kind !== 'formula') return [];
  const inner = trace.inputs.map(({ value }) => readingsOf(value.trace));
  return trace.formula === 'range-of-readings' ? (inner[0] ?? []) : inner.flat();
}
