import { LANES, WORDS_PER_SLICE } from '#main/simulator/lpu/chip/geometry';
import { storeVector, type TensorPlace } from '#main/simulator/lpu/chip/kernels/tensor-place';
import type { Memory } from '#main/simulator/lpu/chip/memory';
import type { SplitTile } from '#main/simulator/lpu/chip/kernels/split-product';
import {
  type DecoderNetwork,
  type DecoderShape,
  type LayerWeights,
  rotaryFrequency,
  type Weights,
} from './network';
import { pieceTerms } from './phases';
import { groupsOf, newRoom, type Room } from './room';
import { type PlacedWeights, placeMatrices, placeTerms, type Store, tilesOf } from './weights';

/** Which part of a network a chip holds. */
export interface ChipPart {
  readonly firstLayer: number;
  /** One after the last. */
  readonly lastLayer: number;
  readonly embeds: boolean;
  readonly heads: boolean;
  /** Tokens that its caches and tables hold. */
  readonly positions: number;
}

type Columns = readonly (readonly SplitTile[])[];

export interface PlacedLayer {
  readonly attentionNorm: TensorPlace;
  readonly feedForwardNorm: TensorPlace;
  readonly projection: PlacedWeights;
  readonly projectionBias?: TensorPlace | undefined;
  readonly headNorm?: TensorPlace | undefined;
  readonly output: PlacedWeights;
  readonly outputBias?: TensorPlace | undefined;
  readonly gateAndUp: PlacedWeights;
  readonly down: PlacedWeights;
  readonly keys: TensorPlace;
  readonly values: TensorPlace;
}

export interface Tiles {
  readonly hidden: number;
  readonly query: number;
  readonly keyValue: number;
  readonly feedForward: number;
  readonly vocabulary: number;
}

/** Where everything that stays lies on one chip, and the fixed places of what comes and goes. */
export interface ChipPlan {
  readonly shape: DecoderShape;
  readonly part: ChipPart;
  readonly tiles: Tiles;
  readonly layers: readonly PlacedLayer[];
  readonly constants: {
    readonly ones: Columns;
    readonly headOnes: Columns;
    readonly headSums: Columns;
    readonly moves: Columns;
  };
  readonly tables: {
    /** Groups of slices that hold rows of the embedding, the same in both hemispheres, and tokens in each. */
    readonly embedding: readonly TensorPlace[];
    readonly tokensPerGroup: number;
    readonly cosines: TensorPlace;
    readonly sines: TensorPlace;
    /** Numbers of the positions, to compare with. */
    readonly positions: TensorPlace;
    /** Numbers of the tokens, lane by lane. */
    readonly tokens: TensorPlace;
    readonly padding: TensorPlace;
  };
  readonly head?: { readonly norm: TensorPlace; readonly weights: PlacedWeights };
  readonly places: Places;
  /** First addresses of activations, sums and gathered rows (of the rotary tables, then the embedding) in slices of theirs. */
  readonly activations: number;
  readonly pieces: number;
  readonly gathered: number;
  readonly results: number;
  readonly usedAddresses: number;
  readonly bytes: number;
  readonly store: (memory: Memory) => void;
}

export type Places = Readonly<Record<PlaceName, TensorPlace>>;
type PlaceName =
  | 'x' | 'y' | 'squares' | 'rest' | 'factor' | 'raw' | 'normed' | 'spread' | 'turned' | 'rotated' | 'scores'
  | 'largest' | 'exponentials' | 'sum' | 'inverse' | 'mixed' | 'gate' | 'up' | 'logits' | 'best' | 'folded' | 'index'
  | 'row' | 'position' | 'last'; // prettier-ignore

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

export const tilesOfShape = (shape: DecoderShape): Tiles => ({
  hidden: tilesOf(shape.hidden),
  query: tilesOf(shape.heads * shape.headDimension),
  keyValue: tilesOf(shape.keyValueHeads * shape.headDimension),
  feedForward: tilesOf(shape.feedForward),
  vocabulary: tilesOf(shape.vocabulary),
});

/** Places a part of a network on a chip; whether it fits is for the caller to see. */
export function planChip(network: DecoderNetwork, part: ChipPart): ChipPlan {
  const { shape } = network;
  const tiles = tilesOfShape(shape);
  const room = newRoom();
  const stores: Store[] = [];
  const vector = (weights: Weights, count: number): TensorPlace => storedVector(room, stores, weights, count);
  const constants = placeConstants(room, stores, shape);
  const head = part.heads
    ? {
        norm: vector(network.norm, tiles.hidden),
        weights: placeMatrices(room, stores, [
          { weights: network.head, outputs: shape.vocabulary, inputs: shape.hidden },
        ]),
      }
    : undefined;
  const weights = network.layers.slice(part.firstLayer, part.lastLayer);
  const placed = weights.map((layer) => placeLayer(room, stores, layer, { shape, tiles, vector }));
  const places = placesIn(room, tiles, part);
  const tables = placeTables(room, stores, network, part);
  const layers = placed.map((layer) => ({ ...layer, ...placeCaches(room, tiles.query * part.positions) }));
  const gathered = room.results(tiles.query + (tiles.hidden * tables.embedding.length) / 2);
  const activations = room.activations(
    Math.max(tiles.query * part.positions, tiles.feedForward, tiles.query + 2 * tiles.keyValue, tiles.hidden),
  );
  const pieces = room.activations(4 * (tiles.query + tiles.keyValue));
  const columns = Math.max(4 * tiles.query, tiles.query + 2 * tiles.keyValue, 2 * tiles.feedForward, tiles.hidden, part.heads ? tiles.vocabulary : 0); // prettier-ignore
  const results = room.results(Math.max(columns, tiles.query * part.positions));
  return {
    shape,
    part,
    tiles,
    layers,
    constants,
    tables,
    ...(head && { head }),
    places,
    activations,
    pieces,
    gathered,
    results,
    usedAddresses: room.used(),
    bytes: room.bytes(),
    store: (memory) => {
      for (const store of stores) store(memory);
    },
  };
}

export const fits = ({ usedAddresses }: Pick<ChipPlan, 'usedAddresses'>): boolean =>
  usedAddresses <= WORDS_PER_SLICE;

function storedVector(room: Room, stores: Store[], weights: Weights, count: number): TensorPlace {
  const place = room.vectors('w3', count);
  stores.push((memory) => {
    for (let tile = 0; tile < count; tile += 1) {
      const length = Math.max(0, Math.min(LANES, weights.length - tile * LANES));
      storeVector(
        memory,
        place,
        tile,
        Float64Array.from({ length }, (_, lane) => weights.at(tile * LANES + lane)),
      );
    }
  });
  return place;
}

function placeConstants(room: Room, stores: Store[], shape: DecoderShape): ChipPlan['constants'] {
  const { heads, keyValueHeads, headDimension: d } = shape;
  const tiles = tilesOfShape(shape);
  const all = upTo(LANES);
  const headOf = (lane: number): readonly number[] => upTo(d).map((index) => lane - (lane % d) + index);
  const width = heads * d;
  const keyWidth = keyValueHeads * d;
  const keysFrom = tiles.query * LANES;
  const valuesFrom = keysFrom + tiles.keyValue * LANES;
  /** The lane of the shared key or value that a lane of a query meets. */
  const shared = (lane: number): number =>
    Math.floor((Math.floor(lane / d) * keyValueHeads) / heads) * d + (lane % d);
  /** Rotary positions pair a lane with the one half a head away, the first half with the negative of the other. */
  const paired = (lane: number) =>
    lane % d < d / 2 ? { input: lane + d / 2, factor: -1 } : { input: lane - d / 2, factor: 1 };
  const key = (lane: number) => ({ input: keysFrom + shared(lane), factor: 1 });
  const value = (lane: number) => ({ input: valuesFrom + shared(lane), factor: 1 });
  const turnedKey = (lane: number) => {
    const { input, factor } = paired(lane);
    return { input: keysFrom + shared(input), factor };
  };
  const blocks = [key, value, paired, turnedKey];
  const rows = tiles.query + tiles.keyValue;
  return {
    ones: placeTerms(room, stores, LANES, () => pieceTerms(all, 1, LANES)),
    headSums: placeTerms(room, stores, tiles.query * LANES, (lane) =>
      lane < width ? headOf(lane).map((input) => ({ input, factor: 1 })) : [],
    ),
    headOnes: placeTerms(room, stores, rows * LANES, (lane) => {
      const within = lane < keysFrom ? lane < width : lane - keysFrom < keyWidth;
      const first = lane < keysFrom ? 0 : keysFrom;
      return within
        ? pieceTerms(
            headOf(lane - first).map((each) => each + first),
            rows,
            LANES,
          )
        : [];
    }),
    moves: blocks.flatMap((block) =>
      placeTerms(room, stores, tiles.query * LANES, (lane) => (lane < width ? [block(lane)] : [])),
    ),
  };
}

interface Layering {
  readonly shape: DecoderShape;
  readonly tiles: Tiles;
  readonly vector: (weights: Weights, count: number) => TensorPlace;
}

function placeLayer(room: Room, stores: Store[], layer: LayerWeights, { shape, tiles, vector }: Layering) {
  const { hidden, feedForward, heads, keyValueHeads, headDimension: d } = shape;
  const [width, keyWidth] = [heads * d, keyValueHeads * d];
  const { queryBias, keyBias, valueBias, queryNorm, keyNorm } = layer;
  const parts = [
    { weights: queryBias, from: 0, tiles: tiles.query },
    { weights: keyBias, from: tiles.query, tiles: tiles.keyValue },
    { weights: valueBias, from: tiles.query + tiles.keyValue, tiles: tiles.keyValue },
  ];
  const biased = queryBias !== undefined || keyBias !== undefined || valueBias !== undefined;
  /** One head's gains, repeated for every head of queries and keys. */
  const repeated: Weights | undefined = queryNorm &&
    keyNorm && {
      length: (tiles.query + tiles.keyValue) * LANES,
      at: (lane) => {
        const keys = lane - tiles.query * LANES;
        if (keys < 0) return lane < width ? queryNorm.at(lane % d) : 0;
        return keys < keyWidth ? keyNorm.at(keys % d) : 0;
      },
    };
  const biases: Weights = {
    length: (tiles.query + 2 * tiles.keyValue) * LANES,
    at: (lane) => {
      const part = parts.findLast(({ from: first }) => lane >= first * LANES);
      const at = lane - (part?.from ?? 0) * LANES;
      return part?.weights !== undefined && at < part.weights.length ? part.weights.at(at) : 0;
    },
  };
  return {
    attentionNorm: vector(layer.attentionNorm, tiles.hidden),
    feedForwardNorm: vector(layer.feedForwardNorm, tiles.hidden),
    projection: placeMatrices(room, stores, [
      { weights: layer.query, outputs: width, inputs: hidden },
      { weights: layer.key, outputs: keyWidth, inputs: hidden },
      { weights: layer.value, outputs: keyWidth, inputs: hidden },
    ]),
    projectionBias: biased ? vector(biases, tiles.query + 2 * tiles.keyValue) : undefined,
    headNorm: repeated && vector(repeated, tiles.query + tiles.keyValue),
    output: placeMatrices(room, stores, [{ weights: layer.output, outputs: hidden, inputs: width }]),
    outputBias: layer.outputBias && vector(layer.outputBias, tiles.hidden),
    gateAndUp: placeMatrices(room, stores, [
      { weights: layer.gate, outputs: feedForward, inputs: hidden },
      { weights: layer.up, outputs: feedForward, inputs: hidden },
    ]),
    down: placeMatrices(room, stores, [{ weights: layer.down, outputs: hidden, inputs: feedForward }]),
  };
}

/** Keys and values of a layer lie in groups that nothing is read from or written to in the same phases. */
const placeCaches = (room: Room, vectors: number) => ({
  keys: room.vectors(room.roomiest(['w6', 'w5', 'w0', 'e6', 'e5', 'e3']), vectors),
  values: room.vectors(room.roomiest(['e6', 'e5', 'e0', 'e3', 'w6', 'w5']), vectors),
});

function placesIn(room: Room, tiles: Tiles, { positions, heads }: ChipPart): Places {
  const { hidden, query, keyValue, feedForward } = tiles;
  const projected = query + 2 * keyValue;
  const vocabulary = heads ? tiles.vocabulary : 0;
  return {
    x: room.vectors('w0', hidden),
    y: room.vectors('e0', hidden),
    squares: room.vectors('w1', query + keyValue),
    rest: room.vectors('e1', query + keyValue),
    factor: room.vectors('w2', query + keyValue),
    raw: room.vectors('e3', projected),
    normed: room.vectors('e0', query + keyValue),
    spread: room.vectors('w4', 2 * query),
    turned: room.vectors('e1', 2 * query),
    rotated: room.vectors('e4', query),
    scores: room.vectors('w2', query * positions),
    largest: room.vectors('e3', 1),
    exponentials: room.vectors('e2', positions),
    sum: room.vectors('w3', 1),
    inverse: room.vectors('e1', 1),
    mixed: room.vectors('w3', 1),
    gate: room.vectors('w2', feedForward),
    up: room.vectors('e2', feedForward),
    logits: room.vectors('w2', vocabulary),
    best: room.vectors('w4', 1),
    folded: room.vectors('e4', 1),
    index: room.vectors('e4', 1),
    row: room.vectors('w1', query, 'int32'),
    position: room.vectors('w1', 1),
    last: room.vectors('w4', 1),
  };
}

function placeTables(
  room: Room,
  stores: Store[],
  network: DecoderNetwork,
  part: ChipPart,
): ChipPlan['tables'] {
  const { shape, embedding } = network;
  const { headDimension: d, heads, rotary, vocabulary, hidden } = shape;
  const tiles = tilesOfShape(shape);
  const numbers = room.vectors('e2', part.positions);
  const cosines = room.vectors(room.roomiest(['w5', 'w6']), part.positions * tiles.query);
  const sines = room.vectors(room.roomiest(['e5', 'e6']), part.positions * tiles.query);
  const tokens = room.vectors('e2', part.heads ? tiles.vocabulary : 0);
  const padding = room.vectors('w3', 1);
  const groups = [...groupsOf('w'), ...groupsOf('e')];
  const tokensPerGroup = Math.ceil(vocabulary / groups.length);
  // One row of zeros in each: that of tokens in another group.
  const places = part.embeds
    ? groups.map((group) => room.vectors(group, tiles.hidden * tokensPerGroup + 1))
    : [];
  stores.push((memory) => {
    const turn = (position: number, lane: number): number =>
      position * rotaryFrequency(rotary, lane % (d / 2), d);
    const lanesOf = (tile: number): number => Math.max(0, Math.min(LANES, heads * d - tile * LANES));
    for (let position = 0; position < part.positions; position += 1) {
      storeVector(memory, numbers, position, new Float64Array(LANES).fill(position));
      for (let tile = 0; tile < tiles.query; tile += 1) {
        const at = position * tiles.query + tile;
        const angles = upTo(lanesOf(tile)).map((lane) => turn(position, (tile * LANES + lane) % d));
        storeVector(memory, cosines, at, angles.map(Math.cos));
        storeVector(memory, sines, at, angles.map(Math.sin));
      }
    }
    if (part.heads) {
      for (let tile = 0; tile < tiles.vocabulary; tile += 1) {
        storeVector(
          memory,
          tokens,
          tile,
          upTo(LANES).map((lane) => tile * LANES + lane),
        );
      }
      const last = (tiles.vocabulary - 1) * LANES;
      storeVector(
        memory,
        padding,
        0,
        upTo(LANES).map((lane) => (last + lane < vocabulary ? 0 : -1e30)),
      );
    }
    for (const [index, place] of places.entries()) {
      for (let entry = 0; entry < tokensPerGroup; entry += 1) {
        const token = index * tokensPerGroup + entry;
        for (let tile = 0; tile < tiles.hidden && token < vocabulary; tile += 1) {
          const length = Math.min(LANES, hidden - tile * LANES);
          const row = Float64Array.from({ length }, (_, lane) =>
            embedding.at(token * hidden + tile * LANES + lane),
          );
          storeVector(memory, place, tile * tokensPerGroup + entry, row);
        }
      }
    }
  });
  return { embedding: places, tokensPerGroup, cosines, sines, positions: numbers, tokens, padding };
}
