import { correctionAt, type Correction } from './correction';
import { peakOf, type Rates, type Width } from './rates';

/** The experts of one layer on one device. */
export interface ExpertsShape {
  readonly tokens: number;
  readonly hidden: number;
  /** Inner size of one expert on this device. */
  readonly inner: number;
  readonly expertsPerToken: number;
  readonly experts: number;
  /** Over how many devices whole experts are spread. */
  readonly expertParallel: number;
  /** Experts that the tokens meet, where they fall otherwise than in the measurements. */
  readonly met?: number | undefined;
  /** Weight matrices of one expert: 3 with a gate, 2 without. */
  readonly matrices: 2 | 3;
}

export interface ExpertsCoefficients {
  readonly launchSeconds: number;
  readonly bandwidthShare: number;
  readonly computeShare: number;
  /** Rows to which the tokens of each expert are padded. */
  readonly tileRows: number;
  /** Seconds per unit of the matrices' depth: the latency of working through them, however few the tokens. */
  readonly secondsPerDepth: number;
  /** How sharply the slower of reading and computing prevails. */
  readonly sharpness: number;
  /** How unevenly tokens fall: the exponent that the share of experts met is raised to. */
  readonly evenness: number;
  /** Times that each token's activations are moved to and from its experts. */
  readonly passes: number;
  readonly bytes: number;
  readonly bits: Width;
  readonly correction: Correction;
}

export function expertsSeconds(shape: ExpertsShape, rates: Rates, fitted: ExpertsCoefficients): number {
  const local = shape.experts / shape.expertParallel;
  const pairs = (shape.tokens * shape.expertsPerToken) / shape.expertParallel;
  const correction = correctionAt(fitted.correction, pairs, local, shape.hidden * shape.inner);
  const operations = 2 * pairs * shape.matrices * shape.hidden * shape.inner;
  const fastest = operations / (peakOf(rates, fitted.bits) * MOST_COMPUTING);
  return Math.max(fastest, expertsForm(shape, rates, fitted) * correction);
}

/** The share of the peak that the best measured kernel of experts reaches; corrections of other parts must not lead beyond. */
const MOST_COMPUTING = 0.9;

/** Launch and permutation, then reading the experts met or computing their padded tiles. */
export function expertsForm(
  shape: ExpertsShape,
  rates: Rates,
  fitted: Omit<ExpertsCoefficients, 'correction'>,
): number {
  const { tokens, hidden, inner, expertsPerToken, experts, expertParallel, matrices } = shape;
  const local = experts / expertParallel;
  const pairs = (tokens * expertsPerToken) / expertParallel;
  const met = shape.met ?? Math.max(1, local * Math.min(1, pairs / local) ** fitted.evenness);
  const weights = matrices * hidden * inner;
  const reading = (met * weights * fitted.bytes) / (rates.bytesPerSecond * fitted.bandwidthShare);
  const padded = met * Math.max(fitted.tileRows, pairs / met);
  const peak = peakOf(rates, fitted.bits);
  const computing = (2 * weights * padded) / (peak * fitted.computeShare);
  const power = fitted.sharpness;
  const moved = pairs * (hidden + inner) + tokens * hidden;
  const moving = (fitted.passes * 2 * moved) / rates.bytesPerSecond;
  return (
    fitted.launchSeconds +
    fitted.secondsPerDepth * (hidden + inner) +
    (reading ** power + computing ** power) ** (1 / power) +
    moving
  );
}
