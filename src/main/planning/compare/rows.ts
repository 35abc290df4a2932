import type { CurrencyCode } from '#shared/money/money';
import { inMinorUnits } from '#shared/money/money-rate';
import type { Plan } from '#shared/plan/plan';
import { exactly, type Range } from '#shared/units/range';
import type { ComparedFleet } from './fleet';
import { performanceRows, type Reading, type RowDefinition, serviceRows } from './performance-rows';

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
  { name: 'hardware.accelerators', group: 'hardware', unit: '1', read: ({ plan }) => accelerators(plan) },
  {
    name: 'hardware.devices',
    group: 'hardware',
    unit: '1',
    read: ({ plan: { totals } }) => exactly(totals.devices),
  },
  {
    name: 'hardware.memory',
    group: 'hardware',
    unit: 'B',
    better: 'higher',
    read: ({ plan: { totals } }) => totals.memoryBytes,
  },
  {
    name: 'hardware.memoryBandwidth',
    group: 'hardware',
    unit: 'B/s',
    better: 'higher',
    read: ({ plan: { totals } }) => totals.memoryBandwidth,
  },
];

const peakRow = (precision: string): RowDefinition => ({
  name: `hardware.densePeak.${precision}`,
  group: 'hardware',
  unit: 'FLOP/s',
  better: 'higher',
  read: ({ plan: { totals } }) => totals.densePeak[precision] ?? { because: 'precision-not-offered' },
});

const racks: readonly RowDefinition[] = [
  {
    name: 'racks.count',
    group: 'racks',
    unit: '1',
    better: 'lower',
    read: ({ plan: { totals } }) => exactly(totals.racks),
  },
  {
    name: 'racks.usedUnits',
    group: 'racks',
    unit: 'U',
    better: 'lower',
    read: ({ plan: { totals } }) => exactly(totals.usedUnits),
  },
  {
    name: 'racks.mass',
    group: 'racks',
    unit: 'kg',
    better: 'lower',
    read: ({ plan }) => unlessPartial(plan, ({ massUnknownFor }) => massUnknownFor, plan.totals.mass),
  },
  {
    name: 'racks.heaviest',
    group: 'racks',
    unit: 'kg',
    better: 'lower',
    read: ({ plan }) => unlessPartial(plan, ({ massUnknownFor }) => massUnknownFor, plan.totals.heaviestRack),
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
    read: ({ plan }) => wholePower(plan, plan.totals.power.typical),
  },
  {
    name: 'power.maximum',
    group: 'power',
    unit: 'W',
    better: 'lower',
    read: ({ plan }) => wholePower(plan, plan.totals.power.maximum),
  },
  {
    name: 'power.heat',
    group: 'power',
    unit: 'W',
    better: 'lower',
    read: ({ plan }) => wholePower(plan, plan.totals.heat),
  },
  {
    name: 'power.airflow',
    group: 'power',
    unit: 'm3/s',
    better: 'lower',
    read: ({ plan }) => wholePower(plan, plan.totals.airflow),
  },
  {
    name: 'power.energyPerYear',
    group: 'power',
    unit: 'Wh',
    better: 'lower',
    read: ({ plan }) => wholePower(plan, plan.totals.energyPerYear),
  },
  {
    name: 'power.carbonPerYear',
    group: 'power',
    unit: 'kg',
    better: 'lower',
    read: ({ plan }) => wholePower(plan, plan.totals.carbonKilogramsPerYear),
  },
  {
    name: 'power.carbonEmbodied',
    group: 'power',
    unit: 'kg',
    better: 'lower',
    read: ({ plan: { cost } }) =>
      cost.carbon.unknownFor.length === 0
        ? cost.carbon.embodied
        : { because: cost.carbon.unknownFor.join(', ') },
  },
];

const costRows = [
  'capital',
  'residual',
  'capitalPerYear',
  'energyPerYear',
  'hostingPerYear',
  'supportPerYear',
  'staffPerYear',
  'softwarePerYear',
  'runningPerYear',
  'totalPerYear',
  'total',
  'netPresentValue',
] as const;

const cost = (currency: CurrencyCode): readonly RowDefinition[] =>
  costRows.map((field) => ({
    name: `cost.${field}`,
    group: 'cost',
    unit: currency,
    better: field === 'residual' ? 'higher' : 'lower',
    read: ({ plan }) => inMinorUnits(plan.cost[field]),
  }));

/** The rows that these fleets can be compared by; peaks in every precision that any of them offers. */
export function rowsFor(fleets: readonly ComparedFleet[], currency: CurrencyCode): readonly RowDefinition[] {
  const precisions = [...new Set(fleets.flatMap(({ plan }) => Object.keys(plan.totals.densePeak)))].sort();
  return [
    ...hardware,
    ...precisions.map(peakRow),
    ...racks,
    ...power,
    ...cost(currency),
    ...performanceRows(currency),
    ...serviceRows,
  ];
}
