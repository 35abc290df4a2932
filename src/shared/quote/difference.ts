import type { Money } from '#shared/money/money';
import { isSameContent } from '#shared/json/same-content';
import type { Quote, QuoteLine } from './quote';

/** What of a line changed between two quotes. */
export interface ChangedLine {
  readonly key: string;
  readonly description: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: Pick<QuoteLine, 'quantity' | 'unitPrice' | 'extended'> | undefined;
  readonly after: Pick<QuoteLine, 'quantity' | 'unitPrice' | 'extended'> | undefined;
}

export interface QuoteDifference {
  readonly lines: readonly ChangedLine[];
  readonly amounts: readonly {
    readonly name: 'subtotal' | 'discount' | 'tax' | 'total';
    readonly before: Money;
    readonly after: Money;
  }[];
  /** Fields beside the amounts that read differently, such as the terms or the buyer. */
  readonly fields: readonly (typeof comparedFields)[number][];
}

export const comparedFields = [
  'validUntil',
  'seller',
  'buyer',
  'deliverTo',
  'reference',
  'currency',
  'notIncluded',
  'incoterm',
  'leadTime',
  'payments',
  'terms',
  'notes',
  'assumptions',
] as const;

export const comparedAmounts = ['subtotal', 'discount', 'tax', 'total'] as const;

type Placed = { readonly line: QuoteLine; readonly place: 'total' | 'option' | 'alternate' };

function linesOf({ sections, options, alternates }: Quote): ReadonlyMap<string, Placed> {
  const placed = [
    ...sections.flatMap(({ lines }) => lines.map((line): Placed => ({ line, place: 'total' }))),
    ...options.map((line): Placed => ({ line, place: 'option' })),
    ...alternates.map((line): Placed => ({ line, place: 'alternate' })),
  ];
  return new Map(placed.map((entry) => [entry.line.key, entry]));
}

/** What changed from one quote to another: lines by their key, amounts, and the fields beside them. */
export function differenceOf(before: Quote, after: Quote): QuoteDifference {
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): ChangedLine[] => {
    const [was, is] = [old.get(key), now.get(key)];
    if (isSameContent(was && withoutSource(was), is && withoutSource(is))) return [];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const description = (is ?? was)?.line.description ?? key;
    return [{ key, description, kind, before: was?.line, after: is?.line }];
  });
  return {
    lines,
    amounts: comparedAmounts.flatMap((name) =>
      isSameContent(before[name], after[name]) ? [] : [{ name, before: before[name], after: after[name] }],
    ),
    fields: comparedFields.filter((field) => !isSameContent(before[field], after[field])),
  };
}

const withoutSource = ({ line, place }: Placed) => ({ ...line, priceSource: '', place });
