import { lengthOf, promptOf, type Ledger } from '#main/simulator/serving/ledger';

/** How long a request stays with a replica of continuous batching; one constant or function per policy. */
export interface Stay {
  /** Tokens that a request has in the cache when it leaves. */
  readonly lengthOf: (ledger: Ledger, request: number) => number;
  /** Where a request goes once it has been read and has its first token; absent where it stays and decodes. */
  readonly handOver: ((request: number, now: number) => void) | undefined;
}

/** To the end: it is read and decodes in one place. */
export const untilDone: Stay = { lengthOf, handOver: undefined };

/** Until it has been read: it decodes on another replica, to which its cache goes. */
export const untilRead = (handOver: NonNullable<Stay['handOver']>): Stay => ({
  lengthOf: promptOf,
  handOver,
});
