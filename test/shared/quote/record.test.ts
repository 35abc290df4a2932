import { describe, expect, it } from 'vitest';
import { buildQuote } from '#main/quote/build';
import { differenceOf } from '#shared/quote/difference';
import {
  asSent,
  nextNumber,
  nextStates,
  QuoteDraft,
  QuoteRecord,
  quoteText,
  revisionOf,
  withDraft,
  withState,
} from '#shared/quote/record';
import { aPlan, aPriceCatalogue, aRequest } from '../../main/quote/a-plan';

type Changes = Parameters<typeof aRequest>[0];

const quoteOf = (changes: Changes = {}) => {
  const built = buildQuote({ request: aRequest(changes), plan: aPlan(), catalogue: aPriceCatalogue });
  if (!built.ok) throw new Error(built.error.message);
  return built.value;
};

const days = { issuedOn: '2026-11-22', validUntil: '2026-12-22' };

const aDraft = (): QuoteRecord =>
  QuoteRecord.parse({
    id: 'q1',
    scenario: 's1',
    scenarioName: 'Hall 2',
    state: 'draft',
    draft: QuoteDraft.parse({ number: 'FW-2026-0001', ...days }),
    createdAt: 1,
    updatedAt: 1,
    history: [],
  });

const sentCopy = () => ({ quote: quoteOf(), sha256: 'a'.repeat(64) });

const aSent = (): QuoteRecord => {
  const sent = asSent(aDraft(), sentCopy(), 2);
  if (!sent.ok) throw new Error(sent.error.message);
  return sent.value;
};

describe('a sent quote', () => {
  it('is not changed: neither its draft nor by being sent again', () => {
    const draft = QuoteDraft.parse({ number: 'other', ...days });

    expect(withDraft(aSent(), draft, 3)).toMatchObject({ ok: false, error: { code: 'quote-sent-stands' } });
    expect(asSent(aSent(), sentCopy(), 3)).toMatchObject({ ok: false });
  });

  it('keeps its copy whatever becomes of it', () => {
    const accepted = withState(aSent(), 'accepted', 3);

    expect(accepted).toMatchObject({ ok: true, value: { state: 'accepted', sent: aSent().sent } });
  });

  it('is a record that reads back as it was', () => {
    expect(QuoteRecord.parse(JSON.parse(JSON.stringify(aSent())))).toEqual(aSent());
  });

  it('without its copy is no sound record, nor is a draft with one', () => {
    const bare = { ...aSent(), sent: undefined };

    expect(QuoteRecord.safeParse(bare).success).toBe(false);
    expect(QuoteRecord.safeParse({ ...aDraft(), sent: sentCopy() }).success).toBe(false);
  });

  it('has the same text for its checksum in whatever order its fields come', () => {
    const quote = quoteOf();
    const turned = Object.fromEntries(Object.entries(quote).reverse()) as typeof quote;

    expect(quoteText(turned)).toBe(quoteText(quote));
    expect(quoteText({ ...quote, total: { ...quote.total, amount: 1 } })).not.toBe(quoteText(quote));
  });
});

describe('the states of a quote', () => {
  it('lead from draft to sent and from there to an end, never back', () => {
    expect(nextStates('draft')).toEqual(['sent']);
    expect(nextStates('sent')).toEqual(['superseded', 'accepted', 'lost']);
    expect(nextStates('superseded')).toEqual([]);
    expect(withState(aDraft(), 'accepted', 2)).toMatchObject({
      ok: false,
      error: { code: 'quote-step-impossible', params: { from: 'draft', to: 'accepted' } },
    });
  });
});

describe('a revision', () => {
  it('is a draft of the same number that names what it revises', () => {
    const revision = revisionOf(aSent(), { id: 'q2', at: 5, revision: 2, days });

    expect(revision).toMatchObject({
      state: 'draft',
      revises: 'q1',
      draft: { number: 'FW-2026-0001', revision: 2 },
    });
    expect(QuoteRecord.safeParse(revision).success).toBe(true);
  });

  it('shows lines, amounts and fields that changed against the one before', () => {
    const after = quoteOf({
      edits: {
        'rack-1/groq-card': { discount: { kind: 'share', share: 0.1 } },
        'rack-1/groq-host': { excluded: true },
      },
      leadTime: '12 weeks',
    });
    const difference = differenceOf(quoteOf(), after);

    expect(difference.lines.map(({ key, kind }) => [key, kind])).toEqual([
      ['rack-1/groq-card', 'changed'],
      ['rack-1/groq-host', 'removed'],
    ]);
    expect(difference.amounts.map(({ name }) => name)).toEqual(['subtotal', 'total']);
    expect(difference.fields).toEqual(['notIncluded', 'leadTime']);
  });

  it('that changes nothing shows nothing', () => {
    expect(differenceOf(quoteOf(), quoteOf())).toEqual({ lines: [], amounts: [], fields: [] });
  });
});

describe('the next number of a series', () => {
  it('is one above the highest of the year', () => {
    const taken = ['FW-2026-0007', 'FW-2026-0003', 'FW-2025-0099', 'Q-12'];

    expect(nextNumber('FW-{YYYY}-{NNNN}', '2026', taken)).toBe('FW-2026-0008');
    expect(nextNumber('FW-{YYYY}-{NNNN}', '2027', taken)).toBe('FW-2027-0001');
  });

  it('grows beyond its digits rather than starting over', () => {
    expect(nextNumber('A{NN}', '2026', ['A99'])).toBe('A100');
  });
});
