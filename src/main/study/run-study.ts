import type { Answer, Cancellation } from '#shared/api/contract';
import { cancelled, failure, type Refusal, success } from '#shared/refusal/refusal';
import type { Study } from '#shared/study/study';
import { type ChunkAnswer, type ChunkTask, numbersIn } from './chunk';
import { isWhole, type StageRecord, type StudyFolder } from './folder';
import type { Shard, StudyFormat } from './identity';
import { casesOfChunk, isOwn, type StagePlan, stagePlan, summedUp } from './stages';

/** Where chunks are worked on, and how many of them at once. Never rejects: a crash, a limit or a cancellation is a refusal. */
export interface Workplace {
  readonly lanes: number;
  readonly run: (task: ChunkTask, place: ChunkPlace) => Promise<Answer<ChunkAnswer>>;
}

/** Which chunk a task is; a part of one where a case that breaks is looked for. */
export interface ChunkPlace {
  readonly stage: number;
  readonly chunk: number;
  readonly part?: string;
}

export interface StudyProgress {
  readonly plan: StagePlan;
  /** Of what this run has to do in the stage. */
  readonly casesDone: number;
  readonly cases: number;
  /** Of these so many were there before. */
  readonly casesBefore: number;
}

export interface StudyRun {
  readonly study: Study;
  readonly folder: StudyFolder;
  readonly formats: readonly StudyFormat[];
  readonly shard?: Shard | undefined;
  /** A folder in which earlier stages are finished. */
  readonly after?: StudyFolder | undefined;
  readonly workplace: Workplace;
  readonly signal: Cancellation;
  readonly told: (progress: StudyProgress) => void;
}

/** How a run ended: all stages finished, or the shard's part of one. */
export type StudyEnd =
  | { readonly kind: 'finished'; readonly stages: readonly StageRecord[] }
  | { readonly kind: 'shard'; readonly plan: StagePlan; readonly stages: readonly StageRecord[] };

/** Works on a study from where its folder stands. What is there is not computed again. */
export async function runStudy(run: StudyRun): Promise<Answer<StudyEnd>> {
  const { study, folder, after } = run;
  const stages: StageRecord[] = [];
  let kept: readonly number[] | undefined;
  for (let stage = 0; stage < study.stages.length; stage += 1) {
    const plan = stagePlan(study, stage, kept);
    const elsewhere = after === undefined ? undefined : await after.stage(plan.name);
    const finished = elsewhere ?? (await finishedStage(run, plan));
    if (finished === 'shard') return success({ kind: 'shard', plan, stages });
    if (isRefusal(finished)) return failure(finished);
    if (elsewhere === undefined) await folder.finishStage(plan.name, finished);
    stages.push(finished);
    kept = finished.kept;
  }
  return success({ kind: 'finished', stages });
}

const isRefusal = (value: StageRecord | Refusal): value is Refusal => 'code' in value;

async function finishedStage(run: StudyRun, plan: StagePlan): Promise<StageRecord | Refusal | 'shard'> {
  const { study, folder, shard } = run;
  const refused = await workOn(run, plan);
  if (refused !== undefined) return refused;
  if (shard !== undefined && shard.of > 1) return 'shard';
  return summedUp(study, plan, folder);
}

/** Works on every chunk of a stage that is not there yet, several at once; answers with what stopped it. */
async function workOn(run: StudyRun, plan: StagePlan): Promise<Refusal | undefined> {
  const { folder, workplace, signal, told, shard } = run;
  const done = await folder.done(plan.name);
  const own = Array.from({ length: plan.chunks }, (_, chunk) => chunk).filter((chunk) => isOwn(shard, chunk));
  const there = new Set<number>();
  for (const chunk of own) if (done.has(chunk) && (await isWhole(folder, plan.name, chunk))) there.add(chunk);
  const count = (chunks: readonly number[]): number =>
    chunks.reduce((sum, chunk) => sum + casesOfChunk(plan, chunk), 0);
  const casesBefore = count([...there]);
  const cases = count(own);
  let casesDone = casesBefore;
  told({ plan, casesDone, cases, casesBefore });
  let refused: Refusal | undefined;
  const pending = own.filter((chunk) => !there.has(chunk)).values();
  const lane = async (): Promise<void> => {
    for (const chunk of pending) {
      if (signal.aborted) refused ??= cancelled;
      if (refused !== undefined) return;
      const answer = await answerOf(run, plan, chunk);
      if (!answer.ok) {
        refused ??= answer.error;
        return;
      }
      await folder.keep(plan.name, chunk, answer.value);
      casesDone += answer.value.rows;
      told({ plan, casesDone, cases, casesBefore });
    }
  };
  const lanes = Array.from({ length: Math.min(workplace.lanes, plan.chunks) }, async () => {
    try {
      await lane();
    } catch (error) {
      refused ??= { code: 'study-stopped', message: 'The study stopped.' };
      throw error;
    }
  });
  const ended = await Promise.allSettled(lanes);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return refused;
}

/** How work ends that one of its cases breaks; anything else stops the study. */
const brokenBy: ReadonlySet<string> = new Set(['time-limit', 'memory-limit', 'worker-failed']);

/** A chunk; where one of its cases breaks what works on it, that case is found and set aside with the reason. */
async function answerOf(run: StudyRun, plan: StagePlan, chunk: number): Promise<Answer<ChunkAnswer>> {
  const { study, formats, workplace } = run;
  const numbers = plan.numbersOf(chunk);
  const task = { study, stage: plan.stage, numbers, setAside: {}, formats };
  const place = { stage: plan.stage, chunk };
  const answer = await workplace.run(task, place);
  if (answer.ok || !brokenBy.has(answer.error.code)) return answer;
  const setAside: Record<number, string> = {};
  const search = async (part: readonly number[]): Promise<Refusal | undefined> => {
    const tried = await workplace.run(
      { ...task, numbers: part, formats: [] },
      { ...place, part: `${part[0] ?? 0}-${part.length}` },
    );
    if (tried.ok) return undefined;
    if (!brokenBy.has(tried.error.code)) return tried.error;
    const [only] = part;
    if (part.length === 1 && only !== undefined) {
      setAside[only] = tried.error.message;
      return undefined;
    }
    const middle = Math.ceil(part.length / 2);
    return (await search(part.slice(0, middle))) ?? (await search(part.slice(middle)));
  };
  const all = numbersIn(numbers);
  const middle = Math.ceil(all.length / 2);
  const stopped =
    all.length === 1
      ? await search(all)
      : ((await search(all.slice(0, middle))) ?? (await search(all.slice(middle))));
  if (stopped !== undefined) return failure(stopped);
  return workplace.run({ ...task, setAside }, { ...place, part: 'rest' });
}
