/** How a quantity went over time, as means over buckets of equal width; constant in size however long it lasts. */
export interface Timeline {
  /** Adds a value that holds from one instant to another, in nanoseconds. */
  readonly add: (from: number, to: number, value: number) => void;
  readonly bucketNanoseconds: () => number;
  /** Time-weighted means of the first so many buckets of a width, which must be its own or doublings of it. */
  readonly means: (width: number, buckets: number) => readonly number[];
}

const BUCKETS = 512;
const FIRST_WIDTH = 2 ** 16;

/**
 * Buckets double in width whenever time runs past the last one. Intervals cost the same however many buckets they span:
 * only their ends are noted, as areas within a bucket and as changes of level from a bucket's start on.
 */
export function createTimeline(): Timeline {
  const areas = new Float64Array(BUCKETS);
  const changes = new Float64Array(BUCKETS + 1);
  let width = FIRST_WIDTH;

  const widen = (): void => {
    for (let bucket = 0; bucket <= BUCKETS; bucket++) {
      const [left, right] = [2 * bucket, 2 * bucket + 1];
      // A change at the start of a right half acts on that half, then as one at the start of the next bucket.
      areas[bucket] = (areas[left] ?? 0) + (areas[right] ?? 0) + (changes[right] ?? 0) * width;
      changes[bucket] = (changes[left] ?? 0) + (changes[left - 1] ?? 0);
    }
    width *= 2;
  };
  const change = (at: number, value: number): void => {
    while (at >= width * BUCKETS) widen();
    const bucket = Math.floor(at / width);
    areas[bucket] = (areas[bucket] ?? 0) + value * ((bucket + 1) * width - at);
    changes[bucket + 1] = (changes[bucket + 1] ?? 0) + value;
  };
  return {
    add: (from, to, value) => {
      if (value === 0 || to <= from) return;
      change(to, -value);
      change(from, value);
    },
    bucketNanoseconds: () => width,
    means: (wanted, buckets) => {
      while (width < wanted) widen();
      let level = 0;
      return Array.from({ length: Math.min(BUCKETS, buckets) }, (_, bucket) => {
        level += changes[bucket] ?? 0;
        // Sums of ends leave a rounding residue where nothing is; far below any quantity that is reported.
        const mean = level + (areas[bucket] ?? 0) / width;
        return Math.abs(mean) < 1e-9 ? 0 : mean;
      });
    },
  };
}
