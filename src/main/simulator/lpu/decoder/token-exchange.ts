import { LANES } from '#main/simulator/lpu/chip/geometry';
import { MAP_SLICE } from '#main/simulator/lpu/chip/kernels/gather-rows';
import { loadVector, storeVector } from '#main/simulator/lpu/chip/kernels/tensor-place';
import type { Memory } from '#main/simulator/lpu/chip/memory';
import type { ChipPlan } from './plan-chip';

/** Addresses in the map slices: the maps of embedding rows, then those of the rotary tables. */
export const mapsOf = ({ tiles, tables }: Pick<ChipPlan, 'tiles' | 'tables'>) => ({
  embedding: 0,
  rotary: tiles.hidden * (tables.embedding.length / 2),
});

/** What the host writes before a token's pass: its number as addresses of rows, and its position. */
export function writeToken(
  memory: Memory,
  plan: ChipPlan,
  { token, position }: { token: number; position: number },
): void {
  const { tiles, tables, places, part } = plan;
  const maps = mapsOf(plan);
  const map = (hemisphere: 'west' | 'east', at: number, address: number): void => {
    for (const byte of [0, 1]) {
      const place = { hemisphere, slice: MAP_SLICE + byte, address: at, type: 'int8' } as const;
      storeVector(
        memory,
        place,
        0,
        new Float64Array(LANES).fill((((address >>> (8 * byte)) & 0xff) << 24) >> 24),
      );
    }
  };
  const perSide = tables.embedding.length / 2;
  for (const [index, place] of tables.embedding.entries()) {
    const entry = token - index * tables.tokensPerGroup;
    const here = entry >= 0 && entry < tables.tokensPerGroup;
    for (let tile = 0; tile < tiles.hidden; tile += 1) {
      const row = here ? tile * tables.tokensPerGroup + entry : tiles.hidden * tables.tokensPerGroup;
      map(place.hemisphere, maps.embedding + tile * perSide + (index % perSide), place.address + row);
    }
  }
  for (let tile = 0; tile < tiles.query; tile += 1) {
    const row = position * tiles.query + tile;
    map('west', maps.rotary + tile, tables.cosines.address + row);
    map('east', maps.rotary + tile, tables.sines.address + row);
    storeVector(memory, places.row, tile, new Float64Array(LANES).fill(tile * part.positions + position));
  }
  storeVector(memory, places.position, 0, new Float64Array(LANES).fill(position));
}

/** The token that the last chip chose. */
export const chosenToken = (memory: Memory, { places }: ChipPlan): number =>
  loadVector(memory, places.last, 0)[0] ?? NaN;
