import type { ServiceVerdict } from '#shared/estimate/verdict';
import type { WirePlan, WithoutTraces } from '#shared/plan/plan';
import type { ServiceCost } from '#shared/plan/cost';
import type { CostByMonth } from '#shared/plan/cost-over-months';
import type { MoneyRange } from '#shared/money';
import type { MoneyRateRange } from '#shared/money-rate';
import type { Range } from '#shared/range';
import type { Scenario } from '#shared/scenario/schema';
import type { Band, DrawnMetric, UncertaintyReport } from '#shared/uncertainty';
import { moneyRangeText, quantityText, rangeText } from './figure-text';
import { textTable } from './text-table';
import { verdictsText } from './verdict-text';

export interface CostReport {
  readonly cost: WirePlan['cost'];
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly cost?: WithoutTraces<ServiceCost>;
  }[];
  readonly objectives: readonly ServiceVerdict[];
  readonly months?: readonly CostByMonth[];
  readonly uncertainty?: UncertaintyReport;
}

const SHOWN_FIGURES = 8;

/** What a fleet costs, for people. */
export function costText(scenario: Scenario, report: CostReport): string {
  const { cost, services, months, uncertainty } = report;
  const parts = [
    `${scenario.name}\n`,
    capitalTable(cost),
    yearlyTable(cost),
    totalsTable(scenario, cost),
    ...services.flatMap((service) =>
      service.cost === undefined ? [] : [serviceTable(service.name, service.cost)],
    ),
    ...(report.objectives.length === 0 ? [] : [verdictsText(report.objectives)]),
    ...(months === undefined ? [] : [monthsTable(months)]),
    ...(uncertainty === undefined ? [] : [uncertaintyText(uncertainty)]),
  ];
  return parts.join('\n');
}

const row = (name: string, amount: MoneyRange | MoneyRateRange): readonly string[] => [
  `  ${name}`,
  moneyRangeText(amount),
];

function capitalTable({ lines, additions, unpriced, capital }: CostReport['cost']): string {
  return textTable(
    [{ head: 'Capital' }, { head: '' }],
    [
      ...lines.map(({ name, quantity, total }) => row(`${quantity} × ${name}`, total)),
      ...additions.map(({ item, total }) => row(item, total)),
      ...unpriced.map(({ name, quantity, from }) => [
        `  ${quantity} × ${name}`,
        from === undefined ? 'no price; in no sum' : `priced in ${from} without an exchange rate; in no sum`,
      ]),
      row('capital', capital),
    ],
  );
}

function yearlyTable(cost: CostReport['cost']): string {
  const { staffPerYear, softwarePerYear } = cost;
  return textTable(
    [{ head: 'Running, per year' }, { head: '' }],
    [
      row('energy', cost.energyPerYear),
      row('hosting', cost.hostingPerYear),
      row('support', cost.supportPerYear),
      ...(staffPerYear.high.amount === 0 ? [] : [row('staff', staffPerYear)]),
      ...(softwarePerYear.high.amount === 0 ? [] : [row('software', softwarePerYear)]),
      row('running', cost.runningPerYear),
    ],
  );
}

function totalsTable({ finance }: Scenario, cost: CostReport['cost']): string {
  const { carbon, residual } = cost;
  return textTable(
    [{ head: 'Together' }, { head: `over ${finance.years} years, ${finance.method}` }],
    [
      row('capital, per year', cost.capitalPerYear),
      row('total, per year', cost.totalPerYear),
      row('per hour', cost.perHour),
      ...(residual.high.amount === 0 ? [] : [row('worth at the end', residual)]),
      row('total', cost.total),
      row('net present value', cost.netPresentValue),
      ['  carbon, per year', rangeText(carbon.perYear, 'kg')],
    ],
  );
}

const inPercent = ({ low, typical, high }: Range): Range => ({
  low: low * 100,
  typical: typical * 100,
  high: high * 100,
});

const serviceTable = (name: string, cost: WithoutTraces<ServiceCost>): string =>
  textTable(
    [{ head: `Serving: ${name}` }, { head: '' }],
    [
      row('million output tokens', cost.perMillionOutputTokens),
      row('million tokens, in and out', cost.perMillionTokens),
      row('million input tokens, split', cost.perMillionInputTokensSplit),
      row('million output tokens, split', cost.perMillionOutputTokensSplit),
      row('thousand requests', cost.perThousandRequests),
      row('user at once, per month', cost.perUserPerMonth),
      ...(cost.earnings === undefined
        ? []
        : [
            row('revenue, per year', cost.earnings.revenuePerYear),
            row('left after its cost, per year', cost.earnings.surplusPerYear),
            ['  margin on cost', rangeText(inPercent(cost.earnings.margin), '%')],
          ]),
    ],
  );

const monthsTable = (months: readonly CostByMonth[]): string =>
  textTable(
    [{ head: 'Paid by month' }, { head: 'capital' }, { head: 'running' }, { head: 'together' }],
    months.map(({ month, capital, running, paid }) => [
      `  ${month}`,
      moneyRangeText(capital),
      moneyRangeText(running),
      moneyRangeText(paid),
    ]),
  );

const units: Readonly<Record<DrawnMetric, string | undefined>> = {
  capital: undefined,
  totalPerYear: undefined,
  total: undefined,
  perMillionOutputTokens: undefined,
  energyPerYear: undefined,
  carbonPerYear: 'kg',
  outputTokensPerSecond: 'token/s',
};

function uncertaintyText(report: UncertaintyReport): string {
  const unit = units[report.metric] ?? report.currency;
  const text = (value: number) => quantityText(value, unit);
  const band = ({ p10, p50, p90 }: Band) => [text(p10), text(p50), text(p90)];
  const fleets = textTable(
    [
      { head: `${report.draws} draws: ${report.metric}` },
      { head: '10 %' },
      { head: 'half' },
      { head: '90 %' },
    ],
    report.fleets.flatMap(({ name, bands }) => {
      const metric = bands[report.metric];
      return metric === undefined ? [[`  ${name}`, 'no such figure']] : [[`  ${name}`, ...band(metric)]];
    }),
  );
  return [
    fleets,
    ...report.fleets.map((fleet) => tornadoText(report, fleet, text)),
    ...duelsText(report),
  ].join('\n');
}

const nameOf = ({ figures }: UncertaintyReport, key: string): string => {
  const figure = figures.find((each) => each.key === key);
  return figure === undefined ? key : `${figure.kind}: ${figure.name}`;
};

const tornadoText = (
  report: UncertaintyReport,
  { name, tornado }: UncertaintyReport['fleets'][number],
  text: (value: number) => string,
): string =>
  textTable(
    [{ head: `What moves ${name}` }, { head: 'at low' }, { head: 'at high' }],
    tornado
      .slice(0, SHOWN_FIGURES)
      .map(({ key, atLow, atHigh }) => [`  ${nameOf(report, key)}`, text(atLow), text(atHigh)]),
  );

function duelsText(report: UncertaintyReport): readonly string[] {
  return report.duels.map(({ a, b, cheaper, turns }) => {
    const [first, second] = [report.fleets[a]?.name ?? '', report.fleets[b]?.name ?? ''];
    const head = `${first} has the lower ${report.metric} in ${(cheaper * 100).toFixed(1)} % of draws against ${second}.\n`;
    const rows = turns
      .slice(0, SHOWN_FIGURES)
      .map(({ key, typical, needed, withinRange }) => [
        `  ${nameOf(report, key)}`,
        number(typical),
        needed === undefined ? 'never' : number(needed),
        needed === undefined || withinRange ? '' : 'beyond what the sources say',
      ]);
    return `${head}${textTable([{ head: 'Even when' }, { head: 'is not' }, { head: 'but' }, { head: '' }], rows)}`;
  });
}

const number = (value: number): string =>
  new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(value);
