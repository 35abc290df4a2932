import type { ScenarioId } from '#shared/ids';
import { QuoteRequest } from '#shared/quote/request';
import type { z } from '#shared/zod';
import type { RememberedKey } from '../../documents/hooks';

/** What the user enters for a quote; the scenario is added when it is built. */
export const QuoteDraft = QuoteRequest.omit({ scenario: true });
export type QuoteDraft = Readonly<z.output<typeof QuoteDraft>>;

const VALID_DAYS = 30;
const DAY_MILLISECONDS = 24 * 3_600 * 1_000;

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** A draft to begin with: issued today, valid for a month, numbered by the day. */
export function freshDraft(now: number, language: QuoteDraft['language']): QuoteDraft {
  const issuedOn = dayOf(now);
  return QuoteDraft.parse({
    number: `FW-${issuedOn.replaceAll('-', '')}-1`,
    issuedOn,
    validUntil: dayOf(now + VALID_DAYS * DAY_MILLISECONDS),
    language,
  });
}

/** Each scenario keeps its own draft between runs. */
export const draftKey = (scenario: ScenarioId, initial: QuoteDraft): RememberedKey<QuoteDraft> => ({
  key: `quote.draft.${scenario}`,
  schema: QuoteDraft,
  initial,
});
