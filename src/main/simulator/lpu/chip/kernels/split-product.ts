import {
  functionalDelay,
  HALF_PLANE_ROWS,
  type Hemisphere,
  memPosition,
  mxmPosition,
  opposite,
  SUPERLANE_DELAY,
  transit,
} from '#main/simulator/lpu/chip/geometry';
import type { ProgramBuilder } from '#main/simulator/lpu/chip/program';
import { WEIGHT_ROWS_PER_CYCLE } from './gemm-plan';

/**
 * Products whose operands keep more than the eleven bits of an FP16 value: an activation is the sum of an FP16 value and
 * `FINE` times a second one, and so may be a weight. Vectors of 320 activations are shared by the hemispheres: the western planes
 * take the first 160 lanes, the eastern ones the others, each with the weight rows of its lanes. All sums are FP32.
 */
export const FINE = 2 ** -11;

/** Slices of each hemisphere: weights 0–29, then activations and results in slices that no weight lies in. */
export const splitLayout = { coarse: 32, results: 34, fineResults: 38, fine: 42 } as const;

/** Addresses that a tile of 160 × 320 weights takes in each of its thirty slices. */
export const TILE_ADDRESSES = Math.ceil(HALF_PLANE_ROWS / WEIGHT_ROWS_PER_CYCLE);

/** One tile pair, both hemispheres' halves of 320 weight rows, that contributes to a column tile. */
export interface SplitTile {
  /** The activation vector of each row that it is multiplied with. */
  readonly vector: number;
  readonly address: number;
  /** Whether it holds the fine parts of weights, which meet the coarse activations only. */
  readonly fine: boolean;
}

export interface SplitProduct {
  /** Activation rows; vector v of row r lies at `activations + v · rows + r`. */
  readonly rows: number;
  readonly activations: number;
  /** Whether activations have fine parts, which then come from and lead to slices of their own. */
  readonly split: boolean;
  /** The tiles of each column tile; results of row r lie at `results + column · rows + r`. */
  readonly columns: readonly (readonly SplitTile[])[];
  readonly results: number;
}

const HEMISPHERES = ['west', 'east'] as const;
const outwards = (slice: number): number => transit(memPosition('east', slice), mxmPosition('east'));

interface Round {
  readonly tile: SplitTile;
  readonly column: number;
  readonly at: number;
  readonly firstOfColumn: boolean;
  /** The accumulators that are complete after this round. */
  readonly completes: { readonly coarse: boolean; readonly fine: boolean };
}

/** The rounds of a product, one tile pair each, and the cycle after the last result is stored. */
function roundsOf({ rows, split, columns }: SplitProduct): {
  readonly rounds: readonly Round[];
  readonly stored: number;
} {
  const rounds: Round[] = [];
  const operands = Math.max(outwards(0) + TILE_ADDRESSES, outwards(splitLayout.coarse));
  let at = functionalDelay.read + operands;
  let stored = 0;
  for (const [column, tiles] of columns.entries()) {
    const lastCoarse = tiles.findLastIndex(({ fine }) => !fine);
    for (const [index, tile] of tiles.entries()) {
      const completes = { coarse: index === lastCoarse, fine: split && index === tiles.length - 1 };
      rounds.push({ tile, column, at, firstOfColumn: index === 0, completes });
      const multiplied = split && !tile.fine ? 2 * rows : rows;
      if (completes.coarse) stored = Math.max(stored, at + rows + outwards(splitLayout.results));
      if (completes.fine) stored = Math.max(stored, at + multiplied + outwards(splitLayout.fineResults));
      at += Math.max(TILE_ADDRESSES, multiplied);
    }
  }
  return { rounds, stored: stored - 1 + functionalDelay.multiply + functionalDelay.write };
}

/** Cycles from the first read until the last superlane's result is stored, from T = N + d_func + δ(j,i). */
export const splitProductCycles = (product: SplitProduct): number =>
  roundsOf(product).stored + SUPERLANE_DELAY;

/** Emits the product from a cycle on; returns the cycle in which its last superlane is done. */
export function emitSplitProduct(builder: ProgramBuilder, product: SplitProduct, start: number): number {
  for (const round of roundsOf(product).rounds) {
    for (const hemisphere of HEMISPHERES) {
      const at = start + round.at;
      emitTile(builder, { hemisphere, address: round.tile.address, at });
      emitRows(builder, product, {
        ...round,
        hemisphere,
        at,
        part: round.tile.fine ? 'fine-weights' : 'coarse',
      });
      if (product.split && !round.tile.fine) {
        emitRows(builder, product, { ...round, hemisphere, at: at + product.rows, part: 'fine' });
      }
    }
  }
  return start + splitProductCycles(product);
}

const planeOf = (hemisphere: Hemisphere): number => (hemisphere === 'west' ? 0 : 2);

interface PlacedTile {
  readonly hemisphere: Hemisphere;
  readonly address: number;
  readonly at: number;
}

function emitTile(builder: ProgramBuilder, { hemisphere, address, at }: PlacedTile): void {
  const plane = planeOf(hemisphere);
  const loaded = at - TILE_ADDRESSES;
  for (let stream = 0; stream < 2 * WEIGHT_ROWS_PER_CYCLE; stream += 1) {
    const row = Math.floor(stream / 2);
    builder.place(
      {
        cycle: loaded - outwards(stream) - functionalDelay.read,
        times: Math.ceil((HALF_PLANE_ROWS - row) / WEIGHT_ROWS_PER_CYCLE),
      },
      {
        unit: 'mem',
        op: 'read',
        at: { hemisphere, slice: stream },
        address,
        stride: 1,
        stream: { direction: hemisphere, stream },
      },
    );
  }
  const whole = Math.floor(HALF_PLANE_ROWS / WEIGHT_ROWS_PER_CYCLE);
  const rest = HALF_PLANE_ROWS - whole * WEIGHT_ROWS_PER_CYCLE;
  const from = { direction: hemisphere, stream: 0 } as const;
  const load = { unit: 'mxm', op: 'load-weights', plane, type: 'fp16', from } as const;
  builder.place({ cycle: loaded, times: whole }, { ...load, row: 0, rows: WEIGHT_ROWS_PER_CYCLE });
  builder.place({ cycle: loaded + whole }, { ...load, row: whole * WEIGHT_ROWS_PER_CYCLE, rows: rest });
  builder.place({ cycle: at }, { unit: 'mxm', op: 'install-weights', plane, type: 'fp16' });
}

interface Rows extends Round {
  readonly hemisphere: Hemisphere;
  /** Coarse activations with coarse or fine weights, or fine activations with coarse weights. */
  readonly part: 'coarse' | 'fine-weights' | 'fine';
}

function emitRows(builder: ProgramBuilder, product: SplitProduct, rows: Rows): void {
  const { hemisphere, at, part, tile, column, firstOfColumn, completes } = rows;
  const { rows: times, activations, results } = product;
  const slice = part === 'fine' ? splitLayout.fine : splitLayout.coarse;
  for (let byte = 0; byte < 2; byte += 1) {
    builder.place(
      { cycle: at - outwards(slice + byte) - functionalDelay.read, times },
      {
        unit: 'mem',
        op: 'read',
        at: { hemisphere, slice: slice + byte },
        address: activations + tile.vector * times,
        stride: 1,
        stream: { direction: hemisphere, stream: 30 + byte },
      },
    );
  }
  const coarse = part === 'coarse';
  const done = coarse ? completes.coarse : completes.fine;
  const stream = coarse ? 0 : 4;
  const inwards = opposite(hemisphere);
  builder.place(
    { cycle: at, times },
    {
      unit: 'mxm',
      op: 'multiply',
      plane: planeOf(hemisphere),
      type: 'fp16',
      from: { direction: hemisphere, stream: 30 },
      half: hemisphere === 'west' ? 0 : 1,
      accumulator: coarse ? 0 : times,
      accumulate: !firstOfColumn,
      ...(done ? { to: { direction: inwards, stream } } : {}),
    },
  );
  if (!done) return;
  const first = coarse ? splitLayout.results : splitLayout.fineResults;
  for (let byte = 0; byte < 4; byte += 1) {
    builder.place(
      { cycle: at + functionalDelay.multiply + outwards(first + byte), times },
      {
        unit: 'mem',
        op: 'write',
        at: { hemisphere, slice: first + byte },
        address: results + column * times,
        stride: 1,
        stream: { direction: inwards, stream: stream + byte },
      },
    );
  }
}
