import type { PriceBook, SentPriceBook } from '../../shared/price-book';

/** The price books that pages have sent, by revision, so that one crosses once and not with every call. */
export interface PriceBooks {
  /** The book that is meant; undefined where its prices were left out and are not held here. */
  readonly received: (sent: SentPriceBook) => PriceBook | undefined;
}

/** A few windows may each have a book; the one not asked about for longest goes first. */
const PLACES = 8;

export function createPriceBooks(places = PLACES): PriceBooks {
  const held = new Map<string, PriceBook['prices']>();
  return {
    received: ({ revision, today, prices: sent }) => {
      const prices = held.get(revision) ?? sent;
      if (prices === undefined) return undefined;
      held.delete(revision);
      held.set(revision, prices);
      for (const oldest of held.keys()) if (held.size > places) held.delete(oldest);
      return { revision, today, prices };
    },
  };
}
