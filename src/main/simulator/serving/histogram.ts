/** Bins per doubling; the middle of a bin is at most half of 2^(1/256) away from any value in it: 0.14 %. */
const BINS_PER_OCTAVE = 256;
/** Times of 1 ns to 2^58 ns, nine years; what lies beyond is counted in the outermost bins. */
const OCTAVES = 58;

/** Largest relative error of a percentile that a histogram gives. */
export const histogramPrecision = 2 ** (0.5 / BINS_PER_OCTAVE) - 1;

/** Counts of durations in nanoseconds, of constant size however many there are. Mean, least and most are exact. */
export interface Histogram {
  readonly add: (nanoseconds: number, count?: number) => void;
  readonly count: () => number;
  readonly mean: () => number;
  readonly most: () => number;
  /** The value below which this share of the counted lies, within `histogramPrecision`; 0 where nothing was counted. */
  readonly percentile: (share: number) => number;
}

export function createHistogram(): Histogram {
  const bins = new Float64Array(BINS_PER_OCTAVE * OCTAVES);
  // Fields rather than captured variables, which would be boxed anew at every change.
  const total = { count: 0, sum: 0, least: Infinity, most: 0 };
  const percentile = (share: number): number => {
    const { count, least, most } = total;
    if (count === 0) return 0;
    const rank = Math.max(1, Math.ceil(share * count));
    let seen = 0;
    for (let bin = 0; bin < bins.length; bin++) {
      seen += bins[bin] ?? 0;
      if (seen >= rank) return Math.min(most, Math.max(least, 2 ** ((bin + 0.5) / BINS_PER_OCTAVE)));
    }
    return most;
  };
  return {
    add: (nanoseconds, times = 1) => {
      if (times <= 0) return;
      const bin = Math.floor(Math.log2(Math.max(1, nanoseconds)) * BINS_PER_OCTAVE);
      const place = Math.min(bins.length - 1, bin);
      bins[place] = (bins[place] ?? 0) + times;
      total.count += times;
      total.sum += nanoseconds * times;
      total.least = Math.min(total.least, nanoseconds);
      total.most = Math.max(total.most, nanoseconds);
    },
    count: () => total.count,
    mean: () => (total.count === 0 ? 0 : total.sum / total.count),
    most: () => total.most,
    percentile,
  };
}
