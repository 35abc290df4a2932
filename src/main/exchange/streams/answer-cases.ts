import { estimate } from '#main/simulator/estimate';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateInvalid } from '#shared/estimate/result';
import { type CaseBatch, casesIn } from './read-cases';
import { linesOf, type RowLayout } from './write-rows';

/** The questions whose cases are answered by the batch. */
export type CaseQuestion = 'estimate' | 'simulate';

export interface AnsweredBatch {
  /** One line per case, in the order of the cases. */
  readonly text: string;
  readonly allFit: boolean;
}

/** The answer to a case, as far as a row of any question needs it. */
export interface Answered {
  readonly id: string;
  readonly fits?: boolean;
}

type Answering = (cases: readonly unknown[]) => readonly Answered[];

/** What answers the cases of a question, one answer each in the same order. */
export const answersTo = (question: CaseQuestion, catalogue: Catalogue): Answering =>
  ({
    estimate: (cases: readonly unknown[]) => estimate(cases, catalogue),
    simulate: (cases: readonly unknown[]) => simulateCases(cases, catalogue),
  })[question];

/** What columns of the case itself begin with. */
export const CASE = 'case.';

/** A batch of cases answered as text. A line that is no case is answered as such, which keeps no other from its answer. */
export function answerCases(batch: CaseBatch, layout: RowLayout, answering: Answering): AnsweredBatch {
  const cases = casesIn(batch);
  const values = cases.flatMap((read) => (read.ok ? [read.value] : []));
  const answers = answering(values)[Symbol.iterator]();
  const showsCase = layout.columns?.some((column) => column.startsWith(CASE)) ?? false;
  let allFit = true;
  const rows = cases.map((read) => {
    const answer = read.ok ? answers.next().value : unreadable(read.error);
    allFit &&= answer?.fits === true;
    return showsCase && read.ok ? { ...answer, case: read.value } : answer;
  });
  return { text: linesOf(rows, layout), allFit };
}

const unreadable = ({
  line,
  message,
}: {
  readonly line: number;
  readonly message: string;
}): Answered & EstimateInvalid => ({
  id: `line ${line}`,
  error: { code: 'invalid-json', message, path: '' },
});
