import type { AnsweredBatch, CaseQuestion } from '#main/exchange/streams/answer-cases';
import type { CaseBatch } from '#main/exchange/streams/read-cases';
import type { RowLayout } from '#main/exchange/streams/write-rows';
import type { FileToSave } from '#main/files/host-files';
import type { SweepSpan } from '#main/planning/sweep/sweep';
import type { DrawSpan } from '#main/planning/uncertainty/draws';
import type { ChunkAnswer, ChunkTask } from '#main/study/chunk';
import type { calls } from '#shared/api/calls';
import type { Compute, Computed, JobContext } from '#shared/api/contract';
import type { Scenario } from '#shared/scenario/schema';
import type { SweepRequest } from '#shared/sizing/sweep';
import type { SweptRow } from '#shared/sizing/sweep-report';
import type { UncertaintyReport, UncertaintyRequest } from '#shared/uncertainty/uncertainty';

/** A context for plain calls, which report nothing and cannot be cancelled. */
export const plainContext: JobContext = {
  report: () => undefined,
  signal: { aborted: false, addEventListener: () => undefined },
};

/** Parts of calls that the host spreads over the cores, and puts together. */
interface Parts {
  /** Metrics of one span of draws; the whole report is made of all of them. */
  readonly uncertaintyDraws: Compute<
    { readonly scenarios: readonly Scenario[]; readonly span: DrawSpan },
    readonly Float64Array[]
  >;
  readonly uncertaintyReport: Compute<
    { readonly request: UncertaintyRequest; readonly draws: readonly Float64Array[] },
    UncertaintyReport
  >;
  /** Answers of some of many cases, as the rows that are written. */
  readonly answerCases: Compute<
    { readonly question: CaseQuestion; readonly batch: CaseBatch; readonly layout: RowLayout },
    AnsweredBatch
  >;
  readonly sweepRows: Compute<
    { readonly request: SweepRequest; readonly span: SweepSpan },
    readonly SweptRow[]
  >;
  /** Some of the cases of a study, as the files that are written. */
  readonly studyChunk: Compute<ChunkTask, ChunkAnswer>;
}

/**
 * Everything that computes rather than moves files. Any of it can run where it is asked for or in a worker: inputs and
 * outputs are plain data.
 */
export type Computations = Computed<typeof calls, FileToSave> & Parts;

export type ComputationName = keyof Computations;
export type InputOf<Name extends ComputationName> = Parameters<Computations[Name]>[0];
type OutcomeOf<Name extends ComputationName> = Awaited<ReturnType<Computations[Name]>>;

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
