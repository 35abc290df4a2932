import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi, useCatalogue } from '#renderer/documents/hooks';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { CurrencyCode } from '#shared/money/money';
import type { Refusal } from '#shared/refusal/refusal';
import type { MovedPrice, ObjectiveColumn, PricedOutcome } from '#shared/sizing/price-map';
import type { SizingRequest } from '#shared/sizing/sizing';

/** A price of servers or accelerators that the map can move. */
export interface MovablePrice extends MovedPrice {
  readonly name: string;
  readonly currency: CurrencyCode;
}

/** How far beyond what the sources say a map looks: half of the lowest to twice the highest. */
const BEYOND = 2;
/** Where the sources agree on one price, it looks further around it. */
const FURTHER = 4;

/**
 * The prices of all servers with accelerators and of what is in them, each once: where an item is priced in several
 * currencies, in that of the scenario.
 */
export function movablePrices(
  { accelerators, deviceTypes, prices }: Pick<Catalogue, 'accelerators' | 'deviceTypes' | 'prices'>,
  currency: CurrencyCode,
): readonly MovablePrice[] {
  const servers = Object.values(deviceTypes).filter(
    (type) => type.kind === 'server' && type.accelerators !== undefined,
  );
  // What is in a server decides its price more often than the server around it.
  const asked = [
    ...servers.map(
      ({ accelerators: inside, acceleratorsPricedApart }) =>
        acceleratorsPricedApart && inside && accelerators[inside.type]?.price,
    ),
    ...servers.map(({ price }) => price),
  ];
  const items = new Set(asked.flatMap((id) => (id ? (prices[id]?.item ?? []) : [])));
  return [...items].flatMap((item) => {
    const all = Object.values(prices).filter((price) => price.item === item);
    const price = all.find((each) => each.currency === currency) ?? all[0];
    if (price === undefined || !isKnown(price.amount)) return [];
    const readings = price.amount.readings.filter(({ referenceOnly }) => referenceOnly === undefined);
    const low = Math.min(...readings.map((reading) => reading.low));
    const high = Math.max(...readings.map((reading) => reading.high));
    if (!(low > 0) || !Number.isFinite(high)) return [];
    const beyond = low < high ? BEYOND : FURTHER;
    const { id, name } = price;
    const path = `prices/${id}/amount`;
    return [{ path, name, currency: price.currency, low: low / beyond, high: high * beyond }];
  });
}

export type ObjectiveAxis = 'timeToFirstTokenSeconds' | 'timePerOutputTokenSeconds';

interface MapQuestion {
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

interface Mapping {
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
