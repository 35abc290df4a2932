import { useEffect, useRef, useState } from 'react';
import type { Answer } from '#shared/api/contract';
import type { Refusal } from '#shared/refusal/refusal';

export interface Newest<Input, Output> {
  /** The newest answer there is and what was asked for it; it stays while a newer one is on its way. */
  readonly answered: { readonly input: Input; readonly output: Output } | undefined;
  readonly refusal: Refusal | undefined;
  readonly pending: boolean;
}

/**
 * Asks for what follows from an input that changes faster than answers come: one question at a time, and after it the newest, so that
 * a slider never makes a queue. `ask` and `input` must be stable between renders; an undefined input asks nothing.
 */
export function useNewest<Input, Output>(
  input: Input | undefined,
  ask: (input: Input) => Promise<Answer<Output>>,
): Newest<Input, Output> {
  const [state, setState] = useState<Omit<Newest<Input, Output>, 'pending'>>({
    answered: undefined,
    refusal: undefined,
  });
  const [settled, setSettled] = useState<Input>();
  const wanted = useRef<Input>(undefined);
  const busy = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  useEffect(() => {
    wanted.current = input;
    if (input === undefined || busy.current) return;
    const next = async (): Promise<void> => {
      busy.current = true;
      while (wanted.current !== undefined) {
        const asked = wanted.current;
        const answer = await ask(asked);
        if (!mounted.current) break;
        setState((was) =>
          answer.ok
            ? { answered: { input: asked, output: answer.value }, refusal: undefined }
            : { answered: was.answered, refusal: answer.error },
        );
        if (wanted.current === asked) {
          setSettled(asked);
          break;
        }
      }
      busy.current = false;
    };
    void next();
  }, [input, ask]);
  return { ...state, pending: input !== undefined && settled !== input };
}
