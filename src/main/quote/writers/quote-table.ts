import { majorUnitsOf, type Money } from '#shared/money/money';
import type { Quote, QuoteLine } from '#shared/quote/quote';
import type { QuoteFormats, Translate } from '#main/quote/language';

/** The rows below the lines of a quote: what every writer prints, in this order. */
export interface TotalRow {
  readonly kind:
    'gross' | 'line-discounts' | 'subtotal' | 'discount' | 'tax' | 'total' | 'once' | 'recurring' | 'also-in';
  readonly label: string;
  readonly rate?: number;
  /** A discount is negative here: subtotal, discount and taxes add up to the total. */
  readonly amount: Money;
}

const negative = (money: Money): Money => ({ ...money, amount: money.amount === 0 ? 0 : -money.amount });

/** Sums, discounts and taxes where there are any, the total, and after it what of it recurs. */
export function totalRows(quote: Quote, translate: Translate, formats: QuoteFormats): readonly TotalRow[] {
  const { subtotal, gross, lineDiscounts, total } = quote;
  const discounted: readonly TotalRow[] =
    lineDiscounts.amount === 0
      ? []
      : [
          { kind: 'gross', label: translate('document.gross'), amount: gross },
          {
            kind: 'line-discounts',
            label: translate('document.lineDiscounts'),
            amount: negative(lineDiscounts),
          },
        ];
  return [
    ...discounted,
    { kind: 'subtotal', label: translate('document.subtotal'), amount: subtotal },
    ...overallDiscount(quote, translate, formats),
    ...taxRows(quote, translate, formats),
    { kind: 'total', label: translate('document.total'), amount: total },
    ...informationRows(quote, translate),
  ];
}

function overallDiscount(
  { discountGiven, discount }: Quote,
  translate: Translate,
  formats: QuoteFormats,
): readonly TotalRow[] {
  if (discountGiven === undefined || discount.amount === 0) return [];
  const amount = negative(discount);
  if (discountGiven.kind === 'amount') {
    return [{ kind: 'discount', label: translate('document.discountAmount'), amount }];
  }
  const { share: rate } = discountGiven;
  return [
    { kind: 'discount', label: translate('document.discount', { rate: formats.share(rate) }), rate, amount },
  ];
}

const taxRows = ({ taxes }: Quote, translate: Translate, formats: QuoteFormats): readonly TotalRow[] =>
  taxes.map(({ code, name, rate, base, amount }) => ({
    kind: 'tax',
    rate,
    amount,
    label:
      code === 'none'
        ? translate('document.untaxed', { base: formats.money(base) })
        : translate('document.tax', { name, rate: formats.share(rate), base: formats.money(base) }),
  }));

function informationRows({ once, recurring, alsoIn }: Quote, translate: Translate): readonly TotalRow[] {
  const split: readonly TotalRow[] =
    recurring.length === 0
      ? []
      : [
          { kind: 'once', label: translate('document.once'), amount: once },
          ...recurring.map(({ charge, periods, total }) => ({
            kind: 'recurring' as const,
            label: translate(`document.${charge}`, { periods }),
            amount: total,
          })),
        ];
  if (alsoIn === undefined) return split;
  const label = translate('document.alsoIn', { currency: alsoIn.total.currency });
  return [...split, { kind: 'also-in', label, amount: alsoIn.total }];
}

/** The name of a discount as it stands beside a line: its share, or the amount. */
export function discountLabel({ discountGiven, discount }: QuoteLine, formats: QuoteFormats): string {
  if (discountGiven === undefined || discount.amount === 0) return '';
  return discountGiven.kind === 'share'
    ? `−${formats.share(discountGiven.share)}`
    : formats.money(negative(discount));
}

/** The taxes of a line by their rates, or its class where the quote has none. */
export const taxText = (
  { taxes = [], taxClass }: QuoteLine,
  translate: Translate,
  formats: QuoteFormats,
): string =>
  taxes.length === 0
    ? translate(`taxClass.${taxClass}`)
    : taxes.map(({ name, rate }) => `${name} ${formats.share(rate)}`).join(' + ');

/** How many, and for how long where it is paid again and again. */
export function quantityText(
  { quantity, charge, periods }: QuoteLine,
  translate: Translate,
  formats: QuoteFormats,
): string {
  const count = formats.count(quantity);
  if (charge === 'once') return count;
  return translate(charge === 'monthly' ? 'document.perMonths' : 'document.perYears', {
    quantity: count,
    periods,
  });
}

/** Number and revision as they are printed: the first needs no mention. */
export const numberOf = ({ number, revision }: Pick<Quote, 'number' | 'revision'>): string =>
  revision === 1 ? number : `${number} / ${revision}`;

/** Every line, also those beside the total. */
export const allLines = ({ sections, options, alternates }: Quote): readonly QuoteLine[] => [
  ...sections.flatMap(({ lines }) => lines),
  ...options,
  ...alternates,
];

/** An amount in major units with all its decimals, such as -1620000.00. */
export function decimalOf(money: Money): `${number}` {
  const digits = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: money.currency,
  }).resolvedOptions().maximumFractionDigits;
  return majorUnitsOf(money).toFixed(digits) as `${number}`;
}
