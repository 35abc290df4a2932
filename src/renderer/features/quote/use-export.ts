import { useCallback, useRef, useState } from 'react';
import type { z } from '#shared/zod';
import type { calls } from '#shared/api/calls';
import type { Refusal } from '#shared/refusal';
import { useApi } from '../../documents/hooks';

type ExportInput = z.input<(typeof calls)['exportQuote']['input']>;
export type ExportKind = ExportInput['as'];

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: number; readonly as: ExportKind }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface Exporter {
  readonly state: ExportState;
  readonly start: (input: ExportInput) => void;
  readonly cancel: () => void;
}

/** Writes the quote as a file, one at a time, with progress and a way to stop it. */
export function useExport(): Exporter {
  const api = useApi();
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  const start = useCallback(
    (input: ExportInput) => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      setState({ kind: 'running', progress: 0, as: input.as });
      const onProgress = (progress: number) => {
        if (!control.signal.aborted) setState({ kind: 'running', progress, as: input.as });
      };
      void api.exportQuote(input, { onProgress, signal: control.signal }).then((answer) => {
        if (control.signal.aborted) return;
        if (!answer.ok) setState({ kind: 'refused', refusal: answer.error });
        else setState(answer.value ? { kind: 'saved', name: answer.value.name } : { kind: 'idle' });
      });
    },
    [api],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    setState({ kind: 'idle' });
  }, []);
  return { state, start, cancel };
}
