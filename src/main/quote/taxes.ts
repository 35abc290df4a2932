import type { Catalogue } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import { allocateMoney, multiplyMoney, subtractMoney, sumMoney, type Money } from '#shared/money';
import type { QuoteLine, QuoteTax } from '#shared/quote/quote';
import type { QuoteRequest, TaxChoice, TaxClass } from '#shared/quote/request';
import type { Translate } from './messages';

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
  const tax = Object.hasOwn(catalogue.taxes, choice.code) ? catalogue.taxes[choice.code] : undefined;
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

export interface TaxQuestion {
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
export function taxesOn({
  lines,
  discount,
  request,
  catalogue,
  translate,
}: TaxQuestion): readonly QuoteTax[] {
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
