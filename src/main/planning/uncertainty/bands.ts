import type { Band } from '#shared/uncertainty';

/** The value below which this share of sorted values lies, by straight lines between neighbours. */
function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] ?? low;
  return low + (high - low) * (at - below);
}

/** Percentiles and mean of values; undefined where one of them is not a number. */
export function bandOf(values: Float64Array, typical: number): Band | undefined {
  if (values.length === 0 || values.some(Number.isNaN)) return undefined;
  const sorted = values.toSorted();
  const at = (share: number) => percentile(sorted, share);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return {
    p5: at(0.05),
    p10: at(0.1),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    mean,
    typical,
  };
}

export const mapBand = (band: Band, convert: (value: number) => number): Band => ({
  p5: convert(band.p5),
  p10: convert(band.p10),
  p25: convert(band.p25),
  p50: convert(band.p50),
  p75: convert(band.p75),
  p90: convert(band.p90),
  p95: convert(band.p95),
  mean: convert(band.mean),
  typical: convert(band.typical),
});
