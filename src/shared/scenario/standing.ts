import { ownValue } from '#shared/schema/own-value';
import type { CalendarDay } from '#shared/time/calendar-day';
import { type LifeCycle, serviceOf, standsOn } from './life-cycle';
import type { Device, Scenario } from './schema';

// Asked several times of each state of a document, which never changes.
const answers = new WeakMap<Scenario, boolean>();

function hasLifeCycles(scenario: Scenario): boolean {
  const known = answers.get(scenario);
  if (known !== undefined) return known;
  const { racks, devices } = scenario;
  const found =
    Object.values(racks).some(({ lifeCycle }) => lifeCycle !== undefined) ||
    Object.values(devices).some(({ lifeCycle }) => lifeCycle !== undefined);
  answers.set(scenario, found);
  return found;
}

/**
 * The scenario with only the racks and devices that stand on a day: the one given, else the scenario's own, else the
 * end of all changes. Devices whose rack does not stand then are left out; `strandedOn` names them.
 */
export function standingOn(scenario: Scenario, day: CalendarDay | undefined = scenario.asOf): Scenario {
  if (!hasLifeCycles(scenario)) return scenario;
  const racks = Object.fromEntries(
    Object.entries(scenario.racks).filter(([, { lifeCycle }]) => standsOn(lifeCycle, day)),
  );
  const stands = ({ lifeCycle, rack }: Device): boolean =>
    standsOn(lifeCycle, day) && (Object.hasOwn(racks, rack) || !Object.hasOwn(scenario.racks, rack));
  const devices = Object.fromEntries(Object.entries(scenario.devices).filter(([, device]) => stands(device)));
  return { ...scenario, racks, devices };
}

/** Devices that stand on a day while their rack does not. */
export function strandedOn(
  scenario: Scenario,
  day: CalendarDay | undefined = scenario.asOf,
): readonly Device[] {
  if (!hasLifeCycles(scenario)) return [];
  return Object.values(scenario.devices).filter(({ rack, lifeCycle }) => {
    const under = ownValue(scenario.racks, rack);
    return under !== undefined && standsOn(lifeCycle, day) && !standsOn(under.lifeCycle, day);
  });
}

/** The scenario with everything that stands on any day: only what is retired without a day is left out. */
export function standingEver(scenario: Scenario): Scenario {
  if (!hasLifeCycles(scenario)) return scenario;
  const racks = Object.fromEntries(
    Object.entries(scenario.racks).filter(([, { lifeCycle }]) => serviceOf(lifeCycle) !== undefined),
  );
  const stands = ({ lifeCycle, rack }: Device): boolean =>
    serviceOf(lifeCycle) !== undefined && Object.hasOwn(racks, rack);
  const devices = Object.fromEntries(Object.entries(scenario.devices).filter(([, device]) => stands(device)));
  return { ...scenario, racks, devices };
}

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
