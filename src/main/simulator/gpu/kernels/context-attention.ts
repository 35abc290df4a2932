import { correctionAt, type Correction } from './correction';
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
