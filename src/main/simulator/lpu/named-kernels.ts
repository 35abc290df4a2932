import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import { LANES, WORDS_PER_SLICE } from './chip/geometry';
import type { AllReduceKernel } from './chip/kernels/all-reduce';
import { attentionKernel } from './chip/kernels/attention';
import type { LaneKernel } from './chip/kernels/lanewise';
import type { KernelRun } from './chip/run';
import { runAllReduceOnChips } from './chip/kernels/run-all-reduce';
import {
  additionOn,
  rmsNormOn,
  runAdditionOnChip,
  runAttentionOnChip,
  runRmsNormOnChip,
  runSoftmaxOnChip,
  softmaxOn,
  type RowsByColumns,
} from './chip/kernels/run-passes';
import { runProductOnChips } from './chip/kernels/run-product';
import { badSize, type GraphRequest, idleNote, type NamedGraph, spreads } from './named-graph';
import { allReduceStages } from './schedule/collective';
import { allReduceGraph, attentionGraph, passesGraph } from './schedule/graphs/kernels';
import { productGraph, splitProduct } from './schedule/graphs/product';
import {
  CHIPS_PER_NODE,
  DEFAULT_LINK_RATE,
  HOP_CYCLES,
  linkCycles,
  MOST_CHIPS,
  wholeVectors,
} from './schedule/network';

const MOST_SIZE = 1_000_000;
const MOST_BYTES = 1e12;
/** The kernel of attention holds one tile of probabilities and a query in every lane. */
const MOST_KEYS = 160;

export function productNamed(request: GraphRequest, sizes: readonly number[]): Result<NamedGraph, Refusal> {
  const { precision: type = 'fp16', chips = 1 } = request;
  const wrong = sizes.find((size) => size < 1 || size > MOST_SIZE);
  if (wrong !== undefined) return badSize('Each size of a product', wrong, MOST_SIZE);
  const [m = 1, k = 1, n = 1] = sizes;
  const shape = { m, k, n, type, chips };
  const { rows, columns, inner, plan } = splitProduct(shape);
  const used = rows * columns * inner;
  const graph = productGraph(shape);
  return success({
    name: request.graph,
    graph: { ...graph, notes: [...graph.notes, ...idleNote(chips, used)] },
    chips,
    copies: 1,
    passes: 1,
    precision: type,
    spread: inner === 1 ? spreads.kernel : spreads.collective,
    // Parts of sums that lie on several chips have no kernel that adds them up.
    ...(inner === 1 ? { onChips: () => runProductOnChips(plan.shape, used) } : {}),
  });
}

export function allReduceNamed(request: GraphRequest, bytes: number): Result<NamedGraph, Refusal> {
  if (bytes < 1 || bytes > MOST_BYTES) return badSize('The bytes of an all-reduce', bytes, MOST_BYTES);
  const { chips = CHIPS_PER_NODE, precision = 'fp16' } = request;
  if (chips < 2) {
    const message = 'An all-reduce needs at least two chips.';
    return {
      ok: false,
      error: { code: 'lpu-size', message, path: 'chips', limit: MOST_CHIPS, demand: chips },
    };
  }
  return success({
    name: request.graph,
    graph: allReduceGraph({ bytes, chips }),
    chips,
    copies: 1,
    passes: 1,
    precision,
    spread: spreads.collective,
    ...(chips <= CHIPS_PER_NODE ? { onChips: () => runAllReduceOnChips(allReduceKernel(bytes, chips)) } : {}),
  });
}

/** The chip level's kernel for an all-reduce within a node, in the cycles of its stages. */
export function allReduceKernel(bytes: number, chips: number): AllReduceKernel {
  const stages = allReduceStages(bytes, chips);
  const way = stages.length === 1 ? 'exchange' : 'scatter-and-gather';
  const vectors = wholeVectors(way === 'exchange' ? bytes : bytes / chips);
  const carried = (count: number): number => linkCycles(count * LANES, DEFAULT_LINK_RATE);
  const second = Math.max(carried(vectors), HOP_CYCLES);
  return {
    chips,
    way,
    vectors,
    carried,
    starts: way === 'exchange' ? [0] : [0, second],
    hopCycles: HOP_CYCLES,
  };
}

interface LaneGraph {
  readonly what: 'add' | 'softmax' | 'rmsnorm';
  readonly rows: number;
  readonly columns: number;
}

const laneKernels: Readonly<
  Record<
    LaneGraph['what'],
    {
      readonly passes: (columns: number) => readonly LaneKernel[];
      readonly run: (shape: RowsByColumns) => Result<KernelRun, Refusal>;
    }
  >
> = {
  add: { passes: additionOn, run: runAdditionOnChip },
  softmax: { passes: softmaxOn, run: runSoftmaxOnChip },
  rmsnorm: { passes: rmsNormOn, run: runRmsNormOnChip },
};

/** What the VXM does to rows that lie in the lanes: `add`, `softmax` and `rmsnorm`, each with ROWSxCOLUMNS. */
export function lanesNamed(
  request: GraphRequest,
  { what, rows, columns }: LaneGraph,
): Result<NamedGraph, Refusal> {
  if (rows < 1 || rows > LANES) return badSize('The number of rows (one per lane)', rows, LANES);
  if (columns < 1 || columns > WORDS_PER_SLICE) {
    return badSize('The number of columns (held by one memory slice)', columns, WORDS_PER_SLICE);
  }
  const { passes, run } = laneKernels[what];
  const kernels = passes(columns);
  const steps = kernels.reduce((sum, kernel) => sum + kernel.steps.length * kernel.count, 0);
  return onOneChip(request, {
    graph: passesGraph({ name: request.graph, passes: kernels, operationsPerInference: steps * rows }),
    precision: what === 'add' ? 'int8' : 'fp16',
    onChips: () => run({ rows, columns }),
  });
}

/** One head of attention, `attention:QUERIESxKEYSxDIMENSION`. */
export function attentionNamed(request: GraphRequest, sizes: readonly number[]): Result<NamedGraph, Refusal> {
  const [queries = 1, keys = 1, headDimension = 1] = sizes;
  if (queries < 1 || queries > LANES) return badSize('The number of queries (one per lane)', queries, LANES);
  if (keys < 1 || keys > MOST_KEYS)
    return badSize('The number of keys (held by one tile of weights)', keys, MOST_KEYS);
  if (headDimension < 1 || headDimension > LANES) return badSize('The head dimension', headDimension, LANES);
  const shape = { queries, keys, headDimension };
  return onOneChip(request, {
    graph: attentionGraph(attentionKernel(shape)),
    precision: 'fp16',
    onChips: () => runAttentionOnChip(shape),
  });
}

/** Each chip that is asked for runs a copy. */
const onOneChip = (
  { graph: name, chips = 1 }: GraphRequest,
  kernel: Pick<NamedGraph, 'graph' | 'precision'> & { readonly onChips: () => Result<KernelRun, Refusal> },
): Result<NamedGraph, Refusal> =>
  success({ name, chips, copies: chips, passes: 1, spread: spreads.kernel, ...kernel });
