import { correctionAt, type Correction } from './correction';
import type { Rates } from './rates';

/** One new token per sequence attending to what its cache holds. Heads are those of one device. */
export interface GenerationShape {
  readonly sequences: number;
  readonly heads: number;
  /** Cached heads that are read; where every query head reads for itself, as many as there are query heads. */
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly context: number;
  /** Tokens that the new one looks back at most; infinite where there is no window. */
  readonly window: number;
  readonly cacheBytes: number;
}

export interface GenerationCoefficients {
  readonly launchSeconds: number;
  readonly bandwidthShare: number;
  /** Seconds that a block of one sequence and key-value head costs beyond its reading. */
  readonly secondsPerBlock: number;
  /** Seconds that a block spends per cached token, however idle the memory is. */
  readonly secondsPerToken: number;
  /** Cached tokens beyond which a sequence is split over more blocks. */
  readonly splitTokens: number;
  /**
   * The fastest that long caches were read in the measurements, as a share of the memory's bandwidth. Above one, the
   * benchmark had kept them in the second-level cache, which no engine's cache fits in.
   */
  readonly fastestReading: number;
  readonly correction: Correction;
}

/** The share of the memory's bandwidth that the best measured kernels reach when their caches do come from memory. */
const REACHABLE_READING = 0.93;

/**
 * Seconds of a decode attention kernel whose caches lie in memory. `factor` says how much slower an engine's kernels
 * are than the measured ones; none reads faster than the memory delivers.
 */
export function generationSeconds(
  shape: GenerationShape,
  rates: Rates,
  fitted: GenerationCoefficients,
  factor = 1,
): number {
  const { sequences, keyValueHeads, heads, context } = shape;
  const measured =
    generationForm(shape, rates, fitted) *
    correctionAt(fitted.correction, sequences * keyValueHeads, context, heads / keyValueHeads);
  const stretch = Math.max(1, fitted.fastestReading / REACHABLE_READING);
  const launch = Math.min(fitted.launchSeconds, measured);
  const seconds = launch + stretch * (measured - launch);
  const reading = bytesRead(shape) / (rates.bytesPerSecond * REACHABLE_READING);
  return Math.max(factor * Math.max(seconds, reading), reading);
}

/** Launch, then reading the cache or working through it block by block, whichever is slower. */
export function generationForm(
  shape: GenerationShape,
  rates: Rates,
  fitted: Omit<GenerationCoefficients, 'correction' | 'fastestReading'>,
): number {
  const blocks = shape.sequences * shape.keyValueHeads;
  const reading = bytesRead(shape) / (rates.bytesPerSecond * fitted.bandwidthShare);
  const perMultiprocessor = Math.max(1, blocks / rates.multiprocessors);
  const serial = perMultiprocessor * fitted.secondsPerBlock;
  const walking = Math.min(reachOf(shape), fitted.splitTokens) * fitted.secondsPerToken;
  return fitted.launchSeconds + Math.hypot(reading, serial + walking);
}

/** Keys and values of every cached head, as far as the token looks back. */
export const bytesRead = (shape: GenerationShape): number =>
  2 * shape.sequences * shape.keyValueHeads * reachOf(shape) * shape.headDimension * shape.cacheBytes;

// The measured windowed kernel works through twice its window.
const reachOf = ({ context, window }: GenerationShape): number => Math.min(context, 2 * window);
