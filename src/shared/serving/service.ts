import type { EstimateAnswer } from '#shared/estimate/result';
import type { ServingAnswer } from './report';

/**
 * What a user is served with, named as objectives name it: the time to the first token, and from one token to the next as the user
 * meets it, the prompts of others that are read in between included. A bare decode step is never held against an objective.
 */
export interface UserService {
  readonly timeToFirstTokenSeconds: number;
  readonly timePerOutputTokenSeconds: number;
}

/** What is asked for; a time that is left out is not judged. */
export type ServiceObjective = { readonly [Time in keyof UserService]?: number | undefined };

/** How long one decode step takes while nobody's prompt is read in it. */
export const stepSeconds = ({ timePerOutputTokenSeconds }: EstimateAnswer): number =>
  timePerOutputTokenSeconds;

/** How long a user waits from one token to the next, on average. */
export const interTokenSeconds = ({ interTokenLatencySeconds }: EstimateAnswer): number =>
  interTokenLatencySeconds;

/** The mean service that an estimate expects. */
export const expectedService = (answer: EstimateAnswer): UserService => ({
  timeToFirstTokenSeconds: answer.timeToFirstTokenSeconds,
  timePerOutputTokenSeconds: interTokenSeconds(answer),
});

const reported = [50, 90, 95, 99] as const;

/** The service that so many of 100 requests get in a simulation, at the nearest percentile that it reports. */
export function serviceAt(
  served: Pick<ServingAnswer, keyof UserService>,
  wanted: number,
): UserService & { readonly percentile: (typeof reported)[number] } {
  const percentile = reported.reduce((near, each) =>
    Math.abs(each - wanted) < Math.abs(near - wanted) ? each : near,
  );
  const field = `p${percentile}` as const;
  return {
    percentile,
    timeToFirstTokenSeconds: served.timeToFirstTokenSeconds[field],
    timePerOutputTokenSeconds: served.timePerOutputTokenSeconds[field],
  };
}

export type MissedTime = 'time-to-first-token' | 'time-per-output-token';

/** Which times of an objective a service misses. */
export function missedTimes(service: UserService, objective: ServiceObjective | undefined): MissedTime[] {
  const over = (value: number, limit: number | undefined): boolean => limit !== undefined && value > limit;
  const missed: MissedTime[] = [];
  if (over(service.timeToFirstTokenSeconds, objective?.timeToFirstTokenSeconds)) {
    missed.push('time-to-first-token');
  }
  if (over(service.timePerOutputTokenSeconds, objective?.timePerOutputTokenSeconds)) {
    missed.push('time-per-output-token');
  }
  return missed;
}
