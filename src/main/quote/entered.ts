import type { CurrencyCode, Money } from '#shared/money/money';
import type { CustomLine, Discount, EnteredAmount, LineEdit, QuoteRequest } from '#shared/quote/request';
import { converted, type RateOf } from './rates';

/** What the seller entered in money, each amount in the currency that it was entered in. */

const ofDiscount = (discount: Discount | undefined): readonly CurrencyCode[] =>
  discount?.kind === 'amount' && discount.currency !== undefined ? [discount.currency] : [];

const ofAmount = (amount: number | EnteredAmount | undefined): readonly CurrencyCode[] =>
  typeof amount === 'object' ? [amount.currency] : [];

const ofDetails = ({ discount, costPrice, floorPrice }: LineEdit | CustomLine): readonly CurrencyCode[] => [
  ...ofDiscount(discount),
  ...ofAmount(costPrice),
  ...ofAmount(floorPrice),
];

/** Every currency that something was entered in. */
export function enteredCurrencies({
  edits,
  customLines,
  services: { freight, installation, support },
  discount,
}: QuoteRequest): ReadonlySet<CurrencyCode> {
  return new Set([
    ...Object.values(edits).flatMap((edit) => [...ofAmount(edit.unitPrice), ...ofDetails(edit)]),
    ...customLines.flatMap((line) => [line.unitPrice.currency, ...ofDetails(line)]),
    ...[discount, freight, installation, support?.charge].flatMap(ofDiscount),
  ]);
}

interface Conversion {
  readonly currency: CurrencyCode;
  readonly rateOf: RateOf;
}

/** A request whose amounts are all in one currency, converted at dated rates, which have to be known. */
export function inOneCurrency(request: QuoteRequest, conversion: Conversion): QuoteRequest {
  const money = (entered: Money): Money => converted(entered, conversion.currency, conversion.rateOf);
  const discount = <Given extends Discount | undefined>(given: Given): Given =>
    given?.kind === 'amount' && given.currency !== undefined
      ? { ...given, ...money({ amount: given.amount, currency: given.currency }) }
      : given;
  const details = <Line extends LineEdit | CustomLine>(line: Line): Line => ({
    ...line,
    ...(line.discount === undefined ? {} : { discount: discount(line.discount) }),
    ...(line.costPrice === undefined ? {} : { costPrice: money(line.costPrice) }),
    ...(line.floorPrice === undefined ? {} : { floorPrice: money(line.floorPrice) }),
  });
  const edit = (given: LineEdit): LineEdit => {
    const { unitPrice } = given;
    return { ...details(given), ...(typeof unitPrice === 'object' ? { unitPrice: money(unitPrice) } : {}) };
  };
  const { freight, installation, support } = request.services;
  return {
    ...request,
    edits: Object.fromEntries(Object.entries(request.edits).map(([key, given]) => [key, edit(given)])),
    customLines: request.customLines.map((line) => ({ ...details(line), unitPrice: money(line.unitPrice) })),
    services: {
      ...(freight === undefined ? {} : { freight: discount(freight) }),
      ...(installation === undefined ? {} : { installation: discount(installation) }),
      ...(support === undefined ? {} : { support: { ...support, charge: discount(support.charge) } }),
    },
    ...(request.discount === undefined ? {} : { discount: discount(request.discount) }),
  };
}
