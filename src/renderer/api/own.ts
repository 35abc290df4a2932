import type { Answer } from '#shared/api/contract';
import { noPrices, PRICE_BOOK_UNKNOWN, type PriceBook, type SentPriceBook } from '#shared/prices/price-book';
import type { UserPrice } from '#shared/scenario/user-catalogue';

/** What crosses for a call that prices something. */
export interface PricedInput {
  readonly input: unknown;
  readonly book: SentPriceBook;
}

/** The user's own prices, as the calls to the main side take them along. */
export interface OwnPriceBook {
  /** Says where the prices are; before that there are none. The same list means the same prices. */
  readonly follow: (prices: () => readonly UserPrice[]) => void;
  readonly current: () => PriceBook;
  /** Sends an input with the book beside it: the prices themselves only where the main side does not have them yet. */
  readonly sentBeside: (
    input: unknown,
    send: (priced: PricedInput) => Promise<Answer<unknown>>,
  ) => Promise<Answer<unknown>>;
}

export function ownPriceBook(today: () => string): OwnPriceBook {
  let own: () => readonly UserPrice[] = () => noPrices.prices;
  let last = noPrices;
  const known = new Set<string>();

  const current = (): PriceBook => {
    const prices = own();
    if (prices.length === 0) return { ...noPrices, today: today() };
    if (prices !== last.prices) last = { revision: crypto.randomUUID(), prices, today: today() };
    return { ...last, today: today() };
  };

  return {
    follow: (prices) => {
      own = prices;
    },
    current,
    sentBeside: async (input, send) => {
      const { revision, prices, today: day } = current();
      const whole = { input, book: { revision, today: day, prices: [...prices] } };
      if (!known.has(revision)) {
        const answer = await send(whole);
        known.add(revision);
        return answer;
      }
      const answer = await send({ input, book: { revision, today: day } });
      return !answer.ok && answer.error.code === PRICE_BOOK_UNKNOWN ? send(whole) : answer;
    },
  };
}
