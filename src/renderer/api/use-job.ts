import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, JobControl } from '#shared/api/contract';
import type { Refusal } from '#shared/refusal/refusal';

export type JobState<Input> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly input: Input; readonly progress: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface RunningJob<Input> {
  readonly state: JobState<Input>;
  readonly start: (input: Input) => void;
  readonly cancel: () => void;
}

/** Runs one job at a time, with progress and a way to stop it; a new one and leaving the screen stop the one before. */
export function useJob<Input, Output>(
  run: (input: Input, control: JobControl) => Promise<Answer<Output>>,
  onDone: (output: Output, input: Input) => void,
): RunningJob<Input> {
  const [state, setState] = useState<JobState<Input>>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  }, [onDone]);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(
    (input: Input) => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      setState({ kind: 'running', input, progress: 0 });
      const onProgress = (progress: number) => {
        if (!control.signal.aborted) setState({ kind: 'running', input, progress });
      };
      void run(input, { onProgress, signal: control.signal }).then((answer) => {
        if (control.signal.aborted) return;
        running.current = undefined;
        if (answer.ok) {
          setState({ kind: 'idle' });
          done.current(answer.value, input);
        } else setState({ kind: 'refused', refusal: answer.error });
      });
    },
    [run],
  );
  const cancel = useCallback(() => {
    if (running.current === undefined) return;
    running.current.abort();
    running.current = undefined;
    setState({ kind: 'cancelled' });
  }, []);
  return { state, start, cancel };
}
