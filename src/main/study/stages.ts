import type { Study, StudyLevel } from '#shared/study/study';
import { blocksOf, numbersFor, sizeOf, unitOf } from '#shared/study/study-cases';
import { type Candidate, selected } from '#shared/study/selection';
import type { CaseNumbers } from './chunk';
import { stageFolder, type StageRecord, type StudyFolder } from './folder';
import type { Shard } from './identity';

/** A stage as it is worked on: its cases in chunks, which depend on the study alone. */
export interface StagePlan {
  readonly stage: number;
  readonly level: StudyLevel;
  /** Its folder within the results. */
  readonly name: string;
  readonly cases: number;
  readonly rowsPerChunk: number;
  readonly chunks: number;
  readonly numbersOf: (chunk: number) => CaseNumbers;
}

/** Chunks hold from so many rows to so many; in between a stage has about five hundred of them. */
const chunkBounds: Readonly<Record<StudyLevel, readonly [least: number, most: number]>> = {
  estimate: [2_000, 20_000],
  simulate: [4, 1_000],
  size: [1, 200],
  plan: [1, 50],
};
const USUAL_CHUNKS = 500;

function rowsPerChunk({ chunkRows }: Study, level: StudyLevel, cases: number): number {
  const [least, most] = chunkBounds[level];
  return chunkRows ?? Math.max(least, Math.min(most, Math.ceil(cases / USUAL_CHUNKS)));
}

/** A stage of a study; `kept` is what the stage before lets through. */
export function stagePlan(study: Study, stage: number, kept: readonly number[] | undefined): StagePlan {
  const [current, before] = [study.stages[stage], study.stages[stage - 1]];
  if (current === undefined) throw new RangeError(`The study has no stage ${stage}`);
  const { level } = current;
  const numbers =
    kept === undefined || before === undefined
      ? undefined
      : numbersFor(study, kept, { before, stage: current });
  const cases = numbers?.length ?? sizeOf(blocksOf(study, unitOf(level)));
  const rows = rowsPerChunk(study, level, cases);
  return {
    stage,
    level,
    name: stageFolder(stage, level),
    cases,
    rowsPerChunk: rows,
    chunks: Math.ceil(cases / rows),
    numbersOf: (chunk) => {
      const [from, to] = [chunk * rows, Math.min(cases, (chunk + 1) * rows)];
      return numbers === undefined ? { from, to } : numbers.slice(from, to);
    },
  };
}

export const casesOfChunk = (plan: StagePlan, chunk: number): number =>
  Math.min(plan.cases, (chunk + 1) * plan.rowsPerChunk) - chunk * plan.rowsPerChunk;

/** Whether a chunk is a shard's own: every `of`-th of them, so that shards take equally long. */
export const isOwn = (shard: Shard | undefined, chunk: number): boolean =>
  shard === undefined || chunk % shard.of === shard.index - 1;

/** So many candidates are gathered before those that stay behind are dropped. */
const GATHERED = 100_000;

/** Sums a stage up whose chunks are all there, and says which cases go on. */
export async function summedUp(study: Study, plan: StagePlan, folder: StudyFolder): Promise<StageRecord> {
  const selection = study.stages[plan.stage + 1]?.of;
  const sums = { rows: 0, fit: 0, failed: 0 };
  let candidates: Candidate[] = [];
  for (let chunk = 0; chunk < plan.chunks; chunk += 1) {
    const record = await folder.record(plan.name, chunk);
    sums.rows += record.rows;
    sums.fit += record.fit;
    sums.failed += record.failed;
    for (const candidate of record.candidates) candidates.push(candidate);
    if (selection !== undefined && candidates.length > GATHERED)
      candidates = [...selected(candidates, selection)];
  }
  return {
    level: plan.level,
    chunks: plan.chunks,
    ...sums,
    ...(selection === undefined ? {} : { kept: selected(candidates, selection).map(({ number }) => number) }),
  };
}
