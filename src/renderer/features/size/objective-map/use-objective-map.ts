import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal } from '#shared/refusal';
import type { SizingRequest } from '#shared/sizing';
import type { MovedPrice, ObjectiveColumn, PricedOutcome } from '#shared/sizing-map';
import { useApi, useCatalogue } from '../../../documents/hooks';

export type ObjectiveAxis = 'timeToFirstTokenSeconds' | 'timePerOutputTokenSeconds';

export interface MapQuestion {
  readonly request: SizingRequest;
  readonly axis: ObjectiveAxis;
  readonly price: MovedPrice;
}

export interface ObjectiveMap {
  readonly question: MapQuestion;
  /** The objectives that are done, the tightest first. */
  readonly columns: readonly ObjectiveColumn[];
  readonly refusal: Refusal | undefined;
  readonly running: boolean;
}

export interface Mapping {
  readonly map: ObjectiveMap | undefined;
  readonly all: number;
  readonly start: (question: MapQuestion) => void;
  readonly cancel: () => void;
}

/** What the asked time is multiplied by: from a quarter to four times, in even steps of a factor. */
const FACTORS = [0.25, 0.4, 0.63, 1, 1.6, 2.5, 4] as const;

const withTime = ({ request, axis }: MapQuestion, seconds: number): SizingRequest => ({
  ...request,
  objective: { ...request.objective, [axis]: seconds },
});

/** Sizes every hardware once per objective, column by column; what is there can be looked at while the rest is worked out. */
export function useObjectiveMap(): Mapping {
  const api = useApi();
  const { accelerators } = useCatalogue();
  const [map, setMap] = useState<ObjectiveMap>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(
    (question: MapQuestion) => {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      setMap({ question, columns: [], refusal: undefined, running: true });
      const columnAt = async (seconds: number): Promise<void> => {
        const { path, low, high } = question.price;
        const request = withTime(question, seconds);
        const answers = await Promise.all(
          Object.keys(accelerators).map((hardware) =>
            api.sizePriced({ request, hardware, price: { path, low, high } }, { signal }),
          ),
        );
        if (signal.aborted) return;
        const refused = answers.find((answer) => !answer.ok);
        const outcomes = answers.flatMap((answer): PricedOutcome[] => (answer.ok ? [answer.value] : []));
        setMap(
          (was) =>
            was && {
              ...was,
              columns: [...was.columns, { seconds, outcomes }],
              refusal: refused?.ok === false ? refused.error : was.refusal,
            },
        );
      };
      void (async () => {
        const asked = question.request.objective[question.axis] ?? 0;
        for (const factor of FACTORS) {
          if (signal.aborted) return;
          await columnAt(asked * factor);
        }
        if (!signal.aborted) setMap((was) => was && { ...was, running: false });
      })();
    },
    [api, accelerators],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    setMap((was) => was && { ...was, running: false });
  }, []);
  return { map, all: FACTORS.length, start, cancel };
}
