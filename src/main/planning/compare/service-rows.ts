import type { ReachedNeed } from '#shared/compare';
import { exactly } from '#shared/range';
import type { ComparedFleet } from './fleet';
import type { Reading, RowDefinition } from './row-definition';

type Reached = NonNullable<ReachedNeed['reached']>;

/** The worst over all needs: what the slowest of the users get. */
const worst =
  (read: (reached: Reached) => number) =>
  ({ service: { needs } }: ComparedFleet): Reading => {
    if (needs.length === 0) return { because: 'no-workload' };
    const unknown = needs.find(({ reached }) => reached === undefined);
    if (unknown !== undefined) return { because: unknown.because ?? 'no-prediction' };
    return exactly(Math.max(...needs.flatMap(({ reached }) => (reached === undefined ? [] : read(reached)))));
  };

const HUNDRED = 100;

/** What each fleet reaches of the baseline's needs, at the rate that they ask for. */
export const serviceRows: readonly RowDefinition[] = [
  {
    name: 'service.timeToFirstToken',
    group: 'service',
    unit: 's',
    better: 'lower',
    read: worst(({ timeToFirstTokenSeconds }) => timeToFirstTokenSeconds),
  },
  {
    name: 'service.interTokenLatency',
    group: 'service',
    unit: 's',
    better: 'lower',
    read: worst(({ timePerOutputTokenSeconds }) => timePerOutputTokenSeconds),
  },
  {
    name: 'service.load',
    group: 'service',
    unit: '%',
    better: 'lower',
    read: worst(({ loadShare }) => HUNDRED * loadShare),
  },
];
