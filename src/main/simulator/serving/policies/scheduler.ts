import type { ServingCase } from '#shared/serving/case';
import { chunked } from './chunked';
import { prefillFirst } from './prefill-first';

/** What a continuous batching engine lets into a step that reads prompts; one file per policy. */
export interface Scheduler {
  /** How many of those that decode get a token in a step that reads prompts. */
  readonly advancing: (decoding: number) => number;
  /** Whether the next prompt in line may join a step, in part where it does not fit whole. */
  readonly joins: (prompt: number, step: PromptRoom) => boolean;
}

export interface PromptRoom {
  /** Tokens of prompts that the step has taken already, and those that it may still take. */
  readonly taken: number;
  readonly left: number;
}

export const schedulers: Readonly<Record<ServingCase['scheduling'], Scheduler>> = {
  chunked,
  'prefill-first': prefillFirst,
};
