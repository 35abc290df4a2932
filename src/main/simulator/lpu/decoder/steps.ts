import type { LaneKernel, LaneStep } from '#main/simulator/lpu/chip/kernels/lanewise';
import { FINE, splitLayout } from '#main/simulator/lpu/chip/kernels/split-product';
import type { TensorPlace } from '#main/simulator/lpu/chip/kernels/tensor-place';
import type { Hemisphere } from '#main/simulator/lpu/chip/geometry';

/** The chains of vector operations that decoders are made of. */

export type Input = LaneKernel['inputs'][number];
export type Output = LaneKernel['outputs'][number];

const result = (hemisphere: Hemisphere, slice: number, address: number): Input => ({
  place: { hemisphere, slice, address, type: 'fp32' },
});

/** Both hemispheres' coarse and fine sums of a product, from an address of the results on. */
export const sumsAt = (address: number): readonly Input[] => [
  result('west', splitLayout.results, address),
  result('east', splitLayout.results, address),
  result('west', splitLayout.fineResults, address),
  result('east', splitLayout.fineResults, address),
];
export const coarseSumsAt = (address: number): readonly Input[] => sumsAt(address).slice(0, 2);

/** Steps 0 to 4 for inputs 0 to 3: the product's value, in step 4. */
export const joined = (scale: number): readonly LaneStep[] => [
  { function: 'add', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
  { function: 'add', operands: [{ input: 2 }, { input: 3 }], type: 'fp32' },
  { function: 'multiply', operands: [{ step: 0 }, { constant: scale }], type: 'fp32' },
  { function: 'multiply', operands: [{ step: 1 }, { constant: scale * FINE }], type: 'fp32' },
  { function: 'add', operands: [{ step: 2 }, { step: 3 }], type: 'fp32' },
];
export const JOINED = 4;

const activation = (hemisphere: Hemisphere, slice: number, address: number): TensorPlace => ({
  hemisphere,
  slice,
  address,
  type: 'fp16',
});

/** Splits the result of a step into coarse and fine FP16 halves, and keeps them for the planes of both hemispheres. */
export function splitOf(
  value: number,
  first: number,
  address: number,
): { readonly steps: readonly LaneStep[]; readonly outputs: readonly Output[] } {
  const coarse: LaneStep = { function: 'copy', operands: [{ step: value }], type: 'fp16' };
  const fine: LaneStep = {
    function: 'multiply',
    operands: [{ step: first + 2 }, { constant: 1 / FINE }],
    type: 'fp16',
  };
  return {
    steps: [
      coarse,
      coarse,
      { function: 'subtract', operands: [{ step: value }, { step: first }], type: 'fp32' },
      fine,
      fine,
    ],
    outputs: [
      { step: first, place: activation('west', splitLayout.coarse, address), keep: 'every' },
      { step: first + 1, place: activation('east', splitLayout.coarse, address), keep: 'every' },
      { step: first + 3, place: activation('west', splitLayout.fine, address), keep: 'every' },
      { step: first + 4, place: activation('east', splitLayout.fine, address), keep: 'every' },
    ],
  };
}

/**
 * FP16 pieces of a sum of squares that together keep FP32's precision from 2^-41 to 2^31: each piece is what the ones before
 * left over, scaled into the range of FP16. The planes multiply each by the inverse of its scale.
 */
export const pieceScales = [2 ** -15, 2 ** -5, 2 ** 6, 2 ** 17] as const;

interface Pieces {
  readonly from: TensorPlace;
  readonly rest: TensorPlace;
  readonly count: number;
  readonly address: number;
  /** Addresses from one piece of a vector to the next. */
  readonly apart: number;
}

/** The pieces of a vector are kept in the same slices, the second so many cycles after the first. */
export const MOST_PIECES = 8;

/** Two kernels: the first two pieces and what they leave over, then the other two. */
export function piecesOf({ from, rest, count, address, apart }: Pieces): readonly LaneKernel[] {
  const [a, b, c, d] = pieceScales;
  const pieces = (first: number, second: number, index: number): Pick<LaneKernel, 'steps' | 'outputs'> => {
    const one: LaneStep = {
      function: 'multiply',
      operands: [{ input: 0 }, { constant: first }],
      type: 'fp16',
    };
    const two: LaneStep = {
      function: 'multiply',
      operands: [{ step: 3 }, { constant: second }],
      type: 'fp16',
    };
    const place = (hemisphere: Hemisphere, piece: number): TensorPlace =>
      activation(hemisphere, splitLayout.coarse, address + piece * apart);
    return {
      steps: [
        one,
        one,
        { function: 'multiply', operands: [{ step: 0 }, { constant: 1 / first }], type: 'fp32' },
        { function: 'subtract', operands: [{ input: 0 }, { step: 2 }], type: 'fp32' },
        two,
        two,
        { function: 'multiply', operands: [{ step: 4 }, { constant: 1 / second }], type: 'fp32' },
        { function: 'subtract', operands: [{ step: 3 }, { step: 6 }], type: 'fp32' },
      ],
      outputs: [
        { step: 0, place: place('west', index), keep: 'every' },
        { step: 1, place: place('east', index), keep: 'every' },
        { step: 4, place: place('west', index + 1), keep: 'every' },
        { step: 5, place: place('east', index + 1), keep: 'every' },
      ],
    };
  };
  const [head, tail] = [pieces(a, b, 0), pieces(c, d, 2)];
  return [
    {
      count,
      inputs: [{ place: from }],
      steps: head.steps,
      outputs: [...head.outputs, { step: 7, place: rest, keep: 'every' }],
    },
    { count, inputs: [{ place: rest }], steps: tail.steps.slice(0, 6), outputs: tail.outputs },
  ];
}
