import { type Correction, correctionAt, correctionPlane } from './correction';
import type { Rates } from './rates';

/** Sequences of new tokens attending causally to themselves. Heads are those of one device. */
export interface ContextShape {
  readonly sequences: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly tokens: number;
  /** Tokens that each looks back at most; infinite where there is no window. */
  readonly window: number;
}

export interface ContextCoefficients {
  readonly launchSeconds: number;
  readonly bandwidthShare: number;
  readonly computeShare: number;
  /** Tokens by which the causal triangle is wider than drawn, since tiles on its edge are computed whole. */
  readonly edgeTokens: number;
  readonly bits: 8 | 16;
  readonly correction: Correction;
}

export function contextSeconds(shape: ContextShape, rates: Rates, fitted: ContextCoefficients): number {
  return (
    contextForm(shape, rates, fitted) *
    correctionAt(
      fitted.correction,
      shape.sequences * shape.heads,
      shape.tokens,
      shape.heads / shape.keyValueHeads,
    )
  );
}

export function contextForm(
  { sequences, heads, keyValueHeads, headDimension, tokens, window }: ContextShape,
  rates: Rates,
  fitted: Omit<ContextCoefficients, 'correction'>,
): number {
  const reach = Math.min(tokens, window);
  const pairs = reach * (tokens - reach / 2) + tokens * fitted.edgeTokens;
  const operations = 4 * sequences * heads * headDimension * pairs;
  const peak = fitted.bits === 8 ? rates.flops8 : rates.flops16;
  const bytes = 2 * sequences * tokens * headDimension * (2 * heads + 2 * keyValueHeads);
  return (
    fitted.launchSeconds +
    operations / (peak * fitted.computeShare) +
    bytes / (rates.bytesPerSecond * fitted.bandwidthShare)
  );
}

/** One new token per sequence whose heads, with the up-projections absorbed, meet one latent of all heads. */
export interface LatentShape {
  readonly sequences: number;
  /** Of one device. */
  readonly heads: number;
  readonly context: number;
  /** Numbers of a latent with its positions, and of the latent alone, which is the value. */
  readonly key: number;
  readonly value: number;
  readonly cacheBytes: number;
}

export interface LatentCoefficients {
  readonly launchSeconds: number;
  readonly bandwidthShare: number;
  readonly computeShare: number;
  /** Heads to which those of a device are padded. */
  readonly tileHeads: number;
  /** Seconds that a block of one sequence costs beyond reading, and per cached token. */
  readonly secondsPerBlock: number;
  readonly secondsPerToken: number;
  /** Cached tokens beyond which a sequence is split over more blocks. */
  readonly splitTokens: number;
  readonly correction: Correction;
}

/** Seconds of decoding with latents, by sequences and context, ready to be asked many times; none is read faster than memory delivers. */
export function latentKernel(
  shape: Omit<LatentShape, 'sequences' | 'context'>,
  rates: Rates,
  fitted: LatentCoefficients,
): (sequences: number, context: number) => number {
  const correction = correctionPlane(fitted.correction, shape.heads);
  return (sequences, context) => {
    const asked = { ...shape, sequences, context };
    const reading = latentBytes(asked) / rates.bytesPerSecond;
    return Math.max(reading, latentForm(asked, rates, fitted) * correction(sequences, context));
  };
}

const latentBytes = ({ sequences, context, key, cacheBytes }: LatentShape): number =>
  sequences * context * key * cacheBytes;

/** Launch, then the slowest of reading the latents, letting every head meet them, and working through them block by block. */
export function latentForm(
  shape: LatentShape,
  rates: Rates,
  fitted: Omit<LatentCoefficients, 'correction'>,
): number {
  const { sequences, heads, context, key, value } = shape;
  const reading = latentBytes(shape) / (rates.bytesPerSecond * fitted.bandwidthShare);
  const padded = Math.max(heads, fitted.tileHeads);
  const operations = 2 * sequences * context * padded * (key + value);
  const computing = operations / (rates.flops16 * fitted.computeShare);
  const serial = Math.max(1, sequences / rates.multiprocessors) * fitted.secondsPerBlock;
  const working = serial + Math.min(context, fitted.splitTokens) * fitted.secondsPerToken;
  return fitted.launchSeconds + Math.hypot(reading, computing, working);
}

/** Query heads that attend to what is cached, all of one device. */
interface GenerationHeads {
  readonly heads: number;
  /** Cached heads that are read; where every query head reads for itself, as many as there are query heads. */
  readonly keyValueHeads: number;
  readonly headDimension: number;
  /** Tokens that the new one looks back at most; infinite where there is no window. */
  readonly window: number;
  readonly cacheBytes: number;
}

/** One new token per sequence attending to what its cache holds. */
export interface GenerationShape extends GenerationHeads {
  readonly sequences: number;
  readonly context: number;
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

interface EngineKernels {
  /** How much slower an engine's kernels are than the measured ones. */
  readonly factor?: number;
  /** How much of what the measured kernels gained from the second-level cache an engine's lose: all or nothing of it. */
  readonly cacheStretch?: number;
}

/**
 * Seconds of a decode attention kernel whose caches lie in memory, by sequences and context, ready to be asked many times.
 * None reads faster than the memory delivers.
 */
export function generationKernel(
  shape: GenerationHeads,
  rates: Rates,
  fitted: GenerationCoefficients,
  { factor = 1, cacheStretch = 1 }: EngineKernels = {},
): (sequences: number, context: number) => number {
  const { keyValueHeads, heads } = shape;
  const correction = correctionPlane(fitted.correction, heads / keyValueHeads);
  const stretch = 1 + cacheStretch * Math.max(0, fitted.fastestReading / REACHABLE_READING - 1);
  const reachable = rates.bytesPerSecond * REACHABLE_READING;
  return (sequences, context) => {
    const reach = reachOf(shape, context);
    const blocks = sequences * keyValueHeads;
    const measured = formSeconds(shape, { blocks, reach }, rates, fitted) * correction(blocks, context);
    const launch = Math.min(fitted.launchSeconds, measured);
    const seconds = launch + stretch * (measured - launch);
    const reading = (bytesPerBlockToken(shape) * blocks * reach) / reachable;
    return Math.max(factor * Math.max(seconds, reading), reading);
  };
}

/** Launch, then reading the cache or working through it block by block, whichever is slower. */
export const generationForm = (shape: GenerationShape, rates: Rates, fitted: Form): number =>
  formSeconds(
    shape,
    { blocks: shape.sequences * shape.keyValueHeads, reach: reachOf(shape, shape.context) },
    rates,
    fitted,
  );

type Form = Omit<GenerationCoefficients, 'correction' | 'fastestReading'>;

function formSeconds(
  shape: GenerationHeads,
  { blocks, reach }: { readonly blocks: number; readonly reach: number },
  rates: Rates,
  fitted: Form,
): number {
  const reading =
    (bytesPerBlockToken(shape) * blocks * reach) / (rates.bytesPerSecond * fitted.bandwidthShare);
  const serial = Math.max(1, blocks / rates.multiprocessors) * fitted.secondsPerBlock;
  const working = serial + Math.min(reach, fitted.splitTokens) * fitted.secondsPerToken;
  return fitted.launchSeconds + Math.sqrt(reading * reading + working * working);
}

/** Keys and values of every cached head, as far as the token looks back. */
export const bytesRead = (shape: GenerationShape): number =>
  bytesPerBlockToken(shape) * shape.sequences * shape.keyValueHeads * reachOf(shape, shape.context);

const bytesPerBlockToken = ({ headDimension, cacheBytes }: GenerationHeads): number =>
  2 * headDimension * cacheBytes;

// The measured windowed kernel works through twice its window.
const reachOf = ({ window }: GenerationHeads, context: number): number => Math.min(context, 2 * window);
