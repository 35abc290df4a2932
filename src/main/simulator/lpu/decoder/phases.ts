import {
  emitGatherRows,
  type GatherRows,
  gatherRowsCycles,
} from '#main/simulator/lpu/chip/kernels/gather-rows';
import {
  emitLaneFold,
  foldSteps,
  type LaneFold,
  laneFoldCycles,
} from '#main/simulator/lpu/chip/kernels/lane-fold';
import { emitLaneKernel, type LaneKernel, laneTiming } from '#main/simulator/lpu/chip/kernels/lanewise';
import {
  emitSplitProduct,
  type SplitProduct,
  splitProductCycles,
  type SplitTile,
} from '#main/simulator/lpu/chip/kernels/split-product';
import type { TensorPlace } from '#main/simulator/lpu/chip/kernels/tensor-place';
import { type Program, programBuilder, type ProgramBuilder } from '#main/simulator/lpu/chip/program';
import type { Unit } from '#main/simulator/lpu/schedule/graph';
import type { PlacedWeights } from './weights';
import { from } from './room';
import {
  coarseSumsAt,
  joined,
  JOINED,
  MOST_PIECES,
  type Output,
  pieceScales,
  piecesOf,
  splitOf,
  sumsAt,
} from './steps';

/** A part of a token's way through a chip: it starts when the one before has wholly finished. */
export interface Phase {
  readonly name: string;
  readonly unit: Unit;
  /** In closed form; the chip takes exactly as many. */
  readonly cycles: number;
  readonly emit: (builder: ProgramBuilder, start: number) => void;
}

export const laneWise = (name: string, kernel: LaneKernel): Phase => ({
  name,
  unit: 'vxm',
  cycles: laneTiming(kernel).cycles,
  emit: (builder, start) => void emitLaneKernel(builder, kernel, start),
});

export const productPhase = (name: string, product: SplitProduct): Phase => ({
  name,
  unit: 'mxm',
  cycles: splitProductCycles(product),
  emit: (builder, start) => void emitSplitProduct(builder, product, start),
});

export const gatherPhase = (name: string, rows: GatherRows): Phase => ({
  name,
  unit: 'mem',
  cycles: gatherRowsCycles(rows),
  emit: (builder, start) => void emitGatherRows(builder, rows, start),
});

const foldPhase = (name: string, fold: LaneFold): Phase => ({
  name,
  unit: 'sxm',
  cycles: laneFoldCycles(fold),
  emit: (builder, start) => void emitLaneFold(builder, fold, start),
});

/** The program of phases one after another. */
export function programOf(phases: readonly Phase[]): Program {
  const builder = programBuilder();
  let start = 0;
  for (const phase of phases) {
    phase.emit(builder, start);
    start += phase.cycles;
  }
  return builder.build();
}

export const cyclesOf = (phases: readonly Phase[]): number =>
  phases.reduce((sum, { cycles }) => sum + cycles, 0);

interface FoldLanes {
  readonly name: string;
  readonly function: 'maximum' | 'minimum';
  /** Two places in opposite hemispheres; the vector is in the first. */
  readonly between: readonly [TensorPlace, TensorPlace];
}

/** The maximum or minimum over all lanes, in every lane, in the second place. */
export const foldLanes = ({ name, function: combine, between }: FoldLanes): readonly Phase[] =>
  foldSteps.map((by, index) => {
    const [a, b] = index % 2 === 0 ? between : [between[1], between[0]];
    return foldPhase(name, { function: combine, by, from: a, to: b });
  });

export interface Joining {
  readonly name: string;
  readonly results: number;
  readonly count: number;
  readonly scale: number;
  readonly to: TensorPlace;
  /** A vector for each, such as a bias or the residual, which is added. */
  readonly plus?: TensorPlace | undefined;
  /** Activations that the value is split into. */
  readonly activations?: number;
}

/** A product's sums as FP32 vectors. */
export function joinPhase({ name, results, count, scale, to, plus, activations }: Joining): Phase {
  const added = { function: 'add', operands: [{ step: JOINED }, { input: 4 }], type: 'fp32' } as const;
  const steps = plus === undefined ? joined(scale) : [...joined(scale), added];
  const value = steps.length - 1;
  const kept: Output = { step: value, place: to, keep: 'every' };
  const split = activations === undefined ? undefined : splitOf(value, steps.length, activations);
  return laneWise(name, {
    count,
    inputs: plus === undefined ? sumsAt(results) : [...sumsAt(results), { place: plus }],
    steps: [...steps, ...(split?.steps ?? [])],
    outputs: [kept, ...(split?.outputs ?? [])],
  });
}

export interface Normalisation {
  readonly name: string;
  readonly input: TensorPlace;
  readonly count: number;
  /** Whether all vectors are one row, or each head of each vector is one. */
  readonly whole: boolean;
  readonly elements: number;
  readonly epsilon: number;
  readonly gain: TensorPlace;
  /** Sums all lanes of a row, by pieces. */
  readonly ones: readonly (readonly SplitTile[])[];
  readonly pieces: number;
  readonly results: number;
  readonly scratch: {
    readonly squares: TensorPlace;
    readonly rest: TensorPlace;
    readonly factor: TensorPlace;
  };
  readonly activations: number;
  readonly to?: TensorPlace;
}

/** Root mean square normalisation: squares, their sum over the lanes by the planes, the factor, and the split result. */
export function normalise(norm: Normalisation): readonly Phase[] {
  const { name, input, count, whole, elements, epsilon, gain, ones, pieces, results, scratch } = norm;
  const rows = whole ? 1 : count;
  const square = { function: 'multiply', operands: [{ input: 0 }, { input: 0 }], type: 'fp32' } as const;
  const summed = { function: 'add', operands: [{ step: 0 }, { itself: true }], type: 'fp32' } as const;
  const split = splitOf(1, 2, norm.activations);
  const value: readonly Output[] = norm.to === undefined ? [] : [{ step: 1, place: norm.to, keep: 'every' }];
  const chunks = Array.from({ length: Math.ceil(rows / MOST_PIECES) }, (_, index) => index * MOST_PIECES);
  return [
    laneWise(`${name}: squares`, {
      count,
      inputs: [{ place: input }],
      steps: whole ? [square, summed] : [square],
      outputs: [{ step: whole ? 1 : 0, place: scratch.squares, keep: whole ? 'last' : 'every' }],
    }),
    ...chunks.flatMap((first) =>
      piecesOf({
        from: from(scratch.squares, first),
        rest: scratch.rest,
        count: Math.min(MOST_PIECES, rows - first),
        address: pieces + first,
        apart: rows,
      }).map((kernel) => laneWise(`${name}: pieces`, kernel)),
    ),
    productPhase(`${name} sum over lanes`, {
      rows: 1,
      activations: pieces,
      split: false,
      columns: ones,
      results,
    }),
    laneWise(`${name} factor`, {
      count: rows,
      inputs: coarseSumsAt(results),
      steps: [
        { function: 'add', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
        { function: 'multiply', operands: [{ step: 0 }, { constant: 1 / elements }], type: 'fp32' },
        { function: 'add', operands: [{ step: 1 }, { constant: epsilon }], type: 'fp32' },
        { function: 'reciprocal-square-root', operands: [{ step: 2 }], type: 'fp32' },
      ],
      outputs: [{ step: 3, place: scratch.factor, keep: 'every' }],
    }),
    laneWise(name, {
      count,
      inputs: [{ place: input }, { place: scratch.factor, same: whole }, { place: gain }],
      steps: [
        { function: 'multiply', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
        { function: 'multiply', operands: [{ step: 0 }, { input: 2 }], type: 'fp32' },
        ...split.steps,
      ],
      outputs: [...split.outputs, ...value],
    }),
  ];
}

/** Terms of a sum over lanes by pieces: the rows of each piece lie `rows` vectors after those of the one before. */
export const pieceTerms = (inputs: readonly number[], rows: number, lanes: number) =>
  pieceScales.flatMap((scale, piece) =>
    inputs.map((input) => ({ input: input + piece * rows * lanes, factor: 1 / scale })),
  );

export type { PlacedWeights };
