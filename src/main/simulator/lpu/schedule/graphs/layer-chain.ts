import { LANES } from '#main/simulator/lpu/chip/geometry';
import { bytesOf, type WeightType } from '#main/simulator/lpu/chip/instructions';
import { vectorsOf } from '#main/simulator/lpu/schedule/cycles';
import {
  type Dependency,
  type Graph,
  type GraphBuilder,
  graphBuilder,
  streamed,
  whole,
} from '#main/simulator/lpu/schedule/graph';
import { addTransfer, productOperation, vectorOperation } from '#main/simulator/lpu/schedule/operations';

/**
 * Layers that one vector passes one after another: those of a perceptron, or the cells of a recurrent network in one time
 * step. Weights and states stay in SRAM; weights and their activations have the precision asked for, sums and states FP16
 * or wider.
 */
export interface ChainLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Products of the layer: inner size and columns, of which the chips of a stage each take a share. */
  readonly products: readonly { readonly inner: number; readonly columns: number }[];
  /** What the VXM does to the sums of the products besides storing them; nothing where it is chained to them. */
  readonly cell?: { readonly steps: number; readonly chained: number };
  /** Of arithmetic besides the products, per output. */
  readonly operationsPerOutput: number;
}

export interface LayerChain {
  readonly name: string;
  readonly layers: readonly ChainLayer[];
  readonly precision: WeightType;
}

/** Scale, round and clip of sums that feed INT8 products, and the bias. */
const REQUANTISE = 4;
const BIAS = 1;
/** σ(x) = (1 + tanh(x/2))/2: scale, hyperbolic tangent, scale with offset. */
const SIGMOID = 3;

/** A perceptron with the rectified linear unit between its layers: `mlp:784x512x10` has two. */
export const perceptronLayers = (widths: readonly number[]): readonly ChainLayer[] =>
  widths.slice(1).map((outputs, index) => {
    const inputs = widths[index] ?? outputs;
    return { inputs, outputs, products: [{ inner: inputs, columns: outputs }], operationsPerOutput: 2 };
  });

/**
 * Cells with input, forget and output gate (Gers et al., Neural Computation 12, 2000): σ three times, tanh twice, three
 * products and a sum per unit. Both products of a gate are one over the input and the state side by side.
 */
export const lstmLayers = (hidden: number, layers: number): readonly ChainLayer[] =>
  Array.from({ length: layers }, () => ({
    inputs: hidden,
    outputs: hidden,
    products: [{ inner: 2 * hidden, columns: 4 * hidden }],
    // The longest chain: forget gate, product with the state, sum, hyperbolic tangent, product with the output gate.
    cell: { steps: 3 * SIGMOID + 2 + 3 + 1, chained: SIGMOID + 4 },
    operationsPerOutput: 3 * SIGMOID + 6,
  }));

/**
 * Gated recurrent units (Cho et al., arXiv 1406.1078) with the reset gate behind the product of the state, as libraries run
 * them: its product and that of the input are apart for the candidate.
 */
export const gruLayers = (hidden: number, layers: number): readonly ChainLayer[] =>
  Array.from({ length: layers }, () => ({
    inputs: hidden,
    outputs: hidden,
    products: [
      { inner: 2 * hidden, columns: 2 * hidden },
      { inner: hidden, columns: hidden },
      { inner: hidden, columns: hidden },
    ],
    // The longest chain: reset gate, product, sum, hyperbolic tangent, and the mean of state and candidate by the other gate.
    cell: { steps: 2 * SIGMOID + 2 + 1 + 3, chained: SIGMOID + 3 + 2 },
    operationsPerOutput: 2 * SIGMOID + 6,
  }));

/** Chips that a chain lies on: stages one after another, the chips of each with a share of every layer's columns. */
export interface ChainPlace {
  readonly stages: number;
  readonly shares: number;
}

/** The graph of a chain on so many chips, which gather what each of them has made behind every layer. */
export function chainGraph({ name, layers, precision }: LayerChain, { stages, shares }: ChainPlace): Graph {
  const builder = graphBuilder();
  const chips = stages * shares;
  let inputs: Gathered = Array.from({ length: shares }, () => []);
  let operations = 0;
  for (const [index, layer] of layers.entries()) {
    const stage = Math.floor((index * stages) / layers.length);
    const next = Math.floor(((index + 1) * stages) / layers.length);
    const on = { name: `layer ${index + 1}`, first: stage * shares, shares, chips };
    const made = addLayer(builder, { layer, precision, inputs, ...on });
    const to = index === layers.length - 1 ? on.first : Math.min(next, stages - 1) * shares;
    inputs = gather(builder, { ...on, made, to, bytes: layer.outputs * bytesOf.fp16 });
    operations += layer.products.reduce((sum, { inner, columns }) => sum + 2 * inner * columns, 0);
    operations += layer.outputs * layer.operationsPerOutput;
  }
  return builder.build({ name, chips, operationsPerInference: operations, notes: [] });
}

/** What each chip of a stage waits for before it has the whole vector. */
type Gathered = readonly (readonly Dependency[])[];

interface PlacedLayer {
  readonly name: string;
  readonly first: number;
  readonly shares: number;
  readonly chips: number;
}

/** Adds a layer's share on every chip of its stage; returns the last operation of each. */
function addLayer(
  builder: GraphBuilder,
  {
    name,
    layer,
    precision,
    inputs,
    first,
    shares,
  }: PlacedLayer & {
    readonly layer: ChainLayer;
    readonly precision: WeightType;
    readonly inputs: Gathered;
  },
): readonly number[] {
  const steps = BIAS + (precision === 'int8' ? REQUANTISE : 0) + (layer.cell === undefined ? 1 : 0);
  return Array.from({ length: shares }, (_, share) => {
    const chip = first + share;
    const products = layer.products.map(({ inner, columns }, index) => {
      const own = Math.ceil(columns / shares);
      builder.reside(chip, inner * own * bytesOf[precision]);
      const part = layer.products.length === 1 ? name : `${name} product ${index + 1}`;
      const product = { m: 1, k: inner, n: own, type: precision };
      return builder.add(
        productOperation({
          name: part,
          chip,
          product,
          steps,
          after: inputs[share] ?? [],
          resultBytes: vectorsOf(own) * LANES * bytesOf.fp16,
        }),
      );
    });
    if (layer.cell === undefined) return products.at(-1) ?? 0;
    const vectors = vectorsOf(Math.ceil(layer.outputs / shares));
    // The state of the step before, which is overwritten.
    builder.reside(chip, vectors * LANES * bytesOf.fp16);
    return builder.add(
      vectorOperation({
        name: `${name} cell`,
        chip,
        vectors,
        steps: layer.cell.steps,
        passes: [layer.cell.chained],
        after: streamed(...products),
        resultBytes: vectors * LANES * bytesOf.fp16,
      }),
    );
  });
}

/** Brings the shares of a layer's outputs to every chip that goes on with them, which are those of the stage at `to`. */
function gather(
  builder: GraphBuilder,
  {
    name,
    first,
    shares,
    chips,
    made,
    to,
    bytes,
  }: PlacedLayer & { readonly made: readonly number[]; readonly to: number; readonly bytes: number },
): Gathered {
  return Array.from({ length: shares }, (_, share) => {
    const here = to + share;
    const arrived = made.flatMap((operation, index) =>
      first + index === here
        ? [operation]
        : addTransfer(builder, {
            name: `${name}: result`,
            from: first + index,
            to: here,
            chips,
            bytes: bytes / shares,
            after: streamed(operation),
          }),
    );
    // Each column of the next product needs all of the vector.
    return whole(...arrived);
  });
}
