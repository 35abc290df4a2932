import type { KvCache } from '../kv-cache';

/**
 * What a serving simulation needs to know of one replica, whatever it is made of. Step times are in seconds and follow
 * from what is in the step; the simulation decides what is.
 */
export interface StepTimes {
  /**
   * `batch`: all requests of a replica advance together, one step at a time (GPU engines).
   * `slots`: each request has a place of its own in a pipeline and does not feel the others (LPU fleets).
   */
  readonly discipline: 'batch' | 'slots';
  /** Requests at once. */
  readonly slots: number;
  /** How its cache counts what it holds, and the units that there are. */
  readonly cache: Pick<KvCache, 'perToken' | 'windowOf' | 'unitsOf'>;
  readonly cacheUnits: number;
  /** Tokens in one step at most. */
  readonly stepTokens: number;
  /** A step that reads so many prompt tokens, of prompts of `length` tokens on average. */
  readonly prefill: (tokens: number, length: number) => number;
  /** A step in which `batch` requests, with so many tokens in the cache together, get one token each. */
  readonly decode: (batch: number, contextTokens: number) => number;
  /** Both in one step. */
  readonly mixed: (decoding: Decoding, prompts: PromptTokens) => number;
  /** Seconds that an answer takes in front of and behind the steps: receiving, queueing, sending; none where left out. */
  readonly frontSeconds?: number;
  /** How requests share the stages of a pipeline with places; where left out, they do not feel each other. */
  readonly pipeline?: SharedPipeline;
  /** Mean draw at the wall while some work is done; undefined where no power is published. */
  readonly powerWatts: (work: Work) => number | undefined;
}

export interface SharedPipeline {
  readonly stages: number;
  /** For how long a prompt of so many tokens keeps each stage, the first one from other prompts. */
  readonly promptSeconds: (length: number) => number;
}

export interface Decoding {
  readonly batch: number;
  readonly contextTokens: number;
}

export interface PromptTokens {
  readonly tokens: number;
  readonly length: number;
}

/** What a replica did in some seconds. */
export interface Work {
  readonly seconds: number;
  /** Of these, those in which a step was under way. */
  readonly busySeconds: number;
  /** Steps, each of which read all weights. */
  readonly steps: number;
  readonly outputTokens: number;
  /** Tokens of cache that were read, summed over steps. */
  readonly contextTokens: number;
  readonly promptTokens: number;
  /** Mean length of the prompts. */
  readonly promptLength: number;
}

/** So many seconds of nothing. */
export const idleFor = (seconds: number): Work => ({
  seconds,
  busySeconds: 0,
  steps: 0,
  outputTokens: 0,
  contextTokens: 0,
  promptTokens: 0,
  promptLength: 0,
});
