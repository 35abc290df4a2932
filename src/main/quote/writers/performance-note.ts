import type { QuotePage } from './pdf-page';

/** What the cost of tokens rests on, in words: it is neither this offer's total nor a promise. */
export const tokenCostNote = ({ quote, translate, formats }: QuotePage): string =>
  translate('document.perMillionNote', {
    years: formats.figure(quote.scenario.finance.years),
    utilisation: formats.share(quote.scenario.finance.utilisation),
    date: formats.day(quote.internal.priceBookDate),
  });
