import type { Catalogue } from '#shared/catalogue/catalogue';
import type { MoneyRange } from '#shared/money/money';
import {
  type DatedPlan,
  MOST_CHANGE_DAYS,
  type NamedChanges,
  NAMES_TOLD,
  type Plan,
} from '#shared/plan/plan';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { changeDays, plannedSomeday } from '#shared/scenario/standing';
import { createPlanner } from './plan';
import { counted } from '#shared/text/plural';

const named = (names: readonly string[]): NamedChanges => ({
  count: names.length,
  names: names.slice(0, NAMES_TOLD),
});

const nothing = named([]);

const amounts = ({ low, typical, high }: MoneyRange): MoneyRange => ({ low, typical, high });

type Change = Pick<DatedPlan, 'from' | 'comes' | 'goes'>;

const dated = (change: Change, { totals, cost, problems }: Plan): DatedPlan => ({
  ...change,
  racks: totals.racks,
  devices: totals.devices,
  typicalWatts: totals.power.typical.typical,
  nameplateWatts: totals.power.maximum.typical,
  usedUnits: totals.usedUnits,
  capital: amounts(cost.capital),
  totalPerYear: amounts(cost.totalPerYear),
  errors: problems.filter(({ severity }) => severity === 'error').length,
});

/** A day before all others, on which only what has no day stands. */
const BEFORE_ALL = '0000-01-01';

const tooManyDays = (days: number): Refusal => ({
  code: 'too-many-change-days',
  message: `Racks and devices change on ${counted(days, 'date')}; at most ${MOST_CHANGE_DAYS} can be planned at once.`,
  limit: MOST_CHANGE_DAYS,
  demand: days,
  params: { days, limit: MOST_CHANGE_DAYS },
});

/**
 * The fleet over time: power, space, cost and errors before the first dated change, from each on, and after all of them
 * where something is planned without a day. A step holds until the next. Deployments are left out: what they serve has
 * no days. Told of the share of the days that are done; refused where there are too many.
 */
export function planOverTime(
  scenario: Scenario,
  catalogue: Catalogue,
  report: (fraction: number) => void = () => undefined,
): Result<readonly DatedPlan[], Refusal> {
  const days = changeDays(scenario);
  if (days.length > MOST_CHANGE_DAYS) return failure(tooManyDays(days.length));
  const someday = plannedSomeday(scenario);
  const planner = createPlanner(catalogue);
  const fleet = { ...scenario, deployments: {}, workloads: {} };
  const steps: readonly (Change & { readonly asOf: string | undefined })[] = [
    { from: 'before', comes: nothing, goes: nothing, asOf: BEFORE_ALL },
    ...days.map(({ day, comes, goes }) => ({ from: day, comes: named(comes), goes: named(goes), asOf: day })),
    ...(someday.length === 0
      ? []
      : [{ from: 'end' as const, comes: named(someday), goes: nothing, asOf: undefined }]),
  ];
  return success(
    steps.map(({ asOf, ...change }, index) => {
      const plan = planner({ ...fleet, asOf });
      report((index + 1) / steps.length);
      return dated(change, plan);
    }),
  );
}
