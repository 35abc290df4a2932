import { ownValue } from '#shared/schema/own-value';
import { type Catalogue, figureAt, type FigurePath } from '#shared/catalogue/catalogue';
import type { ReadFigurePath } from '#shared/catalogue/read-figures';
import type { Price } from '#shared/catalogue/entries';
import { isKnown, type KnownFigure, type Reading, type UnknownFigure } from '#shared/catalogue/figure';
import { type CurrencyCode, moneyOf } from '#shared/money/money';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import type { Override, OwnExchangeRate, Scenario } from '#shared/scenario/schema';
import { isOwnPrice } from './user-prices';

/** A price that nobody knows, with the reason; never counted as zero. */
interface Unpriced {
  readonly unpriced: string;
}

/**
 * The one lookup of figures for a scenario. Placement, power, cost and quote all read this, so that no two of them
 * can disagree. Answers are remembered, as a plan asks for the same figure thousands of times.
 */
interface FigureLookup {
  /**
   * The figure at a path as a range with its trace: the scenario's override, else the reading it chose, else the
   * range over all readings that count, typical as in the first. Unknown figures stay unknown, with the reason.
   */
  readonly derived: <Q extends number>(path: ReadFigurePath, unit: string) => Derived<Q> | UnknownFigure;
  /** What one item costs in a currency: its own price there, else converted at the dated exchange rate. */
  readonly priceOf: (priceId: string, currency: CurrencyCode) => DerivedMoney | Unpriced;
  /** How much of `to` one unit of `from` buys. */
  readonly exchangeRate: (from: CurrencyCode, to: CurrencyCode) => Derived | UnknownFigure;
}

/** Whether a looked-up figure is known. */
export const isDerived = <Q extends number>(figure: Derived<Q> | UnknownFigure): figure is Derived<Q> =>
  !('unknown' in figure);

export const isPriced = (price: DerivedMoney | Unpriced): price is DerivedMoney => !('unpriced' in price);

type DerivedFigure = (path: ReadFigurePath, unit: string) => Derived | UnknownFigure;

/** Above this many major units an amount is a slip of the keyboard, and cents would leave the safe integers. */
const LARGEST_AMOUNT = 1e12;

/** The money side of the figure lookup: prices, converted where need be, and exchange rates. */
function priceLookup(
  catalogue: Catalogue,
  { derived, ownRates }: { readonly derived: DerivedFigure; readonly ownRates: readonly OwnExchangeRate[] },
): Pick<FigureLookup, 'priceOf' | 'exchangeRate'> {
  const rates = new Map<string, Derived | UnknownFigure>();
  const exchangeRate = (from: CurrencyCode, to: CurrencyCode): Derived | UnknownFigure => {
    const key = `${from}/${to}`;
    const rate = rates.get(key) ?? findRate({ catalogue, derived, ownRates, from, to });
    rates.set(key, rate);
    return rate;
  };
  const prices = new Map<string, DerivedMoney | Unpriced>();
  const priceOf = (priceId: string, currency: CurrencyCode): DerivedMoney | Unpriced => {
    const key = `${currency}/${priceId}`;
    const price = prices.get(key) ?? findPrice({ catalogue, derived, exchangeRate, priceId, currency });
    prices.set(key, price);
    return price;
  };
  return { priceOf, exchangeRate };
}

function findPrice({
  catalogue,
  derived,
  exchangeRate,
  priceId,
  currency,
}: {
  readonly catalogue: Catalogue;
  readonly derived: DerivedFigure;
  readonly exchangeRate: FigureLookup['exchangeRate'];
  readonly priceId: string;
  readonly currency: CurrencyCode;
}): DerivedMoney | Unpriced {
  const price = priceIn(catalogue, priceId, currency);
  if (price === undefined) return { unpriced: `the price book has no price ${priceId}` };
  const amount = derived(`prices/${price.id}/amount`, price.currency);
  if ('unknown' in amount) return { unpriced: amount.unknown };
  if (!(amount.high <= LARGEST_AMOUNT))
    return { unpriced: `the price ${price.id} is too large to calculate with` };
  if (price.currency === currency) return { ...moneyRange(amount, currency), trace: amount.trace };
  const rate = exchangeRate(price.currency, currency);
  if ('unknown' in rate) return { unpriced: rate.unknown };
  const converted = {
    low: amount.low * rate.low,
    typical: amount.typical * rate.typical,
    high: amount.high * rate.high,
  };
  if (!(converted.high <= LARGEST_AMOUNT))
    return { unpriced: `the price ${price.id} is too large to calculate with` };
  const original: DerivedMoney = { ...moneyRange(amount, price.currency), trace: amount.trace };
  return {
    ...moneyRange(converted, currency),
    trace: {
      kind: 'formula',
      formula: 'convert-currency',
      inputs: [
        { name: 'price', of: price.name, value: original },
        { name: 'exchange-rate', value: rate },
      ],
    },
  };
}

/**
 * The price itself, or the price of the same item on the market of the currency asked for. A price of the user's own is
 * converted rather than left for a published one, which would count without a word.
 */
function priceIn(catalogue: Catalogue, priceId: string, currency: CurrencyCode): Price | undefined {
  const named = ownValue(catalogue.prices, priceId);
  if (named === undefined || named.currency === currency) return named;
  const local = Object.values(catalogue.prices).find(
    (price) =>
      price.item === named.item && price.currency === currency && isOwnPrice(price) === isOwnPrice(named),
  );
  return local ?? named;
}

const moneyRange = (
  { low, typical, high }: Pick<Derived, 'low' | 'typical' | 'high'>,
  currency: CurrencyCode,
) => ({
  low: moneyOf(low, currency),
  typical: moneyOf(typical, currency),
  high: moneyOf(high, currency),
});

interface RateRequest {
  readonly catalogue: Catalogue;
  readonly derived: DerivedFigure;
  readonly ownRates: readonly OwnExchangeRate[];
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
}

/** By way of which currencies a rate is found: the dollar, and the euro that reference rates are published for. */
const pivots = ['USD', 'EUR'] as const;

/** A rate by way of another currency, where both rates to it are found. */
function pivotedRate(request: RateRequest, find: (leg: RateRequest) => Derived | undefined) {
  const { from, to } = request;
  for (const pivot of pivots) {
    if (from === pivot || to === pivot) continue;
    const first = find({ ...request, to: pivot });
    const second = first && find({ ...request, from: pivot });
    if (first !== undefined && second !== undefined) return crossRate(first, second, `${to}/${from}`);
  }
  return undefined;
}

/**
 * The user's own rate, either way round or by way of the dollar or the euro, else the catalogue's, else one of both kinds by way of
 * either.
 */
function findRate(request: RateRequest): Derived | UnknownFigure {
  const { from, to } = request;
  if (from === to) return sameCurrency(from);
  const found =
    ownRate(request) ??
    pivotedRate(request, ownRate) ??
    directRate(request) ??
    pivotedRate(request, directRate);
  if (found !== undefined) return found;
  return { unit: `${to}/${from}`, unknown: `the price book has no exchange rate from ${from} to ${to}` };
}

const sameCurrency = (currency: CurrencyCode): Derived => ({
  low: 1,
  typical: 1,
  high: 1,
  unit: `${currency}/${currency}`,
  trace: { kind: 'formula', formula: 'same-currency', inputs: [] },
});

/** A rate that the user entered, with the date that it holds for. */
function ownRate({ ownRates, from, to }: RateRequest): Derived | undefined {
  const straight = ownRates.find((rate) => rate.from === from && rate.to === to);
  const own = straight ?? ownRates.find((rate) => rate.from === to && rate.to === from);
  if (own === undefined) return undefined;
  const { rate, date } = own;
  const path = `exchangeRates/${own.from}-${own.to}`;
  const entered: Derived = {
    low: rate,
    typical: rate,
    high: rate,
    unit: `${own.to}/${own.from}`,
    trace: { kind: 'override', path, note: date },
  };
  return straight === undefined ? inverse(entered, `${to}/${from}`) : entered;
}

function directRate(request: RateRequest): Derived | undefined {
  const own = ownRate(request);
  if (own !== undefined) return own;
  const { catalogue, derived, from, to } = request;
  const entries = Object.values(catalogue.exchangeRates);
  const straight = entries.find((entry) => entry.from === from && entry.to === to);
  const turned = entries.find((entry) => entry.from === to && entry.to === from);
  const entry = straight ?? turned;
  if (entry === undefined) return undefined;
  const rate = derived(`exchangeRates/${entry.id}/rate`, `${entry.to}/${entry.from}`);
  if ('unknown' in rate || !(rate.low > 0)) return undefined;
  return straight === undefined ? inverse(rate, `${to}/${from}`) : rate;
}

const inverse = (rate: Derived, unit: string): Derived => ({
  low: 1 / rate.high,
  typical: 1 / rate.typical,
  high: 1 / rate.low,
  unit,
  trace: { kind: 'formula', formula: 'inverse-rate', inputs: [{ name: 'exchange-rate', value: rate }] },
});

const crossRate = (first: Derived, second: Derived, unit: string): Derived => ({
  low: first.low * second.low,
  typical: first.typical * second.typical,
  high: first.high * second.high,
  unit,
  trace: {
    kind: 'formula',
    formula: 'cross-rate',
    inputs: [
      { name: 'exchange-rate', value: first },
      { name: 'exchange-rate', value: second },
    ],
  },
});

type Choosing = Pick<Scenario, 'choices' | 'overrides'> & Partial<Pick<Scenario, 'exchangeRates'>>;

const NOTHING_CHOSEN: Choosing = { choices: {}, overrides: {} };

/** The figures of a catalogue as one scenario sees them; without a scenario, as the catalogue has them. */
export function figuresFor(catalogue: Catalogue, scenario: Choosing = NOTHING_CHOSEN): FigureLookup {
  const remembered = new Map<FigurePath, Derived | UnknownFigure>();
  const derived = <Q extends number>(path: ReadFigurePath, unit: string): Derived<Q> | UnknownFigure => {
    const known = remembered.get(path) ?? resolve(catalogue, scenario, path);
    remembered.set(path, known);
    if ('unit' in known && known.unit !== unit && known.unit !== '') {
      throw new Error(`${path} is in ${known.unit}, not in ${unit}`);
    }
    return known as Derived<Q> | UnknownFigure;
  };
  return { derived, ...priceLookup(catalogue, { derived, ownRates: scenario.exchangeRates ?? [] }) };
}

function resolve(catalogue: Catalogue, scenario: Choosing, path: FigurePath): Derived | UnknownFigure {
  const figure = figureAt(catalogue, path);
  if (figure === undefined) return { unit: '', unknown: `the catalogue has no figure ${path}` };
  const override = ownValue(scenario.overrides, path);
  if (override !== undefined) return overridden(path, figure.unit, override);
  return isKnown(figure) ? fromReadings(path, figure, ownValue(scenario.choices, path)) : figure;
}

const overridden = (path: FigurePath, unit: string, { low, typical, high, note }: Override): Derived => ({
  low,
  typical,
  high,
  unit,
  trace: { kind: 'override', path, ...(note === undefined ? {} : { note }) },
});

function fromReadings(path: FigurePath, figure: KnownFigure, choice: string | undefined): Derived {
  const counting = figure.readings.filter(({ referenceOnly }) => referenceOnly === undefined);
  const chosen = figure.readings.find(({ id }) => id === choice);
  const [first, ...others] = chosen === undefined ? counting : [chosen];
  if (first === undefined) throw new Error(`${path} has no reading that counts`);
  const preferred = fromReading(path, figure.unit, first);
  if (others.length === 0) return preferred;
  const inputs = [first, ...others].map((reading) => ({
    name: 'reading',
    of: reading.id,
    value: fromReading(path, figure.unit, reading),
  }));
  return {
    low: Math.min(...inputs.map(({ value }) => value.low)),
    typical: preferred.typical,
    high: Math.max(...inputs.map(({ value }) => value.high)),
    unit: figure.unit,
    trace: { kind: 'formula', formula: 'range-of-readings', inputs },
  };
}

/** One reading of a figure as a value with its trace. */
const fromReading = (path: FigurePath, unit: string, reading: Reading): Derived => ({
  low: reading.low,
  typical: reading.typical,
  high: reading.high,
  unit,
  trace: {
    kind: 'figure',
    path,
    reading: reading.id,
    source: reading.source,
    date: reading.date,
    confidence: reading.confidence,
    ...(reading.note === undefined ? {} : { note: reading.note }),
  },
});
