import type { AttentionKernel } from '../../chip/kernels/attention';
import type { GemmPlan } from '../../chip/kernels/gemm-plan';
import { gemmTiming } from '../../chip/kernels/gemm-timing';
import { laneTiming, type LaneKernel } from '../../chip/kernels/lanewise';
import { bytesOf } from '../../chip/instructions';
import { LANES, VECTOR_ALUS } from '../../chip/geometry';
import { SUPERLANE_DELAY } from '../../chip/latency';
import { idealCycles, productMemoryVectors, productVectors } from '../cycles';
import { graphBuilder, whole, type Graph, type GraphBuilder, type GraphOperation } from '../graph';

/** The kernels of the chip level as graphs: in the same cycles, each pass once the one before has wholly finished. */

export interface PassesGraph {
  readonly name: string;
  readonly passes: readonly LaneKernel[];
  readonly operationsPerInference: number;
}

export function passesGraph({ name, passes, operationsPerInference }: PassesGraph): Graph {
  const builder = graphBuilder();
  chain(
    builder,
    passes.map((pass, index) => passOperation(`${name} pass ${index + 1}`, pass)),
  );
  return builder.build({ name, chips: 1, operationsPerInference, notes: [] });
}

export function attentionGraph(kernel: AttentionKernel): Graph {
  const { queries, keys, headDimension } = kernel.shape;
  const builder = graphBuilder();
  chain(builder, [
    planOperation('scores', kernel.scores),
    ...kernel.softmax.map((pass, index) => passOperation(`softmax pass ${index + 1}`, pass)),
    planOperation('context', kernel.output),
  ]);
  return builder.build({
    name: `attention ${queries}×${keys}×${headDimension}`,
    chips: 1,
    operationsPerInference: 4 * queries * keys * headDimension,
    notes: [],
  });
}

type Timed = Omit<GraphOperation, 'fillCycles' | 'after'> & { readonly cycles: number };

/** The scheduler adds the last superlanes' delay itself; between passes it is waited for. */
function chain(builder: GraphBuilder, operations: readonly Timed[]): void {
  for (const [index, { cycles, ...operation }] of operations.entries()) {
    const last = index === operations.length - 1;
    const fillCycles = cycles - operation.busyCycles - (last ? SUPERLANE_DELAY : 0);
    builder.add({ ...operation, fillCycles, after: index === 0 ? [] : whole(index - 1) });
  }
}

const onOneChip = { chip: 0, lane: 0, lead: 0, resultCycles: 0, operandCycles: 0 } as const;

function passOperation(name: string, pass: LaneKernel): Timed {
  const { interval, cycles } = laneTiming(pass);
  const busyCycles = (pass.count - 1) * interval + 1;
  const issued = (pass.steps.length * pass.count) / VECTOR_ALUS;
  const kept = pass.outputs.reduce((sum, { place, keep }) => {
    return sum + bytesOf[place.type] * (keep === 'every' ? pass.count : 1);
  }, 0);
  const read = pass.inputs.reduce((sum, { place }) => sum + bytesOf[place.type] * pass.count, 0);
  return {
    ...onOneChip,
    name,
    unit: 'vxm',
    busyCycles,
    cycles,
    occupancy: Math.min(1, issued / busyCycles),
    resultBytes: kept * LANES,
    memoryVectors: kept + read,
  };
}

function planOperation(name: string, plan: GemmPlan): Timed {
  const busyCycles = plan.rounds * plan.roundCycles;
  return {
    ...onOneChip,
    name,
    unit: 'mxm',
    busyCycles,
    cycles: gemmTiming(plan).cycles,
    occupancy: idealCycles(plan.shape) / busyCycles,
    resultBytes: productVectors(plan.shape) * LANES * bytesOf.fp32,
    memoryVectors: productMemoryVectors(plan.shape, bytesOf.fp32),
  };
}
