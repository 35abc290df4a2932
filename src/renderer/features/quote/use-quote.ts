import { useEffect, useState } from 'react';
import type { Quote } from '#shared/quote/quote';
import type { Refusal } from '#shared/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { useApi } from '../../documents/hooks';
import type { QuoteDraft } from './draft';

export interface QuoteState {
  readonly quote: Quote | undefined;
  readonly refusal: Refusal | undefined;
}

/** The quote that the draft and the open scenario lead to now; the last one stays until a newer is there. */
export function useQuote(scenario: Scenario, draft: QuoteDraft): QuoteState {
  const api = useApi();
  const [state, setState] = useState<QuoteState>({ quote: undefined, refusal: undefined });
  useEffect(() => {
    let current = true;
    void api.quote({ ...draft, scenario }).then((answer) => {
      if (!current) return;
      setState(
        answer.ok ? { quote: answer.value, refusal: undefined } : { quote: undefined, refusal: answer.error },
      );
    });
    return () => {
      current = false;
    };
  }, [api, scenario, draft]);
  return state;
}
