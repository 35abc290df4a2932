import { combination, sweepRows } from '#main/planning/sweep/sweep';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { missedTimes } from '#shared/serving/service';
import type { SweptRow } from '#shared/sizing/sweep-report';
import { type Study, type StudyLevel } from '#shared/study/study';
import { type Block, blocksOf, blockWith, unitOf } from '#shared/study/study-cases';
import type { StudyRow, StudyValues } from '#shared/study/study-rows';
import { laying, sizing } from './need-rows';
import { simulating } from './simulated-row';

/** Cases of one level of a study. */
export interface StudyCases {
  readonly study: Study;
  readonly level: StudyLevel;
  readonly numbers: readonly number[];
  /** Cases that broke what worked on them, by their number, with the reason; they are not tried again. */
  readonly setAside: Readonly<Record<number, string>>;
}

/** A row, the place of its case, and the scenario where one was laid out. */
export interface AnsweredCase {
  readonly row: StudyRow;
  readonly block: Block;
  readonly scenario?: Scenario;
}

/** Names a case by what it asks, so that the same question has the same id in every study. */
export type NameCase = (asked: unknown) => string;

type Values = Readonly<Record<string, string | number | boolean | undefined>>;
type Answer = (number: number, id: string) => { readonly values: StudyValues; readonly scenario?: Scenario };

/** The rows of some cases, one each in their order. A case that throws is a row that says so; the others are answered. */
export function studyRows(
  { study, level, numbers, setAside }: StudyCases,
  catalogue: Catalogue,
  nameCase: NameCase,
): readonly AnsweredCase[] {
  const blocks = blocksOf(study, unitOf(level));
  let current: { readonly block: Block; readonly answer: Answer; readonly terms: string } | undefined;
  return numbers.map((number) => {
    if (current === undefined || !holds(current.block, number)) {
      const block = blockWith(blocks, number);
      const rest = numbers.filter((each) => holds(block, each) && setAside[each] === undefined);
      const answer = answering({ study, level, block, numbers: rest }, catalogue);
      current = { block, answer, terms: nameCase(block.terms) };
    }
    const { block, answer, terms } = current;
    const asked = askedOf(block, number);
    const { lengths, objective, batch } = block.need;
    const how = level === 'estimate' ? {} : { lengths, seed: study.seed, requests: study.requests };
    const id = nameCase([terms, asked, batch, objective, how]);
    const place = { id, number, need: block.need.id, site: block.site.id, price: block.price.id };
    const failed = (reason: string): AnsweredCase => ({
      row: { ...place, ...asked, fits: false, code: 'case-failed', reason },
      block,
    });
    const broken = setAside[number];
    if (broken !== undefined) return failed(broken);
    try {
      const { values, scenario } = answer(number, id);
      const row = { ...place, ...asked, currency: block.terms.currency, ...values };
      return { row, block, ...(scenario === undefined ? {} : { scenario }) };
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error));
    }
  });
}

const holds = ({ from, size }: Block, number: number): boolean => number >= from && number < from + size;

/** What a case asks; a price has a name of its own. */
const askedOf = ({ lists, from }: Block, number: number): Values =>
  combination({ ...lists, serverPrice: undefined, acceleratorPrice: undefined }, number - from);

interface Part {
  readonly study: Study;
  readonly level: StudyLevel;
  readonly block: Block;
  /** What of the block is asked. */
  readonly numbers: readonly number[];
}

function answering({ study, level, block, numbers }: Part, catalogue: Catalogue): Answer {
  switch (level) {
    case 'estimate':
      return estimating(block, numbers, catalogue);
    case 'simulate': {
      const simulate = simulating(study, block, catalogue);
      return (number) => ({ values: simulate(number) });
    }
    case 'size': {
      const size = sizing(study, block, catalogue);
      return (number) => ({ values: size(number) });
    }
    case 'plan':
      return laying(study, block, catalogue);
  }
}

/** Estimates come by spans: what several rows have in common is worked out once. */
function estimating(block: Block, numbers: readonly number[], catalogue: Catalogue): Answer {
  const { need, lists, terms } = block;
  const mode = need.mode ?? (need.requestsPerSecond === undefined ? 'in-flight' : 'serving');
  const rows = new Map<number, SweptRow>();
  for (const { from, to } of spansIn(numbers)) {
    const span = { from: from - block.from, to: to - block.from };
    for (const row of sweepRows({ ...lists, mode, terms }, span, catalogue))
      rows.set(block.from + row.index, row);
  }
  return (number) => {
    const row = rows.get(number);
    if (row === undefined) throw new Error('The estimate gave no answer');
    return { values: estimatedValues(row, block) };
  };
}

/** Numbers in rising order as spans of those that follow each other. */
function spansIn(numbers: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last?.to === number) last.to = number + 1;
    else spans.push({ from: number, to: number + 1 });
  }
  return spans;
}

function estimatedValues(row: SweptRow, { need: { objective } }: Block): StudyValues {
  const { missing, ...values } = row;
  const { timeToFirstTokenSeconds, interTokenLatencySeconds } = row;
  const within =
    objective === undefined || timeToFirstTokenSeconds === undefined || interTokenLatencySeconds === undefined
      ? undefined
      : missedTimes(
          { timeToFirstTokenSeconds, timePerOutputTokenSeconds: interTokenLatencySeconds },
          objective,
        ).length === 0;
  return { ...values, index: undefined, withinObjective: within, missing: missing?.join('; ') };
}
