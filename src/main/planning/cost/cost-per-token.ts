import type { EstimateCase } from '#shared/estimate/case';
import { meanUse } from '#shared/money/finance';
import type { MoneyRange } from '#shared/money/money';
import type { Range } from '#shared/units/range';
import type { Finance } from '#shared/scenario/finance';
import type { Deployment } from '#shared/scenario/schema';
import { HOURS_PER_YEAR } from '#main/planning/derivation/energy';

const SECONDS_PER_YEAR = 3_600 * HOURS_PER_YEAR;
const MILLION = 1_000_000;

/** What is served of what a deployment is estimated to put out, on average over the years. */
export interface ServedShare {
  readonly share: number;
  /** Whether the utilisation of the finance terms makes it; a stated rate is what arrives, and has its idle hours in it. */
  readonly by: 'utilisation' | 'stated-rate';
}

type Terms = Pick<Finance, 'utilisation' | 'years' | 'rampUpMonths'>;
type Stated = Pick<Deployment, 'meanRequestsPerSecond'> & {
  readonly estimate: Pick<Deployment['estimate'], 'mode' | 'requestsPerSecond'>;
};

/** The share of what a fleet could put out at saturation that it serves: its utilisation over the years. */
export const saturatedShare = ({ utilisation, years, rampUpMonths }: Terms): number =>
  utilisation * meanUse(years, rampUpMonths);

/** The share served in a mode, with use growing over the first months to `meanUse` of it. */
export const shareServed = (
  mode: EstimateCase['mode'],
  { utilisation, meanUse: ramp }: { readonly utilisation: number; readonly meanUse: number },
): number => (mode === 'serving' ? 1 : utilisation) * ramp;

/** The share of a stated rate of requests that is served: all of it, but for the months until use has grown. */
export const statedShare = ({ years, rampUpMonths }: Terms): number => meanUse(years, rampUpMonths);

/**
 * The share of its estimated output that a deployment serves. At saturation (static, in-flight) it is the utilisation
 * of the terms. In serving mode the estimate puts out what the stated rate of requests asks for, so that nothing is
 * taken off, but for the busiest hour: where a mean rate stands beside it, the years bring that.
 */
export function servedShareOf({ estimate, meanRequestsPerSecond }: Stated, finance: Terms): ServedShare {
  const { mode, requestsPerSecond } = estimate;
  if (mode !== 'serving') return { share: saturatedShare(finance), by: 'utilisation' };
  const ofStated =
    meanRequestsPerSecond === undefined || requestsPerSecond === undefined
      ? 1
      : Math.min(1, meanRequestsPerSecond / requestsPerSecond);
  return { share: ofStated * statedShare(finance), by: 'stated-rate' };
}

/** Tokens of a year at a rate per second of which a share is served. */
export const tokensPerYear = (tokensPerSecond: number, servedShare: number): number =>
  tokensPerSecond * servedShare * SECONDS_PER_YEAR;

/** What a million tokens cost where a year costs an amount and serves tokens; in the amount's unit, not rounded. */
export const costPerMillion = (amountPerYear: number, tokens: number): number =>
  (amountPerYear * MILLION) / tokens;

/** What a share of a fleet pays for a million output tokens at these rates, in minor units and not rounded. */
export function perMillionTokens({
  costPerYear,
  share,
  tokensPerSecond,
  servedShare,
}: {
  readonly costPerYear: MoneyRange;
  readonly share: number;
  /** Low, typical and high; the high rate makes the low cost. */
  readonly tokensPerSecond: Range;
  readonly servedShare: number;
}): Range {
  const at = (amount: number, rate: number): number =>
    costPerMillion(amount * share, tokensPerYear(rate, servedShare));
  const { low, typical, high } = costPerYear;
  return {
    low: at(low.amount, tokensPerSecond.high),
    typical: at(typical.amount, tokensPerSecond.typical),
    high: at(high.amount, tokensPerSecond.low),
  };
}
