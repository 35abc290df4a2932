import { allocateMoney, type CurrencyCode, type Money, subtractMoney, sumMoney } from '#shared/money/money';
import type { Quote, QuoteLine, RecurringCharge } from '#shared/quote/quote';
import type { Payment } from '#shared/quote/request';
import { discountOn, type LineInput, type QuoteLines } from './lines';
import { converted } from './rates';
import { choiceFor, type CountedTaxes, countTaxes, type TaxedLine, taxesOf } from './taxes';

/** What is left of each line after the discount on the whole, which is spread over what they come to, to the minor unit. */
export function netLines(lines: readonly QuoteLine[], discount: Money): readonly Money[] {
  const weights = lines.map(({ extended }) => Math.max(0, extended.amount));
  if (discount.amount === 0 || weights.every((weight) => weight === 0)) {
    return lines.map(({ extended }) => extended);
  }
  const shares = allocateMoney(discount, weights);
  return lines.map(({ extended }, index) =>
    subtractMoney(extended, shares[index] ?? { ...discount, amount: 0 }),
  );
}

function taxesOn(
  lines: readonly QuoteLine[],
  nets: readonly Money[],
  { request, catalogue, translate }: LineInput,
): CountedTaxes {
  const taxed = lines.map((line, index): TaxedLine => {
    const taxes = taxesOf(choiceFor(line, request), { catalogue, translate });
    if (taxes === undefined) throw new Error('An unknown tax code was not refused');
    return { base: nets[index] ?? line.extended, taxes };
  });
  return countTaxes(taxed, request.rounding);
}

type Totals = Pick<
  Quote,
  | 'sections'
  | 'gross'
  | 'lineDiscounts'
  | 'subtotal'
  | 'discountGiven'
  | 'discount'
  | 'taxable'
  | 'taxes'
  | 'tax'
  | 'total'
  | 'once'
  | 'recurring'
  | 'alsoIn'
  | 'payments'
>;

const includedLines = ({ sections }: Pick<QuoteLines, 'sections'>): readonly QuoteLine[] =>
  sections.flatMap(({ lines }) => lines);

/** Gross, discounts, taxes and total of the included lines, what of it recurs, and when it is due. */
export function totalsOf(quoted: QuoteLines, input: LineInput): Totals {
  const { request, currency, rateOf } = input;
  const lines = includedLines(quoted);
  const sum = (read: (line: QuoteLine) => Money, of = lines) => sumMoney(of.map(read), currency);
  const subtotal = sum(({ extended }) => extended);
  const discount = discountOn(subtotal, request.discount);
  const taxable = subtractMoney(subtotal, discount);
  const { taxes, byLine } = taxesOn(lines, netLines(lines, discount), input);
  const tax = sumMoney(
    taxes.map(({ amount }) => amount),
    currency,
  );
  const total = sumMoney([taxable, tax], currency);
  const { alsoIn } = request;
  const rate = alsoIn === undefined || alsoIn === currency ? undefined : rateOf(currency, alsoIn);
  let at = 0;
  const withTaxes = (line: QuoteLine): QuoteLine => {
    const own = byLine[at++] ?? [];
    return own.length === 0 ? line : { ...line, taxes: [...own] };
  };
  return {
    sections: quoted.sections.map((section) => ({ ...section, lines: section.lines.map(withTaxes) })),
    gross: sum(({ gross }) => gross),
    lineDiscounts: sum((line) => line.discount),
    subtotal,
    ...(request.discount === undefined ? {} : { discountGiven: request.discount }),
    discount,
    taxable,
    taxes: [...taxes],
    tax,
    total,
    once: sum(
      ({ extended }) => extended,
      lines.filter(({ charge }) => charge === 'once'),
    ),
    recurring: [...recurringOf(lines, currency)],
    ...(alsoIn === undefined || rate === undefined
      ? {}
      : { alsoIn: { total: converted(total, alsoIn, rateOf), rate } }),
    payments: [...paymentsOf(total, request.payments)],
  };
}

/** What is paid by the month or year, one entry for each term. */
function recurringOf(lines: readonly QuoteLine[], currency: CurrencyCode): readonly RecurringCharge[] {
  const terms = new Map<string, RecurringCharge>();
  for (const { charge, periods, extended } of lines) {
    if (charge === 'once') continue;
    const key = `${charge}/${periods}`;
    const before = terms.get(key)?.total;
    terms.set(key, {
      charge,
      periods,
      total: sumMoney(before === undefined ? [extended] : [before, extended], currency),
    });
  }
  return [...terms.values()];
}

const WEIGHT_OF_WHOLE = 1e9;

/** The total in the parts in which it is due; they add up to it to the minor unit. */
function paymentsOf(total: Money, payments: readonly Payment[]): Quote['payments'] {
  if (payments.length === 0) return [];
  const amounts = allocateMoney(
    total,
    payments.map(({ share }) => Math.round(share * WEIGHT_OF_WHOLE)),
  );
  return payments.map(({ share, due }, index) => ({
    share,
    due,
    amount: amounts[index] ?? { ...total, amount: 0 },
  }));
}
