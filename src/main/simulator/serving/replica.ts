import type { StepTimes } from './engine';
import { lengthOf, type Ledger } from './ledger';
import type { CachePolicy } from './policies/cache-policy';
import { preempt } from './policies/preempt';
import { reserve } from './policies/reserve';
import type { Stay } from './policies/stay';

/** Small numbers for the requests of one replica, used again as soon as one leaves. */
export interface Places {
  readonly take: (request: number) => number;
  /** Frees a place and returns who had it. */
  readonly leave: (place: number) => number;
  /** Who has a place. */
  readonly holder: (place: number) => number;
  /** The place of a request that has one. */
  readonly of: (request: number) => number;
}

export function createPlaces(): Places {
  const holders: number[] = [];
  const free: number[] = [];
  const placeOf = new Map<number, number>();
  return {
    take: (request) => {
      const place = free.pop() ?? holders.length;
      holders[place] = request;
      placeOf.set(request, place);
      return place;
    },
    leave: (place) => {
      const request = holders[place] ?? -1;
      placeOf.delete(request);
      free.push(place);
      return request;
    },
    holder: (place) => holders[place] ?? -1,
    of: (request) => placeOf.get(request) ?? -1,
  };
}

export const cachePolicies: Readonly<Record<ReplicaPolicy['cachePolicy'], CachePolicy>> = {
  reserve,
  preempt,
};

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

/** Whether the whole of a request would ever find room in a replica that holds nothing else. */
export const couldHold = (
  { cache, cacheUnits }: Pick<StepTimes, 'cache' | 'cacheUnits'>,
  ledger: Ledger,
  request: number,
): boolean => cache.unitsOf(lengthOf(ledger, request)) <= cacheUnits;

export interface ReplicaSetting {
  readonly ledger: Ledger;
  readonly policy: ReplicaPolicy;
  readonly stay: Stay;
}
