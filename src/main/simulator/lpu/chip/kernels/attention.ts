import { emptyMemory, type Memory } from '#main/simulator/lpu/chip/memory';
import { programBuilder, type Program } from '#main/simulator/lpu/chip/program';
import { emitGemm } from './gemm';
import { gemmResult, storeActivations, storeWeights } from './gemm-memory';
import {
  type GemmAddresses,
  gemmLayout,
  type GemmPlan,
  gemmTiming,
  planGemmByColumns,
  WEIGHT_ROWS_PER_CYCLE,
} from './gemm-plan';
import { laneTiming, type LaneKernel } from './lanewise';
import { emitPasses, softmaxPasses } from './normalise';
import { placeInGroup } from './tensor-place';

/** At most 320 queries, one per lane, and 160 keys, one weight tile of probabilities. */
export interface AttentionShape {
  readonly queries: number;
  readonly keys: number;
  readonly headDimension: number;
}

/**
 * One attention head on one chip: scores Sᵀ = K·Qᵀ, so that every lane is a query and the softmax runs lane by lane over the
 * keys; the softmax, which leaves its probabilities where weights are read from; and Oᵀ = Vᵀ·Pᵀ.
 */
export interface AttentionKernel {
  readonly shape: AttentionShape;
  readonly scores: GemmPlan;
  readonly softmax: readonly LaneKernel[];
  readonly output: GemmPlan;
  readonly outputAddresses: GemmAddresses;
  /** The sum of its phases, each begun when the one before has wholly finished. */
  readonly cycles: number;
}

export function attentionKernel(shape: AttentionShape): AttentionKernel {
  const { queries, keys, headDimension } = shape;
  const scores = planGemmByColumns({ m: keys, k: headDimension, n: queries, type: 'fp16' });
  const output = planGemmByColumns({ m: headDimension, k: keys, n: queries, type: 'fp16' });
  const outputAddresses = {
    weights: scores.rounds * scores.loadCycles,
    activations: scores.rowsPerPlane * scores.tilesDeep,
    results: scores.rowsPerPlane * scores.tilesPerPlane,
  };
  const softmax = softmaxPasses({
    columns: keys,
    input: { hemisphere: 'west', slice: gemmLayout.results, address: 0, type: 'fp32' },
    maximum: placeInGroup(12, 'fp32'),
    sum: placeInGroup(13, 'fp32'),
    inverse: placeInGroup(14, 'fp32'),
    exponentials: placeInGroup(15, 'fp32'),
    output: {
      hemisphere: 'west',
      slice: 0,
      address: outputAddresses.weights,
      type: 'fp16',
      spread: WEIGHT_ROWS_PER_CYCLE,
    },
    scale: 1 / Math.sqrt(headDimension),
  });
  const passes = softmax.map((pass) => laneTiming(pass).cycles);
  const products = gemmTiming(scores).cycles + gemmTiming(output).cycles;
  return {
    shape,
    scores,
    softmax,
    output,
    outputAddresses,
    cycles: passes.reduce((sum, pass) => sum + pass, products),
  };
}

export function attentionProgram(kernel: AttentionKernel): Program {
  const builder = programBuilder();
  const scored = emitGemm(builder, kernel.scores, 0);
  const weighted = emitPasses(builder, kernel.softmax, scored);
  emitGemm(builder, kernel.output, weighted, kernel.outputAddresses);
  return builder.build();
}

/** Row-major: keys by dimension, dimension by queries, dimension by keys. */
export interface AttentionOperands {
  readonly keys: ArrayLike<number>;
  readonly queriesTransposed: ArrayLike<number>;
  readonly valuesTransposed: ArrayLike<number>;
}

export function attentionMemory(kernel: AttentionKernel, operands: AttentionOperands): Memory {
  const memory = emptyMemory();
  storeWeights(memory, kernel.scores, operands.queriesTransposed);
  storeActivations(memory, kernel.scores, operands.keys, 0);
  storeActivations(memory, kernel.output, operands.valuesTransposed, kernel.outputAddresses.activations);
  return memory;
}

/** Row-major, dimension by queries. */
export const attentionResult = (kernel: AttentionKernel, memory: Memory): Float64Array =>
  gemmResult(kernel.output, memory, kernel.outputAddresses);
