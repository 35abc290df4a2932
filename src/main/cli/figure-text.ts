import { CurrencyCode, majorUnitsOf, type Money, type MoneyRange } from '#shared/money';
import { inMinorUnits, type MoneyRateRange } from '#shared/money-rate';
import type { Range } from '#shared/range';
import { scaleFor } from '#shared/unit-scale';

/** How the command line writes figures: SI prefixes, millions of money, ranges in brackets. */

const MILLIONS_FROM = 100_000;
const WHOLE_FROM = 100;

const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

const plain = (value: number): string => (Math.abs(value) >= WHOLE_FROM ? whole : significant).format(value);

/** An amount at a glance: $1.62 M, $23,000, $0.35; a price that has fractions of a cent: $0.0623. */
export function moneyText(money: Money): string {
  const major = majorUnitsOf(money);
  const inMillions = Math.abs(major) >= MILLIONS_FROM;
  const digits = inMillions || Math.abs(major) < WHOLE_FROM ? 2 : 0;
  const text = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: money.currency,
    ...(Number.isInteger(money.amount) || Math.abs(major) >= 1
      ? { minimumFractionDigits: digits, maximumFractionDigits: digits }
      : { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }),
  }).format(inMillions ? major / 1e6 : major);
  return inMillions ? `${text} M` : text;
}

const currencyOf = (unit: string): CurrencyCode | undefined => CurrencyCode.safeParse(unit).data;

/** A value of a unit, where a currency counts its minor units: `20.1 kW`, `$1.62 M`, `72`. */
export function quantityText(value: number, unit: string): string {
  const currency = currencyOf(unit);
  if (currency !== undefined) return moneyText({ amount: value, currency });
  const scale = scaleFor(value, unit);
  return `${plain(value / scale.by)}${scale.unit === '1' ? '' : ` ${scale.unit}`}`;
}

/** The typical value, and the range where there is one: `20.1 kW (17.8 to 26.9)`. */
export function rangeText({ low, typical, high }: Range, unit: string): string {
  const text = quantityText(typical, unit);
  const scale = scaleFor(typical, unit);
  const end = (value: number) =>
    currencyOf(unit) === undefined ? plain(value / scale.by) : quantityText(value, unit);
  return end(low) === end(high) ? text : `${text} (${end(low)} to ${end(high)})`;
}

export const moneyRangeText = (range: MoneyRange | MoneyRateRange): string =>
  rangeText(inMinorUnits(range), range.typical.currency);
