import type { Catalogue } from '#shared/catalogue/catalogue';
import {
  type CurrencyCode,
  type Money,
  multiplyMoney,
  noMoney,
  subtractMoney,
  sumMoney,
} from '#shared/money/money';
import type { Plan } from '#shared/plan/plan';
import type { QuoteLine, QuoteSection } from '#shared/quote/quote';
import type { CustomLine, Discount, LineEdit, QuoteRequest, ServiceCharge } from '#shared/quote/request';
import { type Good, goodsOf, type GoodsSection, offeredGoods } from './goods';
import type { QuoteFormats, Translate } from './language';
import { describePriceSource } from './price-source';
import type { RateOf } from './rates';
import { specificationOf } from './specification';

/**
 * What a discount takes off an amount; no discount takes nothing. Of a share it is what remains that is rounded, half away from
 * zero, as the amount to pay: 307.50 less 5 % is 292.13 (exactly 292.125), so that 15.37 are taken off.
 */
export function discountOn(base: Money, discount: Discount | undefined): Money {
  if (discount === undefined) return { ...base, amount: 0 };
  return discount.kind === 'share'
    ? subtractMoney(base, multiplyMoney(base, 1 - discount.share))
    : { amount: discount.amount, currency: base.currency };
}

/** Whether a discount takes off more than there is. */
export const exceeds = (base: Money, discount: Discount | undefined): boolean =>
  discount !== undefined &&
  (discount.kind === 'share' ? discount.share > 1 : discount.amount > Math.max(0, base.amount));

/** What the lines of a quote are made from. */
export interface LineInput {
  readonly request: QuoteRequest;
  readonly plan: Plan;
  readonly catalogue: Catalogue;
  readonly translate: Translate;
  readonly formats: QuoteFormats;
  readonly currency: CurrencyCode;
  readonly rateOf: RateOf;
}

export interface QuoteLines {
  readonly goods: readonly GoodsSection[];
  readonly sections: readonly QuoteSection[];
  readonly options: readonly QuoteLine[];
  readonly alternates: readonly QuoteLine[];
}

/** Every line of a quote, in the total and beside it: from the racks, of the seller's own, and services. */
export function linesOf(input: LineInput): QuoteLines {
  const { request, plan, translate, currency } = input;
  const goods = goodsOf(plan, request);
  const offered = goods.map(({ rack, goods: all }) => ({
    title: rack === undefined ? translate('section.all') : translate('section.rack', { name: rack }),
    goods: offeredGoods(all),
  }));
  const rackSections = offered.map(({ title, goods: each }) =>
    section(
      title,
      each.filter((good) => !isOption(good)).map((good) => goodLine(good, input)),
      currency,
    ),
  );
  const custom = request.customLines.map((line) => ({ line, quoted: customLine(line, input) }));
  const included = [...rackSections, ...customSections(custom, input)].filter(
    ({ lines }) => lines.length > 0,
  );
  const serviceLines = servicesOn(goodsTotal(rackSections, currency), input);
  const placed = (placement: CustomLine['placement']) =>
    custom.filter(({ line }) => line.placement === placement).map(({ quoted }) => quoted);
  return {
    goods,
    sections: [
      ...included,
      ...(serviceLines.length === 0 ? [] : [section(translate('section.services'), serviceLines, currency)]),
    ],
    options: [
      ...offered.flatMap(({ goods: each }) => each.filter(isOption).map((good) => goodLine(good, input))),
      ...placed('option'),
    ],
    alternates: placed('alternate'),
  };
}

const isOption = ({ edit }: Good): boolean => edit?.optional === true;

const section = (title: string, lines: readonly QuoteLine[], currency: CurrencyCode): QuoteSection => ({
  title,
  lines: [...lines],
  total: sumMoney(
    lines.map(({ extended }) => extended),
    currency,
  ),
});

const goodsTotal = (sections: readonly QuoteSection[], currency: CurrencyCode): Money =>
  sumMoney(
    sections.map(({ total }) => total),
    currency,
  );

type Unsummed = Omit<QuoteLine, 'gross' | 'discount' | 'extended'>;

/** A line with what it comes to: the product, less its own discount. */
function summed(line: Unsummed): QuoteLine {
  const gross = multiplyMoney(line.unitPrice, line.quantity * line.periods);
  const discount = discountOn(gross, line.discountGiven);
  return { ...line, gross, discount, extended: subtractMoney(gross, discount) };
}

/** Codes and statements of a line, where there are any. */
function detailsOf(
  item: string,
  { itemCode, partNumber, specification = '' }: Partial<LineEdit>,
  { request, ...describing }: LineInput,
): Pick<QuoteLine, 'itemCode' | 'partNumber' | 'specification'> {
  const entered = specification
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const said =
    entered.length > 0 || !request.attach.specifications ? entered : specificationOf(item, describing);
  return {
    ...(itemCode === undefined || itemCode === '' ? {} : { itemCode }),
    ...(partNumber === undefined || partNumber === '' ? {} : { partNumber }),
    ...(said.length === 0 ? {} : { specification: said }),
  };
}

function goodLine(good: Good, input: LineInput): QuoteLine {
  const { catalogue, translate, currency } = input;
  const { key, item, name, quantity, line, edit } = good;
  const unitPrice =
    edit?.unitPrice === undefined
      ? (line?.unitPrice.typical ?? noMoney(currency))
      : typeof edit.unitPrice === 'number'
        ? { amount: edit.unitPrice, currency }
        : edit.unitPrice;
  const priced = line !== undefined && edit?.unitPrice === undefined;
  return summed({
    key,
    item,
    description: edit?.description === undefined || edit.description === '' ? name : edit.description,
    quantity,
    charge: 'once',
    periods: 1,
    unitPrice,
    ...(edit?.discount === undefined ? {} : { discountGiven: edit.discount }),
    taxClass: 'goods',
    ...detailsOf(item, edit ?? {}, input),
    priceSource: priced
      ? describePriceSource(line.unitPrice, { catalogue, translate })
      : translate('source.entered'),
  });
}

function customLine(line: CustomLine, input: LineInput): QuoteLine {
  const { id, item, description, quantity, charge, periods, discount, taxClass, replaces } = line;
  return summed({
    key: `custom/${id}`,
    item,
    description,
    quantity,
    charge,
    periods: charge === 'once' ? 1 : periods,
    unitPrice: line.unitPrice,
    ...(discount === undefined ? {} : { discountGiven: discount }),
    taxClass,
    ...(replaces === '' ? {} : { replaces }),
    ...detailsOf(item, line, input),
    priceSource: input.translate('source.entered'),
  });
}

function customSections(
  custom: readonly { readonly line: CustomLine; readonly quoted: QuoteLine }[],
  { translate, currency }: LineInput,
): readonly QuoteSection[] {
  const byTitle = new Map<string, QuoteLine[]>();
  for (const { line, quoted } of custom) {
    if (line.placement !== 'included') continue;
    const title = line.section === '' ? translate('section.further') : line.section;
    const lines = byTitle.get(title);
    if (lines === undefined) byTitle.set(title, [quoted]);
    else lines.push(quoted);
  }
  return [...byTitle].map(([title, lines]) => section(title, lines, currency));
}

/** Freight, installation and support, as shares of the goods after their discounts or as amounts. */
function servicesOn(goods: Money, { request, translate, currency }: LineInput): readonly QuoteLine[] {
  const { freight, installation, support } = request.services;
  const priceOf = (charge: ServiceCharge): Money =>
    charge.kind === 'share' ? multiplyMoney(goods, charge.share) : { amount: charge.amount, currency };
  const service = (name: 'freight' | 'installation' | 'support', charge: ServiceCharge, years?: number) =>
    summed({
      key: `service/${name}`,
      item: name,
      description: translate(`service.${name}`),
      quantity: 1,
      charge: years === undefined ? 'once' : 'yearly',
      periods: years ?? 1,
      unitPrice: priceOf(charge),
      taxClass: 'services',
      priceSource:
        charge.kind === 'share'
          ? translate('source.shareOfGoods', { share: String(Number((charge.share * 100).toFixed(6))) })
          : translate('source.entered'),
    });
  return [
    ...(freight === undefined ? [] : [service('freight', freight)]),
    ...(installation === undefined ? [] : [service('installation', installation)]),
    ...(support === undefined ? [] : [service('support', support.charge, support.years)]),
  ];
}
