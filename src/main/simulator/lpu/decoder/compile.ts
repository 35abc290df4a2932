import type { LaneKernel } from '#main/simulator/lpu/chip/kernels/lanewise';
import { splitLayout } from '#main/simulator/lpu/chip/kernels/split-product';
import type { TensorPlace } from '#main/simulator/lpu/chip/kernels/tensor-place';
import type { ChipPlan, PlacedLayer } from './plan-chip';
import { mapsOf } from './token-exchange';
import { foldLanes, gatherPhase, joinPhase, laneWise, normalise, type Phase, productPhase } from './phases';
import { from } from './room';
import { joined, JOINED, splitOf, sumsAt } from './steps';

const HIDDEN = -1e30;

const gatheredIn = (hemisphere: 'west' | 'east', address: number): TensorPlace => ({
  hemisphere,
  slice: splitLayout.results,
  address,
  type: 'fp32',
});

/** The row of the token's embedding: gathered from every group, of which all but one give zeros, and added up. */
export function embedPhases(plan: ChipPlan): readonly Phase[] {
  const { tables, tiles, places } = plan;
  const gathered = plan.gathered + tiles.query;
  const perSide = tables.embedding.length / 2;
  const groups = (hemisphere: 'west' | 'east'): readonly number[] =>
    Array.from({ length: tiles.hidden }, () =>
      tables.embedding.filter((place) => place.hemisphere === hemisphere).map(({ slice }) => slice),
    ).flat();
  const to = { slice: splitLayout.results, address: gathered };
  const gathers = (['west', 'east'] as const).map((hemisphere) =>
    gatherPhase('embedding rows', {
      hemisphere,
      tables: groups(hemisphere),
      maps: mapsOf(plan).embedding,
      to,
    }),
  );
  const sums = Array.from({ length: tiles.hidden }, (_, tile) => {
    const address = gathered + tile * perSide;
    return laneWise('embedding', {
      count: perSide,
      inputs: [{ place: gatheredIn('west', address) }, { place: gatheredIn('east', address) }],
      steps: [
        { function: 'add', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
        { function: 'add', operands: [{ step: 0 }, { itself: true }], type: 'fp32' },
      ],
      outputs: [{ step: 1, place: from(places.x, tile), keep: 'last' }],
    });
  });
  return [...gathers, ...sums];
}

/** Cosines and sines of the token's position, which all layers of a chip take. */
export function positionPhases(plan: ChipPlan): readonly Phase[] {
  const { tables, tiles, gathered } = plan;
  const to = { slice: splitLayout.results, address: gathered };
  const maps = mapsOf(plan).rotary;
  const of = (table: TensorPlace): Phase =>
    gatherPhase('rotary tables', {
      hemisphere: table.hemisphere,
      tables: Array.from({ length: tiles.query }, () => table.slice),
      maps,
      to,
    });
  return [of(tables.cosines), of(tables.sines)];
}

/** One layer for one token that attends to at most `attended` positions, itself included. */
export function layerPhases(plan: ChipPlan, layer: PlacedLayer, attended: number): readonly Phase[] {
  const { places, tiles, shape, constants, activations, pieces, results } = plan;
  const common = {
    ones: constants.ones,
    pieces,
    results,
    scratch: places,
    activations,
    epsilon: shape.epsilon,
  };
  const whole = { ...common, count: tiles.hidden, whole: true, elements: shape.hidden };
  const product = { rows: 1, activations, split: true, results };
  const fed = tiles.feedForward;
  return [
    ...normalise({ ...whole, name: 'attention norm', input: places.x, gain: layer.attentionNorm }),
    productPhase('query, key, value', { ...product, columns: layer.projection.columns }),
    joinPhase({
      name: 'query, key, value',
      results,
      count: tiles.query + 2 * tiles.keyValue,
      scale: layer.projection.scale,
      to: places.raw,
      plus: layer.projectionBias,
      activations,
    }),
    ...headNormPhases(plan, layer),
    productPhase('heads side by side', { ...product, columns: constants.moves }),
    joinPhase({ name: 'keys and values', results, count: 2 * tiles.query, scale: 1, to: places.spread }),
    joinPhase({
      name: 'turned pairs',
      results: results + 2 * tiles.query,
      count: 2 * tiles.query,
      scale: 1,
      to: places.turned,
    }),
    ...rotaryPhases(plan, layer),
    ...attentionPhases(plan, layer, attended),
    productPhase('output', { ...product, columns: layer.output.columns }),
    ...residual('attention residual', plan, {
      ...layer.output,
      bias: layer.outputBias,
      from: places.x,
      to: places.y,
    }),
    ...normalise({ ...whole, name: 'feed-forward norm', input: places.y, gain: layer.feedForwardNorm }),
    productPhase('gate and up', { ...product, columns: layer.gateAndUp.columns }),
    joinPhase({ name: 'gate', results, count: fed, scale: layer.gateAndUp.scale, to: places.gate }),
    joinPhase({
      name: 'up',
      results: results + fed,
      count: fed,
      scale: layer.gateAndUp.scale,
      to: places.up,
    }),
    laneWise('SwiGLU', swiglu(plan)),
    productPhase('down', { ...product, columns: layer.down.columns }),
    ...residual('feed-forward residual', plan, { ...layer.down, from: places.y, to: places.x }),
  ];
}

interface Residual {
  readonly scale: number;
  readonly bias?: TensorPlace | undefined;
  readonly from: TensorPlace;
  readonly to: TensorPlace;
}

function residual(
  name: string,
  plan: ChipPlan,
  { scale, bias, from: before, to }: Residual,
): readonly Phase[] {
  const { results, tiles, places } = plan;
  const join = { name, results, count: tiles.hidden, scale };
  if (bias === undefined) return [joinPhase({ ...join, to, plus: before })];
  return [
    joinPhase({ ...join, to: places.raw, plus: bias }),
    laneWise(name, {
      count: tiles.hidden,
      inputs: [{ place: places.raw }, { place: before }],
      steps: [{ function: 'add', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' }],
      outputs: [{ step: 0, place: to, keep: 'every' }],
    }),
  ];
}

/** Norms of each head's queries and keys, where a model has them. */
function headNormPhases(plan: ChipPlan, { headNorm }: PlacedLayer): readonly Phase[] {
  if (headNorm === undefined) return [];
  const { places, tiles, shape, constants, activations, pieces, results } = plan;
  return normalise({
    name: 'query and key norm',
    input: places.raw,
    count: tiles.query + tiles.keyValue,
    whole: false,
    elements: shape.headDimension,
    epsilon: shape.epsilon,
    gain: headNorm,
    ones: constants.headOnes,
    pieces,
    results,
    scratch: places,
    activations,
    to: places.normed,
  });
}

/** Turns queries and keys by their position; keys and values go to the row of the cache that is the position's. */
function rotaryPhases(plan: ChipPlan, layer: PlacedLayer): readonly Phase[] {
  const { places, tiles, gathered, shape } = plan;
  const [cosines, sines] = [gatheredIn('east', gathered), gatheredIn('west', gathered)];
  const query = layer.headNorm === undefined ? places.raw : places.normed;
  const turned = [
    { function: 'multiply', operands: [{ input: 0 }, { input: 2 }], type: 'fp32' },
    { function: 'multiply', operands: [{ input: 1 }, { input: 3 }], type: 'fp32' },
    { function: 'add', operands: [{ step: 0 }, { step: 1 }], type: 'fp32' },
  ] as const;
  const rowOf = (place: TensorPlace) => [{ input: 4 }, { constant: place.address }] as const;
  return [
    laneWise('rotary queries', {
      count: tiles.query,
      inputs: [query, places.turned, cosines, sines].map((place) => ({ place })),
      steps: [
        ...turned,
        {
          function: 'multiply',
          operands: [{ step: 2 }, { constant: 1 / Math.sqrt(shape.headDimension) }],
          type: 'fp32',
        },
      ],
      outputs: [{ step: 3, place: places.rotated, keep: 'every' }],
    }),
    laneWise('rotary keys to cache', {
      count: tiles.query,
      inputs: [places.spread, from(places.turned, tiles.query), cosines, sines, places.row].map((place) => ({
        place,
      })),
      steps: [
        ...turned,
        { function: 'add', operands: rowOf(layer.keys), type: 'int32' },
        { function: 'copy', operands: [{ step: 3 }], type: 'int32' },
      ],
      outputs: [{ step: 2, place: layer.keys, keep: 'every', by: 4 }],
    }),
    laneWise('values to cache', {
      count: tiles.query,
      inputs: [{ place: from(places.spread, tiles.query) }, { place: places.row }],
      steps: [
        { function: 'copy', operands: [{ input: 0 }], type: 'fp32' },
        { function: 'add', operands: [{ input: 1 }, { constant: layer.values.address }], type: 'int32' },
      ],
      outputs: [{ step: 0, place: layer.values, keep: 'every', by: 1 }],
    }),
  ];
}

/** Scores of all heads over the cache, softmax lane by lane, and the weighted sum of the values. */
function attentionPhases(plan: ChipPlan, layer: PlacedLayer, attended: number): readonly Phase[] {
  const { places, tiles, activations, results, constants, part } = plan;
  const vectors = Array.from({ length: tiles.query }, (_, tile) => tile);
  const meet = vectors.map((tile) => {
    const split = splitOf(0, 1, activations + tile * attended);
    return laneWise('queries on keys', {
      count: attended,
      inputs: [
        { place: from(layer.keys, tile * part.positions) },
        { place: from(places.rotated, tile), same: true },
      ],
      steps: [{ function: 'multiply', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' }, ...split.steps],
      outputs: split.outputs,
    });
  });
  const scores = productPhase('scores by head', {
    rows: attended,
    activations,
    split: true,
    columns: constants.headSums,
    results,
  });
  return [...meet, scores, ...vectors.flatMap((tile) => softmaxPhases(plan, layer, { tile, attended }))];
}

interface Attended {
  readonly tile: number;
  readonly attended: number;
}

function softmaxPhases(plan: ChipPlan, layer: PlacedLayer, { tile, attended }: Attended): readonly Phase[] {
  const { places, tables, results, part, activations } = plan;
  const scores = from(places.scores, tile * attended);
  const split = splitOf(0, 1, activations + tile);
  const lanes = (name: string, kernel: LaneKernel): Phase => laneWise(name, kernel);
  return [
    lanes('masked scores', {
      count: attended,
      inputs: [
        ...sumsAt(results + tile * attended),
        { place: tables.positions },
        { place: places.position, same: true },
      ],
      steps: [
        ...joined(1),
        { function: 'greater', operands: [{ input: 4 }, { input: 5 }], type: 'fp32' },
        { function: 'multiply', operands: [{ step: 5 }, { constant: HIDDEN }], type: 'fp32' },
        { function: 'add', operands: [{ step: JOINED }, { step: 6 }], type: 'fp32' },
      ],
      outputs: [{ step: 7, place: scores, keep: 'every' }],
    }),
    lanes('largest score', {
      count: attended,
      inputs: [{ place: scores }],
      steps: [{ function: 'maximum', operands: [{ input: 0 }, { itself: true }], type: 'fp32' }],
      outputs: [{ step: 0, place: places.largest, keep: 'last' }],
    }),
    lanes('exponentials', {
      count: attended,
      inputs: [{ place: scores }, { place: places.largest, same: true }],
      steps: [
        { function: 'subtract', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
        { function: 'exp', operands: [{ step: 0 }], type: 'fp32' },
        { function: 'add', operands: [{ step: 1 }, { itself: true }], type: 'fp32' },
      ],
      outputs: [
        { step: 1, place: places.exponentials, keep: 'every' },
        { step: 2, place: places.sum, keep: 'last' },
      ],
    }),
    lanes('their inverse sum', {
      count: 1,
      inputs: [{ place: places.sum }],
      steps: [{ function: 'reciprocal', operands: [{ input: 0 }], type: 'fp32' }],
      outputs: [{ step: 0, place: places.inverse, keep: 'every' }],
    }),
    lanes('values by score', {
      count: attended,
      inputs: [{ place: places.exponentials }, { place: from(layer.values, tile * part.positions) }],
      steps: [
        { function: 'multiply', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
        { function: 'add', operands: [{ step: 0 }, { itself: true }], type: 'fp32' },
      ],
      outputs: [{ step: 1, place: places.mixed, keep: 'last' }],
    }),
    lanes('attention', {
      count: 1,
      inputs: [{ place: places.mixed }, { place: places.inverse }],
      steps: [{ function: 'multiply', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' }, ...split.steps],
      outputs: split.outputs,
    }),
  ];
}

/** gate · sigmoid(gate) · up, split for the planes. */
function swiglu({ places, tiles, activations }: ChipPlan): LaneKernel {
  const split = splitOf(5, 6, activations);
  return {
    count: tiles.feedForward,
    inputs: [{ place: places.gate }, { place: places.up }],
    steps: [
      { function: 'negate', operands: [{ input: 0 }], type: 'fp32' },
      { function: 'exp', operands: [{ step: 0 }], type: 'fp32' },
      { function: 'add', operands: [{ step: 1 }, { constant: 1 }], type: 'fp32' },
      { function: 'reciprocal', operands: [{ step: 2 }], type: 'fp32' },
      { function: 'multiply', operands: [{ step: 3 }, { input: 0 }], type: 'fp32' },
      { function: 'multiply', operands: [{ step: 4 }, { input: 1 }], type: 'fp32' },
      ...split.steps,
    ],
    outputs: split.outputs,
  };
}

/** The final norm, the vocabulary, and the token with the largest logit; of equal ones the first. */
export function headPhases(plan: ChipPlan): readonly Phase[] {
  const { head, places, tiles, shape, constants, activations, pieces, results, tables } = plan;
  if (head === undefined) return [];
  const last = tiles.vocabulary - 1;
  const join = { name: 'logits', scale: head.weights.scale };
  const between = [places.best, places.folded] as const;
  return [
    ...normalise({
      name: 'final norm',
      input: places.x,
      count: tiles.hidden,
      whole: true,
      elements: shape.hidden,
      epsilon: shape.epsilon,
      gain: head.norm,
      ones: constants.ones,
      pieces,
      results,
      scratch: places,
      activations,
    }),
    productPhase('vocabulary', { rows: 1, activations, split: true, columns: head.weights.columns, results }),
    ...(last > 0 ? [joinPhase({ ...join, results, count: last, to: places.logits })] : []),
    joinPhase({
      ...join,
      results: results + last,
      count: 1,
      to: from(places.logits, last),
      plus: tables.padding,
    }),
    laneWise('largest logit', {
      count: tiles.vocabulary,
      inputs: [{ place: places.logits }],
      steps: [{ function: 'maximum', operands: [{ input: 0 }, { itself: true }], type: 'fp32' }],
      outputs: [{ step: 0, place: places.best, keep: 'last' }],
    }),
    ...foldLanes({ name: 'largest logit of all lanes', function: 'maximum', between }),
    laneWise('first token that has it', {
      count: tiles.vocabulary,
      inputs: [{ place: places.folded, same: true }, { place: places.logits }, { place: tables.tokens }],
      steps: [
        { function: 'greater', operands: [{ input: 0 }, { input: 1 }], type: 'fp32' },
        { function: 'multiply', operands: [{ step: 0 }, { constant: 2 ** 30 }], type: 'fp32' },
        { function: 'add', operands: [{ step: 1 }, { input: 2 }], type: 'fp32' },
        { function: 'minimum', operands: [{ step: 2 }, { itself: true }], type: 'fp32' },
      ],
      outputs: [{ step: 3, place: places.index, keep: 'last' }],
    }),
    ...foldLanes({
      name: 'first token of all lanes',
      function: 'minimum',
      between: [places.index, places.last],
    }),
  ];
}
