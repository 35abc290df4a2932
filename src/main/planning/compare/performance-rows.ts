import type { ComparedRow } from '#shared/compare/comparison';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { ServiceVerdict } from '#shared/serving/verdict';
import type { CurrencyCode } from '#shared/money/money';
import { inMinorUnits } from '#shared/money/money-rate';
import type { ServiceCost } from '#shared/plan/cost';
import { interTokenSeconds } from '#shared/serving/service';
import { exactly, type Range } from '#shared/units/range';
import type { ComparedFleet } from './fleet';

/** What a scenario says of a row: a range, or why there is none. */
export type Reading = Range | { readonly because: string };

export interface RowDefinition extends Pick<ComparedRow, 'name' | 'group' | 'unit' | 'better'> {
  readonly read: (fleet: ComparedFleet) => Reading;
}

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

/** What an answer says of one figure; with the bounds of its interval where the estimate has one. */
type Reader = (result: EstimateAnswer) => number | Range | undefined;

/** The first deployment stands for the fleet, as the warnings say where there are more. */
function predicted(read: Reader): RowDefinition['read'] {
  return ({ plan: { deployments } }) => {
    const [deployment] = deployments;
    if (deployment === undefined) return { because: 'no-deployment' };
    const { result } = deployment;
    if ('error' in result) return { because: result.error.code };
    if (!result.fits) return { because: result.refusal.code };
    const value = read(result);
    if (value === undefined) return { because: 'no-prediction' };
    return typeof value === 'number' ? exactly(value) : value;
  };
}

/** The total rate between the bounds of its interval. */
const rateWithInterval: Reader = ({ outputTokensPerSecond, interval }) => {
  if (!interval) return outputTokensPerSecond;
  const [low, high] = interval.outputTokensPerSecond;
  return {
    low: Math.min(low, outputTokensPerSecond),
    typical: outputTokensPerSecond,
    high: Math.max(high, outputTokensPerSecond),
  };
};

const serviceCost =
  (field: Exclude<keyof ServiceCost, 'earnings'>): RowDefinition['read'] =>
  ({ plan: { deployments } }) => {
    const cost = deployments[0]?.serviceCost;
    return cost === undefined ? { because: 'no-prediction' } : inMinorUnits(cost[field]);
  };

/** What the first deployment is predicted to do as it is entered, and what that costs. */
export const performanceRows = (currency: CurrencyCode): readonly RowDefinition[] => [
  {
    name: 'performance.outputTokensPerSecond',
    group: 'performance',
    unit: 'token/s',
    better: 'higher',
    read: predicted(rateWithInterval),
  },
  {
    name: 'performance.outputTokensPerSecondPerUser',
    group: 'performance',
    unit: 'token/s',
    better: 'higher',
    read: predicted((result) => result.outputTokensPerSecondPerUser),
  },
  {
    name: 'performance.timeToFirstToken',
    group: 'performance',
    unit: 's',
    better: 'lower',
    read: predicted((result) => result.timeToFirstTokenSeconds),
  },
  {
    name: 'performance.interTokenLatency',
    group: 'performance',
    unit: 's',
    better: 'lower',
    read: predicted(interTokenSeconds),
  },
  {
    name: 'performance.concurrency',
    group: 'performance',
    unit: '1',
    better: 'higher',
    read: predicted((result) => result.concurrency),
  },
  {
    name: 'performance.energyPerOutputToken',
    group: 'performance',
    unit: 'J',
    better: 'lower',
    read: predicted((result) => result.energyPerOutputTokenJoules),
  },
  {
    name: 'cost.perMillionOutputTokens',
    group: 'cost',
    unit: currency,
    better: 'lower',
    read: serviceCost('perMillionOutputTokens'),
  },
  {
    name: 'cost.perThousandRequests',
    group: 'cost',
    unit: currency,
    better: 'lower',
    read: serviceCost('perThousandRequests'),
  },
  {
    name: 'cost.perUserPerMonth',
    group: 'cost',
    unit: currency,
    better: 'lower',
    read: serviceCost('perUserPerMonth'),
  },
];
