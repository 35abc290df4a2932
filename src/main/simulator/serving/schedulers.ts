import type { ServingCase } from '#shared/serving/case';
import { createBatchReplica } from './batch-replica';
import type { StepTimes } from './engine';
import { chunked } from './policies/chunked';
import { prefillFirst } from './policies/prefill-first';
import type { PromptOrder } from './policies/prompt-order';
import type { Replica, ReplicaSetting } from './replica';
import { createSlotReplica } from './slot-replica';

/** How a replica serves the requests it is given. Whatever differs between schedulers is asked here. */
export interface Scheduler {
  readonly createReplica: (engine: StepTimes, setting: ReplicaSetting) => Replica;
  /** Whether some replicas may read prompts only and hand their caches to others. */
  readonly readsApart: boolean;
  /** Whether it looks for beginnings of prompts that are cached already. */
  readonly keepsPrefixes: boolean;
  /** Settings of a case that tell it what to do. */
  readonly heeds: readonly SchedulerSetting[];
}

export type SchedulerSetting = 'scheduling' | 'chunkTokens' | 'cachePolicy';

/** Continuous batching: requests advance together, and prompts join steps in some order. */
const batching = (order: PromptOrder): Scheduler => ({
  createReplica: (engine, setting) => createBatchReplica(engine, order, setting),
  readsApart: true,
  keepsPrefixes: true,
  heeds: ['scheduling', 'chunkTokens', 'cachePolicy'],
});

const batchSchedulers: Readonly<Record<ServingCase['scheduling'], Scheduler>> = {
  chunked: batching(chunked),
  'prefill-first': batching(prefillFirst),
};

/** A pipeline with a place for each request: nothing is batched, and prompts are read where tokens are made. */
const slots: Scheduler = {
  createReplica: createSlotReplica,
  readsApart: false,
  keepsPrefixes: false,
  heeds: [],
};

/** The scheduler of a replica: a pipeline has but one, continuous batching the one that is asked for. */
export const schedulerOf = (
  { discipline }: Pick<StepTimes, 'discipline'>,
  { scheduling }: Pick<ServingCase, 'scheduling'>,
): Scheduler => (discipline === 'slots' ? slots : batchSchedulers[scheduling]);
