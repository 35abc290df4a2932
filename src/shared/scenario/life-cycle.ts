import { CalendarDay } from '#shared/time/calendar-day';
import { z } from '#shared/schema/zod';

/**
 * When a rack or a device stands: present, planned or retired, with the days on which it comes and goes. The end of
 * all changes is a day too, the one after every other: what is planned stands then, what is retired or goes does not.
 */

export const LifeState = z.enum(['present', 'planned', 'retired']);
export type LifeState = z.infer<typeof LifeState>;

export const LifeCycle = z
  .strictObject({
    state: LifeState,
    from: CalendarDay.optional().describe('Day it enters service'),
    until: CalendarDay.optional().describe('Day it leaves service; it is not in service on that day'),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    message: 'from must be before until',
  });
export type LifeCycle = Readonly<z.infer<typeof LifeCycle>>;

/** The life cycle of what is added while a day is looked at: it comes on that day. Without a day it stands always. */
export const lifeOfNew = ({
  asOf,
}: {
  readonly asOf?: CalendarDay | undefined;
}): { readonly lifeCycle?: LifeCycle } =>
  asOf === undefined ? {} : { lifeCycle: { state: 'planned', from: asOf } };

/** Days that no day of a document is before or after. */
const BEGINNING = '';
const END = '9999-12-32';

/** The half-open span of days in which something stands; undefined where it never does. */
export interface Service {
  readonly from: string;
  readonly until: string;
}

/**
 * The days in which something stands. Without a life cycle it stands always; planned without a day it stands at the
 * end only; retired without a day it is gone.
 */
export function serviceOf(lifeCycle: LifeCycle | undefined): Service | undefined {
  if (lifeCycle === undefined) return { from: BEGINNING, until: `${END}x` };
  const { state, from, until } = lifeCycle;
  if (state === 'retired' && until === undefined) return undefined;
  return { from: from ?? (state === 'planned' ? END : BEGINNING), until: until ?? `${END}x` };
}

/** Whether it stands on a day; without a day, at the end of all changes. */
export function standsOn(lifeCycle: LifeCycle | undefined, day: CalendarDay | undefined): boolean {
  const service = serviceOf(lifeCycle);
  const on = day ?? END;
  return service !== undefined && service.from <= on && on < service.until;
}

/**
 * How something relates to a day (the end of all changes where there is none): it stands, stands as something planned, is
 * yet to come, or is gone.
 */
export type Phase = 'standing' | 'planned' | 'to-come' | 'gone';

export function phaseOn(lifeCycle: LifeCycle | undefined, day: CalendarDay | undefined): Phase {
  if (lifeCycle === undefined) return 'standing';
  if (standsOn(lifeCycle, day)) return lifeCycle.state === 'planned' ? 'planned' : 'standing';
  const service = serviceOf(lifeCycle);
  return service !== undefined && (day ?? END) < service.from ? 'to-come' : 'gone';
}

/** Whether two things ever stand at the same time, so that they may want the same place. */
export function standTogether(a: LifeCycle | undefined, b: LifeCycle | undefined): boolean {
  const [one, other] = [serviceOf(a), serviceOf(b)];
  return one !== undefined && other !== undefined && one.from < other.until && other.from < one.until;
}
