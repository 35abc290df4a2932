import type { Command } from 'commander';
import { uncertaintyOver } from '#main/jobs/spread';
import { plainContext } from '#main/services/computing';
import type { ServiceVerdict } from '#shared/estimate/verdict';
import type { MoneyRange } from '#shared/money/money';
import type { MoneyRateRange } from '#shared/money/money-rate';
import { type CostByMonth, costByMonths, type ServiceCost } from '#shared/plan/cost';
import type { WirePlan, WithoutTraces } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import {
  type Band,
  type DrawnMetric,
  drawnMetrics,
  type UncertaintyReport,
  UncertaintyRequest,
} from '#shared/uncertainty/uncertainty';
import type { Range } from '#shared/units/range';
import { readScenarioArgument, requestByOptions, scenarioArgument } from './arguments';
import {
  type CommandHost,
  exitCode,
  type Finish,
  InvalidInput,
  onEveryCore,
  printJson,
  UsageError,
  wholeNumber,
} from './host';
import { moneyRangeText, quantityText, rangeText, textTable } from './text-table';
import { verdictsText } from './verdict-text';
import { verdictsFor } from './verdicts-for';

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
        from === undefined ? 'no price, excluded' : `priced in ${from} without an exchange rate, excluded`,
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

const help = `
Amounts in JSON are whole minor units, such as cents. What has no price is listed under unpriced and excluded from totals.
Metrics: ${drawnMetrics.join(', ')}.

Examples:
  fleetwright cost example:article-7b-lpu
  fleetwright cost example:article-7b-lpu --draws 16384 --against example:article-7b-h100
  fleetwright cost hall.fleetwright.json --months --json

Exit code: 0 when all could be counted; 1 when a currency has no exchange rate or the file is no scenario; 2 when it
cannot be read.`;

interface Options {
  readonly json?: true;
  readonly months?: true;
  readonly draws?: string;
  readonly seed?: string;
  readonly against?: readonly string[];
  readonly metric?: string;
}

export function addCostCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('cost')
    .description(
      'What a scenario costs: every line, per year and over the years, by token, request and user.',
    )
    .argument('<file>', scenarioArgument)
    .option('--months', 'also what has been paid by the end of every month')
    .option('--draws <n>', 'draw prices, power, use and speed from their ranges so often')
    .option('--seed <n>', 'another seed gives other draws', '1')
    .option('--against <files...>', 'how often it costs less than these; implies draws')
    .option('--metric <metric>', 'what decides which costs less', 'total')
    .option('--json', 'print all of it as JSON (see: fleetwright schema cost-report)')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => {
      const scenario = await readScenarioArgument(host, file);
      const { computations } = await host.services();
      const planned = await computations.plan(scenario, plainContext);
      if (!planned.ok) throw new InvalidInput(planned.error.message);
      const { cost, deployments } = planned.value;
      const report = {
        scenario: { id: scenario.id, name: scenario.name },
        cost,
        services: deployments.map(({ id, name, serviceCost }) => ({
          id,
          name,
          ...(serviceCost === undefined ? {} : { cost: serviceCost }),
        })),
        objectives: await verdictsFor(host, scenario, planned.value),
        ...(options.months ? { months: costByMonths(cost, scenario.finance) } : {}),
        ...(await drawn(host, scenario, options)),
      };
      if (options.json) printJson(host, report);
      else host.out(costText(scenario, report));
      const unconverted = cost.unpriced.some(({ from }) => from !== undefined);
      finish(unconverted ? exitCode.refused : exitCode.done);
    });
}

async function drawn(
  host: CommandHost,
  scenario: Scenario,
  { draws, seed = '1', against = [], metric }: Options,
): Promise<{ readonly uncertainty?: UncertaintyReport }> {
  if (draws === undefined && against.length === 0) return {};
  if (!(drawnMetrics as readonly string[]).includes(metric ?? ''))
    throw new UsageError(`there is no metric ${metric ?? ''}; there are ${drawnMetrics.join(', ')}`);
  const others = await Promise.all(against.map((file) => readScenarioArgument(host, file)));
  const request = requestByOptions(
    UncertaintyRequest,
    {
      scenarios: [scenario, ...others],
      ...(draws === undefined ? {} : { draws: wholeNumber(draws) }),
      seed: wholeNumber(seed),
      metric,
    },
    { draws: '--draws', seed: '--seed', metric: '--metric' },
  );
  const answer = await onEveryCore(host, (lanes) =>
    uncertaintyOver(request, { ...lanes, context: plainContext }),
  );
  if (!answer.ok) throw new InvalidInput(answer.error.message);
  return { uncertainty: answer.value };
}
