import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import type { InSight } from './gantt-picture';

/** What is in sight, kept beside React: it changes with every frame, and only what shows it need follow. */
export type Sight = StoreApi<InSight | undefined>;

export const createSight = (): Sight => createStore<InSight | undefined>(() => undefined);

export interface SightTextProps {
  readonly sight: Sight;
  readonly timeOf: (cycle: number) => string;
}

/** From when to when, and how many operations that is. */
export function SightText({ sight, timeOf }: SightTextProps) {
  const message = useMessage();
  const { number } = useFormats();
  const shown = useStore(sight);
  return (
    <span role="status" data-testid="timeline-sight">
      {shown &&
        message('performance:timeline.inSight', {
          from: timeOf(shown.view.from),
          to: timeOf(shown.view.to),
          count: number(shown.bars, 0),
        })}
    </span>
  );
}

const REST_MILLISECONDS = 200;

/** What is in sight once it has rested for a moment; a table need not follow every frame. */
export function useRestingSight(sight: Sight): InSight | undefined {
  const [resting, setResting] = useState(sight.getState());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = (next: InSight | undefined) => {
      clearTimeout(timer);
      timer = setTimeout(() => setResting(next), REST_MILLISECONDS);
    };
    rest(sight.getState());
    const unsubscribe = sight.subscribe(rest);
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [sight]);
  return resting;
}
