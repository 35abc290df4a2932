import type { CachePolicy } from './cache-policy';

/** Cache is taken as requests grow; when it is full, the latest to be let in lose theirs and are read again. */
export const preempt: CachePolicy = {
  // Room for everyone's next token as well, so that nobody is admitted only to be thrown out at once.
  hasRoom: ({ used, pinned, room, decoding }, { prompt }) => used + pinned + prompt + decoding + 1 <= room,
  needed: ({ used, decoding }) => used + decoding,
  stepsUntilFull: ({ used, pinned, room, decoding }) => Math.floor((room - pinned - used) / decoding),
  overflows: ({ used, held, room, decoding }) => used + held + decoding > room,
};
