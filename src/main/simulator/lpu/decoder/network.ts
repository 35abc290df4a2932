/** A decoder as its checkpoint describes it: shapes, and weights that are read element by element. */

export interface Weights {
  readonly length: number;
  /** Element of the tensor in row-major order. */
  readonly at: (index: number) => number;
}

/** Frequencies of the rotary positions, and how positions are scaled (llama3). */
export interface Rotary {
  readonly theta: number;
  readonly scaling?:
    | { readonly kind: 'linear'; readonly factor: number }
    | {
        readonly kind: 'llama3';
        readonly factor: number;
        readonly lowFrequencyFactor: number;
        readonly highFrequencyFactor: number;
        readonly originalContext: number;
      };
}

export interface DecoderShape {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  readonly context: number;
  readonly epsilon: number;
  readonly rotary: Rotary;
}

/** Matrices are [outputs × inputs], as checkpoints hold them. */
export interface LayerWeights {
  readonly attentionNorm: Weights;
  readonly query: Weights;
  readonly key: Weights;
  readonly value: Weights;
  readonly queryBias?: Weights;
  readonly keyBias?: Weights;
  readonly valueBias?: Weights;
  readonly queryNorm?: Weights;
  readonly keyNorm?: Weights;
  readonly output: Weights;
  readonly outputBias?: Weights;
  readonly feedForwardNorm: Weights;
  readonly gate: Weights;
  readonly up: Weights;
  readonly down: Weights;
}

export interface DecoderNetwork {
  readonly shape: DecoderShape;
  readonly embedding: Weights;
  readonly layers: readonly LayerWeights[];
  readonly norm: Weights;
  /** The embedding itself where they are tied. */
  readonly head: Weights;
}

/** The angle by which one position turns pair `i` of a head, in radians. */
export function rotaryFrequency({ theta, scaling }: Rotary, pair: number, headDimension: number): number {
  const frequency = theta ** ((-2 * pair) / headDimension);
  if (scaling === undefined) return frequency;
  if (scaling.kind === 'linear') return frequency / scaling.factor;
  const { factor, lowFrequencyFactor, highFrequencyFactor, originalContext } = scaling;
  const turns = (originalContext * frequency) / (2 * Math.PI);
  if (turns < lowFrequencyFactor) return frequency / factor;
  if (turns > highFrequencyFactor) return frequency;
  const smooth = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
  return ((1 - smooth) * frequency) / factor + smooth * frequency;
}
