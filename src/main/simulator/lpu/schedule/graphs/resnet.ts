import { bytesOf, type WeightType } from '#main/simulator/lpu/chip/instructions';
import {
  graphBuilder,
  streamed,
  whole,
  type Graph,
  type GraphBuilder,
} from '#main/simulator/lpu/schedule/graph';
import { productOperation, vectorOperation } from '#main/simulator/lpu/schedule/operations';

/**
 * ResNet v2 (He et al., arXiv 1603.05027) on one chip, INT8, one image of 224×224. A convolution is a product with one
 * activation vector per output pixel: each tap of the kernel is one or more weight tiles deep, read from memory at the shifted
 * address; where two taps fit the 320 lanes, the SXM's pair of shifters and its select put them together (ISCA 2020, section
 * III.D). Layers follow each other pixel by pixel.
 */
export const resnetBlocks = { 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3] } as const;
export type ResnetDepth = keyof typeof resnetBlocks;

/** INT32 to INT8: scale, bias, rectifier, conversion with saturation. */
const REQUANTISE = 4;
/** The shortcut: rescaled and added. */
const ADD_SHORTCUT = 2;
const MAXIMA_OF_3X3 = 8;
const LANES = 320;

interface Convolution {
  readonly name: string;
  readonly size: number;
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly steps: number;
  readonly after: number;
  /** Another tensor that the results are added to. */
  readonly shortcut?: number;
}

/** Lanes' worth of inner size: how taps and channels lie in activation vectors. */
function innerSize({ from, kernel }: Pick<Convolution, 'from' | 'kernel'>): number {
  const taps = kernel * kernel;
  if (from * taps <= LANES) return from * taps;
  if (from > LANES / 2) return taps * Math.ceil(from / LANES) * LANES;
  return Math.ceil(taps / 2) * LANES;
}

/** What layers are added to, and what they compute in. */
interface Network {
  readonly builder: GraphBuilder;
  readonly type: WeightType;
  /** Told of the multiplications of each layer. */
  readonly count: (products: number) => void;
}

function convolve({ builder, type, count }: Network, layer: Convolution): number {
  const { name, size, from, to, kernel, steps, after, shortcut } = layer;
  builder.reside(0, kernel * kernel * from * to * bytesOf[type]);
  count(size * size * kernel * kernel * from * to);
  // A single tap needs no padding to whole taps: channels fill the lanes.
  const k = kernel === 1 ? from : innerSize({ from, kernel });
  const producers = shortcut === undefined ? [after] : [after, shortcut];
  return builder.add(
    productOperation({
      name,
      chip: 0,
      product: { m: size * size, k, n: to, type },
      steps,
      after: streamed(...producers.filter((each) => each >= 0)),
      lead: haloShare(size, kernel),
      resultBytes: size * size * Math.ceil(to / LANES) * LANES * bytesOf[type],
    }),
  );
}

/** The share of an image that must be there before the first pixel's neighbourhood is. */
const haloShare = (size: number, kernel: number): number => (((kernel - 1) / 2) * (size + 1)) / (size * size);

interface Stage {
  readonly stage: number;
  readonly blocks: number;
  readonly size: number;
  readonly width: number;
  readonly from: number;
}

function addStage(network: Network, { stage, blocks, size, width, from }: Stage, input: number): number {
  let [last, channels] = [input, from];
  for (let block = 0; block < blocks; block += 1) {
    const name = `stage ${stage} block ${block + 1}`;
    const stride = block === 0 && stage > 1 ? 2 : 1;
    const shortcut =
      block === 0
        ? convolve(network, {
            name: `${name} projection`,
            size,
            from: channels,
            to: 4 * width,
            kernel: 1,
            steps: REQUANTISE,
            after: last,
          })
        : last;
    const common = { steps: REQUANTISE };
    const reduced = convolve(network, {
      ...common,
      name: `${name} 1×1`,
      size: size * stride,
      from: channels,
      to: width,
      kernel: 1,
      after: last,
    });
    const middle = convolve(network, {
      ...common,
      name: `${name} 3×3`,
      size,
      from: width,
      to: width,
      kernel: 3,
      after: reduced,
    });
    last = convolve(network, {
      name: `${name} 1×1 out`,
      size,
      from: width,
      to: 4 * width,
      kernel: 1,
      steps: REQUANTISE + ADD_SHORTCUT,
      after: middle,
      shortcut,
    });
    channels = 4 * width;
  }
  return last;
}

export function resnetGraph(depth: ResnetDepth, type: WeightType = 'int8'): Graph {
  const builder = graphBuilder();
  let products = 0;
  const count = (more: number): void => void (products += more);
  const network = { builder, type, count };
  const stem = convolve(network, {
    name: 'stem 7×7',
    size: 112,
    from: 3,
    to: 64,
    kernel: 7,
    steps: REQUANTISE,
    after: -1,
  });
  let last = builder.add(
    vectorOperation({
      name: 'max pool',
      chip: 0,
      vectors: 56 * 56,
      steps: MAXIMA_OF_3X3,
      passes: [MAXIMA_OF_3X3],
      after: streamed(stem),
    }),
  );
  let channels = 64;
  for (const [index, blocks] of resnetBlocks[depth].entries()) {
    const [size, width] = [56 >> index, 64 << index];
    last = addStage(network, { stage: index + 1, blocks, size, width, from: channels }, last);
    channels = 4 * width;
  }
  const pooled = builder.add(
    vectorOperation({
      name: 'average pool',
      chip: 0,
      vectors: 49 * Math.ceil(channels / LANES),
      steps: 1,
      passes: [6],
      after: streamed(last),
      resultBytes: Math.ceil(channels / LANES) * LANES,
    }),
  );
  builder.reside(0, channels * 1000 * bytesOf[type]);
  count(channels * 1000);
  builder.add(
    productOperation({
      name: 'classes',
      chip: 0,
      product: { m: 1, k: channels, n: 1000, type },
      steps: REQUANTISE,
      after: whole(pooled),
    }),
  );
  return builder.build({
    name: `resnet-${depth}`,
    chips: 1,
    operationsPerInference: 2 * products,
    notes: [{ code: 'graph-resnet', params: { type } }],
  });
}
