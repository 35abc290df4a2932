import { useEffect, useState } from 'react';
import type { Answer } from '#shared/api/contract';

/** The answer of a call that takes no input and never changes; undefined until it is there. `ask` must be stable. */
export function useAnswer<Output>(ask: () => Promise<Answer<Output>>): Answer<Output> | undefined {
  const [answer, setAnswer] = useState<Answer<Output>>();
  useEffect(() => {
    let current = true;
    void ask().then((given) => {
      if (current) setAnswer(given);
    });
    return () => {
      current = false;
    };
  }, [ask]);
  return answer;
}
