import type { Catalogue } from '#shared/catalogue/catalogue';
import type { CostPlan, Plan } from '#shared/plan/plan';
import { serviceOf, type CalendarDay, type LifeCycle } from '#shared/scenario/life-cycle';
import type { Scenario } from '#shared/scenario/schema';
import type { RackUnits, Watts } from '#shared/units';
import { createPlanner } from '../plan';

/** What a fleet is from one day on, until the next. */
export interface DatedPlan {
  /** The first day; undefined for the time before all dated changes. */
  readonly from: CalendarDay | undefined;
  readonly racks: number;
  readonly devices: number;
  readonly typicalWatts: Watts;
  readonly nameplateWatts: Watts;
  readonly usedUnits: RackUnits;
  readonly capital: CostPlan['capital'];
  readonly totalPerYear: CostPlan['totalPerYear'];
  /** Errors of the plan on these days. */
  readonly errors: number;
}

/** The days on which something comes or goes, in order. */
export function changeDays({ racks, devices }: Scenario): readonly CalendarDay[] {
  const days = new Set<CalendarDay>();
  const note = (lifeCycle: LifeCycle | undefined): void => {
    if (serviceOf(lifeCycle) === undefined) return;
    if (lifeCycle?.from !== undefined) days.add(lifeCycle.from);
    if (lifeCycle?.until !== undefined) days.add(lifeCycle.until);
  };
  for (const { lifeCycle } of Object.values(racks)) note(lifeCycle);
  for (const { lifeCycle } of Object.values(devices)) note(lifeCycle);
  return [...days].sort();
}

const dated = (from: CalendarDay | undefined, { totals, cost, problems }: Plan): DatedPlan => ({
  from,
  racks: totals.racks,
  devices: totals.devices,
  typicalWatts: totals.power.typical.typical,
  nameplateWatts: totals.power.maximum.typical,
  usedUnits: totals.usedUnits,
  capital: cost.capital,
  totalPerYear: cost.totalPerYear,
  errors: problems.filter(({ severity }) => severity === 'error').length,
});

/** A day before all others, on which only what has no day stands. */
const BEFORE_ALL = '0000-01-01';

/**
 * The fleet over time: power, space, cost and errors before the first dated change and from each on. A step holds until
 * the next; the last is the end state but for what is planned without a day.
 */
export function planOverTime(scenario: Scenario, catalogue: Catalogue): readonly DatedPlan[] {
  const planner = createPlanner(catalogue);
  const at = (day: CalendarDay): Plan => planner({ ...scenario, deployments: {}, workloads: {}, asOf: day });
  return [dated(undefined, at(BEFORE_ALL)), ...changeDays(scenario).map((day) => dated(day, at(day)))];
}
