import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { roundToHalf } from '#main/simulator/lpu/chip/elements';
import { LANES, WORDS_PER_SLICE } from '#main/simulator/lpu/chip/geometry';
import { emptyMemory, type Memory } from '#main/simulator/lpu/chip/memory';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { type KernelRun, runProgram } from '#main/simulator/lpu/chip/run';
import {
  attentionKernel,
  attentionMemory,
  attentionProgram,
  attentionResult,
  type AttentionShape,
} from './attention';
import type { LaneKernel } from './lanewise';
import { emitPasses, rmsNormPasses, softmaxPasses } from './normalise';
import { loadVector, placeInGroup, storeVector, type TensorPlace } from './tensor-place';
import { counted, written } from '#shared/text/plural';

/** Rows lie in the lanes, columns one vector after another. */
export interface RowsByColumns {
  readonly rows: number;
  readonly columns: number;
}

const scratch = (group: number): TensorPlace => placeInGroup(group, 'fp32');
const places = { input: scratch(0), gain: scratch(1), output: scratch(16) } as const;
const EPSILON = 1e-5;

export const softmaxOn = (columns: number): readonly LaneKernel[] =>
  softmaxPasses({
    columns,
    input: places.input,
    maximum: scratch(12),
    sum: scratch(13),
    inverse: scratch(14),
    exponentials: scratch(15),
    output: places.output,
    scale: 1,
  });

export const rmsNormOn = (columns: number): readonly LaneKernel[] =>
  rmsNormPasses({
    columns,
    input: places.input,
    gain: places.gain,
    squares: scratch(12),
    factor: scratch(13),
    output: places.output,
    epsilon: EPSILON,
  });

/** The sum of two tensors of INT8, saturated. */
export const additionOn = (columns: number): readonly LaneKernel[] => [
  {
    count: columns,
    inputs: [{ place: placeInGroup(2, 'int8') }, { place: placeInGroup(13, 'int8') }],
    steps: [{ function: 'add', operands: [{ input: 0 }, { input: 1 }], type: 'int8' }],
    outputs: [{ step: 0, place: placeInGroup(20, 'int8'), keep: 'every' }],
  },
];

/** Whether one slice holds so many columns; undefined where it does. */
const tooManyColumns = (columns: number): Refusal | undefined =>
  columns <= WORDS_PER_SLICE
    ? undefined
    : {
        code: 'lpu-cycle-size',
        message: `The kernel is too large for the cycle level: ${counted(columns, 'column')}, and a memory slice holds ${written(WORDS_PER_SLICE)}.`,
        path: 'graph',
        limit: WORDS_PER_SLICE,
        demand: columns,
      };

/** Values that follow from their place, from -2 to 2. */
const valueAt = (lane: number, column: number): number => (((lane * 37 + column * 101) % 257) - 128) / 64;
const gainAt = (lane: number, column: number): number => (((lane * 11 + column * 7) % 97) + 1) / 48;

interface Checked extends RowsByColumns {
  readonly passes: readonly LaneKernel[];
  readonly store: (memory: Memory) => void;
  /** The largest error of a lane's results, relative to the values' size. */
  readonly errorOfLane: (memory: Memory, lane: number) => number;
}

function runPasses({ rows, columns, passes, store, errorOfLane }: Checked): Result<KernelRun, Refusal> {
  const refused = tooManyColumns(columns);
  if (refused !== undefined) return failure(refused);
  const memory = emptyMemory();
  store(memory);
  const builder = programBuilder();
  emitPasses(builder, passes, 0);
  const run = runProgram(builder.build(), memory);
  if (!run.ok) return run;
  let worst = 0;
  for (let lane = 0; lane < rows; lane += 1) worst = Math.max(worst, errorOfLane(memory, lane));
  const kept = passes.reduce((sum, { outputs, count }) => sum + outputs.length * count, 0);
  return success(
    kernelRun(run.value, {
      sramBytes: 4 * LANES * (columns + kept),
      checked: checkedTo(worst, rows * columns),
    }),
  );
}

interface Ran {
  readonly cycles: number;
  readonly issues: number;
  readonly chips: readonly { readonly utilisation: KernelRun['utilisation'] }[];
}

const kernelRun = (
  { cycles, issues, chips }: Ran,
  found: Pick<KernelRun, 'sramBytes' | 'checked'>,
): KernelRun => ({
  cycles,
  issues,
  utilisation: chips[0]?.utilisation ?? { mem: 0, mxm: 0, vxm: 0, sxm: 0, c2c: 0 },
  ...found,
});

const checkedTo = (worst: number, count: number): string =>
  worst === 0
    ? `${counted(count, 'result')} checked: equal to plain arithmetic.`
    : `${counted(count, 'result')} checked: within ${worst.toExponential(1)} of plain arithmetic.`;

function store(memory: Memory, place: TensorPlace, columns: number, at: typeof valueAt): void {
  for (let column = 0; column < columns; column += 1) {
    storeVector(
      memory,
      place,
      column,
      Float64Array.from({ length: LANES }, (_, lane) => at(lane, column)),
    );
  }
}

const columnsOf = (memory: Memory, place: TensorPlace, count: number): readonly Float64Array[] =>
  Array.from({ length: count }, (_, column) => loadVector(memory, place, column));

const indices = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

export function runSoftmaxOnChip({ rows, columns }: RowsByColumns): Result<KernelRun, Refusal> {
  let results: readonly Float64Array[] | undefined;
  return runPasses({
    rows,
    columns,
    passes: softmaxOn(columns),
    store: (memory) => store(memory, places.input, columns, valueAt),
    errorOfLane: (memory, lane) => {
      results ??= columnsOf(memory, places.output, columns);
      const exponentials = indices(columns).map((column) => Math.exp(valueAt(lane, column)));
      const total = exponentials.reduce((sum, each) => sum + each, 0);
      return Math.max(
        ...exponentials.map((each, column) => Math.abs((results?.[column]?.[lane] ?? NaN) - each / total)),
      );
    },
  });
}

export function runRmsNormOnChip({ rows, columns }: RowsByColumns): Result<KernelRun, Refusal> {
  let results: readonly Float64Array[] | undefined;
  return runPasses({
    rows,
    columns,
    passes: rmsNormOn(columns),
    store: (memory) => {
      store(memory, places.input, columns, valueAt);
      store(memory, places.gain, columns, gainAt);
    },
    errorOfLane: (memory, lane) => {
      results ??= columnsOf(memory, places.output, columns);
      const mean = indices(columns).reduce((sum, column) => sum + valueAt(lane, column) ** 2, 0) / columns;
      const factor = 1 / Math.sqrt(mean + EPSILON);
      return Math.max(
        ...indices(columns).map((column) => {
          const expected = valueAt(lane, column) * factor * gainAt(lane, column);
          return Math.abs((results?.[column]?.[lane] ?? NaN) - expected);
        }),
      );
    },
  });
}

export function runAdditionOnChip({ rows, columns }: RowsByColumns): Result<KernelRun, Refusal> {
  const [kernel] = additionOn(columns);
  const [first, second] = kernel?.inputs ?? [];
  const result = kernel?.outputs[0]?.place;
  if (first === undefined || second === undefined || result === undefined) {
    throw new RangeError('An addition without operands');
  }
  const whole = (lane: number, column: number): number => Math.round(valueAt(lane, column) * 50);
  return runPasses({
    rows,
    columns,
    passes: additionOn(columns),
    store: (memory) => {
      store(memory, first.place, columns, whole);
      store(memory, second.place, columns, (lane, column) => whole(column, lane));
    },
    errorOfLane: (memory, lane) =>
      Math.max(
        ...indices(columns).map((column) => {
          const sum = Math.max(-128, Math.min(127, whole(lane, column) + whole(column, lane)));
          return Math.abs((loadVector(memory, result, column)[lane] ?? NaN) - sum);
        }),
      ),
  });
}

export function runAttentionOnChip(shape: AttentionShape): Result<KernelRun, Refusal> {
  const { queries, keys, headDimension } = shape;
  const kernel = attentionKernel(shape);
  const halves = (count: number, salt: number): Float64Array =>
    Float64Array.from({ length: count }, (_, index) => roundToHalf(valueAt(index, salt) / 4));
  const operands = {
    keys: halves(keys * headDimension, 1),
    queriesTransposed: halves(headDimension * queries, 2),
    valuesTransposed: halves(headDimension * keys, 3),
  };
  const memory = attentionMemory(kernel, operands);
  const run = runProgram(attentionProgram(kernel), memory);
  if (!run.ok) return run;
  const result = attentionResult(kernel, memory);
  let worst = 0;
  for (let query = 0; query < queries; query += 1) {
    const weights = indices(keys).map((key) => {
      const score = indices(headDimension).reduce((sum, d) => {
        const [a, b] = [
          operands.keys[key * headDimension + d],
          operands.queriesTransposed[d * queries + query],
        ];
        return sum + (a ?? 0) * (b ?? 0);
      }, 0);
      return Math.exp(score / Math.sqrt(headDimension));
    });
    const total = weights.reduce((sum, each) => sum + each, 0);
    for (let d = 0; d < headDimension; d += 1) {
      const expected = weights.reduce(
        (sum, weight, key) => sum + (weight / total) * (operands.valuesTransposed[d * keys + key] ?? 0),
        0,
      );
      worst = Math.max(worst, Math.abs((result[d * queries + query] ?? NaN) - expected));
    }
  }
  const sramBytes = 2 * LANES * (3 * headDimension + 4 * keys);
  return success(kernelRun(run.value, { sramBytes, checked: checkedTo(worst, queries * headDimension) }));
}
