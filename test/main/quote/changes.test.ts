import { describe, expect, it } from 'vitest';
import { buildQuote } from '#main/quote/build';
import { changesSince } from '#main/quote/changes';
import { differenceOf } from '#shared/quote/difference';
import { Quote } from '#shared/quote/quote';
import { aPlan, aPriceCatalogue, aRequest } from './a-plan';

function quoteOf(changes: Parameters<typeof aRequest>[0]): Quote {
  const built = buildQuote({ request: aRequest(changes), plan: aPlan(), catalogue: aPriceCatalogue });
  if (!built.ok) throw new Error(built.error.message);
  return built.value;
}

const before = quoteOf({});
const reversed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reversed)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([key, part]) => [key, reversed(part)]),
        )
      : value;

describe('what a revision changes', () => {
  it('is nothing where only the order of keys differs, as after a reload', () => {
    const reloaded = Quote.parse(reversed(JSON.parse(JSON.stringify(before))));
    expect(differenceOf(before, reversed(reloaded) as Quote)).toEqual({ lines: [], amounts: [], fields: [] });
    expect(changesSince(before, reloaded)).toBeUndefined();
  });

  it('is said in the words of the revision: lines, amounts and terms', () => {
    const changes = {
      edits: { 'all/groq-card': { unitPrice: 1_900_000 } },
      leadTime: '8 weeks',
      revision: 2,
    };
    expect(changesSince(before, quoteOf(changes))).toEqual({
      since: 'Q-2026-001',
      said: [
        'GroqCard: 72 × $20,000.00 = $1,440,000.00 → 72 × $19,000.00 = $1,368,000.00',
        'Subtotal: $1,620,000.00 → $1,548,000.00',
        'Total: $1,620,000.00 → $1,548,000.00',
        'Also changed: Lead time',
      ],
    });
    expect(changesSince(before, quoteOf({ ...changes, language: 'de' }))?.said.at(-1)).toContain(
      'Ebenfalls geändert: Lieferzeit',
    );
  });
});
