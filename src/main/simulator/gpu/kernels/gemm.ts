import { type Correction, correctionAt } from './correction';
import { peakOf, type Rates, type Width } from './rates';

export interface QuantiseCoefficients {
  readonly launchSeconds: number;
  /** Bytes moved per element and, as a share of the memory's bandwidth, how fast. */
  readonly secondsShare: number;
  readonly correction: Correction;
}

/** Seconds of one pass over a matrix of activations that scales or converts it to FP8. */
export function quantiseSeconds(
  { rows, depth }: { readonly rows: number; readonly depth: number },
  rates: Rates,
  fitted: QuantiseCoefficients,
): number {
  return quantiseForm(rows * depth, rates, fitted) * correctionAt(fitted.correction, rows, depth, 1);
}

export const quantiseForm = (
  elements: number,
  rates: Rates,
  { launchSeconds, secondsShare }: Omit<QuantiseCoefficients, 'correction'>,
): number => launchSeconds + (3 * elements) / (rates.bytesPerSecond * secondsShare);

/** C[m,n] = A[m,k] · B[k,n]. */
export interface GemmShape {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

export interface GemmCoefficients {
  readonly launchSeconds: number;
  /** Shares of the peaks that a large kernel reaches. */
  readonly bandwidthShare: number;
  readonly computeShare: number;
  /** How sharply the slower of reading and computing prevails over the other. */
  readonly sharpness: number;
  /** Seconds that a tile spends per unit of depth however fast the units are: the latency of its pipeline. */
  readonly secondsPerDepth: number;
  /** How much of the last, partly filled wave of tiles is paid for. */
  readonly waveShare: number;
  /** Bytes per element of A and B, and bits of the peak that multiplies them. */
  readonly bytes: number;
  readonly bits: Width;
  /** Rows that the smallest tile has where that is fewer than Hopper's units take. */
  readonly leastRows?: number;
  readonly correction: Correction;
}

// Tiles that Hopper's libraries choose from; smaller ones fill more multiprocessors, larger ones reuse more.
const tiles = [
  [64, 64],
  [64, 128],
  [128, 128],
  [128, 256],
] as const;
const splits = [1, 2, 4, 8];

/** Seconds of one matrix product, the quantisation of its activations not included. */
export function gemmSeconds(shape: GemmShape, rates: Rates, fitted: GemmCoefficients): number {
  return (
    gemmForm(shape, rates, fitted) * correctionAt(fitted.correction, shape.rows, shape.columns, shape.depth)
  );
}

/** The physical form alone: launch, then reading and computing in waves of tiles, whichever is slower. */
export function gemmForm(
  { rows, columns, depth }: GemmShape,
  rates: Rates,
  fitted: Omit<GemmCoefficients, 'correction'>,
): number {
  const bytes = fitted.bytes * depth * (columns + rows) + 2 * rows * columns;
  const reading = bytes / (rates.bytesPerSecond * fitted.bandwidthShare);
  const peak = peakOf(rates, fitted.bits);
  const perMultiprocessor = (peak * fitted.computeShare) / rates.multiprocessors;
  let computing = Infinity;
  const { leastRows } = fitted;
  const few = leastRows === undefined ? Infinity : Math.ceil(rows / leastRows) * leastRows;
  for (const [most, wide] of tiles) {
    const tall = Math.min(most, few);
    const blocks = Math.ceil(rows / tall) * Math.ceil(columns / wide);
    for (const split of splits) {
      const exact = (blocks * split) / rates.multiprocessors;
      const waves = fitted.waveShare * Math.ceil(exact) + (1 - fitted.waveShare) * Math.max(1, exact);
      const deep = depth / split;
      const seconds = waves * deep * Math.max((2 * tall * wide) / perMultiprocessor, fitted.secondsPerDepth);
      const merging = split > 1 ? (4 * split * rows * columns) / rates.bytesPerSecond : 0;
      computing = Math.min(computing, seconds + merging);
      if (exact >= 4) break;
    }
  }
  const power = fitted.sharpness;
  return fitted.launchSeconds + (reading ** power + computing ** power) ** (1 / power);
}
