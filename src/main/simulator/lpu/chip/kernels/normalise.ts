import type { ProgramBuilder } from '#main/simulator/lpu/chip/program';
import { emitLaneKernel, type LaneKernel } from './lanewise';
import type { TensorPlace } from './tensor-place';

/** Kernels that reduce over vectors: every lane is a row of its own, vector j holds column j of all rows. */

export interface SoftmaxPlaces {
  readonly columns: number;
  readonly input: TensorPlace;
  /** One vector each of scratch, in groups of their own. */
  readonly maximum: TensorPlace;
  readonly sum: TensorPlace;
  readonly inverse: TensorPlace;
  readonly exponentials: TensorPlace;
  readonly output: TensorPlace;
  /** Factor on the scores, such as 1/√d in attention. */
  readonly scale: number;
}

/** Softmax in four passes: the maximum; exponentials and their sum; its reciprocal; the product. */
export function softmaxPasses(places: SoftmaxPlaces): readonly LaneKernel[] {
  const { columns, input, maximum, sum, inverse, exponentials, output, scale } = places;
  return [
    {
      count: columns,
      inputs: [{ place: input }],
      steps: [{ function: 'maximum', operands: [{ input: 0 }, { itself: true }], type: 'fp32' }],
      outputs: [{ step: 0, place: maximum, keep: 'last' }],
    },
    {
      count: columns,
      inputs: [{ place: input }, { place: maximum, same: true }],
      steps: [
        { function: 'subtract', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
        { function: 'multiply', operands: [{ step: 0 }, { constant: scale }], type: 'fp32' },
        { function: 'exp', operands: [{ step: 1 }], type: 'fp32' },
        { function: 'add', operands: [{ step: 2 }, { itself: true }], type: 'fp32' },
      ],
      outputs: [
        { step: 2, place: exponentials, keep: 'every' },
        { step: 3, place: sum, keep: 'last' },
      ],
    },
    {
      count: 1,
      inputs: [{ place: sum }],
      steps: [{ function: 'reciprocal', operands: [{ input: 0 }], type: 'fp32' }],
      outputs: [{ step: 0, place: inverse, keep: 'every' }],
    },
    {
      count: columns,
      inputs: [{ place: exponentials }, { place: inverse, same: true }],
      steps: [{ function: 'multiply', operands: [{ input: 0 }, { input: 1 }], type: output.type }],
      outputs: [{ step: 0, place: output, keep: 'every' }],
    },
  ];
}

export interface RmsNormPlaces {
  readonly columns: number;
  readonly input: TensorPlace;
  readonly gain: TensorPlace;
  readonly squares: TensorPlace;
  readonly factor: TensorPlace;
  readonly output: TensorPlace;
  readonly epsilon: number;
}

/** Root mean square normalisation: the sum of squares; 1/√(mean + ε); the product with the gain. */
export function rmsNormPasses(places: RmsNormPlaces): readonly LaneKernel[] {
  const { columns, input, gain, squares, factor, output, epsilon } = places;
  return [
    {
      count: columns,
      inputs: [{ place: input }],
      steps: [
        { function: 'multiply', operands: [{ input: 0 }, { input: 0 }], type: 'fp32' },
        { function: 'add', operands: [{ step: 0 }, { itself: true }], type: 'fp32' },
      ],
      outputs: [{ step: 1, place: squares, keep: 'last' }],
    },
    {
      count: 1,
      inputs: [{ place: squares }],
      steps: [
        { function: 'multiply', operands: [{ input: 0 }, { constant: 1 / columns }], type: 'fp32' },
        { function: 'add', operands: [{ step: 0 }, { constant: epsilon }], type: 'fp32' },
        { function: 'reciprocal-square-root', operands: [{ step: 1 }], type: 'fp32' },
      ],
      outputs: [{ step: 2, place: factor, keep: 'every' }],
    },
    {
      count: columns,
      inputs: [{ place: input }, { place: factor, same: true }, { place: gain }],
      steps: [
        { function: 'multiply', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
        { function: 'multiply', operands: [{ step: 0 }, { input: 2 }], type: output.type },
      ],
      outputs: [{ step: 1, place: output, keep: 'every' }],
    },
  ];
}

/** Emits passes one after another, each once the one before has wholly finished; returns the cycle of the end. */
export function emitPasses(builder: ProgramBuilder, passes: readonly LaneKernel[], start: number): number {
  let end = start;
  // A pass may read what the one before wrote as soon as its last write took place: N later at the latest.
  for (const pass of passes) end = emitLaneKernel(builder, pass, end);
  return end;
}
