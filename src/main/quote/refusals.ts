import type { Catalogue } from '#shared/catalogue/catalogue';
import type { CurrencyCode, Money } from '#shared/money';
import type { QuoteLine } from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';
import type { Refusal } from '#shared/refusal';
import { exceeds } from './discounts';
import { byItem, unpricedGoods, type Good, type GoodsSection } from './goods';
import type { Translate } from './messages';
import type { QuoteLines } from './lines';
import type { RateOf } from './rates';
import { taxOf } from './taxes';

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
    message: `The quote is valid until ${validUntil}, which is before it is issued on ${issuedOn}.`,
    path: 'validUntil',
    remedy: `Let it be valid until ${issuedOn} or later.`,
    params: { issuedOn, validUntil },
  };
}

function refuseRates({ request, currency, rateOf }: RefusalInput): Refusal | undefined {
  const wanted = [
    ...request.customLines.map(({ unitPrice }) => [unitPrice.currency, currency] as const),
    ...(request.alsoIn === undefined ? [] : [[currency, request.alsoIn] as const]),
  ];
  const missing = wanted.find(([from, to]) => from !== to && rateOf(from, to) === undefined);
  if (missing === undefined) return undefined;
  const [from, to] = missing;
  return {
    code: 'quote-no-rate',
    message: `There is no exchange rate from ${from} to ${to}, so that amounts in both cannot stand in one quote.`,
    path: 'exchangeRates',
    remedy: `Enter the rate from ${from} to ${to} with its day.`,
    params: { from, to },
  };
}

function refuseTaxes({ request, catalogue, translate }: RefusalInput): Refusal | undefined {
  const choice = [request.taxes.goods, request.taxes.services].find(
    (each) => taxOf(each, { catalogue, translate }) === undefined,
  );
  if (choice?.kind !== 'code') return undefined;
  const known = Object.keys(catalogue.taxes);
  return {
    code: 'quote-tax-unknown',
    message: `There is no tax code ${choice.code}. Known are ${known.join(', ')}.`,
    path: 'taxes',
    remedy: 'Choose a known code, or enter name and rate of your own.',
    params: { tax: choice.code, known: known.join(', ') },
  };
}

function refusePayments({ payments }: QuoteRequest): Refusal | undefined {
  const sum = payments.reduce((total, { share }) => total + share, 0);
  if (payments.length === 0 || Math.abs(sum - 1) <= SHARE_TOLERANCE) return undefined;
  const percent = Number((sum * 100).toFixed(6));
  return {
    code: 'quote-payments-not-whole',
    message: `The payments come to ${percent} % of the total and not to 100 %.`,
    path: 'payments',
    remedy: 'Let the shares add up to 100 %.',
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
    remedy:
      'Enter a price of your own, leave them out, and the quote says so, or take them out of the racks.',
    params: { items, count: byItem(unpriced).length },
  };
}

function refuseEmpty(unpriced: readonly Good[]): Refusal {
  if (unpriced.length === 0) {
    return {
      code: 'quote-of-nothing',
      message: 'There is nothing in this quote: the racks hold nothing that is offered.',
      path: 'scenario.racks',
      remedy: 'Place at least one device in a rack, or add a line of your own.',
    };
  }
  const items = listOf(unpriced);
  return {
    code: 'quote-nothing-priced',
    message: `Nothing in the racks has a price: ${items}.`,
    path: 'scenario.devices',
    remedy: 'Enter prices of your own.',
    params: { items, count: byItem(unpriced).length },
  };
}

function refuseDiscount(line: QuoteLine | undefined): Refusal {
  const what = line?.description ?? '';
  return line === undefined
    ? {
        code: 'quote-discount-over-whole',
        message: 'The discount on the whole takes off more than the sum of the lines.',
        path: 'discount',
        remedy: 'Take off 100 % at most.',
      }
    : {
        code: 'quote-line-discount-over-whole',
        message: `The discount on “${what}” takes off more than the line comes to.`,
        path: `lines.${line.key}`,
        remedy: 'Take off 100 % at most.',
        params: { line: what },
      };
}

const belowZero: Refusal = {
  code: 'quote-below-zero',
  message: 'The credits exceed what is offered, so that the quote would come to less than nothing.',
  path: 'customLines',
  remedy: 'Lower the credits.',
};

function listOf(goods: readonly Good[]): string {
  const unpriced = byItem(goods);
  const shown = unpriced.slice(0, NAMED_AT_MOST).map(({ name, quantity }) => `${quantity} × ${name}`);
  const rest = unpriced.length - NAMED_AT_MOST;
  return rest > 0 ? `${shown.join(', ')}, … (+${rest})` : shown.join(', ');
}
