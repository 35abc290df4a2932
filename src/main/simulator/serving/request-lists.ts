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
