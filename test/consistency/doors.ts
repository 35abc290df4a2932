import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import type { CostReport } from '#main/cli/cost';
import type { Answer } from '#shared/api/contract';
import type { Comparison } from '#shared/compare/comparison';
import type { EstimateResult } from '#shared/estimate/result';
import type { PerformanceReport } from '#shared/performance/report';
import type { Explanation } from '#shared/plan/derived';
import type { DatedPlan, WirePlan } from '#shared/plan/plan';
import type { LoadLevel, PowerReport } from '#shared/power/report';
import { Quote } from '#shared/quote/quote';
import type { Scenario } from '#shared/scenario/schema';
import { sweepAxes, type SweepReport, type SweptRow } from '#shared/sizing/sweep';
import { plannedStepwise } from '#renderer/documents/plans';
import { commandLine } from '../main/cli/a-command-line';
import { aWindow } from '../support/main-side';
import { pdfText } from '../support/pdf-text';

/**
 * The doors of the product: ways by which somebody gets an answer about a scenario. Each goes through the whole of what
 * stands behind it, as a window or the command line does, and gives what comes out at the far end.
 */

/** The day of every quote, and the day that prices hold on. */
export const TODAY = '2026-11-30';

export const levels = ['idle', 'typical', 'maximum'] as const satisfies readonly LoadLevel[];
type Level = (typeof levels)[number];

type ByDeployment<Value> = Readonly<Record<string, Value>>;

const { api } = aWindow([], TODAY);
const stepwise = plannedStepwise(api.planStep, '0a6b3c1e-5b57-4d0e-9a53-0c9d6a5f1b2e');

async function valueOf<Value>(answer: Promise<Answer<Value>>): Promise<Value> {
  const given = await answer;
  if (!given.ok) throw new Error(given.error.message);
  return given.value;
}

const FILE = 'scenario.json';

/** What the command line prints about a scenario; it may find something wrong with it, but must answer. */
async function told(words: readonly string[], scenario: Scenario, more: object = {}): Promise<string> {
  const files = { [FILE]: JSON.stringify(scenario), 'request.json': JSON.stringify(more) };
  const { code, out, err } = await commandLine(words, files);
  if (code > 1 || out === '') throw new Error(`fleetwright ${words.join(' ')}: ${err}`);
  return out;
}

async function toldJson<Value>(words: readonly string[], scenario: Scenario, more?: object): Promise<Value> {
  return JSON.parse(await told(words, scenario, more)) as Value;
}

/** A file that the command line writes; undefined where it refuses to. */
async function written(
  words: readonly string[],
  scenario: Scenario,
  more: object,
): Promise<string | Uint8Array | undefined> {
  const files = { [FILE]: JSON.stringify(scenario), 'request.json': JSON.stringify(more) };
  const { code, written, err } = await commandLine([...words, '--output', 'out'], files);
  if (code > 1) throw new Error(`fleetwright ${words.join(' ')}: ${err}`);
  return written.get('out');
}

/** What a seller adds to a scenario, so that its quote has every sheet. */
const offer = {
  number: 'Q-1',
  issuedOn: TODAY,
  validUntil: '2026-12-31',
  unpriced: 'leave-out',
  attach: { elevations: true, performance: true },
};

const quoted = (as: string, scenario: Scenario) =>
  written(['quote', FILE, '--request', 'request.json', '--as', as], scenario, offer);

async function ofDeployments<Value>(
  { deployments }: Scenario,
  ask: (estimate: Scenario['deployments'][never]['estimate'], id: string) => Promise<Value>,
): Promise<ByDeployment<Value>> {
  const answers: Record<string, Value> = {};
  for (const { id, estimate } of Object.values(deployments)) answers[id] = await ask(estimate, id);
  return answers;
}

const figuresOf = ({ choices, overrides }: Scenario) => ({ choices, overrides });

const isByCatalogue = ({ choices, overrides }: Scenario): boolean =>
  Object.keys(choices).length + Object.keys(overrides).length === 0;

const casesOf = ({ deployments }: Scenario) =>
  Object.values(deployments).map(({ id, estimate }) => ({ ...estimate, id }));

const byId = <Value extends { readonly id: string }>(values: readonly Value[]): ByDeployment<Value> =>
  Object.fromEntries(values.map((value) => [value.id, value]));

/** A sweep with this deployment as its only configuration; undefined where it says what a sweep has no list for. */
function sweepOf(estimate: Scenario['deployments'][never]['estimate']): object | undefined {
  const { mode, ...axes } = estimate;
  const listed = Object.entries(axes).filter(([, value]) => value !== undefined);
  if (listed.some(([name]) => !(sweepAxes as readonly string[]).includes(name))) return undefined;
  return { mode, ...Object.fromEntries(listed.map(([name, value]) => [name, [value]])) };
}

/** Doors that answer within milliseconds: every random scenario goes through them. */
export const fastDoors = {
  /** What the open scenario is planned as, edit by edit: the strip, Layout, Power, Cost and Performance read it. */
  screen: (scenario: Scenario): Promise<WirePlan> => valueOf(stepwise(scenario)),
  plan: (scenario: Scenario): Promise<WirePlan> => toldJson(['plan', FILE, '--json'], scenario),
  trace: async (scenario: Scenario): Promise<Readonly<Record<TracedPath, Explanation>>> => {
    const traced: Partial<Record<TracedPath, Explanation>> = {};
    for (const path of tracedPaths) {
      traced[path] = await toldJson(['plan', FILE, '--trace', path, '--json'], scenario);
    }
    return traced as Readonly<Record<TracedPath, Explanation>>;
  },
  overTime: (scenario: Scenario): Promise<readonly DatedPlan[]> => valueOf(api.planOverTime(scenario)),
  failures: async (scenario: Scenario): Promise<Readonly<Record<Level, PowerReport>>> => {
    const ask = (level: Level): Promise<PowerReport> =>
      toldJson(['plan', FILE, '--failures', '--level', level, '--json'], scenario);
    return { idle: await ask('idle'), typical: await ask('typical'), maximum: await ask('maximum') };
  },
  compare: (scenario: Scenario): Promise<Comparison> => toldJson(['compare', FILE, FILE, '--json'], scenario),
  cost: (scenario: Scenario): Promise<CostReport> =>
    toldJson(['cost', FILE, '--months', '--draws', '16', '--json'], scenario),
  estimate: async (scenario: Scenario): Promise<ByDeployment<EstimateResult> | undefined> =>
    // The command knows the catalogue alone; a scenario with figures of its own is none of its business.
    isByCatalogue(scenario)
      ? byId(
          JSON.parse(
            (await commandLine(['estimate'], { '-': JSON.stringify(casesOf(scenario)) })).out,
          ) as readonly EstimateResult[],
        )
      : undefined,
  /** The Performance screen, which asks with the figures of the open scenario. */
  performance: async (scenario: Scenario): Promise<ByDeployment<EstimateResult>> =>
    byId(await valueOf(api.estimate({ cases: casesOf(scenario), figures: figuresOf(scenario) }))),
  performanceReport: (scenario: Scenario): Promise<ByDeployment<PerformanceReport | undefined>> =>
    ofDeployments(scenario, async (estimate, id) => {
      const asked = { case: { ...estimate, id }, figures: figuresOf(scenario) };
      const answer = await api.performanceReport(asked);
      return answer.ok ? answer.value : undefined;
    }),
  sweep: (scenario: Scenario): Promise<ByDeployment<SweptRow | undefined>> =>
    ofDeployments(scenario, async (estimate) => {
      const request = sweepOf(estimate);
      if (request === undefined) return undefined;
      const words = ['sweep', 'request.json', '--terms', FILE];
      return (await toldJson<SweepReport>(words, scenario, request)).rows[0];
    }),
  quoteJson: async (scenario: Scenario): Promise<Quote | undefined> => {
    const file = await quoted('json', scenario);
    return file === undefined ? undefined : Quote.parse(JSON.parse(file.toString()));
  },
  quoteCsv: async (scenario: Scenario): Promise<readonly Readonly<Record<string, string>>[] | undefined> => {
    const file = await quoted('csv', scenario);
    return file === undefined
      ? undefined
      : parse<Record<string, string>>(file.toString(), { bom: true, columns: true });
  },
  billOfMaterials: async (scenario: Scenario): Promise<readonly BoughtItem[]> =>
    parse<BoughtItem>(await told(['export', FILE, '--as', 'bill-of-materials'], scenario), {
      bom: true,
      columns: true,
    }),
} as const;

/** Doors that write and read files of other programs; examples go through them. */
export const slowDoors = {
  quotePdf: async (scenario: Scenario): Promise<string | undefined> => {
    const file = await quoted('pdf', scenario);
    return file instanceof Uint8Array ? pdfText(file) : undefined;
  },
  quoteXlsx: async (scenario: Scenario): Promise<Readonly<Record<string, readonly Row[]>> | undefined> => {
    const file = await quoted('xlsx', scenario);
    if (!(file instanceof Uint8Array)) return undefined;
    const sheets = await readWorkbook(Buffer.from(file));
    return Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data]));
  },
} as const;

export const doors = { ...fastDoors, ...slowDoors } as const;
export type DoorName = keyof typeof doors;
export type AnswerOf<Door extends DoorName> = NonNullable<Awaited<ReturnType<(typeof doors)[Door]>>>;
export type Answers = { readonly [Door in DoorName]?: AnswerOf<Door> | undefined };

type Row = readonly unknown[];

/** A row of a bill of materials. */
export type BoughtItem = Readonly<Record<'item' | 'quantity' | 'unit_price' | 'extended_price', string>>;

export const tracedPaths = ['cost/total', 'totals/mass'] as const;
type TracedPath = (typeof tracedPaths)[number];

/** What each of these doors answers about a scenario. */
export async function askedAt(names: readonly DoorName[], scenario: Scenario): Promise<Answers> {
  const answers: Partial<Record<DoorName, unknown>> = {};
  for (const name of names) answers[name] = await doors[name](scenario);
  return answers as Answers;
}
