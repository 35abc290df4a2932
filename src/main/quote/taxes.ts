import { ownValue } from '#shared/schema/own-value';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import { type Money, multiplyMoney, sumMoney } from '#shared/money/money';
import type { QuoteLine, QuoteTax } from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';
import type { TaxChoice, TaxRounding } from '#shared/quote/tax-choice';
import type { Translate } from './language';

/** A tax with what it is called and where its rate is from; `compound` where its base has the taxes before it in it. */
export type NamedTax = Pick<QuoteTax, 'code' | 'name' | 'rate' | 'source' | 'compound'>;

/** What stands for a code where there is none of the catalogue. */
export const UNTAXED = 'none';
const OWN = 'own';

interface Naming {
  readonly catalogue: Catalogue;
  readonly translate: Translate;
}

/** A choice as its taxes in the order in which they apply; undefined where a code is not in the catalogue. */
export function taxesOf(choice: TaxChoice, naming: Naming): readonly NamedTax[] | undefined {
  const { translate } = naming;
  switch (choice.kind) {
    case 'none':
      return [{ code: UNTAXED, name: translate('tax.none'), rate: 0, source: '' }];
    case 'own':
      return [{ code: OWN, name: choice.name, rate: choice.rate, source: translate('tax.own') }];
    case 'code':
      return codedTaxes(choice.code, naming);
    case 'several': {
      const each = choice.taxes.map(({ compound, ...tax }) =>
        taxesOf(tax, naming)?.map((named) => (compound === true ? { ...named, compound } : named)),
      );
      return each.includes(undefined) ? undefined : each.flatMap((taxes) => taxes ?? []);
    }
  }
}

/** The tax of a code, or the parts that its law divides it into, such as CGST and SGST. */
function codedTaxes(code: string, naming: Naming): readonly NamedTax[] | undefined {
  const { catalogue, translate } = naming;
  const tax = ownValue(catalogue.taxes, code);
  if (tax?.parts !== undefined) {
    const parts = tax.parts.map((part) => codedTaxes(part, naming));
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  const reading = tax && isKnown(tax.rate) ? tax.rate.readings[0] : undefined;
  if (tax === undefined || reading === undefined) return undefined;
  const title = catalogue.sources[reading.source]?.title ?? reading.source;
  const kind = tax.label ?? translate(`tax.${tax.kind}`);
  return [
    {
      code: tax.id,
      name: translate('tax.named', { kind, region: tax.region }),
      rate: reading.typical,
      source: translate('source.reading', { title, date: reading.date }),
    },
  ];
}

/** The taxes that a line of a quote bears: its own, else those of its service or class. */
export function choiceFor(
  { key, item, taxClass }: Pick<QuoteLine, 'key' | 'item' | 'taxClass'>,
  { taxes, edits, customLines }: QuoteRequest,
): TaxChoice {
  if (taxClass === 'exempt') return { kind: 'none' };
  if (key.startsWith('custom/')) {
    return customLines.find(({ id }) => key === `custom/${id}`)?.tax ?? taxes[taxClass];
  }
  if (key.startsWith('service/')) {
    const own = key === `service/${item}` && isService(item) ? taxes[item] : undefined;
    return own ?? taxes.services;
  }
  return (edits[key] ?? edits[`all/${item}`])?.tax ?? taxes[taxClass];
}

const isService = (item: string): item is 'freight' | 'installation' | 'support' =>
  item === 'freight' || item === 'installation' || item === 'support';

/** Every choice that a request makes, to be checked before anything is counted. */
export const taxChoicesOf = ({ taxes, edits, customLines }: QuoteRequest): readonly TaxChoice[] => [
  ...Object.values(taxes).flatMap((choice) => choice ?? []),
  ...[...Object.values(edits), ...customLines].flatMap(({ tax }) => tax ?? []),
];

export interface TaxedLine {
  /** What is left of the line after every discount. */
  readonly base: Money;
  readonly taxes: readonly NamedTax[];
}

type LineTax = NonNullable<QuoteLine['taxes']>[number];

export interface CountedTaxes {
  /** None where nothing is taxed. */
  readonly taxes: readonly QuoteTax[];
  /** Of each line, in the order of the lines. */
  readonly byLine: readonly (readonly LineTax[])[];
}

interface Part {
  readonly line: number;
  readonly base: Money;
}

/**
 * The taxes of a document and of each of its lines. Taxes apply in the order of a line; one that compounds is taken on the line with
 * the taxes before it. A tax is its rate on its base, rounded half away from zero: once over the document and then
 * spread over the lines, or on each line and then added up. Either way lines and document agree to the minor unit.
 */
export function countTaxes(lines: readonly TaxedLine[], rounding: TaxRounding): CountedTaxes {
  if (lines.every(({ taxes }) => taxes.every(({ code }) => code === UNTAXED))) {
    return { taxes: [], byLine: lines.map(() => []) };
  }
  const byLine: LineTax[][] = lines.map(() => []);
  const counted: QuoteTax[] = [];
  const most = Math.max(...lines.map(({ taxes }) => taxes.length));
  for (let place = 0; place < most; place += 1) {
    for (const { tax, parts } of groupsAt(lines, place, byLine)) {
      const amounts = amountsOf(parts, tax.rate, rounding);
      const currency = amounts[0]?.currency ?? lines[0]?.base.currency ?? 'USD';
      const base = sumMoney(
        parts.map((part) => part.base),
        currency,
      );
      counted.push({ ...tax, base, amount: sumMoney(amounts, currency) });
      parts.forEach(({ line }, index) => {
        const amount = amounts[index] ?? { amount: 0, currency };
        byLine[line]?.push({ code: tax.code, name: tax.name, rate: tax.rate, amount });
      });
    }
  }
  return { taxes: counted, byLine: byLine.map((taxes) => taxes.filter(({ code }) => code !== UNTAXED)) };
}

/** Lines whose tax at a place is the same, with the base that it is taken on. */
function groupsAt(
  lines: readonly TaxedLine[],
  place: number,
  before: readonly (readonly LineTax[])[],
): readonly { readonly tax: NamedTax; readonly parts: readonly Part[] }[] {
  const groups = new Map<string, { readonly tax: NamedTax; readonly parts: Part[] }>();
  lines.forEach(({ base, taxes }, line) => {
    const tax = taxes[place];
    if (tax === undefined) return;
    const earlier = tax.compound === true ? (before[line] ?? []).map(({ amount }) => amount) : [];
    const part: Part = { line, base: sumMoney([base, ...earlier], base.currency) };
    const key = `${tax.code}/${tax.name}/${tax.rate}/${tax.compound === true}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { tax, parts: [part] });
    else group.parts.push(part);
  });
  return [...groups.values()];
}

function amountsOf(parts: readonly Part[], rate: number, rounding: TaxRounding): readonly Money[] {
  const own = parts.map(({ base }) => multiplyMoney(base, rate));
  const [first] = own;
  if (rounding === 'line' || first === undefined) return own;
  const { currency } = first;
  const bases = sumMoney(
    parts.map(({ base }) => base),
    currency,
  );
  return adjusted(own, parts, multiplyMoney(bases, rate).amount);
}

/** Amounts changed by one minor unit each, those of the largest bases first, until they add up to a sum. */
function adjusted(own: readonly Money[], parts: readonly Part[], sum: number): readonly Money[] {
  let rest = sum - own.reduce((total, { amount }) => total + amount, 0);
  if (rest === 0) return own;
  const amounts = own.map(({ amount }) => amount);
  const order = parts
    .map(({ base }, index) => ({ index, size: Math.abs(base.amount) }))
    .toSorted((a, b) => b.size - a.size || a.index - b.index);
  while (rest !== 0) {
    for (const { index } of order) {
      if (rest === 0) break;
      const step = Math.sign(rest);
      amounts[index] = (amounts[index] ?? 0) + step;
      rest -= step;
    }
  }
  return own.map(({ currency }, index) => ({ amount: (amounts[index] ?? 0) + 0, currency }));
}
