import { distinct } from '#shared/text/order';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { CurrencyCode } from '#shared/money/money';
import type { Derived, DerivedMoney, Trace } from '#shared/plan/derived';
import type { UsedRate } from '#shared/quote/quote';
import type { Translate } from './language';
import { usedRate } from './rates';

type FigureTrace = Extract<Trace, { readonly kind: 'figure' | 'override' }>;

/** A figure that a price rests on: what was read, and how many readings it stands for. */
interface Reading {
  readonly trace: FigureTrace;
  readonly count: number;
}

/**
 * Where a unit price comes from, in words: the reading of its source, the user's own price, and the exchange rate
 * where the price book has the item in another currency only.
 */
export function describePriceSource(
  price: DerivedMoney,
  { catalogue, translate }: { readonly catalogue: Catalogue; readonly translate: Translate },
): string {
  const readings = readingsOf(price.trace);
  const describe = (reading: Reading) => describeReading(reading, catalogue, translate);
  const isRate = ({ trace }: Reading) => trace.path.startsWith('exchangeRates/');
  const prices = distinct(readings.filter((reading) => !isRate(reading)).map(describe));
  const rates = distinct(readings.filter(isRate).map(describe));
  const priceText = prices.length === 0 ? translate('source.unknown') : prices.join('; ');
  return rates.length === 0
    ? priceText
    : translate('source.converted', { price: priceText, rate: rates.join('; ') });
}

/** The figures at the ends of a trace; of several readings of one figure, the first, since it is the typical one. */
function readingsOf(trace: Trace): readonly Reading[] {
  if (trace.kind === 'figure' || trace.kind === 'override') return [{ trace, count: 1 }];
  if (trace.kind === 'given') return [];
  const inner = trace.inputs.map(({ value }: { readonly value: Derived | DerivedMoney }) =>
    readingsOf(value.trace),
  );
  if (trace.formula !== 'range-of-readings') return inner.flat();
  const first = inner[0]?.[0];
  return first === undefined ? [] : [{ ...first, count: inner.length }];
}

function describeReading({ trace, count }: Reading, catalogue: Catalogue, translate: Translate): string {
  if (trace.kind === 'override') {
    return trace.note === undefined || trace.note === ''
      ? translate('source.override')
      : translate('source.overrideWithNote', { note: trace.note });
  }
  const title = catalogue.sources[trace.source]?.title ?? trace.source;
  return count === 1
    ? translate('source.reading', { title, date: trace.date })
    : translate('source.oneOfReadings', { title, date: trace.date, count });
}

/** The readings of the price book that a unit price rests on, exchange rates apart. */
export const pricesBehind = (price: DerivedMoney): readonly Extract<Trace, { readonly kind: 'figure' }>[] =>
  readingsOf(price.trace).flatMap(({ trace }) =>
    trace.kind === 'figure' && !trace.path.startsWith('exchangeRates/') ? [trace] : [],
  );

/** The rates that a unit price was converted with. */
export function ratesInPrices(
  { trace }: DerivedMoney,
  { to, catalogue }: { readonly to: CurrencyCode; readonly catalogue: Catalogue },
): readonly UsedRate[] {
  if (trace.kind !== 'formula' || trace.formula !== 'convert-currency') return [];
  const [price, rate] = trace.inputs.map(({ value }) => value);
  const from = price !== undefined && typeof price.typical === 'object' ? price.typical.currency : undefined;
  if (from === undefined || rate === undefined || typeof rate.typical === 'object') return [];
  return [usedRate(rate as Derived, { from, to }, catalogue)];
}
