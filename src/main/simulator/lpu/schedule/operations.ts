import { LANES } from '../chip/geometry';
import { functionalDelay } from '../chip/latency';
import {
  idealCycles,
  loadCyclesOf,
  productCycles,
  productFill,
  productMemoryVectors,
  productVectors,
  productWithStepsCycles,
  roundCyclesOf,
  switchFill,
  vectorCycles,
  vectorFill,
  type Product,
} from './cycles';
import type { Dependency, GraphOperation } from './graph';

interface Placed {
  readonly name: string;
  readonly chip: number;
  readonly after: readonly Dependency[];
  readonly resultBytes?: number;
  readonly lead?: number;
}

export interface ProductOperation extends Placed {
  readonly product: Product;
  /** Independent products of this shape, such as attention heads; one after another on the same planes. */
  readonly copies?: number;
  /** Vector operations on every result before it is stored. */
  readonly steps: number;
  /** Whether the weights are results themselves, so that they cannot be loaded beforehand. */
  readonly freshWeights?: boolean;
}

/** A matrix product with what the VXM does to its results on their way to memory. */
export function productOperation(operation: ProductOperation): GraphOperation {
  const { product, copies = 1, steps, freshWeights = false, resultBytes } = operation;
  const once = productWithStepsCycles(product, steps);
  const load = freshWeights ? loadCyclesOf(product) : 0;
  const round = roundCyclesOf(product);
  const busyCycles = copies * once + load;
  const stored = resultBytes ?? copies * productVectors(product) * LANES;
  return {
    name: operation.name,
    chip: operation.chip,
    unit: 'mxm',
    lane: 0,
    busyCycles,
    fillCycles: productFill(steps),
    resultCycles: once - productCycles(product) + round,
    operandCycles: round,
    lead: operation.lead ?? 0,
    occupancy: (copies * idealCycles(product)) / busyCycles,
    resultBytes: stored,
    chainedVectorCycles: vectorCycles(copies * productVectors(product), steps),
    memoryVectors: copies * productMemoryVectors(product, 0) + stored / LANES,
    after: operation.after,
  };
}

export interface VectorOperation extends Placed {
  readonly vectors: number;
  /** ALU operations per vector over all passes. */
  readonly steps: number;
  /** Chained operations of each pass, of which none starts before the one before has finished. */
  readonly passes: readonly number[];
}

/** What the VXM does on its own: normalisations, softmax, activations that are not chained to a product. */
export function vectorOperation(operation: VectorOperation): GraphOperation {
  const { vectors, steps, passes, resultBytes } = operation;
  const cycles = vectorCycles(vectors, steps);
  const fills = passes.map(vectorFill);
  const last = fills.at(-1) ?? 0;
  const waits = fills.reduce((sum, fill) => sum + fill, 0) - last;
  const perPass = Math.ceil(cycles / Math.max(1, passes.length));
  return {
    name: operation.name,
    chip: operation.chip,
    unit: 'vxm',
    lane: 0,
    busyCycles: cycles + waits,
    fillCycles: last,
    resultCycles: perPass,
    operandCycles: perPass,
    lead: operation.lead ?? 0,
    occupancy: cycles / Math.max(1, cycles + waits),
    resultBytes: resultBytes ?? vectors * LANES,
    // Every pass reads what the one before has left in memory.
    memoryVectors: 2 * vectors * passes.length,
    after: operation.after,
  };
}

export interface SwitchOperation extends Placed {
  /** Vectors that pass the SXM one by one. */
  readonly vectors: number;
  /** How many the two SXMs take per cycle. */
  readonly perCycle: number;
}

/** What only moves data between lanes: transposes and other changes of layout. */
export function switchOperation({
  vectors,
  perCycle,
  resultBytes,
  ...placed
}: SwitchOperation): GraphOperation {
  const cycles = Math.ceil(vectors / perCycle);
  return {
    lead: 0,
    ...placed,
    unit: 'sxm',
    lane: 0,
    busyCycles: cycles,
    fillCycles: switchFill(functionalDelay.transpose),
    resultCycles: cycles,
    operandCycles: cycles,
    occupancy: 1,
    resultBytes: resultBytes ?? vectors * LANES,
    memoryVectors: 2 * vectors,
  };
}

export interface TransferOperation extends Placed {
  readonly link: number;
  readonly busyCycles: number;
  readonly latencyCycles: number;
}

/** Data that leaves a chip by a link; the latency runs until the last vector lies in the other chip's memory. */
export const transferOperation = (operation: TransferOperation): GraphOperation => ({
  name: operation.name,
  chip: operation.chip,
  unit: 'c2c',
  lane: operation.link,
  busyCycles: operation.busyCycles,
  fillCycles: operation.latencyCycles,
  resultCycles: operation.busyCycles,
  operandCycles: operation.busyCycles,
  lead: operation.lead ?? 0,
  occupancy: 1,
  resultBytes: operation.resultBytes ?? 0,
  after: operation.after,
});
