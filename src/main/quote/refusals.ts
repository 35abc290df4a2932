import { withUnit } from '#shared/language/written';
import { distinct } from '#shared/text/order';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { CurrencyCode, Money } from '#shared/money/money';
import type { QuoteLine } from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';
import type { Refusal } from '#shared/refusal/refusal';
import { exceeds, type QuoteLines } from './lines';
import { enteredCurrencies } from './entered';
import { byItem, unconvertedCurrencies, unpricedGoods, type Good, type GoodsSection } from './goods';
import type { Translate } from './language';
import type { RateOf } from './rates';
import { taxChoicesOf, taxesOf } from './taxes';

const NAMED_AT_MOST = 5;
const SHARE_TOLERANCE = 1e-9;

export interface RefusalInput {
  readonly request: QuoteRequest;
  readonly goods: readonly GoodsSection[];
  readonly catalogue: Catalogue;
  readonly translate: Translate;
  readonly currency: CurrencyCode;
  readonly rateOf: RateOf;
}

/** Why no lines can be made: days, rates, tax codes, payments or prices that are not there. */
export const refuseRequest = (input: RefusalInput): Refusal | undefined =>
  refuseDays(input.request) ??
  refuseRates(input) ??
  refuseTaxes(input) ??
  refusePayments(input.request) ??
  refuseUnpriced(input);

/** Why lines that were made are no quote: a discount above the whole, credits above the goods, or nothing at all. */
export function refuseLines(quoted: QuoteLines, request: QuoteRequest, subtotal: Money): Refusal | undefined {
  const included = quoted.sections.flatMap(({ lines }) => lines);
  if (included.length === 0) return refuseEmpty(unpricedGoods(quoted.goods));
  const beside = [...quoted.options, ...quoted.alternates];
  const line = [...included, ...beside].find(({ gross, discountGiven }) => exceeds(gross, discountGiven));
  if (line !== undefined) return refuseDiscount(line);
  if (exceeds(subtotal, request.discount)) return refuseDiscount(undefined);
  return subtotal.amount < 0 ? belowZero : undefined;
}

function refuseDays({ issuedOn, validUntil }: QuoteRequest): Refusal | undefined {
  if (validUntil >= issuedOn) return undefined;
  return {
    code: 'quote-valid-before-issued',
    message: `The quote expires on ${validUntil}, before its issue date ${issuedOn}.`,
    path: 'validUntil',
    remedy: `Set the expiry date to ${issuedOn} or later.`,
    params: { issuedOn, validUntil },
  };
}

/** Pairs that something has to be converted by and no rate is known for: of entered amounts, prices, and the second total. */
function refuseRates({ request, goods, currency, rateOf }: RefusalInput): Refusal | undefined {
  const wanted = [
    ...[...enteredCurrencies(request), ...unconvertedCurrencies(goods)].map(
      (from) => [from, currency] as const,
    ),
    ...(request.alsoIn === undefined ? [] : [[currency, request.alsoIn] as const]),
  ];
  const missing = wanted.filter(([from, to]) => from !== to && rateOf(from, to) === undefined);
  const [first] = missing;
  if (first === undefined) return undefined;
  const [from, to] = first;
  const pairs = distinct(missing.map((pair) => pair.join(' → '))).join(', ');
  return {
    code: 'quote-no-rate',
    message: `This quote needs an exchange rate that is not known: ${pairs}.`,
    path: 'exchangeRates',
    remedy: `Enter the rate from ${from} to ${to} with its date, or load a rate file.`,
    params: { from, to, pairs },
  };
}

function refuseTaxes({ request, catalogue, translate }: RefusalInput): Refusal | undefined {
  const choice = taxChoicesOf(request)
    .flatMap((each) => (each.kind === 'several' ? each.taxes : [each]))
    .find((each) => taxesOf(each, { catalogue, translate }) === undefined);
  if (choice?.kind !== 'code') return undefined;
  const known = Object.keys(catalogue.taxes);
  return {
    code: 'quote-tax-unknown',
    message: `Tax code ${choice.code} does not exist. Known codes: ${known.join(', ')}.`,
    path: 'taxes',
    remedy: 'Choose a known code, or enter your own name and rate.',
    params: { tax: choice.code, known: known.join(', ') },
  };
}

function refusePayments({ payments }: QuoteRequest): Refusal | undefined {
  const sum = payments.reduce((total, { share }) => total + share, 0);
  if (payments.length === 0 || Math.abs(sum - 1) <= SHARE_TOLERANCE) return undefined;
  const percent = Number((sum * 100).toFixed(6));
  return {
    code: 'quote-payments-not-whole',
    message: `The payments add up to ${withUnit(String(percent), '%')} of the total, not 100 %.`,
    path: 'payments',
    remedy: 'Make the shares add up to 100 %.',
    params: { percent },
  };
}

function refuseUnpriced({ goods, request }: RefusalInput): Refusal | undefined {
  const unpriced = unpricedGoods(goods);
  if (unpriced.length === 0 || request.unpriced === 'leave-out') return undefined;
  const items = listOf(unpriced);
  return {
    code: 'quote-price-missing',
    message: `The price book has no price for ${items}. A missing price is never counted as zero.`,
    path: 'unpriced',
    remedy: 'Enter your own price, exclude the items (the quote says so), or remove them from the racks.',
    params: { items, count: byItem(unpriced).length },
  };
}

function refuseEmpty(unpriced: readonly Good[]): Refusal {
  if (unpriced.length === 0) {
    return {
      code: 'quote-of-nothing',
      message: 'This quote is empty: the racks hold nothing to offer.',
      path: 'scenario.racks',
      remedy: 'Place at least one device in a rack, or add your own line.',
    };
  }
  const items = listOf(unpriced);
  return {
    code: 'quote-nothing-priced',
    message: `No item in the racks has a price: ${items}.`,
    path: 'scenario.devices',
    remedy: 'Enter your own prices.',
    params: { items, count: byItem(unpriced).length },
  };
}

function refuseDiscount(line: QuoteLine | undefined): Refusal {
  const what = line?.description ?? '';
  return line === undefined
    ? {
        code: 'quote-discount-over-whole',
        message: 'The overall discount exceeds the sum of the lines.',
        path: 'discount',
        remedy: 'Enter a discount of at most 100 %.',
      }
    : {
        code: 'quote-line-discount-over-whole',
        message: `The discount on “${what}” exceeds the amount of the line.`,
        path: `lines.${line.key}`,
        remedy: 'Enter a discount of at most 100 %.',
        params: { line: what },
      };
}

const belowZero: Refusal = {
  code: 'quote-below-zero',
  message: 'The credits exceed the items offered, so the total would be negative.',
  path: 'customLines',
  remedy: 'Reduce the credits.',
};

function listOf(goods: readonly Good[]): string {
  const unpriced = byItem(goods);
  const shown = unpriced.slice(0, NAMED_AT_MOST).map(({ name, quantity }) => `${quantity} × ${name}`);
  const rest = unpriced.length - NAMED_AT_MOST;
  return rest > 0 ? `${shown.join(', ')}, … (+${rest})` : shown.join(', ');
}
