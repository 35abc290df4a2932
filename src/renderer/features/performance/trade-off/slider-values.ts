const SHORTEST = 16;
const LONGEST = 32_768;
const STEPS_PER_DOUBLING = 4;

/** Lengths in quarter octaves, rounded to what people would type; doublings are exact. */
export const lengthValues: readonly number[] = Array.from(
  { length: Math.log2(LONGEST / SHORTEST) * STEPS_PER_DOUBLING + 1 },
  (_, step) => Math.round(SHORTEST * 2 ** (step / STEPS_PER_DOUBLING)),
);

const CAP_STEPS = 28;
const LOWEST_SHARE = 0.3;

/** Caps from where a part can hardly be clocked up to its maximum, where a cap does nothing. */
export const capValues = (maximumWatts: number): readonly number[] =>
  Array.from({ length: CAP_STEPS + 1 }, (_, step) =>
    Math.round(maximumWatts * (LOWEST_SHARE + ((1 - LOWEST_SHARE) * step) / CAP_STEPS)),
  );
