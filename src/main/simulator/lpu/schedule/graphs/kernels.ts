import { LANES, SUPERLANE_DELAY, VECTOR_ALUS } from '#main/simulator/lpu/chip/geometry';
import { bytesOf } from '#main/simulator/lpu/chip/instructions';
import type { AttentionKernel } from '#main/simulator/lpu/chip/kernels/attention';
import { type GemmPlan, gemmTiming } from '#main/simulator/lpu/chip/kernels/gemm-plan';
import { type LaneKernel, laneTiming } from '#main/simulator/lpu/chip/kernels/lanewise';
import { allReduceStages, type CollectiveStage } from '#main/simulator/lpu/schedule/collective';
import { idealCycles, productMemoryVectors, productVectors } from '#main/simulator/lpu/schedule/cycles';
import {
  type Graph,
  graphBuilder,
  type GraphBuilder,
  type GraphOperation,
  streamed,
  whole,
} from '#main/simulator/lpu/schedule/graph';
import {
  DEFAULT_LINK_RATE,
  HOP_CYCLES,
  type LinkRate,
  LOCAL_LINKS,
} from '#main/simulator/lpu/schedule/network';
import { counted } from '#shared/text/plural';

/** The kernels of the chip level as graphs: in the same cycles, each pass once the one before has wholly finished. */

interface PassesGraph {
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

interface AllReduce {
  readonly bytes: number;
  readonly chips: number;
  readonly link?: LinkRate;
}

/** An all-reduce over chips, every link of every chip with its hops; each stage follows the one before vector by vector. */
export function allReduceGraph({ bytes, chips, link = DEFAULT_LINK_RATE }: AllReduce): Graph {
  const builder = graphBuilder();
  const stages = allReduceStages(bytes, chips, link);
  for (let chip = 0; chip < chips; chip += 1) {
    let last: number | undefined;
    for (const stage of stages) last = addStage(builder, stage, { chip, last });
  }
  return builder.build({
    name: `all-reduce of ${counted(bytes, 'byte')}`,
    chips,
    operationsPerInference: bytes / 2,
    notes: [
      {
        code: 'graph-hops',
        params: { hops: stages.length, names: stages.map(({ name }) => name).join(', ') },
      },
    ],
  });
}

/** The same hop on every link that takes part; returns the number of the first one's operation. */
function addStage(
  builder: GraphBuilder,
  { name, kind, links, busyCycles }: CollectiveStage,
  { chip, last }: { readonly chip: number; readonly last: number | undefined },
): number {
  const first = kind === 'local' ? 0 : LOCAL_LINKS;
  const sent = Array.from({ length: links }, (_, lane) =>
    builder.add({
      name,
      chip,
      unit: 'c2c',
      lane: first + lane,
      busyCycles,
      fillCycles: HOP_CYCLES,
      resultCycles: busyCycles,
      operandCycles: busyCycles,
      lead: 0,
      occupancy: 1,
      resultBytes: 0,
      after: last === undefined ? [] : streamed(last),
    }),
  );
  return sent[0] ?? 0;
}
