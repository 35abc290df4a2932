import { daysBetween } from '#shared/days';
import type { DatedPlan } from '#shared/plan/over-time';
import type { LinePoint } from '../../../charts/line-chart-datasets';

export const measures = ['power', 'heat', 'cost'] as const;
export type Measure = (typeof measures)[number];

const EPOCH = '2000-01-01';
const MILLISECONDS_PER_DAY = 86_400_000;

export const numberOfDay = (day: string): number => daysBetween(EPOCH, day);

/** The day that is so many days after the first of 2000. */
export const dayOfNumber = (days: number): string =>
  new Date(Date.UTC(2000, 0, 1) + Math.round(days) * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);

/**
 * The days at which the plans begin, as numbers. What is before all changes and after all begins as far from them as a
 * twelfth of the time between, a month at least, so that both are seen.
 */
export function startsOf(plans: readonly DatedPlan[]): readonly number[] {
  const days = plans.flatMap(({ from }) => (from === 'before' || from === 'end' ? [] : [numberOfDay(from)]));
  const [first = 0, last = first] = [days[0], days.at(-1)];
  const margin = Math.max(30, Math.round((last - first) / 12));
  return plans.map(({ from }) =>
    from === 'before' ? first - margin : from === 'end' ? last + margin : numberOfDay(from),
  );
}

/** A line that holds each value until the next begins, and the last for as long as the first. */
export function stepsOf(
  plans: readonly DatedPlan[],
  value: (plan: DatedPlan) => number,
  nameOf: (plan: DatedPlan) => string,
): readonly LinePoint[] {
  const starts = startsOf(plans);
  const lead = Math.max(30, (starts[1] ?? 0) - (starts[0] ?? 0));
  return plans.flatMap((plan, index): readonly LinePoint[] => {
    const x = starts[index] ?? 0;
    const end = starts[index + 1] ?? x + lead;
    const point = { y: value(plan), note: nameOf(plan) };
    return [
      { x, ...point },
      { x: end, ...point },
    ];
  });
}
