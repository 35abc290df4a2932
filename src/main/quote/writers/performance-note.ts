import { thawed } from '#shared/scenario/read';
import type { QuotePage } from './pdf-page';

/** What the cost of tokens rests on, in words: it is neither this offer's total nor a promise. */
export function tokenCostNote({ quote, translate, formats }: QuotePage): string {
  const { years, utilisation } = thawed(quote.scenario).finance;
  return translate('document.perMillionNote', {
    years: formats.figure(years),
    utilisation: formats.share(utilisation),
    date: formats.day(quote.internal.priceBookDate),
  });
}
