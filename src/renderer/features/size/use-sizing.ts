import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal } from '#shared/refusal';
import { rankSizes, type SizeOutcome, type SizingReport, type SizingRequest } from '#shared/sizing';
import { useApi, useCatalogue } from '../../documents/hooks';

export interface Sizing {
  readonly request: SizingRequest | undefined;
  /** The report of what is found so far; it grows while parts are still being sized. */
  readonly report: SizingReport | undefined;
  readonly refusal: Refusal | undefined;
  readonly running: boolean;
  readonly done: number;
  readonly all: number;
  readonly start: (request: SizingRequest) => void;
  readonly cancel: () => void;
}

interface Found {
  readonly request: SizingRequest;
  readonly outcomes: readonly SizeOutcome[];
  readonly refusal: Refusal | undefined;
  readonly running: boolean;
}

/** Sizes a need on every hardware at once; each answer is shown as it comes, ranked among those that are there. */
export function useSizing(): Sizing {
  const api = useApi();
  const { accelerators } = useCatalogue();
  const [found, setFound] = useState<Found>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const hardware = Object.keys(accelerators);
  const start = useCallback(
    (request: SizingRequest) => {
      running.current?.abort();
      const control = new AbortController();
      running.current = control;
      setFound({ request, outcomes: [], refusal: undefined, running: true });
      const asked = Object.keys(accelerators).map(async (each) => {
        const answer = await api.sizeOn({ request, hardware: each }, { signal: control.signal });
        if (control.signal.aborted) return;
        setFound((was) => {
          if (was?.request !== request) return was;
          return answer.ok
            ? { ...was, outcomes: [...was.outcomes, answer.value] }
            : { ...was, refusal: answer.error };
        });
      });
      void Promise.all(asked).then(() => {
        if (!control.signal.aborted) setFound((was) => was && { ...was, running: false });
      });
    },
    [api, accelerators],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    setFound((was) => was && { ...was, running: false });
  }, []);
  return {
    request: found?.request,
    report: found && rankSizes(found.request, found.outcomes),
    refusal: found?.refusal,
    running: found?.running ?? false,
    done: found?.outcomes.length ?? 0,
    all: hardware.length,
    start,
    cancel,
  };
}
