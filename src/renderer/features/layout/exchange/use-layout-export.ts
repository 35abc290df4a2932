import { useCallback, useEffect, useRef, useState } from 'react';
import type { calls } from '#shared/api/calls';
import type { Refusal } from '#shared/refusal';
import type { z } from '#shared/zod';
import { useApi } from '../../../documents/hooks';

export type LayoutExportInput = z.input<(typeof calls)['exportLayout']['input']>;

export type LayoutExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: number }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface LayoutExporter {
  readonly state: LayoutExportState;
  readonly start: (input: LayoutExportInput) => void;
  readonly cancel: () => void;
}

/** Writes the layout as a file, one at a time, with progress and a way to stop it; leaving stops it too. */
export function useLayoutExport(): LayoutExporter {
  const api = useApi();
  const [state, setState] = useState<LayoutExportState>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(
    (input: LayoutExportInput) => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      setState({ kind: 'running', progress: 0 });
      const onProgress = (progress: number) => {
        if (!control.signal.aborted) setState({ kind: 'running', progress });
      };
      void api.exportLayout(input, { onProgress, signal: control.signal }).then((answer) => {
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
