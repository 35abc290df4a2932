import type { RememberedKey } from '#renderer/documents/hooks';
import { nextNumber, QuoteDraft, type QuoteRecord } from '#shared/quote/record';
import { Party, Seller } from '#shared/quote/party';
import { z } from '#shared/schema/zod';
import { localDayOf } from '#shared/time/calendar-day';

const VALID_DAYS = 30;

/** Issued today and open for a month. */
export const freshDays = (now: number) => ({
  issuedOn: localDayOf(now),
  validUntil: localDayOf(now, VALID_DAYS),
});

/** How quotes are numbered: `{YYYY}` is the year, `{NNNN}` counts within it. */
export const seriesKey: RememberedKey<string> = {
  key: 'quote.series',
  schema: z.string().min(1).max(60),
  initial: 'FW-{YYYY}-{NNNN}',
};

/** Parties of earlier quotes, the last first. */
export const partiesKey: RememberedKey<{
  readonly sellers: readonly Seller[];
  readonly buyers: readonly Party[];
}> = {
  key: 'quote.parties',
  schema: z.object({ sellers: z.array(Seller).max(20), buyers: z.array(Party).max(100) }),
  initial: { sellers: [], buyers: [] },
};

/** Which quote of the register is open. */
export const openQuoteKey: RememberedKey<string> = {
  key: 'quote.open',
  schema: z.string().max(80),
  initial: '',
};

interface FreshDraft {
  readonly now: number;
  readonly language: QuoteDraft['language'];
  readonly series: string;
  readonly records: readonly QuoteRecord[];
  readonly seller: Seller | undefined;
}

/** A draft to begin with: the next number of the series, the seller of the last quote. */
export function freshDraft({ now, language, series, records, seller }: FreshDraft): QuoteDraft {
  const days = freshDays(now);
  const taken = records.map(({ draft }) => draft.number);
  return QuoteDraft.parse({
    ...days,
    number: nextNumber(series, days.issuedOn.slice(0, 4), taken),
    language,
    ...(seller === undefined ? {} : { seller }),
  });
}

/** The parties with one more in front, each name once. */
export const remembering = <Kept extends Party>(parties: readonly Kept[], party: Kept): readonly Kept[] =>
  party.name === '' ? parties : [party, ...parties.filter(({ name }) => name !== party.name)].slice(0, 20);

/** A plain object without one of its fields. */
export const without = <Whole extends object, Key extends keyof Whole>(
  whole: Whole,
  key: Key,
): Omit<Whole, Key> =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key)) as Omit<Whole, Key>;

/** A draft without a field that may be missing, or with it. */
export function withField<
  Key extends 'discount' | 'incoterm' | 'currency' | 'alsoIn' | 'floorMargin' | 'approval',
>(draft: QuoteDraft, key: Key, value: QuoteDraft[Key] | undefined): QuoteDraft {
  const rest = Object.fromEntries(Object.entries(draft).filter(([name]) => name !== key));
  return { ...rest, ...(value === undefined ? {} : { [key]: value }) } as QuoteDraft;
}
