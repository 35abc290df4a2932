import type { CurrencyCode } from '#shared/money';
import { inMinorUnits } from '#shared/money-rate';
import type { ComparedRow } from '#shared/compare';
import type { DeploymentPlan, Plan } from '#shared/plan/plan';
import { exactly, type Range } from '#shared/range';

/** What a scenario says of a row: a range, or why there is none. */
export type Reading = Range | { readonly because: string };

export interface RowDefinition extends Pick<ComparedRow, 'name' | 'group' | 'unit' | 'better'> {
  readonly read: (plan: Plan) => Reading;
}

/** Parts of a sum that nobody published make the sum a lower bound, which must not be compared as if it were whole. */
const unlessPartial = (
  plan: Plan,
  missing: (rack: Plan['racks'][never]) => readonly string[],
  value: Range,
) => {
  const names = new Set(Object.values(plan.racks).flatMap((rack) => missing(rack)));
  return names.size === 0 ? value : { because: [...names].join(', ') };
};

const accelerators = (plan: Plan): Range =>
  exactly(plan.totals.accelerators.reduce((sum, { count }) => sum + count, 0));

const hardware: readonly RowDefinition[] = [
  { name: 'hardware.accelerators', group: 'hardware', unit: '1', read: accelerators },
  { name: 'hardware.devices', group: 'hardware', unit: '1', read: ({ totals }) => exactly(totals.devices) },
  {
    name: 'hardware.memory',
    group: 'hardware',
    unit: 'B',
    better: 'higher',
    read: ({ totals }) => totals.memoryBytes,
  },
  {
    name: 'hardware.memoryBandwidth',
    group: 'hardware',
    unit: 'B/s',
    better: 'higher',
    read: ({ totals }) => totals.memoryBandwidth,
  },
];

const peakRow = (precision: string): RowDefinition => ({
  name: `hardware.densePeak.${precision}`,
  group: 'hardware',
  unit: 'FLOP/s',
  better: 'higher',
  read: ({ totals }) => totals.densePeak[precision] ?? { because: 'precision-not-offered' },
});

const racks: readonly RowDefinition[] = [
  {
    name: 'racks.count',
    group: 'racks',
    unit: '1',
    better: 'lower',
    read: ({ totals }) => exactly(totals.racks),
  },
  {
    name: 'racks.usedUnits',
    group: 'racks',
    unit: 'U',
    better: 'lower',
    read: ({ totals }) => exactly(totals.usedUnits),
  },
  {
    name: 'racks.mass',
    group: 'racks',
    unit: 'kg',
    better: 'lower',
    read: (plan) => unlessPartial(plan, ({ massUnknownFor }) => massUnknownFor, plan.totals.mass),
  },
];

const wholePower = (plan: Plan, value: Range): Reading =>
  unlessPartial(plan, ({ powerUnknownFor }) => powerUnknownFor, value);

const power: readonly RowDefinition[] = [
  {
    name: 'power.typical',
    group: 'power',
    unit: 'W',
    better: 'lower',
    read: (plan) => wholePower(plan, plan.totals.power.typical),
  },
  {
    name: 'power.maximum',
    group: 'power',
    unit: 'W',
    better: 'lower',
    read: (plan) => wholePower(plan, plan.totals.power.maximum),
  },
  {
    name: 'power.heat',
    group: 'power',
    unit: 'W',
    better: 'lower',
    read: (plan) => wholePower(plan, plan.totals.heat),
  },
  {
    name: 'power.airflow',
    group: 'power',
    unit: 'm3/s',
    better: 'lower',
    read: (plan) => wholePower(plan, plan.totals.airflow),
  },
  {
    name: 'power.energyPerYear',
    group: 'power',
    unit: 'Wh',
    better: 'lower',
    read: (plan) => wholePower(plan, plan.totals.energyPerYear),
  },
  {
    name: 'power.carbonPerYear',
    group: 'power',
    unit: 'kg',
    better: 'lower',
    read: (plan) => wholePower(plan, plan.totals.carbonKilogramsPerYear),
  },
];

const costRows = [
  'capital',
  'capitalPerYear',
  'energyPerYear',
  'hostingPerYear',
  'supportPerYear',
  'runningPerYear',
  'totalPerYear',
  'total',
] as const;

const cost = (currency: CurrencyCode): readonly RowDefinition[] =>
  costRows.map((field) => ({
    name: `cost.${field}`,
    group: 'cost',
    unit: currency,
    better: 'lower',
    read: (plan) => inMinorUnits(plan.cost[field]),
  }));

type Predicted = Extract<DeploymentPlan['result'], { readonly fits: true }>;

/** What an answer says of one figure; with the bounds of its interval where the estimate has one. */
type Reader = (result: Predicted) => number | Range | undefined;

/** The first deployment stands for the fleet, as the warnings say where there are more. */
function predicted(read: Reader): RowDefinition['read'] {
  return ({ deployments: [deployment] }) => {
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

const performance = (currency: CurrencyCode): readonly RowDefinition[] => [
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
    name: 'performance.timePerOutputToken',
    group: 'performance',
    unit: 's',
    better: 'lower',
    read: predicted((result) => result.timePerOutputTokenSeconds),
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
    read: ({ deployments: [deployment] }) =>
      deployment?.costPerMillionOutputTokens === undefined
        ? { because: 'no-prediction' }
        : inMinorUnits(deployment.costPerMillionOutputTokens),
  },
];

/** The rows that these plans can be compared by; peaks in every precision that any of them offers. */
export function rowsFor(plans: readonly Plan[], currency: CurrencyCode): readonly RowDefinition[] {
  const precisions = [...new Set(plans.flatMap(({ totals }) => Object.keys(totals.densePeak)))].sort();
  return [
    ...hardware,
    ...precisions.map(peakRow),
    ...racks,
    ...power,
    ...cost(currency),
    ...performance(currency),
  ];
}
