import { withUnit } from '#shared/language/written';
import { majorUnitsOf, type Money, type MoneyRange, currencyOfUnit } from '#shared/money/money';
import { inMinorUnits, type MoneyRateRange } from '#shared/money/money-rate';
import type { Range } from '#shared/units/range';
import { scaleFor } from '#shared/units/units';

interface TextColumn {
  readonly head: string;
  readonly align?: 'right';
}

/** Chinese, Japanese and Korean characters take two places in a terminal (Unicode Standard Annex 11). */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/g;

const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** Control characters of a name would act on the terminal that shows it. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');

/** A table for a terminal: columns as wide as their widest cell, two spaces apart, no space at the end of lines. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ head }) => head), ...rows].map((cells) => cells.map(printable));
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => widthOf(cells[index] ?? ''))));
  const cellAt = (cells: readonly string[], index: number): string => {
    const text = cells[index] ?? '';
    const space = ' '.repeat((widths[index] ?? 0) - widthOf(text));
    return columns[index]?.align === 'right' ? space + text : text + space;
  };
  return lines
    .map(
      (cells) =>
        `${columns
          .map((_, index) => cellAt(cells, index))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** How the command line writes figures: SI prefixes, millions of money, ranges in brackets. */

const MILLIONS_FROM = 100_000;
const WHOLE_FROM = 100;

const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

const plain = (value: number): string => (Math.abs(value) >= WHOLE_FROM ? whole : significant).format(value);

/** An amount at a glance: $1.62 M, $23,000, $0.35; a price that has fractions of a cent: $0.0623. */
function moneyText(money: Money): string {
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

/** A value of a unit, where a currency counts its minor units: `20.1 kW`, `$1.62 M`, `72`. */
export function quantityText(value: number, unit: string): string {
  const currency = currencyOfUnit(unit);
  if (currency !== undefined) return moneyText({ amount: value, currency });
  const scale = scaleFor(value, unit);
  return withUnit(plain(value / scale.by), scale.unit);
}

/** The typical value, and the range where there is one: `20.1 kW (17.8 to 26.9)`. */
export function rangeText({ low, typical, high }: Range, unit: string): string {
  const text = quantityText(typical, unit);
  const scale = scaleFor(typical, unit);
  const end = (value: number) =>
    currencyOfUnit(unit) === undefined ? plain(value / scale.by) : quantityText(value, unit);
  return end(low) === end(high) ? text : `${text} (${end(low)} to ${end(high)})`;
}

export const moneyRangeText = (range: MoneyRange | MoneyRateRange): string =>
  rangeText(inMinorUnits(range), range.typical.currency);
