import {
  type DecoderNetwork,
  type DecoderShape,
  rotaryFrequency,
  type Weights,
} from '#main/simulator/lpu/decoder/network';

/** A decoder in plain double precision, and small networks to try it on. */

export interface NetworkOptions {
  readonly shape?: Partial<DecoderShape>;
  readonly bias?: true;
  readonly headNorms?: true;
  readonly untied?: true;
}

const usual: DecoderShape = {
  hidden: 48,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  headDimension: 16,
  feedForward: 96,
  vocabulary: 350,
  context: 64,
  epsilon: 1e-5,
  rotary: { theta: 10_000 },
};

/** Weights from a small generator: the same every time. */
export function aNetwork({
  shape: changes = {},
  bias,
  headNorms,
  untied,
}: NetworkOptions = {}): DecoderNetwork {
  const shape = { ...usual, ...changes };
  let state = 7;
  const draw = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
  const weights = (length: number, scale = 0.5): Weights => {
    const values = Float32Array.from({ length }, () => draw() * scale);
    return { length, at: (index) => values[index] ?? NaN };
  };
  const { hidden, heads, keyValueHeads, headDimension: d, feedForward, vocabulary } = shape;
  const [width, keyWidth] = [heads * d, keyValueHeads * d];
  const embedding = weights(vocabulary * hidden, 1);
  return {
    shape,
    embedding,
    head: untied ? weights(vocabulary * hidden, 1) : embedding,
    norm: weights(hidden, 2),
    layers: Array.from({ length: shape.layers }, () => ({
      attentionNorm: weights(hidden, 2),
      query: weights(width * hidden),
      key: weights(keyWidth * hidden),
      value: weights(keyWidth * hidden),
      output: weights(hidden * width),
      feedForwardNorm: weights(hidden, 2),
      gate: weights(feedForward * hidden),
      up: weights(feedForward * hidden),
      down: weights(hidden * feedForward),
      ...(bias && {
        queryBias: weights(width),
        keyBias: weights(keyWidth),
        valueBias: weights(keyWidth),
        outputBias: weights(hidden),
      }),
      ...(headNorms && { queryNorm: weights(d, 2), keyNorm: weights(d, 2) }),
    })),
  };
}

type Row = readonly number[];

const zip = (a: Row, b: Row, by: (x: number, y: number) => number): number[] =>
  a.map((x, i) => by(x, b[i] ?? NaN));
const dot = (a: Row, b: Row): number => zip(a, b, (x, y) => x * y).reduce((sum, each) => sum + each, 0);

const product = (weights: Weights, x: Row, outputs: number, bias?: Weights): number[] =>
  Array.from(
    { length: outputs },
    (_, output) =>
      x.reduce((sum, each, i) => sum + each * weights.at(output * x.length + i), 0) + (bias?.at(output) ?? 0),
  );

const normed = (x: Row, gain: Weights, epsilon: number): number[] => {
  const factor = 1 / Math.sqrt(dot(x, x) / x.length + epsilon);
  return x.map((each, i) => each * factor * gain.at(i));
};

const headsOf = (x: Row, d: number): Row[] =>
  Array.from({ length: x.length / d }, (_, head) => x.slice(head * d, (head + 1) * d));

/** The logits after each token of a text. */
export function plainLogits(network: DecoderNetwork, tokens: readonly number[]): readonly Row[] {
  const { shape } = network;
  const { hidden, heads, keyValueHeads, headDimension: d, feedForward, vocabulary, epsilon } = shape;
  const turned = (head: Row, position: number): Row =>
    head.map((each, i) => {
      const [half, angle] = [d / 2, position * rotaryFrequency(shape.rotary, i % (d / 2), d)];
      const other = i < half ? -(head[i + half] ?? NaN) : (head[i - half] ?? NaN);
      return each * Math.cos(angle) + other * Math.sin(angle);
    });
  const caches = network.layers.map((): { keys: Row[][]; values: Row[][] } => ({ keys: [], values: [] }));
  return tokens.map((token, position) => {
    let x: number[] = Array.from({ length: hidden }, (_, i) => network.embedding.at(token * hidden + i));
    for (const [index, layer] of network.layers.entries()) {
      const cache = caches[index] ?? { keys: [], values: [] };
      const y = normed(x, layer.attentionNorm, epsilon);
      const projected = (weights: Weights, count: number, bias?: Weights): Row[] =>
        headsOf(product(weights, y, count * d, bias), d);
      const gained = (rows: Row[], gain?: Weights): Row[] =>
        rows.map((row) => turned(gain === undefined ? row : normed(row, gain, epsilon), position));
      const queries = gained(projected(layer.query, heads, layer.queryBias), layer.queryNorm);
      cache.keys.push(gained(projected(layer.key, keyValueHeads, layer.keyBias), layer.keyNorm));
      cache.values.push(projected(layer.value, keyValueHeads, layer.valueBias));
      const attended = queries.flatMap((query, head) => {
        const shared = Math.floor((head * keyValueHeads) / heads);
        const scores = cache.keys.map((keys) => Math.exp(dot(query, keys[shared] ?? []) / Math.sqrt(d)));
        const sum = scores.reduce((total, each) => total + each, 0);
        return Array.from({ length: d }, (_, i) =>
          scores.reduce(
            (total, score, at) => total + (score / sum) * (cache.values[at]?.[shared]?.[i] ?? NaN),
            0,
          ),
        );
      });
      x = zip(product(layer.output, attended, hidden, layer.outputBias), x, (a, b) => a + b);
      const z = normed(x, layer.feedForwardNorm, epsilon);
      const gate = product(layer.gate, z, feedForward).map((each) => each / (1 + Math.exp(-each)));
      const gated = zip(gate, product(layer.up, z, feedForward), (a, b) => a * b);
      x = zip(product(layer.down, gated, hidden), x, (a, b) => a + b);
    }
    return product(network.head, normed(x, network.norm, epsilon), vocabulary);
  });
}
