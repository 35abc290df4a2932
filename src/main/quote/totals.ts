import { ownValue } from '#shared/schema/own-value';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import {
  allocateMoney,
  type CurrencyCode,
  type Money,
  multiplyMoney,
  subtractMoney,
  sumMoney,
} from '#shared/money/money';
import type { Quote, QuoteLine, QuoteTax, RecurringCharge } from '#shared/quote/quote';
import type { Payment, QuoteRequest, TaxChoice, TaxClass } from '#shared/quote/request';
import type { Translate } from './language';
import { discountOn, type LineInput, type QuoteLines } from './lines';
import { converted } from './rates';

type NamedTax = Pick<QuoteTax, 'code' | 'name' | 'rate' | 'source'>;

/** What stands for a code where there is none of the catalogue. */
const UNTAXED = 'none';
const OWN = 'own';

const NONE: TaxChoice = { kind: 'none' };

const choiceFor = (taxClass: TaxClass, { taxes }: QuoteRequest): TaxChoice =>
  taxClass === 'exempt' ? NONE : taxes[taxClass];

/** A tax choice with its name and rate; undefined for a code that the catalogue does not have. */
export function taxOf(
  choice: TaxChoice,
  { catalogue, translate }: { readonly catalogue: Catalogue; readonly translate: Translate },
): NamedTax | undefined {
  if (choice.kind === 'none') return { code: UNTAXED, name: translate('tax.none'), rate: 0, source: '' };
  if (choice.kind === 'own') {
    return { code: OWN, name: choice.name, rate: choice.rate, source: translate('tax.own') };
  }
  const tax = ownValue(catalogue.taxes, choice.code);
  const reading = tax && isKnown(tax.rate) ? tax.rate.readings[0] : undefined;
  if (tax === undefined || reading === undefined) return undefined;
  const title = catalogue.sources[reading.source]?.title ?? reading.source;
  return {
    code: tax.id,
    name: translate('tax.named', { kind: translate(`tax.${tax.kind}`), region: tax.region }),
    rate: reading.typical,
    source: translate('source.reading', { title, date: reading.date }),
  };
}

interface TaxQuestion {
  readonly lines: readonly QuoteLine[];
  readonly discount: Money;
  readonly request: QuoteRequest;
  readonly catalogue: Catalogue;
  readonly translate: Translate;
}

/**
 * The taxes on the included lines. The overall discount is spread over the lines of each tax in proportion to what they
 * come to, to the minor unit; each tax is then its rate on what remains, rounded once. None where nothing is taxed.
 */
function taxesOn({ lines, discount, request, catalogue, translate }: TaxQuestion): readonly QuoteTax[] {
  const groups = new Map<string, { readonly tax: NamedTax; readonly amounts: Money[] }>();
  for (const line of lines) {
    const tax = taxOf(choiceFor(line.taxClass, request), { catalogue, translate });
    if (tax === undefined) throw new Error('An unknown tax code was not refused');
    const key = `${tax.code}/${tax.name}/${tax.rate}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { tax, amounts: [line.extended] });
    else group.amounts.push(line.extended);
  }
  const taxed = [...groups.values()].map(({ tax, amounts }) => ({
    tax,
    sum: sumMoney(amounts, discount.currency),
  }));
  if (taxed.every(({ tax }) => tax.code === UNTAXED)) return [];
  const weights = taxed.map(({ sum }) => Math.max(0, sum.amount));
  const shares = weights.some((weight) => weight > 0)
    ? allocateMoney(discount, weights)
    : taxed.map(() => ({ ...discount, amount: 0 }));
  return taxed.map(({ tax, sum }, index) => {
    const base = subtractMoney(sum, shares[index] ?? { ...discount, amount: 0 });
    return { ...tax, base, amount: multiplyMoney(base, tax.rate) };
  });
}

type Totals = Pick<
  Quote,
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
  const { request, catalogue, translate, currency, rateOf } = input;
  const lines = includedLines(quoted);
  const sum = (read: (line: QuoteLine) => Money, of = lines) => sumMoney(of.map(read), currency);
  const subtotal = sum(({ extended }) => extended);
  const discount = discountOn(subtotal, request.discount);
  const taxable = subtractMoney(subtotal, discount);
  const taxes = taxesOn({ lines, discount, request, catalogue, translate });
  const tax = sumMoney(
    taxes.map(({ amount }) => amount),
    currency,
  );
  const total = sumMoney([taxable, tax], currency);
  const { alsoIn } = request;
  const rate = alsoIn === undefined || alsoIn === currency ? undefined : rateOf(currency, alsoIn);
  return {
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
