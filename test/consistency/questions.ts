import { quoteMessages } from '#main/quote/language';
import type { Comparison } from '#shared/compare/comparison';
import type { EstimateAnswer, EstimateResult } from '#shared/estimate/result';
import type { ServiceVerdict } from '#shared/serving/verdict';
import { interTokenSeconds, stepSeconds } from '#shared/serving/service';
import { minorUnitsPerMajor, type Money } from '#shared/money/money';
import { minorUnitsOf, type MoneyRate } from '#shared/money/money-rate';
import type { PerformanceReport } from '#shared/performance/report';
import type { WirePlan } from '#shared/plan/plan';
import type { PowerReport } from '#shared/power/report';
import { interTokenLatencyOf, type PerformanceSheet, type Quote } from '#shared/quote/quote';
import type { Scenario } from '#shared/scenario/schema';
import { DeploymentId } from '#shared/schema/ids';
import type { ServingAnswer, ServingResult } from '#shared/serving/report';
import type { SizedFleet } from '#shared/sizing/sizing';
import type { SweptRow } from '#shared/sizing/sweep-report';
import type { DrawnMetric, UncertaintyReport } from '#shared/uncertainty/uncertainty';
import type { AnswerOf, DoorName, levels } from './doors';

/**
 * Questions that more than one door answers, and where each door has its answer. Every two doors must agree as far as
 * both can be read: a number in JSON exactly, a figure that is printed for people to its last digit.
 */

/** A number as it is printed: it may be off by half of its last digit. */
export interface Printed {
  readonly value: number;
  readonly within: number;
}
export type Reading = number | string | Printed;

/** Answers by what is asked about: an item, a rack, a deployment. What a door does not say is left out. */
export type Readings = Readonly<Record<string, Reading | undefined>>;

export interface Question {
  readonly unit: string;
  readonly doors: {
    readonly [Door in DoorName]?: (answer: AnswerOf<Door>, scenario: Scenario) => Readings;
  };
}

const FLEET = 'fleet';
const one = (reading: Reading | undefined): Readings => ({ [FLEET]: reading });

function keyed<Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => string,
  readingOf: (value: Value) => Reading | undefined,
): Readings {
  return Object.fromEntries([...values].map((value) => [keyOf(value), readingOf(value)]));
}

const mapped = <Value>(
  record: Readonly<Record<string, Value>>,
  readingOf: (value: Value, key: string) => Reading | undefined,
): Readings => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, readingOf(value, key)]));

/** Three significant digits, as quotes print figures. */
function inThreeDigits(text: string | undefined, scale = 1): Printed | undefined {
  const value = Number(text?.replaceAll(/[^\d.-]/g, ''));
  if (text === undefined || !Number.isFinite(value)) return undefined;
  const digit = value === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
  return { value: value * scale, within: (digit / 2) * scale };
}

/** A number of a table, in major units. */
const inMinor = (text: string | number | undefined, { currency }: Scenario): number | undefined =>
  text === undefined || text === '' ? undefined : Math.round(Number(text) * minorUnitsPerMajor(currency));

const amountOf = ({ typical }: { readonly typical: Money | MoneyRate }): number => minorUnitsOf(typical);

/** The first scenario's cell; a sum that lacks a part is none there, and is left out here. */
function cell({ rows }: Comparison, name: string): Readings {
  const found = rows.find((row) => row.name === name)?.cells[0];
  return one(found?.known === true ? found.typical : undefined);
}

/** A comparison has the first deployment only, by id in order. */
const cellOfFirst = (comparison: Comparison, name: string, { deployments }: Scenario): Readings => {
  const [first] = Object.keys(deployments).toSorted();
  return first === undefined ? {} : { [first]: cell(comparison, name)[FLEET] };
};

const predicted = (result: EstimateResult | undefined): EstimateAnswer | undefined =>
  result !== undefined && 'fits' in result && result.fits ? result : undefined;

type OfAnswer = (answer: EstimateAnswer) => Reading | undefined;

const ofResults =
  (read: OfAnswer) =>
  (results: Readonly<Record<string, EstimateResult>>): Readings =>
    mapped(results, (result) => {
      const answer = predicted(result);
      return answer && read(answer);
    });

const verdictsBy =
  (read: (verdict: ServiceVerdict) => Reading | undefined) =>
  (verdicts: readonly ServiceVerdict[]): Readings =>
    keyed(verdicts, ({ need }) => need, read);

/** Where everything that judges objectives says the same of a workload; no workload, no verdict. */
const ofVerdicts = (read: (verdict: ServiceVerdict) => Reading | undefined): Question['doors'] => {
  const from = verdictsBy(read);
  return {
    verdicts: from,
    plan: ({ objectives }) => from(objectives),
    cost: ({ objectives }) => from(objectives),
    compare: ({ services }) => from(services[0]?.needs ?? []),
    chances: ({ fleets }) => from(fleets[0]?.service.needs ?? []),
    size: ({ service }) => from([service]),
  };
};

const ofRuns = (
  read: (run: ServingAnswer) => Reading | undefined,
): Pick<Question['doors'], 'simulate' | 'serving'> => {
  const from = (runs: Readonly<Record<string, ServingResult>>): Readings =>
    mapped(runs, (run) => ('fits' in run && run.fits ? read(run) : undefined));
  return { simulate: from, serving: from };
};

/** Whether memory, and nothing else, keeps one more user out. */
const isFull = ({
  concurrency,
  memoryPerDeviceBytes: { weights, kv, other, capacity },
}: EstimateAnswer): boolean => weights + other + (kv * (concurrency + 1)) / concurrency > capacity;

const outcomeOf = (result: EstimateResult | ServingResult | undefined): string | undefined => {
  if (result === undefined) return undefined;
  if ('error' in result) return result.error.code;
  return result.fits ? 'runs' : result.refusal.code;
};

const ofPlan =
  (read: OfAnswer) =>
  ({ deployments }: WirePlan): Readings =>
    keyed(
      deployments,
      ({ id }) => id,
      ({ result }) => {
        const answer = predicted(result);
        return answer && read(answer);
      },
    );

/** Where everything that repeats an estimate has the same figure. */
const ofEstimates = (
  read: OfAnswer,
): Pick<Question['doors'], 'screen' | 'plan' | 'estimate' | 'performance'> => ({
  screen: ofPlan(read),
  plan: ofPlan(read),
  estimate: ofResults(read),
  performance: ofResults(read),
});

/** Sheets and tables of a quote name deployments; names are unique in the scenarios asked about. */
function deploymentNamed({ deployments }: Scenario, name: unknown): string {
  const found = Object.values(deployments).find((each) => each.name === name);
  return found?.id ?? String(name);
}

const ofSheets =
  (read: (sheet: PerformanceSheet) => Reading | undefined) =>
  ({ performance }: Quote, scenario: Scenario): Readings =>
    keyed(performance, ({ name }) => deploymentNamed(scenario, name), read);

const ofRacks =
  (read: (rack: WirePlan['racks'][never]) => Reading | undefined) =>
  ({ racks }: WirePlan): Readings =>
    mapped(racks, read);

const rackNamed = ({ racks }: Scenario, name: string): string =>
  Object.values(racks).find((each) => each.name === name)?.id ?? name;

const ofElevations =
  (read: (elevation: Quote['elevations'][number]) => Reading | undefined) =>
  ({ elevations }: Quote, scenario: Scenario): Readings =>
    keyed(elevations, ({ name }) => rackNamed(scenario, name), read);

const text = quoteMessages('en');

/** The sheet of a workbook with this name, its rows by the heads of the first of them. */
function workbookRows(
  workbook: AnswerOf<'quoteXlsx'>,
  sheet: string,
): readonly Readonly<Record<string, unknown>>[] {
  const rows = workbook[sheet] ?? [];
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const heads = rows.findIndex((row) => row.filter((each) => each !== null).length === width);
  return rows
    .slice(heads + 1)
    .map((row) => Object.fromEntries((rows[heads] ?? []).map((head, column) => [String(head), row[column]])));
}

const ofWorkbook =
  (column: 'rate' | 'perUser' | 'firstTokenSeconds' | 'perTokenSeconds' | 'perMillion', scale = 1) =>
  (workbook: AnswerOf<'quoteXlsx'>, scenario: Scenario): Readings => {
    const rows = workbookRows(workbook, text('document.performance')).filter(
      (row) => typeof row[text('sheet.rate')] === 'number',
    );
    const named = (row: Readonly<Record<string, unknown>>) =>
      deploymentNamed(scenario, row[text('sheet.deployment')]);
    return keyed(rows, named, (row) => {
      const value = row[text(`sheet.${column}`)];
      return typeof value === 'number' ? value * scale : undefined;
    });
  };

const FIGURE = String.raw`[\d,.]+`;
const SECONDS = String.raw`[\d,.]+ m?s`;
const FIGURES = new RegExp(`(${FIGURE}) (${FIGURE}) (${SECONDS}) (${SECONDS}) (\\S*[\\d,.]+|–)$`);

interface PrintedSheet {
  readonly rate: string;
  readonly perUser: string;
  readonly firstToken: string;
  readonly perToken: string;
  readonly perMillion: string;
}

/** The table of predicted performance in a PDF: names wrap, so that rows are told by their order. */
function printedSheets(pdf: string): readonly PrintedSheet[] {
  return pdf.split('\n').flatMap((line) => {
    const found = FIGURES.exec(line);
    if (found === null) return [];
    const [, rate = '', perUser = '', firstToken = '', perToken = '', perMillion = ''] = found;
    return [{ rate, perUser, firstToken, perToken, perMillion }];
  });
}

const inSeconds = (printed: string): Printed | undefined =>
  inThreeDigits(printed, printed.endsWith(' ms') ? 1e-3 : 1);

const ofPdf =
  (read: (sheet: PrintedSheet, scenario: Scenario) => Reading | undefined) =>
  (pdf: string, scenario: Scenario): Readings => {
    const ids = Object.keys(scenario.deployments).toSorted();
    const sheets = printedSheets(pdf);
    // Which of several is missing cannot be told once one of them does not fit.
    if (sheets.length !== ids.length) return {};
    return Object.fromEntries(sheets.map((sheet, index) => [ids[index] ?? '', read(sheet, scenario)]));
  };

/** Lines of a PDF such as `4 DGX H100 (8 x H100 SXM) 4 $300,000.00 $1,200,000.00`, by the name of the item. */
function printedLines(pdf: string): readonly { readonly name: string; readonly unit: string }[] {
  return pdf.split('\n').flatMap((line) => {
    const found = /^\d+ (.+) [\d,]+ (\S*[\d,.]+) \S*[\d,.]+$/.exec(line);
    const [, name, unit] = found ?? [];
    return name === undefined || unit === undefined ? [] : [{ name, unit }];
  });
}

const moneyIn = (printed: string, scenario: Scenario): number | undefined =>
  inMinor(printed.replaceAll(/[^\d.]/g, ''), scenario);

const csvColumn = (name: 'kind' | 'quantity' | 'unitPrice' | 'amount' | 'description'): string =>
  text(`document.${name}`);

const csvRows = (rows: AnswerOf<'quoteCsv'>, kind: string) =>
  rows.filter((row) => row[csvColumn('kind')] === kind);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const goods = ({ sections }: Quote) => sections.flatMap(({ lines }) => lines);

/** The parts of a power path that stand in a rack. */
const IN_A_RACK: ReadonlySet<string> = new Set(['feed', 'strip', 'bank']);

/** What trips in a rack with nothing lost, or else with a side lost, by the report of failures. */
function failureVerdicts({ failures, feeds }: PowerReport, { racks }: Scenario): Readings {
  const withFeeds = new Set<string>(feeds.map(({ rack }) => rack));
  const tripped = (kind: 'nothing' | 'side', rack: string): boolean =>
    failures.failures.some(
      ({ cause, trips }) =>
        cause.kind === kind && trips.some((trip) => IN_A_RACK.has(trip.kind) && trip.rack === rack),
    );
  return mapped(racks, (_, rack) => {
    if (!withFeeds.has(rack)) return undefined;
    if (tripped('nothing', rack)) return 'breaker';
    return tripped('side', rack) ? 'lost-side' : 'nothing trips';
  });
}

/** The same by the plan's check of the rack; what no failure is examined for is left out. */
const planVerdicts = (level: 'typical' | 'nameplate') =>
  ofRacks(({ feeds }) => {
    const check = feeds[level];
    if (check.fits === true) return 'nothing trips';
    if (check.fits === 'unknown') return undefined;
    if (check.because === 'no-feed' || check.because === 'rack-limit') return undefined;
    return check.because === 'dark-on-lost-side' ? 'nothing trips' : check.because;
  });

const decodeSeconds = (report: PerformanceReport | undefined): number | undefined => {
  if (report === undefined) return undefined;
  if (report.kind === 'lpu') return report.tokenSeconds;
  return report.steps.find(({ phase }) => phase === 'decode')?.seconds;
};

/** What stands on the day of the scenario, or once all changes are done. */
const onDay = (dated: AnswerOf<'overTime'>, { asOf }: Scenario): AnswerOf<'overTime'>[number] | undefined =>
  asOf === undefined
    ? dated.at(-1)
    : dated.findLast(({ from }) => from === 'before' || (from !== 'end' && from <= asOf));

/** The levels of a rack's or the fleet's power, each of them a question of its own. */
type Level = (typeof levels)[number];

const powerOfRack = (level: Level): Question => ({
  unit: 'W',
  doors: {
    screen: ofRacks(({ power }) => power[level].typical),
    plan: ofRacks(({ power }) => power[level].typical),
    failures: (reports) =>
      keyed(
        reports[level].cooling.racks,
        ({ rack }) => rack,
        ({ heat }) => heat.typical,
      ),
    ...(level === 'typical' && { quoteJson: ofElevations(({ typicalWatts }) => typicalWatts) }),
    ...(level === 'maximum' && { quoteJson: ofElevations(({ maximumWatts }) => maximumWatts) }),
  },
});

/** In kilowatts with one decimal, as a quote says what its racks draw. */
function printedPower(pdf: string, level: 'typical' | 'maximum'): Printed | undefined {
  const words = text('assumption.power', { racks: '', devices: '', typical: '@t', maximum: '@m' });
  const [, between = '', after = ''] = /@t(.*)@m(.*)$/.exec(words) ?? [];
  const escaped = [between, after].map((each) => each.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const found = new RegExp(`([\\d,.]+) kW${escaped[0]}([\\d,.]+) kW${escaped[1]}`).exec(
    pdf.replaceAll('\n', ' '),
  );
  const printed = found?.[level === 'typical' ? 1 : 2];
  return printed === undefined
    ? undefined
    : { value: Number(printed.replaceAll(',', '')) * 1_000, within: 50 };
}

const powerOfFleet = (level: Level): Question => ({
  unit: 'W',
  doors: {
    screen: ({ totals }) => one(totals.power[level].typical),
    plan: ({ totals }) => one(totals.power[level].typical),
    failures: (reports) => one(sum(reports[level].cooling.racks.map(({ heat }) => heat.typical))),
    ...(level === 'typical' && {
      overTime: (dated, scenario) => one(onDay(dated, scenario)?.typicalWatts),
      compare: (comparison) => cell(comparison, 'power.typical'),
      quotePdf: (pdf) => one(printedPower(pdf, 'typical')),
    }),
    ...(level === 'maximum' && {
      overTime: (dated, scenario) => one(onDay(dated, scenario)?.nameplateWatts),
      compare: (comparison) => cell(comparison, 'power.maximum'),
      quotePdf: (pdf) => one(printedPower(pdf, 'maximum')),
    }),
  },
});

/** What the feeds of a rack carry together, of racks in which nothing is dark and all is plugged in somewhere. */
const powerOnFeeds = (level: Level): Question => ({
  unit: 'W',
  doors: {
    plan: ofRacks(({ power, feeds }) => (feeds.typical.limit > 0 ? power[level].typical : undefined)),
    failures: (reports) => {
      const carried: Record<string, number> = {};
      for (const { rack, load } of reports[level].feeds) carried[rack] = (carried[rack] ?? 0) + load;
      return carried;
    },
  },
});

const sizedCosts = ['capital', 'totalPerYear', 'total'] as const;
type SizedCost = (typeof sizedCosts)[number];

const isSized = (field: string): field is SizedCost => (sizedCosts as readonly string[]).includes(field);

/** A sum that lacks the price of its servers says nothing. */
const ofSized =
  (field: SizedCost) =>
  (fleet: SizedFleet): Readings =>
    one(fleet.serversPriced ? amountOf(fleet[field]) : undefined);

/**
 * A sweep prices whole servers and nothing else. It is asked of a fleet in whose racks there is nothing else that is
 * priced, which serves one deployment with all its accelerators.
 */
const ofSwept =
  (field: SizedCost) =>
  (rows: Readonly<Record<string, SweptRow | undefined>>, scenario: Scenario): Readings => {
    const [row, ...others] = Object.values(rows);
    const { finance, devices, racks } = scenario;
    const types = new Set(Object.values(devices).map(({ type }) => type));
    const apart = [finance.cablingPerRack, finance.installationPerRack, finance.softwarePerAcceleratorYear];
    const only = others.length === 0 && types.size === 1 && row?.servers === Object.keys(devices).length;
    if (!only || row.missing !== undefined || apart.some((each) => each !== undefined)) return {};
    if (finance.hosting === 'per-rack' || Object.keys(racks).length === 0) return {};
    return one(row[field]);
  };

type CostField =
  | SizedCost
  | 'energyPerYear'
  | 'runningPerYear'
  | 'capitalPerYear'
  | 'residual'
  | 'hostingPerYear'
  | 'supportPerYear'
  | 'staffPerYear'
  | 'softwarePerYear'
  | 'netPresentValue';

const cost = (field: CostField): Question => ({
  unit: 'minor units',
  doors: {
    screen: (plan) => one(amountOf(plan.cost[field])),
    plan: (plan) => one(amountOf(plan.cost[field])),
    cost: (report) => one(amountOf(report.cost[field])),
    compare: (comparison) => cell(comparison, `cost.${field}`),
    ...(field === 'capital' && {
      overTime: (dated, scenario) => one(onDay(dated, scenario)?.capital.typical.amount),
    }),
    ...(field === 'totalPerYear' && {
      overTime: (dated, scenario) => one(onDay(dated, scenario)?.totalPerYear.typical.amount),
    }),
    ...(field === 'total' && { trace: (traced) => one(traced['cost/total'].value.typical) }),
    ...(isSized(field) && { size: ofSized(field) }),
  },
});

/** Amounts of a plan that are rounded by themselves, beside the unit prices of its lines. */
const ROUNDED_BESIDE = 20;
/** Accelerators of one server at most, for each of which software is paid in whole minor units. */
const ACCELERATORS_EACH = 8;

/**
 * With every figure at its typical value, draws must come to what the plan says. The plan rounds every unit price and every amount to the
 * minor unit before it multiplies them by quantities and years; draws do not.
 */
const drawn = (metric: 'capital' | 'totalPerYear' | 'total' | 'energyPerYear'): Question => ({
  unit: 'minor units',
  doors: {
    plan: (plan) => one(amountOf(plan.cost[metric])),
    cost: ({ cost: { lines, unpriced }, uncertainty }, { finance }) => {
      const value = uncertainty?.fleets[0]?.bands[metric]?.typical;
      const paidEach = finance.softwarePerAcceleratorYear === undefined ? 1 : 1 + ACCELERATORS_EACH;
      const pieces = sum([...lines, ...unpriced].map(({ quantity }) => quantity)) * paidEach + ROUNDED_BESIDE;
      const within = (pieces * (metric === 'total' ? Math.max(1, finance.years) : 1)) / 2;
      return one(value === undefined ? undefined : { value, within });
    },
  },
});

/** The same seed draws the same at every door. */
const inDraws = (metric: DrawnMetric, at: 'p10' | 'p50' | 'p90'): Question => {
  const from = ({ fleets }: UncertaintyReport): Readings => one(fleets[0]?.bands[metric]?.[at]);
  return {
    unit: 'minor units',
    doors: {
      uncertainty: from,
      cost: ({ uncertainty }) => (uncertainty === undefined ? {} : from(uncertainty)),
      ...(metric === 'total' && { chances: ({ fleets }) => one(fleets[0]?.band?.[at]) }),
    },
  };
};

/** What a fleet of nothing but servers costs; a plan rounds what a sweep counts as a whole. */
const ofServers = (field: SizedCost): Question['doors'] => ({
  sweep: ofSwept(field),
  plan: ({ cost: planned, deployments }, { devices, finance }) => {
    const within = (Object.keys(devices).length + ROUNDED_BESIDE) * Math.max(1, finance.years);
    return deployments.length === 1 && planned.unpriced.every(({ item }) => item.startsWith('rack'))
      ? one({ value: amountOf(planned[field]), within })
      : {};
  },
});

const duelOf = ({ duels }: UncertaintyReport): Readings => one(duels[0]?.cheaper);

const lineOf = {
  item: ({ item }: { readonly item: string }) => item,
  unitPrice: ({ unitPrice }: WirePlan['cost']['lines'][number]) => unitPrice.typical.amount,
};

/** What a node is bought as: by its published price, and by its type where it has an own one or none. */
const groqNodeItems: readonly string[] = ['groq-host', 'groq-node-v1'];

/** Every question that more than one door answers. */
export const questions = {
  'price of a device': {
    unit: 'minor units',
    doors: {
      screen: ({ cost: { lines } }) => keyed(lines, lineOf.item, lineOf.unitPrice),
      plan: ({ cost: { lines } }) => keyed(lines, lineOf.item, lineOf.unitPrice),
      cost: ({ cost: { lines } }) => keyed(lines, lineOf.item, lineOf.unitPrice),
      billOfMaterials: (rows, scenario) =>
        keyed(
          rows,
          ({ item }) => item,
          ({ unit_price }) => inMinor(unit_price, scenario),
        ),
      quoteJson: (quote) => keyed(goods(quote), lineOf.item, ({ unitPrice }) => unitPrice.amount),
    },
  },
  'price of a device, by its name': {
    unit: 'minor units',
    doors: {
      plan: ({ cost: { lines } }) => keyed(lines, ({ name }) => name, lineOf.unitPrice),
      quoteCsv: (rows, scenario) =>
        keyed(
          csvRows(rows, 'line'),
          (row) => row[csvColumn('description')] ?? '',
          (row) => inMinor(row[csvColumn('unitPrice')], scenario),
        ),
      quoteXlsx: (workbook, scenario) =>
        keyed(
          workbookRows(workbook, text('document.title')).filter(
            (row) =>
              typeof row[text('document.description')] === 'string' && row[text('document.charge')] !== null,
          ),
          (row) => String(row[text('document.description')]),
          (row) => inMinor(Number(row[`${text('document.unitPrice')} (${scenario.currency})`]), scenario),
        ),
      quotePdf: (pdf, scenario) =>
        keyed(
          printedLines(pdf),
          ({ name }) => name,
          ({ unit }) => moneyIn(unit, scenario),
        ),
    },
  },
  'how many of an item': {
    unit: '1',
    doors: {
      // Several types of device may be of one item.
      screen: ({ cost: { lines } }) => quantities(lines, lineOf.item, ({ quantity }) => quantity),
      billOfMaterials: (rows) =>
        quantities(
          rows.filter(({ unit_price }) => unit_price !== ''),
          ({ item }) => item,
          ({ quantity }) => Number(quantity),
        ),
      quoteJson: (quote) => quantities(goods(quote), lineOf.item, ({ quantity }) => quantity),
    },
  },
  'how many of an item, by its name': {
    unit: '1',
    doors: {
      plan: ({ cost: { lines } }) =>
        quantities(
          lines,
          ({ name }) => name,
          ({ quantity }) => quantity,
        ),
      quoteCsv: (rows) =>
        quantities(
          csvRows(rows, 'line'),
          (row) => row[csvColumn('description')] ?? '',
          (row) => Number(row[csvColumn('quantity')]),
        ),
    },
  },
  'what the hardware costs': {
    unit: 'minor units',
    doors: {
      screen: (plan) => one(amountOf(plan.cost.hardware)),
      cost: (report) => one(amountOf(report.cost.hardware)),
      plan: ({ racks }) => one(sum(Object.values(racks).map(({ capital }) => amountOf(capital)))),
      billOfMaterials: (rows, scenario) =>
        one(sum(rows.map(({ extended_price }) => inMinor(extended_price, scenario) ?? 0))),
      quoteJson: (quote) => one(quote.subtotal.amount),
      quoteCsv: (rows, scenario) =>
        one(inMinor(csvRows(rows, 'subtotal')[0]?.[csvColumn('amount')], scenario)),
      quotePdf: (pdf, scenario) => {
        const label = text('document.subtotal');
        const line = pdf.split('\n').find((each) => each.startsWith(`${label} `));
        return one(line === undefined ? undefined : moneyIn(line.slice(label.length), scenario));
      },
      quoteXlsx: (workbook, scenario) => {
        const rows = workbookRows(workbook, text('document.title'));
        const row = rows.find((each) => each[text('document.description')] === text('document.subtotal'));
        const amount = row?.[`${text('document.amount')} (${scenario.currency})`];
        return one(typeof amount === 'number' ? inMinor(amount, scenario) : undefined);
      },
    },
  },
  capital: cost('capital'),
  'cost of a year': cost('totalPerYear'),
  'cost of all years': cost('total'),
  'energy of a year': cost('energyPerYear'),
  'capital by the year': cost('capitalPerYear'),
  'worth at the end': cost('residual'),
  'hosting of a year': cost('hostingPerYear'),
  'support of a year': cost('supportPerYear'),
  'staff of a year': cost('staffPerYear'),
  'software of a year': cost('softwarePerYear'),
  'net present value': cost('netPresentValue'),
  'what whole servers cost': { unit: 'minor units', doors: ofServers('capital') },
  'what whole servers cost over all years': { unit: 'minor units', doors: ofServers('total') },
  'paid by the end of a month': {
    unit: 'minor units',
    doors: {
      cost: ({ months = [] }) =>
        keyed(
          months,
          ({ month }) => String(month),
          ({ paid }) => paid.typical.amount,
        ),
      compare: ({ months: [first] }) =>
        Object.fromEntries((first?.typical ?? []).map((paid, month) => [String(month), paid])),
    },
  },
  'median of the cost of all years': inDraws('total', 'p50'),
  'cost of all years that one in ten exceeds': inDraws('total', 'p90'),
  'median of the capital': inDraws('capital', 'p50'),
  'chance of costing less than a rival': {
    unit: '1',
    doors: {
      uncertainty: duelOf,
      cost: ({ uncertainty }) => (uncertainty === undefined ? {} : duelOf(uncertainty)),
      chances: ({ fleets }) => one(fleets[1]?.baselineCheaper ?? undefined),
    },
  },
  'how often is drawn': {
    unit: '1',
    doors: {
      uncertainty: ({ draws }) => one(draws),
      cost: ({ uncertainty }) => one(uncertainty?.draws),
      chances: ({ draws }) => one(draws),
    },
  },
  'width of a rack': {
    unit: 'm',
    doors: {
      floor: ({ footprints }) =>
        Object.fromEntries([...footprints].map(([rack, { widthMeters }]) => [rack, widthMeters])),
      netboxRacks: (rows, { racks }) =>
        keyed(
          rows,
          ({ name }) => Object.values(racks).find((rack) => rack.name === name)?.id ?? String(name),
          ({ outer_width: width }) => ({ value: Number(width) / 1_000, within: 0.000_5 }),
        ),
    },
  },
  'whether an objective is met': { unit: 'verdict', doors: ofVerdicts(({ state }) => state) },
  'requests that meet their objective': {
    unit: '1',
    doors: ofVerdicts(({ served }) => served?.metShare),
  },
  'time to the first token at the percentile': {
    unit: 's',
    doors: ofVerdicts(({ served }) => served?.timeToFirstTokenSeconds),
  },
  'load of the objective': { unit: '1', doors: ofVerdicts(({ reached }) => reached?.loadShare) },
  'whether it runs, or why not': {
    unit: 'code',
    doors: {
      screen: ({ deployments }) =>
        keyed(
          deployments,
          ({ id }) => id,
          ({ result }) => outcomeOf(result),
        ),
      plan: ({ deployments }) =>
        keyed(
          deployments,
          ({ id }) => id,
          ({ result }) => outcomeOf(result),
        ),
      estimate: (results) => mapped(results, outcomeOf),
      performance: (results) => mapped(results, outcomeOf),
      sweep: (rows) => mapped(rows, (row) => row && (row.fits ? 'runs' : row.code)),
      simulate: (runs) => mapped(runs, outcomeOf),
      serving: (runs) => mapped(runs, outcomeOf),
    },
  },
  'requests that a run completes': { unit: '1', doors: ofRuns(({ counts }) => counts.completed) },
  'simulated time to the first token': {
    unit: 's',
    doors: ofRuns((run) => run.timeToFirstTokenSeconds.p95),
  },
  'simulated time between tokens': { unit: 's', doors: ofRuns((run) => run.interTokenLatencySeconds.mean) },
  'simulated power': { unit: 'W', doors: ofRuns(({ serverPowerWatts }) => serverPowerWatts) },
  'running cost of a year': cost('runningPerYear'),
  'capital in draws': drawn('capital'),
  'cost of a year in draws': drawn('totalPerYear'),
  'cost of all years in draws': drawn('total'),
  'energy of a year in draws': drawn('energyPerYear'),
  'mass of a rack': {
    unit: 'kg',
    doors: {
      screen: ofRacks(({ mass }) => mass.demand.typical),
      plan: ofRacks(({ mass }) => mass.demand.typical),
      quoteJson: ofElevations(({ massKilograms }) => massKilograms),
    },
  },
  'mass of the fleet': {
    unit: 'kg',
    doors: {
      screen: ({ totals }) => one(totals.mass.typical),
      plan: ({ racks }) => one(sum(Object.values(racks).map(({ mass }) => mass.demand.typical))),
      trace: (traced) => one(traced['totals/mass'].value.typical),
      compare: (comparison) => cell(comparison, 'racks.mass'),
    },
  },
  'power of a rack when idle': powerOfRack('idle'),
  'typical power of a rack': powerOfRack('typical'),
  'nameplate power of a rack': powerOfRack('maximum'),
  'power of the fleet when idle': powerOfFleet('idle'),
  'typical power of the fleet': powerOfFleet('typical'),
  'nameplate power of the fleet': powerOfFleet('maximum'),
  'typical power on the feeds of a rack': powerOnFeeds('typical'),
  'nameplate power on the feeds of a rack': powerOnFeeds('maximum'),
  'what trips at typical load': {
    unit: 'verdict',
    doors: {
      screen: planVerdicts('typical'),
      plan: planVerdicts('typical'),
      failures: (reports, scenario) => failureVerdicts(reports.typical, scenario),
    },
  },
  'what trips at nameplate': {
    unit: 'verdict',
    doors: {
      screen: planVerdicts('nameplate'),
      plan: planVerdicts('nameplate'),
      failures: (reports, scenario) => failureVerdicts(reports.maximum, scenario),
    },
  },
  'weights on a device': {
    unit: 'B',
    doors: ofEstimates(({ memoryPerDeviceBytes }) => memoryPerDeviceBytes.weights),
  },
  'cache on a device': {
    unit: 'B',
    doors: ofEstimates(({ memoryPerDeviceBytes }) => memoryPerDeviceBytes.kv),
  },
  'memory of a device': {
    unit: 'B',
    doors: ofEstimates(({ memoryPerDeviceBytes }) => memoryPerDeviceBytes.capacity),
  },
  'nodes of a fleet of LPUs': {
    unit: '1',
    doors: {
      plan: ({ cost: { lines, unpriced }, deployments }) =>
        keyed(
          deployments,
          ({ id }) => id,
          ({ hardware, acceleratorsPlaced, acceleratorsNeeded }) =>
            hardware === 'groq-lpu-v1' && acceleratorsPlaced === acceleratorsNeeded
              ? sum(
                  [...lines, ...unpriced]
                    .filter(({ item }) => groqNodeItems.includes(item))
                    .map(({ quantity }) => quantity),
                )
              : undefined,
        ),
      performanceReport: (reports) =>
        mapped(reports, (report) => (report?.kind === 'lpu' ? report.nodes : undefined)),
    },
  },
  'users at once': {
    unit: '1',
    doors: {
      ...ofEstimates(({ concurrency }) => concurrency),
      compare: (comparison, scenario) => cellOfFirst(comparison, 'performance.concurrency', scenario),
    },
  },
  'users whose cache fits on LPUs': {
    unit: '1',
    doors: {
      lpu: (graphs) => mapped(graphs, (graph) => graph?.users),
      performance: (results, { deployments }) =>
        mapped(results, (result, id) => {
          const answer = predicted(result);
          const { mode, batch } = deployments[DeploymentId.parse(id)]?.estimate ?? {};
          return answer && mode === 'in-flight' && batch === undefined && isFull(answer)
            ? answer.concurrency
            : undefined;
        }),
    },
  },
  'racks of a fleet': {
    unit: '1',
    doors: {
      screen: ({ totals }) => one(totals.racks),
      compare: (comparison) => cell(comparison, 'racks.count'),
      floor: ({ footprints }) => one(footprints.size),
      netboxRacks: (rows) => one(rows.length),
      size: ({ racks }) => one(racks),
    },
  },
  'time of a step': {
    unit: 's',
    doors: {
      ...ofEstimates(stepSeconds),
      performanceReport: (reports) => mapped(reports, decodeSeconds),
      quoteJson: ofSheets(({ timePerOutputTokenSeconds }) => timePerOutputTokenSeconds),
    },
  },
  'time between tokens': {
    unit: 's',
    doors: {
      ...ofEstimates(interTokenSeconds),
      compare: (comparison, scenario) => cellOfFirst(comparison, 'performance.interTokenLatency', scenario),
      sweep: (rows) => mapped(rows, (row) => row?.interTokenLatencySeconds),
      quoteJson: ofSheets(interTokenLatencyOf),
      quoteXlsx: ofWorkbook('perTokenSeconds'),
      quotePdf: ofPdf(({ perToken }) => inSeconds(perToken)),
    },
  },
  'time to the first token': {
    unit: 's',
    doors: {
      ...ofEstimates(({ timeToFirstTokenSeconds }) => timeToFirstTokenSeconds),
      compare: (comparison, scenario) => cellOfFirst(comparison, 'performance.timeToFirstToken', scenario),
      sweep: (rows) => mapped(rows, (row) => row?.timeToFirstTokenSeconds),
      quoteJson: ofSheets(({ timeToFirstTokenSeconds }) => timeToFirstTokenSeconds),
      quoteXlsx: ofWorkbook('firstTokenSeconds'),
      quotePdf: ofPdf(({ firstToken }) => inSeconds(firstToken)),
    },
  },
  'tokens a second': {
    unit: 'token/s',
    doors: {
      ...ofEstimates(({ outputTokensPerSecond }) => outputTokensPerSecond),
      compare: (comparison, scenario) =>
        cellOfFirst(comparison, 'performance.outputTokensPerSecond', scenario),
      sweep: (rows) => mapped(rows, (row) => row?.outputTokensPerSecond),
      quoteJson: ofSheets(({ outputTokensPerSecond }) => outputTokensPerSecond),
      quoteXlsx: ofWorkbook('rate'),
      quotePdf: ofPdf(({ rate }) => inThreeDigits(rate)),
    },
  },
  'tokens a second of one user': {
    unit: 'token/s',
    doors: {
      ...ofEstimates(({ outputTokensPerSecondPerUser }) => outputTokensPerSecondPerUser),
      compare: (comparison, scenario) =>
        cellOfFirst(comparison, 'performance.outputTokensPerSecondPerUser', scenario),
      sweep: (rows) => mapped(rows, (row) => row?.outputTokensPerSecondPerUser),
      quoteJson: ofSheets(({ outputTokensPerSecondPerUser }) => outputTokensPerSecondPerUser),
      quoteXlsx: ofWorkbook('perUser'),
      quotePdf: ofPdf(({ perUser }) => inThreeDigits(perUser)),
    },
  },
  'cost of a million output tokens': {
    unit: 'minor units',
    doors: {
      screen: ({ deployments }) =>
        keyed(
          deployments,
          ({ id }) => id,
          ({ costPerMillionOutputTokens: rate }) => rate && amountOf(rate),
        ),
      plan: ({ deployments }) =>
        keyed(
          deployments,
          ({ id }) => id,
          ({ serviceCost }) => serviceCost && amountOf(serviceCost.perMillionOutputTokens),
        ),
      cost: ({ services }) =>
        keyed(
          services,
          ({ id }) => id,
          (service) => service.cost && amountOf(service.cost.perMillionOutputTokens),
        ),
      compare: (comparison, scenario) => ({
        ...cellOfFirst(comparison, 'cost.perMillionOutputTokens', scenario),
      }),
      quoteJson: ofSheets(({ perMillionOutputTokens: rate }) => rate && amountOf(rate)),
      quoteXlsx: (workbook, scenario) =>
        ofWorkbook('perMillion', minorUnitsPerMajor(scenario.currency))(workbook, scenario),
      quotePdf: ofPdf(({ perMillion }, { currency }) =>
        perMillion === '–' ? undefined : inThreeDigits(perMillion, minorUnitsPerMajor(currency)),
      ),
    },
  },
} as const satisfies Readonly<Record<string, Question>>;

/** Lines of one item in several racks together. */
function quantities<Line>(
  lines: readonly Line[],
  itemOf: (line: Line) => string,
  quantityOf: (line: Line) => number,
): Readings {
  const counts: Record<string, number> = {};
  for (const line of lines) counts[itemOf(line)] = (counts[itemOf(line)] ?? 0) + quantityOf(line);
  return counts;
}
