import { correctionAt, type Correction } from './correction';
import type { Rates } from './rates';

/** One new token per sequence attending to what its cache holds. Heads are those of one device. */
export interface GenerationShape {
  readonly sequences: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly context: number;
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
  readonly correction: Correction;
}

export function generationSeconds(
  shape: GenerationShape,
  rates: Rates,
  fitted: GenerationCoefficients,
): number {
  const { sequences, keyValueHeads, heads, context } = shape;
  return (
    generationForm(shape, rates, fitted) *
    correctionAt(fitted.correction, sequences * keyValueHeads, context, heads / keyValueHeads)
  );
}

/** Launch, then reading the cache or working through it block by block, whichever is slower. */
export function generationForm(
  { sequences, keyValueHeads, headDimension, context, cacheBytes }: GenerationShape,
  rates: Rates,
  fitted: Omit<GenerationCoefficients, 'correction'>,
): number {
  const blocks = sequences * keyValueHeads;
  const bytes = 2 * blocks * context * headDimension * cacheBytes;
  const reading = bytes / (rates.bytesPerSecond * fitted.bandwidthShare);
  const perMultiprocessor = Math.max(1, blocks / rates.multiprocessors);
  const serial = perMultiprocessor * fitted.secondsPerBlock;
  const walking = Math.min(context, fitted.splitTokens) * fitted.secondsPerToken;
  return fitted.launchSeconds + Math.hypot(reading, serial + walking);
}
