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
export interface Prefixes {
  /** The group of each request; -1 for those that begin like no other. */
  readonly groups: Int32Array;
  readonly tokens: Uint32Array;
}

export const NANOSECONDS = 1e9;

/** Seconds as an integer of nanoseconds, at least one. */
export const nanosecondsOf = (seconds: number): number => Math.max(1, Math.round(seconds * NANOSECONDS));
