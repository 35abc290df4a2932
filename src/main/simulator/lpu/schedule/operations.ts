import { functionalDelay, LANES } from '#main/simulator/lpu/chip/geometry';
import {
  idealCycles,
  loadCyclesOf,
  type Product,
  productCycles,
  productFill,
  productMemoryVectors,
  productVectors,
  productWithStepsCycles,
  roundCyclesOf,
  switchFill,
  vectorCycles,
  vectorFill,
} from './cycles';
import { type Dependency, type GraphBuilder, type GraphOperation, streamed } from './graph';
import { DEFAULT_LINK_RATE, type Hop, HOP_CYCLES, linkCycles, type LinkRate, pathsBetween } from './network';

interface Placed {
  readonly name: string;
  readonly chip: number;
  readonly after: readonly Dependency[];
  readonly resultBytes?: number;
  readonly lead?: number;
}

interface ProductOperation extends Placed {
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

interface VectorOperation extends Placed {
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

interface SwitchOperation extends Placed {
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

interface TransferOperation extends Placed {
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

interface Transfer {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Of the whole system, which says how it is cabled. */
  readonly chips: number;
  readonly bytes: number;
  readonly after: readonly Dependency[];
  readonly link?: LinkRate;
}

/**
 * Adds a tensor's way from one chip to another, hop by hop: over one path, or in equal parts over all there are where that is
 * over sooner, as it is from some 8 kB on (ISCA 2022, section 4.3). Returns the last hop of every part.
 */
export function addTransfer(builder: GraphBuilder, transfer: Transfer): readonly number[] {
  const { from, to, chips, bytes, link = DEFAULT_LINK_RATE } = transfer;
  const paths = pathsBetween(from, to, chips);
  const [direct = []] = paths;
  const cyclesOver = (used: readonly (readonly Hop[])[]): number =>
    linkCycles(bytes / used.length, link) + HOP_CYCLES * Math.max(...used.map((path) => path.length));
  const used = cyclesOver(paths) < cyclesOver([direct]) ? paths : [direct];
  return used.map((path) => addPath(builder, { ...transfer, bytes: bytes / used.length }, path));
}

/** Adds one path's hops, each passing vectors on as they come; returns the number of the last. */
export function addPath(builder: GraphBuilder, transfer: Transfer, path: readonly Hop[]): number {
  const busyCycles = linkCycles(transfer.bytes, transfer.link);
  let after = transfer.after;
  let last = -1;
  for (const { from, lane, to } of path) {
    last = builder.add(
      transferOperation({
        name: `${transfer.name} (${from} → ${to})`,
        chip: from,
        link: lane,
        busyCycles,
        latencyCycles: HOP_CYCLES,
        after,
        // What is under way lies on the links; where it arrives it is the next operation's operand.
        resultBytes: 0,
      }),
    );
    after = streamed(last);
  }
  return last;
}

/** Cycles until the last of some paths that begin at once has delivered `bytes`, in the order in which they take links. */
export function pathsCycles(paths: readonly (readonly Hop[])[], bytes: number, link: LinkRate): number {
  const busy = linkCycles(bytes, link);
  const free = new Map<number, number>();
  let latest = 0;
  for (const path of paths) {
    let [firstResult, end] = [0, 0];
    for (const { from, lane } of path) {
      const cable = from * LANES_OF_A_CHIP + lane;
      const start = Math.max(free.get(cable) ?? 0, firstResult, end - busy);
      free.set(cable, start + busy);
      firstResult = start + HOP_CYCLES;
      end = start + busy + HOP_CYCLES;
    }
    latest = Math.max(latest, end);
  }
  return latest;
}

const LANES_OF_A_CHIP = 16;
