import type { CallFacts } from '#shared/api/call-table';
import type { Answer } from '#shared/api/contract';
import type { SentLibrary } from '#shared/library/held-library';
import type { Library } from '#shared/library/library';
import { BESIDE_UNKNOWN, noPrices, type PriceBook, type SentPriceBook } from '#shared/prices/price-book';
import type { UserPrice } from '#shared/scenario/user-catalogue';

/** What crosses for a call that reads anything of the user's own. */
export interface Parcel {
  readonly input: unknown;
  readonly book?: SentPriceBook;
  readonly library?: SentLibrary;
}

/** The user's own prices, as files carry them and calls take them along. */
export interface OwnPriceBook {
  /** Says where the prices are; before that there are none. The same list means the same prices. */
  readonly follow: (prices: () => readonly UserPrice[]) => void;
  readonly current: () => PriceBook;
}

/** What the user has of their own, as the calls to the main side take it along. */
export interface Own {
  readonly book: OwnPriceBook;
  /** Says where the user's library is; before that there is none. The same object means the same entries. */
  readonly followLibrary: (library: () => Library | undefined) => void;
  /** Sends an input with what belongs beside it: prices and entries themselves only where the main side does not have them yet. */
  readonly sentBeside: (
    facts: Pick<CallFacts, 'priced' | 'library'>,
    input: unknown,
    send: (parcel: Parcel) => Promise<Answer<unknown>>,
  ) => Promise<Answer<unknown>>;
}

/** Names states of something that is replaced whole when it changes. */
function revisions(): (state: object) => string {
  const named = new WeakMap<object, string>();
  return (state) => {
    const revision = named.get(state) ?? crypto.randomUUID();
    named.set(state, revision);
    return revision;
  };
}

function bookOf(today: () => string): OwnPriceBook {
  let own: () => readonly UserPrice[] = () => noPrices.prices;
  const revisionOf = revisions();
  return {
    follow: (prices) => {
      own = prices;
    },
    current: () => {
      const prices = own();
      if (prices.length === 0) return { ...noPrices, today: today() };
      return { revision: revisionOf(prices), prices, today: today() };
    },
  };
}

export function ownOf(today: () => string): Own {
  const book = bookOf(today);
  let libraryNow: () => Library | undefined = () => undefined;
  const revisionOf = revisions();
  const known = new Set<string>();

  return {
    book,
    followLibrary: (library) => {
      libraryNow = library;
    },
    sentBeside: async (facts, input, send) => {
      const { revision, prices, today: day } = book.current();
      const library = facts.library ? libraryNow() : undefined;
      const libraryRevision = library && revisionOf(library);
      const parcel = (isWhole: boolean): Parcel => ({
        input,
        ...(facts.priced && {
          book: {
            revision,
            today: day,
            ...((isWhole || !known.has(revision)) && { prices: [...prices] }),
          },
        }),
        ...(library &&
          libraryRevision !== undefined && {
            library: {
              revision: libraryRevision,
              ...((isWhole || !known.has(libraryRevision)) && { library }),
            },
          }),
      });
      const answer = await send(parcel(false));
      if (!answer.ok && answer.error.code === BESIDE_UNKNOWN) return send(parcel(true));
      if (facts.priced) known.add(revision);
      if (libraryRevision !== undefined) known.add(libraryRevision);
      return answer;
    },
  };
}
