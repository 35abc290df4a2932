import type { EstimateAnswer } from '#shared/estimate/result';
import { interTokenSeconds } from '#shared/estimate/service';
import type { CurrencyCode } from '#shared/money';
import { inMinorUnits } from '#shared/money-rate';
import type { ServiceCost } from '#shared/plan/cost';
import { exactly, type Range } from '#shared/range';
import type { RowDefinition } from './row-definition';

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
