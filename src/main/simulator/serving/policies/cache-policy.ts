/** How a replica hands out its cache; one file per policy. All amounts are tokens of layers without a window. */
export interface CachePolicy {
  /** Whether a request may be let in. */
  readonly hasRoom: (cache: CacheState, request: CacheDemand) => boolean;
  /** What requests need; beginnings that nobody uses give way to it. */
  readonly needed: (cache: CacheState) => number;
  /** Steps in which all that decode get a token before the cache is full. */
  readonly stepsUntilFull: (cache: CacheState) => number;
  /** Whether somebody has to give way before everyone gets a next token. */
  readonly overflows: (cache: CacheState) => boolean;
}

export interface CacheState {
  /** Taken by requests for themselves, and set aside for them. */
  readonly used: number;
  readonly reserved: number;
  /** Beginnings that requests share: all that are kept, and of these those in use. */
  readonly held: number;
  readonly pinned: number;
  /** What there is beside the windows of those that are in. */
  readonly room: number;
  readonly decoding: number;
}

export interface CacheDemand {
  /** What the request takes for itself when it is let in, and what would be set aside for it. */
  readonly prompt: number;
  readonly aside: number;
}
