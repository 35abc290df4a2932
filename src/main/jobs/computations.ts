import type { Answer, JobContext } from '../../shared/api/contract';
import type { FitAnswer, FitRequest, RearrangeAnswer, RearrangeRequest } from '../../shared/autofit';
import type { CheckedClaim } from '../../shared/checks';
import type { ComparedPoint, Comparison } from '../../shared/compare';
import type { ChancesRequest, ComparedChances } from '../../shared/compare-chances';
import type { ComparisonReportRequest } from '../../shared/compare-report';
import type { EstimateCase } from '../../shared/estimate/case';
import type { EstimateResult } from '../../shared/estimate/result';
import type { PerformanceReport } from '../../shared/performance/report';
import type { LpuTimeline, TimelineRequest } from '../../shared/performance/timeline';
import type { DisputeBase } from '../../shared/dispute';
import type { Explanation } from '../../shared/plan/derived';
import type { WirePlan } from '../../shared/plan/plan';
import type { DatedPlan } from '../../shared/plan/over-time';
import type { PlanStep, PlanStepAnswer } from '../../shared/plan/plan-step';
import type { Quote } from '../../shared/quote/quote';
import type { QuoteRequest } from '../../shared/quote/request';
import type { LoadLevel, PowerReport } from '../../shared/power/report';
import type { FigureSettings, Scenario } from '../../shared/scenario/schema';
import type { ServingCase } from '../../shared/serving/case';
import type { ServingResult } from '../../shared/serving/report';
import type { LayOutRequest, SizeOutcome, SizingRequest } from '../../shared/sizing';
import type { PricedOutcome, SizePricedRequest } from '../../shared/sizing-map';
import type {
  BreakEvenMap,
  BreakEvenRequest,
  UncertaintyReport,
  UncertaintyRequest,
} from '../../shared/uncertainty';
import type { SweepRequest, SweptRow } from '../../shared/sweep';
import type { ValidationReport } from '../../shared/validation';
import type { LayoutExport, NetboxImport, NetboxImported } from '../../shared/exchange';
import type { ReadPrices } from '../../shared/price-table';
import type { TableWorkbook } from '../exchange/writers/table-workbook';
import type { FileToSave } from '../files/host-files';
import type { SweepSpan } from '../planning/sweep/sweep';
import type { DrawSpan } from '../planning/uncertainty/draws';

export type QuoteFileKind = 'pdf' | 'xlsx' | 'csv' | 'json';

/** A quote to be written: one that stands, or a request that it is made from. */
export interface QuoteFileRequest {
  readonly of: Quote | QuoteRequest;
  readonly as: QuoteFileKind;
  readonly audience: 'buyer' | 'internal';
}

/** A file in memory; a host decides where it goes. */
export interface MadeFile {
  readonly suggestedName: string;
  readonly content: string | Uint8Array;
  readonly kind: QuoteFileKind;
}

type Compute<Input, Output> = (input: Input, context: JobContext) => Answer<Output> | Promise<Answer<Output>>;

/**
 * Everything that computes rather than moves files. Any of it can run where it is asked for or in a worker: inputs and
 * outputs are plain data.
 */
export interface Computations {
  readonly plan: Compute<Scenario, WirePlan>;
  readonly planStep: Compute<PlanStep, PlanStepAnswer>;
  readonly planOverTime: Compute<Scenario, readonly DatedPlan[]>;
  readonly explain: Compute<{ readonly scenario: Scenario; readonly path: string }, Explanation>;
  readonly powerReport: Compute<{ readonly scenario: Scenario; readonly level: LoadLevel }, PowerReport>;
  readonly compare: Compute<
    { readonly scenarios: readonly Scenario[]; readonly baseline: number },
    Comparison
  >;
  readonly simulateFleets: Compute<
    { readonly scenarios: readonly Scenario[]; readonly baseline: number },
    readonly ComparedPoint[]
  >;
  readonly compareChances: Compute<ChancesRequest, ComparedChances>;
  readonly comparisonFile: Compute<ComparisonReportRequest, FileToSave>;
  readonly estimate: Compute<
    { readonly cases: readonly EstimateCase[]; readonly figures?: FigureSettings | undefined },
    readonly EstimateResult[]
  >;
  readonly simulateServing: Compute<
    { readonly cases: readonly ServingCase[]; readonly figures?: FigureSettings | undefined },
    readonly ServingResult[]
  >;
  readonly performanceReport: Compute<
    { readonly case: EstimateCase; readonly figures?: FigureSettings | undefined },
    PerformanceReport
  >;
  readonly lpuTimeline: Compute<
    { readonly request: TimelineRequest; readonly figures?: FigureSettings | undefined },
    LpuTimeline
  >;
  /** Metrics of one span of draws; the whole report is made of all of them. */
  readonly uncertaintyDraws: Compute<
    { readonly scenarios: readonly Scenario[]; readonly span: DrawSpan },
    readonly Float64Array[]
  >;
  readonly uncertaintyReport: Compute<
    { readonly request: UncertaintyRequest; readonly draws: readonly Float64Array[] },
    UncertaintyReport
  >;
  readonly breakEven: Compute<BreakEvenRequest, BreakEvenMap>;
  readonly dispute: Compute<Readonly<Record<string, never>>, DisputeBase>;
  readonly sizeOn: Compute<{ readonly request: SizingRequest; readonly hardware: string }, SizeOutcome>;
  readonly sizePriced: Compute<SizePricedRequest, PricedOutcome>;
  readonly sweepRows: Compute<
    { readonly request: SweepRequest; readonly span: SweepSpan },
    readonly SweptRow[]
  >;
  readonly layOutSize: Compute<LayOutRequest, Scenario>;
  readonly fit: Compute<FitRequest, FitAnswer>;
  readonly rearrange: Compute<RearrangeRequest, RearrangeAnswer>;
  readonly checks: Compute<Readonly<Record<string, never>>, readonly CheckedClaim[]>;
  readonly validation: Compute<Readonly<Record<string, never>>, ValidationReport>;
  readonly quote: Compute<QuoteRequest, Quote>;
  readonly layoutFile: Compute<LayoutExport, FileToSave>;
  readonly quoteFile: Compute<QuoteFileRequest, MadeFile>;
  readonly importNetbox: Compute<NetboxImport, NetboxImported>;
  readonly readPriceWorkbook: Compute<{ readonly base64: string }, ReadPrices>;
  readonly tableWorkbook: Compute<TableWorkbook, FileToSave>;
}

export type ComputationName = keyof Computations;
export type InputOf<Name extends ComputationName> = Parameters<Computations[Name]>[0];
export type OutcomeOf<Name extends ComputationName> = Awaited<ReturnType<Computations[Name]>>;

/** Runs a computation somewhere. Never rejects: a crash, a time limit or a cancellation is a refusal. */
export type Run = <Name extends ComputationName>(
  name: Name,
  input: InputOf<Name>,
  context: JobContext,
) => Promise<OutcomeOf<Name>>;

/** A place off the main thread where computations run. */
export interface Computing {
  readonly run: Run;
  readonly close: () => Promise<void>;
}

/** Runs a computation in this thread. */
export async function runHere<Name extends ComputationName>(
  computations: Computations,
  {
    name,
    input,
    context,
  }: { readonly name: Name; readonly input: InputOf<Name>; readonly context: JobContext },
): Promise<OutcomeOf<Name>> {
  const compute = computations[name] as Compute<InputOf<Name>, unknown>;
  return (await compute(input, context)) as OutcomeOf<Name>;
}
