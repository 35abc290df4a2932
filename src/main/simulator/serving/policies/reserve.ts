import type { CachePolicy } from './cache-policy';

/** Cache is set aside for a whole request when it is let in, so that nobody ever has to give way. */
export const reserve: CachePolicy = {
  hasRoom: ({ reserved, pinned, room }, { aside }) => reserved + pinned + aside <= room,
  needed: ({ reserved }) => reserved,
  stepsUntilFull: () => Infinity,
  overflows: () => false,
};
