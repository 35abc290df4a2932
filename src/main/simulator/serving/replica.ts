import type { Ledger } from './ledger';

/** One replica as the event loop sees it: what reaches it, and when it next wants to be called. */
export interface Replica {
  /** Takes a request that has arrived; false where its queue is full or it could never hold it. */
  readonly accept: (request: number, now: number) => boolean;
  /** Called at `nextAt`. */
  readonly proceed: (now: number) => void;
  /** When something next happens by itself; infinite where it stands idle. */
  readonly nextAt: () => number;
  /** Requests that wait or run here. */
  readonly load: () => number;
  /** Stops at once; returns the requests that were here, in the order in which they came to run or wait. */
  readonly evict: (now: number) => readonly number[];
  /** Accounts for what is under way when the run ends. */
  readonly close: (now: number) => void;
}

export interface ReplicaPolicy {
  readonly scheduling: 'prefill-first' | 'chunked';
  readonly chunkTokens: number;
  readonly cachePolicy: 'reserve' | 'preempt';
  readonly queueLimit: number;
  /** Share of each prompt whose cache is taken to be found. */
  readonly foundShare: number;
}

export interface ReplicaSetting {
  readonly ledger: Ledger;
  readonly policy: ReplicaPolicy;
  /** Where a replica only reads prompts: told of each request that has its first token and is to go on elsewhere. */
  readonly handOver?: (request: number, now: number) => void;
}
