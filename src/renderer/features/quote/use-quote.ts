import { useEffect, useState } from 'react';
import type { Quote } from '#shared/quote/quote';
import type { QuoteDraft, QuoteRecord } from '#shared/quote/record';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { useApi } from '#renderer/documents/hooks';
import { checksumOf } from './use-records';

export interface QuoteState {
  readonly quote: Quote | undefined;
  readonly refusal: Refusal | undefined;
}

const nothing: QuoteState = { quote: undefined, refusal: undefined };

const damaged = ({ draft: { number } }: QuoteRecord): Refusal => ({
  code: 'quote-damaged',
  message: `The kept copy of quote ${number} does not match its checksum.`,
  params: { number },
});

/** The quote on the desk: of a draft as the racks stand now, of a sent one the copy that stands, once it is checked. */
export function useQuote(scenario: Scenario, record: QuoteRecord, revises: Quote | undefined): QuoteState {
  const api = useApi();
  const [state, setState] = useState<QuoteState>(nothing);
  const { draft, sent } = record;
  useEffect(() => {
    let current = true;
    const show = (next: QuoteState) => {
      if (current) setState(next);
    };
    if (sent === undefined) {
      void api.quote({ ...(draft satisfies QuoteDraft), scenario, revises }).then((answer) => {
        show(answer.ok ? { ...nothing, quote: answer.value } : { ...nothing, refusal: answer.error });
      });
    } else {
      void checksumOf(sent.quote).then((sha256) => {
        show(
          sha256 === sent.sha256
            ? { ...nothing, quote: sent.quote }
            : { ...nothing, refusal: damaged(record) },
        );
      });
    }
    return () => {
      current = false;
    };
  }, [api, scenario, draft, sent, record, revises]);
  return state;
}
