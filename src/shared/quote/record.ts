import { CatalogueId, ScenarioId } from '#shared/schema/ids';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { isUnchecked, migratedEntries, type Unchecked, type VersionedForm } from '#shared/json/versioned';
import { z } from '#shared/schema/zod';
import { Quote } from './quote';
import { QuoteRequest } from './request';

/** A quote as the register keeps it: its draft while it is one, and once it is sent the copy that stands. */

export const QuoteState = z.enum(['draft', 'sent', 'superseded', 'accepted', 'lost']);
export type QuoteState = z.infer<typeof QuoteState>;

/** What the seller enters for a quote; the scenario is added when it is built. */
export const QuoteDraft = QuoteRequest.omit({ scenario: true });
export type QuoteDraft = Readonly<z.output<typeof QuoteDraft>>;

const instant = z.number().min(0);

export const QuoteRecord = z
  .strictObject({
    id: CatalogueId,
    scenario: ScenarioId,
    scenarioName: z.string(),
    state: QuoteState,
    draft: QuoteDraft,
    createdAt: instant,
    updatedAt: instant,
    /** What became of it, oldest first. */
    history: z.array(z.strictObject({ state: QuoteState, at: instant })).max(100),
    /** The quote that this one is a revision of. */
    revises: CatalogueId.optional(),
    sent: z.strictObject({ quote: Quote, sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  })
  .refine(({ state, sent }) => (state === 'draft') === (sent === undefined), {
    message: 'a draft has no sent copy, and every other quote has one',
    path: ['sent'],
  });
export type QuoteRecord = Readonly<z.output<typeof QuoteRecord>>;

/** Records of the register as the database keeps them; the sent copy has a version of its own beside this. */
export const quoteRecordForm: VersionedForm = {
  what: 'quote',
  version: 2,
  migrations: { 1: withOwnCurrencies },
};

/** Version 2: entered prices and discounts name their currency, where the draft or its sent copy says which it was. */
function withOwnCurrencies(record: Unchecked): Unchecked {
  const { draft, sent } = record;
  if (!isUnchecked(draft)) return record;
  const quote = isUnchecked(sent) ? sent['quote'] : undefined;
  const currency = draft['currency'] ?? (isUnchecked(quote) ? quote['currency'] : undefined);
  if (typeof currency !== 'string') return record;
  const edits = migratedEntries(draft['edits'], (edit) => {
    const { unitPrice, discount } = edit;
    return {
      ...edit,
      ...(typeof unitPrice === 'number' ? { unitPrice: { amount: unitPrice, currency } } : {}),
      ...(isUnchecked(discount) && discount['kind'] === 'amount'
        ? { discount: { ...discount, currency } }
        : {}),
    };
  });
  return { ...record, draft: { ...draft, ...(edits === undefined ? {} : { edits }) } };
}

/** What a quote may become. A sent quote is never a draft again: what changes is a revision. */
const steps: Readonly<Record<QuoteState, readonly QuoteState[]>> = {
  draft: ['sent'],
  sent: ['superseded', 'accepted', 'lost'],
  superseded: [],
  accepted: ['lost'],
  lost: ['accepted'],
};

export const nextStates = (state: QuoteState): readonly QuoteState[] => steps[state];

function refuseStep(from: QuoteState, to: QuoteState): Refusal {
  return {
    code: 'quote-step-impossible',
    message: `A quote with the status ${from} cannot become ${to}.`,
    params: { from, to },
  };
}

/** The record in another state; refused where it cannot become that. */
export function withState(
  record: QuoteRecord,
  state: Exclude<QuoteState, 'sent' | 'draft'>,
  at: number,
): Result<QuoteRecord, Refusal> {
  if (!steps[record.state].includes(state)) return failure(refuseStep(record.state, state));
  return success({ ...record, state, updatedAt: at, history: [...record.history, { state, at }] });
}

/** The record with the copy that stands from now on; only a draft is sent. */
export function asSent(
  record: QuoteRecord,
  sent: NonNullable<QuoteRecord['sent']>,
  at: number,
): Result<QuoteRecord, Refusal> {
  if (record.state !== 'draft') return failure(refuseStep(record.state, 'sent'));
  const state = 'sent' as const;
  return success({ ...record, state, sent, updatedAt: at, history: [...record.history, { state, at }] });
}

/** The record with another draft; refused once it is sent. */
export function withDraft(record: QuoteRecord, draft: QuoteDraft, at: number): Result<QuoteRecord, Refusal> {
  if (record.state === 'draft') return success({ ...record, draft, updatedAt: at });
  const { number } = record.draft;
  return failure({
    code: 'quote-sent-stands',
    message: `Quote ${number} has been sent; a sent quote cannot change.`,
    params: { number },
  });
}

export interface NewRecord {
  readonly id: string;
  readonly at: number;
}

/** A draft that revises a quote: the same number, the next revision, the same content to begin with. */
export const revisionOf = (
  { draft, scenario, scenarioName, id: revises }: QuoteRecord,
  {
    id,
    at,
    revision,
    days,
  }: NewRecord & { readonly revision: number; readonly days: Pick<QuoteDraft, 'issuedOn' | 'validUntil'> },
): QuoteRecord => ({
  id,
  scenario,
  scenarioName,
  state: 'draft',
  draft: { ...draft, ...days, revision },
  createdAt: at,
  updatedAt: at,
  history: [{ state: 'draft', at }],
  revises,
});

/** The text that a checksum of a quote is taken of: its fields in the order of the schema. */
export const quoteText = (quote: Quote): string => JSON.stringify(Quote.parse(quote));

/** The next number of a series such as `FW-{YYYY}-{NNNN}`: one above the highest of that year. */
export function nextNumber(series: string, year: string, taken: Iterable<string>): string {
  const digits = /\{(N+)\}/.exec(series);
  const ofYear = series.replaceAll('{YYYY}', year);
  if (digits === null) return ofYear;
  const [before = '', after = ''] = ofYear.split(/\{N+\}/);
  let highest = 0;
  for (const number of taken) {
    if (!number.startsWith(before) || !number.endsWith(after)) continue;
    const middle = number.slice(before.length, number.length - after.length);
    if (/^\d{1,9}$/.test(middle)) highest = Math.max(highest, Number(middle));
  }
  return `${before}${String(highest + 1).padStart((digits[1] ?? '').length, '0')}${after}`;
}
