import { shareWriter } from '#shared/language/written';
import type { Command } from 'commander';
import { uncertaintyOver } from '#main/jobs/spread';
import { plainContext } from '#main/services/computing';
import type { ServiceVerdict } from '#shared/serving/verdict';
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
import texts from '../../../resources/locales/en/cost.json';
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
import { counted } from '#shared/text/plural';

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
        from === undefined ? 'no price, excluded' : `priced in ${from}, no exchange rate, excluded`,
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
    [{ head: 'Total' }, { head: `over ${counted(finance.years, 'year')}, ${finance.method}` }],
    [
      row('capital, per year', cost.capitalPerYear),
      row('total, per year', cost.totalPerYear),
      row('per hour', cost.perHour),
      ...(residual.high.amount === 0 ? [] : [row('residual value', residual)]),
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
      row('per million output tokens', cost.perMillionOutputTokens),
      row('per million tokens, in and out', cost.perMillionTokens),
      row('per million input tokens, priced separately', cost.perMillionInputTokensSplit),
      row('per million output tokens, input separate', cost.perMillionOutputTokensSplit),
      row('per thousand requests', cost.perThousandRequests),
      row('per concurrent user per month', cost.perUserPerMonth),
      ...(cost.earnings === undefined
        ? []
        : [
            row('revenue, per year', cost.earnings.revenuePerYear),
            row('surplus after cost, per year', cost.earnings.surplusPerYear),
            ['  margin on cost', rangeText(inPercent(cost.earnings.margin), '%')],
          ]),
    ],
  );

const monthsTable = (months: readonly CostByMonth[]): string =>
  textTable(
    [{ head: 'Paid by month' }, { head: 'capital' }, { head: 'running' }, { head: 'total' }],
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
      { head: `${counted(report.draws, 'draw')}: ${report.metric}` },
      { head: 'p10' },
      { head: 'median' },
      { head: 'p90' },
    ],
    report.fleets.flatMap(({ name, bands }) => {
      const metric = bands[report.metric];
      return metric === undefined ? [[`  ${name}`, 'not available']] : [[`  ${name}`, ...band(metric)]];
    }),
  );
  return [
    fleets,
    ...report.fleets.map((fleet) => tornadoText(report, fleet, text)),
    ...duelsText(report),
  ].join('\n');
}

/** Kinds of which a fleet has one figure for each of its parts; of the others it has one. */
const ofParts: readonly string[] = ['price', 'power', 'performance', 'other'];

function nameOf({ figures }: UncertaintyReport, key: string): string {
  const figure = figures.find((each) => each.key === key);
  if (figure === undefined) return key;
  const kind = texts.chance.kinds[figure.kind].toLowerCase().replace('pue', 'PUE');
  const idle = key.endsWith('power.idle') || key.startsWith('bounded-by:') ? ' (idle)' : '';
  return ofParts.includes(figure.kind) ? `${kind}: ${figure.name}${idle}` : kind;
}

const tornadoText = (
  report: UncertaintyReport,
  { name, tornado }: UncertaintyReport['fleets'][number],
  text: (value: number) => string,
): string =>
  textTable(
    [{ head: `Sensitivity of ${name}` }, { head: 'at low' }, { head: 'at high' }],
    tornado
      .slice(0, SHOWN_FIGURES)
      .map(({ key, atLow, atHigh }) => [`  ${nameOf(report, key)}`, text(atLow), text(atHigh)]),
  );

const share = shareWriter({ decimals: 1, padded: true });

function duelsText(report: UncertaintyReport): readonly string[] {
  return report.duels.map(({ a, b, cheaper, turns }) => {
    const [first, second] = [report.fleets[a]?.name ?? '', report.fleets[b]?.name ?? ''];
    const head = `${report.metric} of ${first} is below that of ${second} in ${share(cheaper)} of draws.\n`;
    const rows = turns
      .slice(0, SHOWN_FIGURES)
      .map(({ key, typical, needed, withinRange }) => [
        `  ${nameOf(report, key)}`,
        number(typical),
        needed === undefined ? 'never' : number(needed),
        needed === undefined || withinRange ? '' : 'outside the range of the sources',
      ]);
    return `${head}${textTable([{ head: 'Equal if this figure changes' }, { head: 'from' }, { head: 'to' }, { head: '' }], rows)}`;
  });
}

const number = (value: number): string =>
  new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(value);

const help = `
Amounts in JSON are whole minor units, such as cents. Items without a price are listed under unpriced and excluded from totals.
Metrics: ${drawnMetrics.join(', ')}.

Examples:
  fleetwright cost example:article-7b-lpu
  fleetwright cost example:article-7b-lpu --draws 16384 --against example:article-7b-h100
  fleetwright cost hall.fleetwright.json --months --json

Exit code: 0 done; 1 a currency has no exchange rate, or the file is not a scenario; 2 the file cannot be read.`;

interface Options {
  readonly json?: true;
  readonly months?: true;
  readonly draws?: string;
  readonly seed?: string;
  readonly against?: readonly string[];
  readonly metric?: string;
}

export function defineCost(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<file>', scenarioArgument)
    .option('--months', 'also print the amount paid by the end of each month')
    .option('--draws <n>', 'number of random draws of prices, power, utilisation and speed from their ranges')
    .option('--seed <n>', 'seed of the random draws', '1')
    .option('--against <files...>', 'probability of costing less than these scenarios; implies --draws')
    .option('--metric <metric>', 'metric to compare by', 'total')
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
    throw new UsageError(`--metric: “${metric ?? ''}” does not exist. Metrics: ${drawnMetrics.join(', ')}`);
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
    uncertaintyOver(host.priced?.('uncertainty', request) ?? request, { ...lanes, context: plainContext }),
  );
  if (!answer.ok) throw new InvalidInput(answer.error.message);
  return { uncertainty: answer.value };
}
