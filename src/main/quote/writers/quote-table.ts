import { majorUnitsOf, type Money } from '#shared/money';
import type { Quote } from '#shared/quote';
import type { QuoteFormats } from '../formats';
import type { Translate } from '../messages';

/** The rows below the lines of a quote: what every writer prints, in this order. */
export interface TotalRow {
  readonly kind: 'subtotal' | 'discount' | 'taxable' | 'tax' | 'total';
  readonly label: string;
  readonly rate?: number;
  /** A discount is negative here: the rows above the total add up to it. */
  readonly amount: Money;
}

/** Subtotal, discount and tax where there are any, and the total. */
export function totalRows(quote: Quote, translate: Translate, formats: QuoteFormats): readonly TotalRow[] {
  const { subtotal, discount, discountRate, taxable, tax, taxRate, total } = quote;
  const row = (kind: TotalRow['kind'], amount: Money): TotalRow => ({
    kind,
    label: translate(`document.${kind}`),
    amount,
  });
  const rated = (kind: 'discount' | 'tax', rate: number, amount: Money): TotalRow => ({
    ...row(kind, amount),
    rate,
    label: translate(`document.${kind}`, { rate: formats.share(rate) }),
  });
  const negative = { ...discount, amount: -discount.amount };
  const discounted = discountRate > 0 ? [rated('discount', discountRate, negative)] : [];
  const taxed = taxRate > 0 ? [row('taxable', taxable), rated('tax', taxRate, tax)] : [];
  return [row('subtotal', subtotal), ...discounted, ...taxed, row('total', total)];
}

/** Every price source of a quote once, in the order of its lines. */
export function priceSourcesOf({ sections }: Quote): readonly string[] {
  return [...new Set(sections.flatMap(({ lines }) => lines.map(({ priceSource }) => priceSource)))];
}

/** An amount in major units with all its decimals, such as -1620000.00. */
export function decimalOf(money: Money): `${number}` {
  const digits = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: money.currency,
  }).resolvedOptions().maximumFractionDigits;
  return majorUnitsOf(money).toFixed(digits) as `${number}`;
}
