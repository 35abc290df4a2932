import type { ServiceVerdict } from '#shared/estimate/verdict';
import { exactly } from '#shared/range';
import type { ComparedFleet } from './fleet';
import type { Reading, RowDefinition } from './row-definition';

type Reached = NonNullable<ServiceVerdict['reached']>;

/** The worst over all needs: what the slowest of the users get. */
const worst =
  (read: (reached: Reached, verdict: ServiceVerdict) => number) =>
  ({ service: { needs } }: ComparedFleet): Reading => {
    if (needs.length === 0) return { because: 'no-workload' };
    const unknown = needs.find(({ reached }) => reached === undefined);
    if (unknown !== undefined) return { because: unknown.because ?? 'no-prediction' };
    return exactly(
      Math.max(
        ...needs.flatMap((verdict) => (verdict.reached === undefined ? [] : read(verdict.reached, verdict))),
      ),
    );
  };

/** The least share over the needs that were simulated; nobody knows it of the others. */
function metShare({ service: { needs } }: ComparedFleet): Reading {
  const shares = needs.flatMap(({ served }) => served?.metShare ?? []);
  if (shares.length === 0 || needs.some(({ state, judged }) => state === 'unknown' || judged === 'estimate'))
    return { because: 'no-prediction' };
  return exactly(HUNDRED * Math.min(...shares));
}

const HUNDRED = 100;

/** What each fleet reaches of the baseline's needs, at the rate and, where they were simulated, at the percentile that they ask for. */
export const serviceRows: readonly RowDefinition[] = [
  {
    name: 'service.timeToFirstToken',
    group: 'service',
    unit: 's',
    better: 'lower',
    read: worst((reached, { served }) => (served ?? reached).timeToFirstTokenSeconds),
  },
  {
    name: 'service.interTokenLatency',
    group: 'service',
    unit: 's',
    better: 'lower',
    read: worst((reached, { served }) => (served ?? reached).timePerOutputTokenSeconds),
  },
  {
    name: 'service.metShare',
    group: 'service',
    unit: '%',
    better: 'higher',
    read: metShare,
  },
  {
    name: 'service.load',
    group: 'service',
    unit: '%',
    better: 'lower',
    read: worst(({ loadShare }) => HUNDRED * loadShare),
  },
];
