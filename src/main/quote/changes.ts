import { differenceOf } from '#shared/quote/difference';
import type { Quote, QuoteLine } from '#shared/quote/quote';
import { quoteFormats, quoteMessages } from './language';

type Amounts = Pick<QuoteLine, 'quantity' | 'unitPrice' | 'extended'>;

/** What a revision changes of the quote before it, in the words of the revision; undefined where it changes nothing. */
export function changesSince(before: Quote, after: Quote): Quote['changes'] {
  const translate = quoteMessages(after.language);
  const formats = quoteFormats(after.language);
  const { lines, amounts, fields } = differenceOf(before, after);
  const written = ({ quantity, unitPrice, extended }: Amounts): string =>
    `${formats.count(quantity)} × ${formats.money(unitPrice)} = ${formats.money(extended)}`;
  // What it rests on follows from the lines and rates, and the day of a revision is always another.
  const named = fields.filter((field) => field !== 'assumptions' && field !== 'validUntil');
  const said = [
    ...lines.flatMap(({ kind, description: line, before: was, after: now }) => {
      if (kind === 'added' && now)
        return [translate('document.changeAdded', { line: `${line}: ${written(now)}` })];
      if (kind === 'removed') return [translate('document.changeRemoved', { line })];
      if (was === undefined || now === undefined) return [];
      const [old, current] = [written(was), written(now)];
      return [old === current ? line : `${line}: ${old} → ${current}`];
    }),
    ...amounts.map(({ name, before: was, after: now }) => {
      const label =
        name === 'discount'
          ? 'document.discountAmount'
          : name === 'tax'
            ? 'document.taxColumn'
            : `document.${name}`;
      return `${translate(label as 'document.total')}: ${formats.money(was)} → ${formats.money(now)}`;
    }),
    ...(named.length === 0
      ? []
      : [
          translate('document.changeAlso', {
            fields: named.map((field) => translate(`document.${field}`)).join(', '),
          }),
        ]),
  ];
  const since = before.revision === 1 ? before.number : `${before.number} / ${before.revision}`;
  return said.length === 0 ? undefined : { since, said };
}
