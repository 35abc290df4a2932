import { shareWriter } from '#shared/language/written';
import { textAt } from '#shared/language/message-at';
import { type Command, Option } from 'commander';
import { plainContext } from '#main/services/computing';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ServiceVerdict } from '#shared/serving/verdict';
import type { ExplainedTrace, Explanation } from '#shared/plan/derived';
import type { WirePlan } from '#shared/plan/plan';
import {
  type Failure,
  type FailureCause,
  type FeedReport,
  LoadLevel,
  type PowerReport,
  type StripReport,
} from '#shared/power/report';
import { assertNever } from '#shared/refusal/refusal';
import { feedName } from '#shared/scenario/names';
import type { Scenario } from '#shared/scenario/schema';
import texts from '../../../resources/locales/en/trace.json';
import { readScenarioArgument, scenarioArgument } from './arguments';
import { type CommandHost, exitCode, type Finish, InvalidInput, printJson } from './host';
import { moneyRangeText, rangeText, textTable } from './text-table';
import { verdictsText } from './verdict-text';
import { verdictsFor } from './verdicts-for';
import { counted, written } from '#shared/text/plural';

const RACKS_SHOWN = 40;

/** A plan for people: totals, cost, racks, deployments, and what is wrong. */
export function planText(
  scenario: Scenario,
  plan: WirePlan,
  objectives: readonly ServiceVerdict[] = [],
): string {
  const parts = [
    `${scenario.name}\n`,
    textTable([{ head: 'Totals' }, { head: '' }], totalRows(plan)),
    textTable(
      [{ head: 'Cost' }, { head: `over ${counted(scenario.finance.years, 'year')}` }],
      costRows(plan),
    ),
    racksTable(plan),
    deploymentsTable(plan),
    verdictsText(objectives),
    problemsText(plan),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function totalRows({ totals }: WirePlan): readonly (readonly string[])[] {
  const accelerators = totals.accelerators.map(({ type, count }) => `${count} × ${type}`).join(', ');
  return [
    ['  racks', String(totals.racks)],
    ['  devices', String(totals.devices)],
    ['  accelerators', accelerators === '' ? 'none' : accelerators],
    ['  space', `${totals.usedUnits} U of ${totals.units} U`],
    ['  mass', rangeText(totals.mass, 'kg')],
    ['  power, typical', rangeText(totals.power.typical, 'W')],
    ['  power, nameplate', rangeText(totals.power.maximum, 'W')],
    ['  heat', rangeText(totals.heat, 'W')],
    ['  airflow', rangeText(totals.airflow, 'm3/s')],
    ['  energy per year', rangeText(totals.energyPerYear, 'Wh')],
    ['  carbon per year', rangeText(totals.carbonKilogramsPerYear, 'kg')],
  ];
}

function costRows({ cost }: WirePlan): readonly (readonly string[])[] {
  return [
    ...cost.lines.map(({ name, quantity, total }) => [`  ${quantity} × ${name}`, moneyRangeText(total)]),
    ...cost.unpriced.map(({ name, quantity }) => [`  ${quantity} × ${name}`, 'no price, excluded']),
    ['  capital', moneyRangeText(cost.capital)],
    ['  running, per year', moneyRangeText(cost.runningPerYear)],
    ['  total', moneyRangeText(cost.total)],
  ];
}

function racksTable({ racks }: WirePlan): string {
  const all = Object.values(racks);
  const rows = all
    .slice(0, RACKS_SHOWN)
    .map(({ name, space, mass, power, feeds, capital }) => [
      `  ${name}`,
      `${space.usedUnits}/${space.units}`,
      rangeText(mass.demand, 'kg'),
      rangeText(power.typical, 'W'),
      rangeText(power.maximum, 'W'),
      rangeText(feeds.usable, 'W'),
      moneyRangeText(capital),
    ]);
  const heads = ['Rack', 'U', 'Mass', 'Typical', 'Nameplate', 'Feed', 'Capital'];
  const rest = all.length - rows.length;
  const more = rest > 0 ? `  and ${counted(rest, 'more rack')} (see --json)\n` : '';
  return rows.length === 0
    ? ''
    : textTable(
        heads.map((head) => ({ head })),
        rows,
      ) + more;
}

function deploymentsTable({ deployments }: WirePlan): string {
  const rows = deployments.map(({ name, result, costPerMillionOutputTokens: cost }) => {
    if ('error' in result) return [`  ${name}`, result.error.message];
    if (!result.fits) return [`  ${name}`, result.refusal.message];
    const [low, high] = result.interval?.outputTokensPerSecond ?? [
      result.outputTokensPerSecond,
      result.outputTokensPerSecond,
    ];
    return [
      `  ${name}`,
      rangeText({ low, typical: result.outputTokensPerSecond, high }, 'token/s'),
      rangeText(exactRange(result.outputTokensPerSecondPerUser), 'token/s'),
      rangeText(exactRange(result.timeToFirstTokenSeconds), 's'),
      cost === undefined ? '' : moneyRangeText(cost),
    ];
  });
  const heads = ['Deployment', 'All users', 'One user', 'First token', 'Per million tokens'];
  return rows.length === 0
    ? ''
    : textTable(
        heads.map((head) => ({ head })),
        rows,
      );
}

const exactRange = (value: number) => ({ low: value, typical: value, high: value });

function problemsText({ problems }: WirePlan): string {
  const lines = problems.map(({ severity, refusal }) => {
    const remedy = refusal.remedy === undefined ? '' : ` ${refusal.remedy}`;
    return `  ${severity.padEnd(8)} ${refusal.message}${remedy}\n`;
  });
  return lines.length === 0 ? 'No problems\n' : `Problems\n${lines.join('')}`;
}

/** A trace as an indented tree: each value, how it follows from those below it, and the sources at the ends. */
const explanationText = (explanation: Explanation, catalogue: Catalogue): string =>
  lines(explanation, catalogue, 0)
    .map((line) => `${line}\n`)
    .join('');

function lines(explanation: Explanation, catalogue: Catalogue, depth: number): readonly string[] {
  const { name, of, count, value, unit, trace } = explanation;
  const times = count === undefined || count === 1 ? '' : `${count} × `;
  const owner = of === undefined ? '' : ` of ${of}`;
  const own = `${'  '.repeat(depth)}${times}${nameOf(name)}${owner}: ${rangeText(value, unit)}  [${originOf(trace, catalogue)}]`;
  const inputs = trace.kind === 'formula' ? trace.inputs : [];
  return [own, ...inputs.flatMap((input) => lines(input, catalogue, depth + 1))];
}

const nameOf = (name: string): string => textAt(texts.names, name) ?? name;

function originOf(trace: ExplainedTrace, catalogue: Catalogue): string {
  switch (trace.kind) {
    case 'figure':
      return `${catalogue.sources[trace.source]?.title ?? trace.source}, ${trace.date}, ${trace.confidence}; ${trace.path}`;
    case 'given':
      return `entered in the scenario: ${trace.path}`;
    case 'override':
      return `your own figure for ${trace.path}`;
    case 'formula':
      return [textAt(texts.formulas, trace.formula) ?? trace.formula, trace.reference]
        .filter((part) => part !== undefined)
        .join('; ');
  }
}

const FEEDS_SHOWN = 40;
const FAILURES_SHOWN = 40;
const TRIPS_SHOWN = 3;

const kilowatts = (watts: number): string => `${(watts / 1_000).toFixed(1)} kW`;
const percent = shareWriter();

/** A failure's cause in words. */
function causeText(cause: FailureCause): string {
  switch (cause.kind) {
    case 'nothing':
      return 'no failure';
    case 'side':
      return `side ${cause.side}`;
    case 'utility':
    case 'ups':
    case 'pdu':
    case 'cooling-unit':
      return cause.name;
    case 'ups-module':
      return `one module of ${cause.name}`;
    case 'feed':
      return `feed ${feedName(cause.rackName, cause.feed)} of ${cause.rackName}`;
    case 'strip':
      return `power strip ${cause.name} of ${cause.rackName}`;
    case 'supply':
      return 'one power supply of every device';
    default:
      return assertNever(cause);
  }
}

/** What follows from a failure, in the order in which it happens. */
function consequenceText({ trips, tripCount, uncooled }: Failure): string {
  const parts = trips.slice(0, TRIPS_SHOWN).map(({ name, rackName, load, limit, line }) => {
    const place = rackName === undefined ? name : `${rackName} ${name}`;
    return line === undefined
      ? `${place} trips (${kilowatts(load)} on ${kilowatts(limit)})`
      : `${line.name} of ${place} trips (${line.current.toFixed(1)} A on ${line.limit.toFixed(1)} A)`;
  });
  if (tripCount > parts.length) parts.push(counted(tripCount - parts.length, 'more trips', 'more trip'));
  if (uncooled !== undefined) parts.push(`${kilowatts(uncooled)} of heat is not removed`);
  return parts.length === 0 ? 'too few live supplies' : parts.join(', ');
}

const served = ({ throughput }: Failure): string =>
  throughput
    .map(({ name, before, after }) => `${name} ${before === 0 ? '-' : percent(after / before)}`)
    .join(', ');

const loadShare = ({ loadOnLostSide, limit }: FeedReport): number => loadOnLostSide / limit;

function feedsTable(feeds: readonly FeedReport[]): string {
  if (feeds.length === 0) return 'No feeds\n';
  const worst = feeds.toSorted((a, b) => loadShare(b) - loadShare(a)).slice(0, FEEDS_SHOWN);
  const rows = worst.map((feed) => [
    `  ${feed.rackName} ${feedName(feed.rackName, feed.feed)}`,
    feed.pdu ?? '-',
    `${feed.volts} V ${feed.amperes} A ${feed.phases}~`,
    `${Number(feed.continuous.toFixed(1))} A`,
    kilowatts(feed.load),
    kilowatts(feed.loadOnLostSide),
    kilowatts(feed.limit),
    feed.lines === undefined ? '-' : percent(feed.lines.imbalance),
  ]);
  const heads = ['Feed', 'PDU', 'Breaker', 'Continuous', 'Load', 'A source lost', 'Limit', 'Imbalance'];
  const rest = feeds.length - worst.length;
  return (
    textTable(
      heads.map((head) => ({ head })),
      rows,
    ) + (rest > 0 ? `  and ${counted(rest, 'less loaded feed')} (see --json)\n` : '')
  );
}

const STRIPS_SHOWN = 40;

const stripShare = ({ load, limit }: StripReport): number => (limit === undefined ? 0 : load / limit);

/** Power strips, the fullest first; nothing where the racks have none. */
function stripsTable(strips: readonly StripReport[]): string {
  if (strips.length === 0) return '';
  const fullest = strips.toSorted((a, b) => stripShare(b) - stripShare(a)).slice(0, STRIPS_SHOWN);
  const rows = fullest.map(({ rackName, name, feed, basis, supplies, load, limit }) => [
    `  ${rackName} ${name}`,
    `${feedName(rackName, feed)}${basis === 'assumed' ? ' (assumed)' : ''}`,
    String(supplies),
    kilowatts(load),
    limit === undefined ? '-' : kilowatts(limit),
  ]);
  const heads = ['Strip', 'Feed', 'Supplies', 'Load', 'Limit'];
  const rest = strips.length - fullest.length;
  return (
    textTable(
      heads.map((head) => ({ head })),
      rows,
    ) + (rest > 0 ? `  and ${counted(rest, 'less loaded strip')} (see --json)\n` : '')
  );
}

/** Feeds by their load when a source is lost, their strips, and all single failures with a consequence, worst first. */
function failuresText({ level, feeds, strips, failures }: PowerReport): string {
  const shown = failures.failures.slice(0, FAILURES_SHOWN);
  const rows = shown.map((failure) => [
    `  ${causeText(failure.cause)}`,
    consequenceText(failure),
    String(failure.darkDevices),
    served(failure),
  ]);
  const heads = ['Failure', 'Effect', 'Dark devices', 'Still served'];
  const rest = failures.harmful - shown.length;
  const table =
    rows.length === 0
      ? ''
      : textTable(
          heads.map((head) => ({ head })),
          rows,
        );
  const summary = `${counted(failures.examined, 'single failure')} examined at ${level} load; ${written(failures.harmful)} with an effect\n`;
  return [
    feedsTable(feeds),
    stripsTable(strips),
    summary,
    table,
    rest > 0 ? `  and ${rest} more (see --json)\n` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const examples = `
Examples:
  fleetwright plan hall.fleetwright.json
  fleetwright plan example:article-7b-lpu --json
  fleetwright plan example:article-7b-lpu --trace cost/capital
  fleetwright plan example:article-7b-lpu --trace racks/a01/power/maximum
  fleetwright plan hall.fleetwright.json --failures --level maximum

Exit code: 0 everything fits; 1 something does not fit, a failure has an effect, or the file is not a scenario; 2 the file
cannot be read.`;

interface Options {
  readonly json?: true;
  readonly trace?: string;
  readonly failures?: true;
  readonly level: LoadLevel;
}

export function definePlan(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<file>', scenarioArgument)
    .option('--json', 'print the plan or the trace as JSON: quantities in SI units, money in minor units')
    .option('--trace <path>', 'show how one value of the plan is derived')
    .option('--failures', 'print all feeds and every single failure of power and cooling, worst first')
    .addOption(
      new Option('--level <level>', 'load level for --failures')
        .choices(LoadLevel.options)
        .default('typical'),
    )
    .addHelpText('after', examples)
    .action(async (file: string, { json, trace, failures, level }: Options) => {
      const scenario = await readScenarioArgument(host, file);
      const { catalogue, computations } = await host.services();
      if (trace !== undefined) {
        const explained = await computations.explain({ scenario, path: trace }, plainContext);
        if (!explained.ok) throw new InvalidInput(explained.error.message);
        if (json) printJson(host, explained.value);
        else host.out(explanationText(explained.value, catalogue));
        return;
      }
      if (failures) {
        const report = await computations.powerReport({ scenario, level }, plainContext);
        if (!report.ok) throw new InvalidInput(report.error.message);
        if (json) printJson(host, report.value);
        else host.out(failuresText(report.value));
        finish(report.value.failures.harmful > 0 ? exitCode.refused : exitCode.done);
        return;
      }
      const planned = await computations.plan(scenario, plainContext);
      if (!planned.ok) throw new InvalidInput(planned.error.message);
      const judged = await verdictsFor(host, scenario, planned.value);
      if (json) printJson(host, { ...planned.value, objectives: judged });
      else host.out(planText(scenario, planned.value, judged));
      const wrong = planned.value.problems.some(({ severity }) => severity === 'error');
      finish(wrong ? exitCode.refused : exitCode.done);
    });
}
