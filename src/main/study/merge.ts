import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Study } from '#shared/study/study';
import { counted } from '#shared/text/plural';
import { DamagedFile, type StageRecord, type StudyFolder } from './folder';
import { differenceOf, type Manifest } from './identity';
import { isOwn, type StagePlan, stagePlan, summedUp } from './stages';

/** Puts the folders of shards together into what one run would have written. */

export interface ShardFolder {
  readonly folder: StudyFolder;
  readonly manifest: Manifest;
}

interface Merging {
  readonly study: Study;
  readonly shards: readonly ShardFolder[];
  readonly output: StudyFolder;
}

export interface Merged {
  readonly stages: readonly StageRecord[];
  /** The stage that is still to be worked on; absent where all are finished. */
  readonly next?: StagePlan;
}

const refusal = (code: string, message: string): Refusal => ({ code, message });

/** The first folder whose results do not go together with those of the first. */
export function foreignAmong(shards: readonly ShardFolder[]): Refusal | undefined {
  const [first, ...others] = shards;
  for (const { folder, manifest } of others) {
    const difference = first && differenceOf(manifest, first.manifest);
    if (difference !== undefined)
      return refusal(
        'study-foreign',
        `${folder.path} does not go with ${first?.folder.path ?? ''}: ${difference}`,
      );
  }
  return undefined;
}

/** Merges shards in any order. What several of them have must be the same; what none has is named by its shard. */
export async function merged({ study, shards, output }: Merging): Promise<Result<Merged, Refusal>> {
  const stages: StageRecord[] = [];
  let kept: readonly number[] | undefined;
  for (let stage = 0; stage < study.stages.length; stage += 1) {
    const plan = stagePlan(study, stage, kept);
    const held = await heldBy(shards, plan);
    if (held.size === 0 && stage > 0) return success({ stages, next: plan });
    const missing = missingOf(plan, held, shards);
    if (missing !== undefined) return failure(missing);
    const there = await output.done(plan.name);
    for (const [chunk, holders] of held) {
      const [first, ...others] = holders;
      if (first === undefined) continue;
      const differing = await differingOf(plan, chunk, { first, others });
      if (differing !== undefined) return failure(differing);
      if (!there.has(chunk)) await output.take(plan.name, chunk, first);
    }
    const record = await summedUp(study, plan, output);
    await output.finishStage(plan.name, record);
    stages.push(record);
    kept = record.kept;
  }
  return success({ stages });
}

/** The folders that hold each chunk of a stage. */
async function heldBy(
  shards: readonly ShardFolder[],
  { name, chunks }: StagePlan,
): Promise<ReadonlyMap<number, readonly StudyFolder[]>> {
  const held = new Map<number, StudyFolder[]>();
  for (const { folder } of shards) {
    for (const chunk of await folder.done(name)) {
      if (chunk >= chunks) throw new DamagedFile(`${folder.path} holds a chunk that the study does not have`);
      held.set(chunk, [...(held.get(chunk) ?? []), folder]);
    }
  }
  return held;
}

function missingOf(
  plan: StagePlan,
  held: ReadonlyMap<number, unknown>,
  shards: readonly ShardFolder[],
): Refusal | undefined {
  const chunks = Array.from({ length: plan.chunks }, (_, chunk) => chunk).filter((chunk) => !held.has(chunk));
  if (chunks.length === 0) return undefined;
  const of = Math.max(...shards.map(({ manifest }) => manifest.shard?.of ?? 1));
  const shardOf = new Map(shards.map((each) => [each.manifest.shard?.index ?? 1, each.folder.path]));
  const lacking = Array.from({ length: of }, (_, index) => index + 1)
    .map((index) => ({ index, chunks: chunks.filter((chunk) => isOwn({ index, of }, chunk)).length }))
    .filter((each) => each.chunks > 0)
    .map((each) => {
      const path = shardOf.get(each.index);
      return path === undefined
        ? `shard ${each.index}/${of} is missing`
        : `${path} lacks ${counted(each.chunks, 'chunk')}; run it again to the end`;
    });
  return refusal('study-incomplete', `stage ${plan.stage + 1} (${plan.level}): ${lacking.join(', ')}`);
}

async function differingOf(
  { name }: StagePlan,
  chunk: number,
  { first, others }: { readonly first: StudyFolder; readonly others: readonly StudyFolder[] },
): Promise<Refusal | undefined> {
  if (others.length === 0) return undefined;
  const expected = JSON.stringify(await first.record(name, chunk));
  for (const other of others) {
    if (JSON.stringify(await other.record(name, chunk)) !== expected)
      return refusal('study-differs', `${first.path} and ${other.path} differ in chunk ${chunk} of ${name}`);
  }
  return undefined;
}
