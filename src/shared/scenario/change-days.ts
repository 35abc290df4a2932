import type { CalendarDay } from '../calendar-day';
import { serviceOf, type LifeCycle } from './life-cycle';
import type { Scenario } from './schema';

/** What comes and goes on one day, racks before devices, by name. */
export interface DayOfChange {
  readonly day: CalendarDay;
  readonly comes: readonly string[];
  readonly goes: readonly string[];
}

interface Dated {
  readonly name: string;
  readonly lifeCycle?: LifeCycle | undefined;
}

/** The days on which racks or devices come or go, in order; what never stands counts on none. */
export function changeDays({ racks, devices }: Pick<Scenario, 'racks' | 'devices'>): readonly DayOfChange[] {
  const days = new Map<CalendarDay, { readonly comes: string[]; readonly goes: string[] }>();
  const at = (day: CalendarDay) => {
    const known = days.get(day) ?? { comes: [], goes: [] };
    days.set(day, known);
    return known;
  };
  const note = ({ name, lifeCycle }: Dated): void => {
    if (lifeCycle === undefined || serviceOf(lifeCycle) === undefined) return;
    if (lifeCycle.from !== undefined) at(lifeCycle.from).comes.push(name);
    if (lifeCycle.until !== undefined) at(lifeCycle.until).goes.push(name);
  };
  Object.values(racks).forEach(note);
  Object.values(devices).forEach(note);
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { comes, goes }]) => ({ day, comes: comes.toSorted(), goes: goes.toSorted() }));
}

/** What is planned without a day, and stands after all changes only. */
export const plannedSomeday = ({ racks, devices }: Pick<Scenario, 'racks' | 'devices'>): readonly string[] =>
  [...Object.values(racks), ...Object.values(devices)]
    .filter(({ lifeCycle }) => lifeCycle?.state === 'planned' && lifeCycle.from === undefined)
    .map(({ name }) => name)
    .toSorted();
