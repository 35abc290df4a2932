import type { Price } from '#shared/catalogue/entries';
import { isKnown } from '#shared/catalogue/figure';

/** Between what the sources of a published price say that it lies, in major units; undefined where none says. */
export function publishedRange({ amount }: Pick<Price, 'amount'>) {
  if (!isKnown(amount)) return undefined;
  return {
    low: Math.min(...amount.readings.map(({ low }) => low)),
    high: Math.max(...amount.readings.map(({ high }) => high)),
  };
}
