/** All requests of a run, one array per field, ordered by arrival; the index is the request's name. */
export interface Requests {
  readonly count: number;
  /** Integer nanoseconds from the start of the run. */
  readonly arrivals: Float64Array;
  readonly inputs: Uint32Array;
  readonly outputs: Uint32Array;
  readonly prefixes?: Prefixes;
}

/** Which requests begin alike, and over how many tokens. */
interface Prefixes {
  /** The group of each request; -1 for those that begin like no other. */
  readonly groups: Int32Array;
  readonly tokens: Uint32Array;
}

export const NANOSECONDS = 1e9;

/** Seconds as an integer of nanoseconds, at least one. */
export const nanosecondsOf = (seconds: number): number => Math.max(1, Math.round(seconds * NANOSECONDS));

/**
 * Doubly linked lists of requests whose links live in two shared arrays: a request is in at most one list at a time
 * (waiting or admitted), and leaves it from any place at no cost.
 */
export interface Links {
  readonly next: Int32Array;
  readonly previous: Int32Array;
}

export interface RequestList {
  first: number;
  last: number;
  size: number;
}

export const NONE = -1;

export const createLinks = (requests: number): Links => ({
  next: new Int32Array(requests).fill(NONE),
  previous: new Int32Array(requests).fill(NONE),
});

export const emptyList = (): RequestList => ({ first: NONE, last: NONE, size: 0 });

export function append(list: RequestList, request: number, { next, previous }: Links): void {
  previous[request] = list.last;
  next[request] = NONE;
  if (list.last === NONE) list.first = request;
  else next[list.last] = request;
  list.last = request;
  list.size++;
}

export function prepend(list: RequestList, request: number, { next, previous }: Links): void {
  next[request] = list.first;
  previous[request] = NONE;
  if (list.first === NONE) list.last = request;
  else previous[list.first] = request;
  list.first = request;
  list.size++;
}

export function remove(list: RequestList, request: number, { next, previous }: Links): void {
  const [before, after] = [previous[request] ?? NONE, next[request] ?? NONE];
  if (before === NONE) list.first = after;
  else next[before] = after;
  if (after === NONE) list.last = before;
  else previous[after] = before;
  list.size--;
}
