import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import type { CostReport } from '#main/cli/cost';
import type { GraphAnswer } from '#main/simulator/lpu/simulate-graph';
import type { Answer } from '#shared/api/contract';
import type { Comparison } from '#shared/compare/comparison';
import type { EstimateResult } from '#shared/estimate/result';
import type { ServiceVerdict } from '#shared/serving/verdict';
import { floorPlanOf, type FloorPlan } from '#shared/floor/floor-plan';
import type { PerformanceReport } from '#shared/performance/report';
import { countedScenario } from '#shared/plan/counted-scenario';
import type { Explanation } from '#shared/plan/derived';
import type { DatedPlan, WirePlan } from '#shared/plan/plan';
import type { LoadLevel, PowerReport } from '#shared/power/report';
import { Quote } from '#shared/quote/quote';
import { readScenario } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import { CatalogueId, ScenarioId } from '#shared/schema/ids';
import type { ServingResult } from '#shared/serving/report';
import type { SizedFleet, SizingReport } from '#shared/sizing/sizing';
import { sweepAxes } from '#shared/sizing/sweep';
import type { SweepReport, SweptRow } from '#shared/sizing/sweep-report';
import type { ComparedChances } from '#shared/uncertainty/chances';
import type { UncertaintyReport } from '#shared/uncertainty/uncertainty';
import { plannedStepwise } from '#renderer/documents/plans';
import { commandLine } from '../main/cli/a-command-line';
import { shippedCatalogue } from '../support/catalogue';
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
const { rackTypes } = await shippedCatalogue();
const stepwise = plannedStepwise(api.planStep, '0a6b3c1e-5b57-4d0e-9a53-0c9d6a5f1b2e');

async function valueOf<Value>(answer: Promise<Answer<Value>>): Promise<Value> {
  const given = await answer;
  if (!given.ok) throw new Error(given.error.message);
  return given.value;
}

const FILE = 'scenario.json';
const RIVAL = 'rival.json';

/** What chance holds a scenario against: the same fleet with another life time, at another site. */
const rivalOf = (scenario: Scenario): Scenario => ({
  ...scenario,
  id: ScenarioId.parse('rival'),
  site: { ...scenario.site, preset: CatalogueId.parse(scenario.site.preset === 'de' ? 'us-va' : 'de') },
});

/** As few draws as may be asked for; every door must draw the same. */
const chance = { draws: 16, seed: 1, metric: 'total' } as const;

/** What the command line prints about a scenario; it may find something wrong with it, but must answer. */
async function told(words: readonly string[], scenario: Scenario, more: object = {}): Promise<string> {
  const files = {
    [FILE]: JSON.stringify(scenario),
    [RIVAL]: JSON.stringify(rivalOf(scenario)),
    'request.json': JSON.stringify(more),
  };
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

/** Cases that are served event by event, few requests of each. */
const servedOf = (scenario: Scenario) =>
  casesOf(scenario).flatMap((each) => {
    const { mode, batch, ...served } = each;
    return mode === 'serving' && batch === undefined ? [{ ...served, requests: 60, seed: 3 }] : [];
  });

/** A language model in decode on chips whose floor plan is known, as the command for graphs is asked about it. */
function graphWords({ estimate }: Scenario['deployments'][never]): readonly string[] | undefined {
  const { hardware, devices, model, weights, input, output } = estimate;
  if (hardware !== 'groq-lpu-v1' || (weights !== 'int8' && weights !== 'fp16')) return undefined;
  const asked = { chips: devices, precision: weights, phase: 'decode', context: input + output };
  return ['lpu', model, ...Object.entries(asked).flatMap(([name, value]) => [`--${name}`, `${value}`])];
}

/** Doors that answer within milliseconds: every random scenario goes through them. */
export const fastDoors = {
  /** What the open scenario is planned as, edit by edit: the strip, Layout, Power, Cost and Performance read it. */
  screen: (scenario: Scenario): Promise<WirePlan> => valueOf(stepwise(scenario)),
  plan: (scenario: Scenario): Promise<WirePlan & { readonly objectives: readonly ServiceVerdict[] }> =>
    toldJson(['plan', FILE, '--json'], scenario),
  /** What the strip, Performance and the first screen say of objectives: racks and devices do not cross for it. */
  verdicts: async (scenario: Scenario): Promise<readonly ServiceVerdict[]> =>
    valueOf(api.serviceVerdicts(countedScenario(scenario, await valueOf(stepwise(scenario))))),
  /** Where Layout draws racks. */
  floor: (scenario: Scenario): Promise<FloorPlan> => Promise.resolve(floorPlanOf(scenario, rackTypes)),
  netboxRacks: async (scenario: Scenario): Promise<readonly Readonly<Record<string, string>>[]> =>
    parse<Record<string, string>>(await told(['export', FILE, '--as', 'netbox-racks'], scenario), {
      bom: true,
      columns: true,
    }),
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
    toldJson(
      ['cost', FILE, '--months', '--draws', `${chance.draws}`, '--against', RIVAL, '--json'],
      scenario,
    ),
  /** The band of Cost and the duel of Compare. */
  uncertainty: (scenario: Scenario): Promise<UncertaintyReport> =>
    valueOf(api.uncertainty({ scenarios: [scenario, rivalOf(scenario)], ...chance })),
  /** The chances of Compare, of several fleets at once. */
  chances: (scenario: Scenario): Promise<ComparedChances> =>
    valueOf(api.compareChances({ scenarios: [scenario, rivalOf(scenario)], ...chance })),
  simulate: async (scenario: Scenario): Promise<ByDeployment<ServingResult> | undefined> => {
    const cases = servedOf(scenario);
    if (!isByCatalogue(scenario) || cases.length === 0) return undefined;
    const { out } = await commandLine(['simulate', '-'], { '-': JSON.stringify(cases) });
    return byId(JSON.parse(out) as readonly ServingResult[]);
  },
  /** The runs of Performance, with the figures of the open scenario. */
  serving: async (scenario: Scenario): Promise<ByDeployment<ServingResult> | undefined> => {
    const cases = servedOf(scenario);
    if (cases.length === 0) return undefined;
    return byId(await valueOf(api.simulateServing({ cases, figures: figuresOf(scenario) })));
  },
  lpu: async (scenario: Scenario): Promise<ByDeployment<GraphAnswer | undefined> | undefined> => {
    const changed = Object.keys({ ...scenario.choices, ...scenario.overrides });
    if (changed.some((path) => path.startsWith('accelerators/groq-lpu-v1'))) return undefined;
    const answers: Record<string, GraphAnswer | undefined> = {};
    for (const deployment of Object.values(scenario.deployments)) {
      const words = graphWords(deployment);
      if (words === undefined) continue;
      const { code, out } = await commandLine([...words, '--json']);
      answers[deployment.id] = code === 0 ? (JSON.parse(out) as GraphAnswer) : undefined;
    }
    return answers;
  },
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
export type AskedDoor = keyof typeof doors;
/** Size answers about a need; what it lays out is a scenario that every other door is asked about. */
export type DoorName = AskedDoor | 'size';
export type AnswerOf<Door extends DoorName> = Door extends AskedDoor
  ? NonNullable<Awaited<ReturnType<(typeof doors)[Door]>>>
  : SizedFleet;
export type Answers = { readonly [Door in DoorName]?: AnswerOf<Door> | undefined };

type Row = readonly unknown[];

/** A row of a bill of materials. */
export type BoughtItem = Readonly<Record<'item' | 'quantity' | 'unit_price' | 'extended_price', string>>;

export const tracedPaths = ['cost/total', 'totals/mass'] as const;
type TracedPath = (typeof tracedPaths)[number];

export interface Sized {
  readonly fleet: SizedFleet;
  /** The fleet as it was laid into racks. */
  readonly scenario: Scenario;
}

/** What `size` finds on one hardware, and the scenario that it saves; undefined where none meets the objective. */
export async function sizedFor(need: object, hardware: string, terms: Scenario): Promise<Sized | undefined> {
  const files = { [FILE]: JSON.stringify(terms), 'request.json': JSON.stringify(need) };
  const words = ['size', 'request.json', '--terms', FILE, '--hardware', hardware, '--json', '--save', 'out'];
  const { out, written, err } = await commandLine(words, files);
  if (out === '') throw new Error(`fleetwright ${words.join(' ')}: ${err}`);
  const [fleet] = (JSON.parse(out) as SizingReport).outcomes;
  if (fleet?.meets !== true) return undefined;
  const saved = readScenario(String(written.get('out')));
  if (!saved.ok) throw new Error(saved.error.message);
  return { fleet, scenario: saved.value };
}

/** What each of these doors answers about a scenario. */
export async function askedAt(names: readonly AskedDoor[], scenario: Scenario): Promise<Answers> {
  const answers: Partial<Record<DoorName, unknown>> = {};
  for (const name of names) answers[name] = await doors[name](scenario);
  return answers as Answers;
}
