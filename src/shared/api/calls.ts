import type { About, ThirdParty } from './about';
import type { ComparedPoint } from '#shared/compare/comparison';
import { Language } from '#shared/language/language';
import { FitRequest, RearrangeRequest, type FitAnswer, type RearrangeAnswer } from '#shared/rack/autofit';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ModelSpecification } from '#shared/catalogue/entries';
import type { ModelDescription } from '#shared/model/description';
import { CatalogueId } from '#shared/schema/ids';
import type { CheckedClaim, DisputeBase } from '#shared/validation/claims';
import { ChancesRequest, type ComparedChances } from '#shared/uncertainty/chances';
import {
  ComparisonReportRequest,
  LayoutExport,
  NetboxImport,
  type NetboxImported,
} from '#shared/exchange/exchange';
import { EstimateCase } from '#shared/estimate/case';
import type { EstimateResult } from '#shared/estimate/result';
import type { ServiceVerdict } from '#shared/serving/verdict';
import type { PerformanceReport } from '#shared/performance/report';
import { TimelineRequest, type LpuTimeline } from '#shared/performance/timeline';
import type { Explanation } from '#shared/plan/derived';
import type { DatedPlan, WirePlan } from '#shared/plan/plan';
import { PlanStep, type PlanStepAnswer, type PricedStep } from '#shared/plan/plan-step';
import { scenarioPriced, scenariosPriced, termsPriced, withPriceBook } from '#shared/prices/price-book';
import type { LaidLibrary } from '#shared/library/laid-library';
import { Library } from '#shared/library/library';
import { LARGEST_PRICE_TABLE, type ReadPrices } from '#shared/prices/price-table';
import { Quote } from '#shared/quote/quote';
import { QuoteOrder } from '#shared/quote/order';
import { LoadLevel, type PowerReport } from '#shared/power/report';
import { FigureSettings, Scenario } from '#shared/scenario/schema';
import { ServingCase } from '#shared/serving/case';
import type { ServingResult } from '#shared/serving/report';
import type { MeasuredCase, ValidationReport } from '#shared/validation/validation';
import { LayOutRequest, SizeOnRequest } from '#shared/sizing/sizing';
import { SweepRequest } from '#shared/sizing/sweep';
import { SweepReport } from '#shared/sizing/sweep-report';
import { SizePricedRequest, type PricedOutcome } from '#shared/sizing/price-map';
import { BreakEvenRequest, UncertaintyRequest, type BreakEvenMap } from '#shared/uncertainty/uncertainty';
import { Nothing, z } from '#shared/schema/zod';
import { answers, call, fileJob, isLight, lightLimits, type SavedFile } from './contract';
import { FileName, type HostRequest, LARGEST_PICTURE, type OpenedFile, TableCell } from './files';
import { storageCalls } from './storage-calls';
import { ComparisonSchema, SizeOutcomeSchema, UncertaintyReportSchema } from './published';

/** A configuration that the user opened; how large one may be is for its reader to say. */
const ModelFile = z.strictObject({
  name: z.string().min(1).max(400),
  text: z.string().max(64 * 1024 * 1024),
});

const isQuote = (of: Quote | QuoteOrder): of is Quote => 'format' in of;

/**
 * The whole contract between the renderer and the main side. A new call is declared here and answered by one function
 * there: everything else that is known of it follows.
 */
export const calls = {
  catalogue: call({ input: Nothing, output: answers<Catalogue>(), weight: 'host' }),
  /** A user's library as calculations read it beside the catalogue, and what of it does not hold. */
  layLibrary: call({
    input: z.strictObject({ library: Library }),
    output: answers<LaidLibrary>(),
    weight: 'host',
  }),
  /** The entry of a library for a model whose configuration was opened; nothing is kept by asking. */
  readModelFiles: call({
    input: z.strictObject({ config: ModelFile, quantization: ModelFile.optional() }),
    output: answers<ModelSpecification>(),
    weight: 'light',
  }),
  /** What a model of the catalogue or the library is, part by part. */
  describeModel: call({
    input: z.strictObject({ id: CatalogueId }),
    output: answers<ModelDescription>(),
    weight: 'light',
  }),
  examples: call({
    input: z.strictObject({ language: Language.default('en') }),
    output: answers<readonly Scenario[]>(),
    weight: 'host',
  }),
  plan: call({ input: Scenario, output: answers<WirePlan>(), weight: isLight, priced: withPriceBook }),
  /** The same for the open scenario, edit by edit: only changes are sent, and only what changed comes back. */
  planStep: call({
    input: PlanStep,
    output: answers<PlanStepAnswer>(),
    // Where a scenario is planned step by step is for `planSteps` to say.
    weight: 'heavy',
    priced: (step, book): PricedStep => ({ step, book }),
  }),
  /** Power, space and cost before the first dated change and from each on. */
  planOverTime: call({
    kind: 'job',
    input: Scenario,
    output: answers<readonly DatedPlan[]>(),
    weight: 'heavy',
    priced: withPriceBook,
  }),
  /** Whether a scenario meets the objectives of its workloads, by simulation where the estimate is not sure. */
  serviceVerdicts: call({
    kind: 'job',
    input: z.strictObject({
      scenario: Scenario,
      /** Accelerators in its racks by type: racks and devices need not cross for it. */
      placed: z.record(z.string().max(200), z.int().min(0)),
    }),
    output: answers<readonly ServiceVerdict[]>(),
    weight: 'heavy',
    priced: false,
  }),
  /** The trace of one value of the plan, addressed by its path, such as `racks/b07/power/typical`. */
  explain: call({
    input: z.strictObject({ scenario: Scenario, path: z.string().max(300) }),
    output: answers<Explanation>(),
    weight: ({ scenario }) => isLight(scenario),
    priced: (asked, book) => scenarioPriced(asked, book),
  }),
  /** Feeds and phases, cooling, and every single failure with what it leaves running, at one load level. */
  powerReport: call({
    input: z.strictObject({ scenario: Scenario, level: LoadLevel }),
    output: answers<PowerReport>(),
    weight: ({ scenario }) => isLight(scenario),
    priced: false,
  }),
  compare: call({
    input: z.strictObject({
      scenarios: z.array(Scenario).min(2).max(50),
      baseline: z.int().min(0).max(49).default(0),
    }),
    output: ComparisonSchema,
    weight: 'heavy',
    priced: (asked, book) => scenariosPriced(asked, book),
  }),
  /** How often each of several fleets is the cheapest, in draws of every figure. */
  compareChances: call({
    kind: 'job',
    input: ChancesRequest,
    output: answers<ComparedChances>(),
    weight: 'heavy',
    priced: (asked, book) => scenariosPriced(asked, book),
  }),
  /** Each fleet served event by event, as points of cost against pace. */
  simulateFleets: call({
    kind: 'job',
    input: z.strictObject({
      scenarios: z.array(Scenario).min(1).max(50),
      baseline: z.int().min(0).max(49).default(0),
    }),
    output: answers<readonly ComparedPoint[]>(),
    weight: 'heavy',
    priced: (asked, book) => scenariosPriced(asked, book),
  }),
  /** Writes a comparison as a report and lets the user choose where it goes. */
  exportComparison: fileJob({
    input: ComparisonReportRequest,
    weight: 'heavy',
    priced: (asked, book) => scenariosPriced(asked, book),
  }),
  estimate: call({
    input: z.strictObject({ cases: z.array(EstimateCase).max(10_000), figures: FigureSettings.optional() }),
    output: answers<readonly EstimateResult[]>(),
    weight: ({ cases }) => cases.length <= lightLimits.cases,
  }),
  /** Serves the requests of each case event by event; the cases are spread over the cores, the results in their order. */
  simulateServing: call({
    kind: 'job',
    input: z.strictObject({
      cases: z.array(ServingCase).min(1).max(1_000),
      figures: FigureSettings.optional(),
    }),
    output: answers<readonly ServingResult[]>(),
    weight: 'heavy',
  }),
  /** Where the time of a step or a token goes in one case, and the roofs above it. */
  performanceReport: call({
    input: z.strictObject({ case: EstimateCase, figures: FigureSettings.optional() }),
    output: answers<PerformanceReport>(),
    weight: 'light',
  }),
  /** A schedule of LPUs, operation by operation. */
  lpuTimeline: call({
    kind: 'job',
    input: z.strictObject({ request: TimelineRequest, figures: FigureSettings.optional() }),
    output: answers<LpuTimeline>(),
    weight: 'heavy',
  }),
  /** Places a list of servers into racks; the heuristics first, then the solver. */
  fit: call({ kind: 'job', input: FitRequest, output: answers<FitAnswer>(), weight: 'heavy', priced: false }),
  /** Places anew what stands in some racks; never worse than what there was. */
  rearrange: call({
    kind: 'job',
    input: RearrangeRequest,
    output: answers<RearrangeAnswer>(),
    weight: 'heavy',
    priced: false,
  }),
  /** The measured cases that ship with the product. */
  measured: call({ input: Nothing, output: answers<readonly MeasuredCase[]>(), weight: 'host' }),
  /** What chance makes of the cost of fleets: bands, what moves them, and how often one costs less than another. */
  uncertainty: call({
    kind: 'job',
    input: UncertaintyRequest,
    output: UncertaintyReportSchema,
    library: true,
    weight: 'host',
    priced: (asked, book) => scenariosPriced(asked, book),
  }),
  /** Where two fleets cost the same, over two of their figures. */
  breakEven: call({
    kind: 'job',
    input: BreakEvenRequest,
    output: answers<BreakEvenMap>(),
    weight: 'heavy',
    priced: (asked, book) => scenariosPriced(asked, book),
  }),
  /** What the article's dispute rests on besides its five assumptions. */
  dispute: call({ input: Nothing, output: answers<DisputeBase>(), library: false, weight: 'light' }),
  /** The cheapest fleet of one hardware that meets an objective, or why there is none; ask for each hardware at once. */
  sizeOn: call({
    kind: 'job',
    input: SizeOnRequest,
    output: SizeOutcomeSchema,
    weight: 'heavy',
    priced: (asked, book) => termsPriced(asked, book),
  }),
  /** The same, with what that fleet costs at both ends of a price; for a map of objectives and prices. */
  sizePriced: call({
    kind: 'job',
    input: SizePricedRequest,
    output: answers<PricedOutcome>(),
    weight: 'heavy',
    priced: (asked, book) => termsPriced(asked, book),
  }),
  /** Speed, power and cost of every combination of many lists; the rows are spread over the cores. */
  sweep: call({
    kind: 'job',
    input: SweepRequest,
    output: SweepReport,
    library: true,
    weight: 'host',
    priced: (request, book) => ({ ...request, terms: withPriceBook(request.terms, book) }),
  }),
  /** A sized fleet laid into racks, as a scenario with this id and name. */
  layOutSize: call({ input: LayOutRequest, output: answers<Scenario>(), weight: 'heavy', priced: false }),
  checks: call({
    input: Nothing,
    output: answers<readonly CheckedClaim[]>(),
    library: false,
    weight: 'heavy',
  }),
  /** Every measured case with its prediction and the errors summed up. */
  validation: call({ input: Nothing, output: answers<ValidationReport>(), library: false, weight: 'heavy' }),
  quote: call({
    input: QuoteOrder,
    output: answers<Quote>(),
    // Its performance sheet simulates what deployments are asked.
    weight: ({ scenario, attach }) => isLight(scenario) && !attach.performance,
    priced: (asked, book) => scenarioPriced(asked, book),
  }),
  /** The prices of a CSV table, and why rows of it are none. */
  readPriceTable: call({
    input: z.strictObject({ text: z.string().max(LARGEST_PRICE_TABLE) }),
    output: answers<ReadPrices>(),
    library: true,
    weight: 'host',
  }),
  /** The prices of the first sheet of an XLSX workbook, and why rows of it are none. */
  readPriceWorkbook: call({
    kind: 'job',
    input: z.strictObject({
      base64: z.string().max(Math.ceil((LARGEST_PRICE_TABLE * 4) / 3) + 4),
    }),
    output: answers<ReadPrices>(),
    weight: 'heavy',
  }),
  /** Writes a quote as a file of the kind asked for and lets the user choose where it goes. */
  exportQuote: fileJob({
    input: z.strictObject({
      /** What is written: a request, from which the quote is made now, or a quote that stands as it is. */
      of: z.union([QuoteOrder, Quote]),
      as: z.enum(['pdf', 'xlsx', 'csv', 'json', 'einvoice']),
      audience: z.enum(['buyer', 'internal']).default('buyer'),
    }),
    weight: 'heavy',
    priced: ({ of, ...rest }, book) => ({ ...rest, of: isQuote(of) ? of : scenarioPriced(of, book) }),
  }),
  /** Writes racks as drawings, tables or files of other programs, and lets the user choose where they go. */
  exportLayout: fileJob({
    input: LayoutExport,
    weight: 'heavy',
    priced: (asked, book) => scenarioPriced(asked, book),
  }),
  /** The scenario with what NetBox exported added to it; nothing is changed until the page takes it over. */
  importNetbox: call({
    kind: 'job',
    input: NetboxImport,
    output: answers<NetboxImported>(),
    weight: 'heavy',
    priced: false,
  }),
  /** Lets the user choose where a text made by the renderer goes, such as a scenario or the table of a chart. */
  saveText: call({
    input: z.strictObject({
      suggestedName: FileName,
      text: z.string().max(64 * 1024 * 1024),
      kind: z.enum(['json', 'svg', 'markdown']),
    }),
    output: answers<SavedFile>(),
    weight: 'host',
  }),
  /** Writes a table as CSV and lets the user choose where it goes. */
  saveTable: call({
    input: z.strictObject({
      suggestedName: FileName,
      rows: z.array(z.array(TableCell).max(1_000)).max(100_000),
    }),
    output: answers<SavedFile>(),
    weight: 'host',
  }),
  /** Lets the user choose where a picture goes that the page has drawn, such as a chart. */
  savePicture: call({
    input: z.strictObject({ suggestedName: FileName, png: z.base64().max(LARGEST_PICTURE) }),
    output: answers<SavedFile>(),
    weight: 'host',
  }),
  /** Writes a table as one sheet of an XLSX workbook and lets the user choose where it goes. */
  saveWorkbook: fileJob({
    input: z.strictObject({
      suggestedName: FileName,
      /** The name of the sheet; spreadsheets take 31 characters without these signs. */
      sheet: z
        .string()
        .min(1)
        .max(31)
        .regex(/^[^[\]:*?/\\]+$/),
      rows: z.array(z.array(TableCell).max(200)).max(20_000),
    }),
    weight: ({ rows }) => rows.length <= lightLimits.cases,
  }),
  /** Lets the user choose a scenario file and returns its content; null when cancelled. */
  openScenarioFile: call({ input: Nothing, output: answers<OpenedFile | null>(), weight: 'host' }),
  ...storageCalls,
  /** Version, runtimes and where the data lies. */
  about: call({ input: Nothing, output: answers<About>(), weight: 'host' }),
  /** The packages of others in the program, with their licences. */
  thirdParty: call({ input: Nothing, output: answers<ThirdParty>(), weight: 'host' }),
  /**
   * Waits until the system or the menu asks something of the window, such as opening a file, and answers with it; to be
   * called again then. Null where nothing is ever asked.
   */
  hostRequests: call({
    kind: 'job',
    input: Nothing,
    output: answers<readonly HostRequest[] | null>(),
    weight: 'host',
  }),
} as const;
