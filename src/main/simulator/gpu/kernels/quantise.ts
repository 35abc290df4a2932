import { correctionAt, type Correction } from './correction';
import type { Rates } from './rates';

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
