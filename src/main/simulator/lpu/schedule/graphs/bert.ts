import { CLOCK_HERTZ, LANES, LANES_PER_SUPERLANE } from '#main/simulator/lpu/chip/geometry';
import { vectorsOf } from '#main/simulator/lpu/schedule/cycles';
import {
  graphBuilder,
  streamed,
  whole,
  type Dependency,
  type Graph,
  type GraphBuilder,
} from '#main/simulator/lpu/schedule/graph';
import {
  addTransfer,
  productOperation,
  switchOperation,
  vectorOperation,
} from '#main/simulator/lpu/schedule/operations';

/**
 * BERT (Devlin et al., arXiv 1810.04805) with its encoders spread evenly over chips. Weights and their activations are INT8,
 * attention is FP16, normalisation and softmax FP32. Scores are computed as K·Qᵀ, so that each lane is a query and the
 * softmax runs lane by lane, as in the chip level's attention kernel; what has to change between tokens and features in the
 * lanes is transposed by the SXM.
 */
export interface BertShape {
  readonly name: string;
  readonly encoders: number;
  readonly hidden: number;
  readonly heads: number;
  readonly chips: number;
  readonly tokens: number;
  readonly precision: 'int8' | 'fp16';
}

/** The question-answering task of the published runs has sequences of 384 tokens. */
export const BERT_TOKENS = 384;

/** PCIe Gen4 x16 moves 31.5 GB/s at most; four fifths of it is what a driver usually sees. */
const HOST_BYTES_PER_SECOND = 25e9;

const REQUANTISE = 4;
const RESIDUAL = 2;
/** The error function's polynomial form of GELU by tanh: cube, scale, add, tanh, add, two products. */
const GELU = 8;
const SOFTMAX = { steps: 7, passes: [1, 4, 2] } as const;
const NORMALISE = { steps: 7, passes: [2, 2, 3] } as const;
/** Lane rotations and additions that sum 320 lanes: ⌈log2 320⌉. */
const LANE_REDUCTION = 9;
/** Each hemisphere's SXM takes two vectors per cycle. */
const SWITCHED_PER_CYCLE = 4;

export function bertGraph(shape: BertShape): Graph {
  const { encoders, chips, tokens, hidden } = shape;
  const builder = graphBuilder();
  const width = shape.precision === 'int8' ? 1 : 2;
  const hostCycles = Math.ceil(((2 * tokens * hidden) / HOST_BYTES_PER_SECOND) * CLOCK_HERTZ);
  const fromHost = addHostTransfer(builder, 'from the host', { chip: 0, after: [], cycles: hostCycles });
  let input: readonly Dependency[] = streamed(fromHost);
  let chip = 0;
  for (let encoder = 0; encoder < encoders; encoder += 1) {
    const due = Math.floor((encoder * chips) / encoders);
    if (due !== chip) {
      const name = `encoder ${encoder + 1} input`;
      const moved = { name, from: chip, to: due, chips, bytes: 2 * tokens * hidden, after: input };
      input = streamed(...addTransfer(builder, moved));
      chip = due;
    }
    builder.reside(chip, 12 * hidden ** 2 * width);
    input = streamed(addEncoder(builder, shape, { name: `encoder ${encoder + 1}`, chip, input }));
  }
  addHostTransfer(builder, 'to the host', { chip, after: input, cycles: hostCycles });
  return builder.build({
    name: shape.name,
    chips,
    operationsPerInference: 2 * encoders * (12 * hidden ** 2 * tokens + 2 * tokens ** 2 * hidden),
    notes: [{ code: 'graph-bert', params: { encoders, hidden, tokens } }],
  });
}

interface HostTransfer {
  readonly chip: number;
  readonly after: readonly Dependency[];
  readonly cycles: number;
}

/** The published runs are timed from the host: hidden states over PCIe into memory, and back. */
const addHostTransfer = (
  builder: GraphBuilder,
  name: string,
  { chip, after, cycles }: HostTransfer,
): number =>
  builder.add({
    name,
    chip,
    unit: 'mem',
    lane: 0,
    busyCycles: cycles,
    fillCycles: 0,
    resultCycles: cycles,
    operandCycles: cycles,
    lead: 0,
    occupancy: 0,
    resultBytes: 0,
    after,
  });

interface Encoder {
  readonly name: string;
  readonly chip: number;
  readonly input: readonly Dependency[];
}

function addEncoder(builder: GraphBuilder, shape: BertShape, { name, chip, input }: Encoder): number {
  const { tokens, hidden, precision } = shape;
  const place = (part: string) => ({ name: `${name} ${part}`, chip });
  const weights = (k: number, n: number) => ({ m: tokens, k, n, type: precision });
  const attended = addAttention(builder, shape, { name, chip, input });
  const projected = builder.add(
    productOperation({
      ...place('attention output'),
      product: weights(hidden, hidden),
      steps: REQUANTISE + RESIDUAL,
      after: [...streamed(attended), ...input],
    }),
  );
  const first = addNormalisation(builder, shape, {
    name: `${name} first normalisation`,
    chip,
    input: projected,
  });
  const wide = builder.add(
    productOperation({
      ...place('feed-forward up'),
      product: weights(hidden, 4 * hidden),
      steps: REQUANTISE + GELU,
      after: streamed(first),
    }),
  );
  const narrow = builder.add(
    productOperation({
      ...place('feed-forward down'),
      product: weights(4 * hidden, hidden),
      steps: REQUANTISE + RESIDUAL,
      after: streamed(wide, first),
    }),
  );
  return addNormalisation(builder, shape, { name: `${name} second normalisation`, chip, input: narrow });
}

function addAttention(builder: GraphBuilder, shape: BertShape, { name, chip, input }: Encoder): number {
  const { tokens, hidden, heads, precision } = shape;
  const dimension = hidden / heads;
  const place = (part: string) => ({ name: `${name} ${part}`, chip });
  const queries = builder.add(
    productOperation({
      ...place('query, key, value'),
      product: { m: tokens, k: hidden, n: 3 * hidden, type: precision },
      steps: REQUANTISE,
      after: input,
      resultBytes: 6 * tokens * hidden,
    }),
  );
  // Queries and values are needed with tokens in the lanes, two bytes each.
  const transposed = builder.add(
    switchOperation({
      ...place('transpose query, value'),
      vectors: 2 * 2 * transposeVectors(tokens, hidden),
      perCycle: SWITCHED_PER_CYCLE,
      after: streamed(queries),
    }),
  );
  const scores = builder.add(
    productOperation({
      ...place('scores'),
      product: { m: tokens, k: dimension, n: tokens, type: 'fp16' },
      copies: heads,
      steps: 1,
      freshWeights: true,
      after: whole(transposed),
      resultBytes: 2 * heads * tokens * vectorsOf(tokens) * LANES,
    }),
  );
  const probabilities = builder.add(
    vectorOperation({
      ...place('softmax'),
      ...SOFTMAX,
      vectors: heads * tokens * vectorsOf(tokens),
      after: whole(scores),
      resultBytes: 2 * heads * tokens * vectorsOf(tokens) * LANES,
    }),
  );
  const context = builder.add(
    productOperation({
      ...place('context'),
      product: { m: dimension, k: tokens, n: tokens, type: 'fp16' },
      copies: heads,
      steps: 1,
      freshWeights: true,
      after: whole(probabilities, transposed),
      resultBytes: 2 * tokens * hidden,
    }),
  );
  return builder.add(
    switchOperation({
      ...place('transpose context'),
      vectors: 2 * transposeVectors(tokens, hidden),
      perCycle: SWITCHED_PER_CYCLE,
      after: streamed(context),
    }),
  );
}

/** Blocks of 16 × 16 per superlane: features by vectors of tokens. */
const transposeVectors = (tokens: number, hidden: number): number =>
  Math.ceil(hidden / LANES_PER_SUPERLANE) * LANES_PER_SUPERLANE * vectorsOf(tokens);

/** Mean and variance over the features of a token, which lie in the lanes of several vectors. */
function addNormalisation(
  builder: GraphBuilder,
  shape: BertShape,
  { name, chip, input }: Omit<Encoder, 'input'> & { readonly input: number },
): number {
  const vectors = shape.tokens * vectorsOf(shape.hidden);
  const sums = builder.add(
    switchOperation({
      name: `${name} lane sums`,
      chip,
      vectors: shape.tokens * 2 * LANE_REDUCTION,
      perCycle: SWITCHED_PER_CYCLE,
      after: streamed(input),
      resultBytes: shape.tokens * LANES,
    }),
  );
  return builder.add(vectorOperation({ name, chip, ...NORMALISE, vectors, after: streamed(sums, input) }));
}
