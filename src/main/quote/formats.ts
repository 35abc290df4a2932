import { majorUnitsOf, type Money } from '#shared/money';
import type { Language } from './messages';

/** How a quote writes figures in its language. */
export interface QuoteFormats {
  readonly money: (money: Money) => string;
  readonly count: (value: number) => string;
  /** Three significant digits. */
  readonly figure: (value: number) => string;
  readonly share: (fraction: number) => string;
  readonly kilowatts: (watts: number) => string;
  readonly gigabytes: (bytes: number) => string;
}

export function quoteFormats(language: Language): QuoteFormats {
  const count = new Intl.NumberFormat(language);
  const figure = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 4 });
  const fixed = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const currencies = new Map<string, Intl.NumberFormat>();
  const currency = (code: string): Intl.NumberFormat => {
    const known =
      currencies.get(code) ?? new Intl.NumberFormat(language, { style: 'currency', currency: code });
    currencies.set(code, known);
    return known;
  };
  return {
    money: (money) => currency(money.currency).format(majorUnitsOf(money)),
    count: (value) => count.format(value),
    figure: (value) => figure.format(value),
    share: (fraction) => share.format(fraction),
    kilowatts: (watts) => `${fixed.format(watts / 1_000)} kW`,
    gigabytes: (bytes) => `${figure.format(bytes / 1e9)} GB`,
  };
}
