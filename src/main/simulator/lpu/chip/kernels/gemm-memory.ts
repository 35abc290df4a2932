import { bitsOf, valuesOf } from '#main/simulator/lpu/chip/elements';
import { PLANE_COLUMNS } from '#main/simulator/lpu/chip/geometry';
import { bytesOf } from '#main/simulator/lpu/chip/instructions';
import { emptyMemory, readVector, vectorToWrite, type Memory } from '#main/simulator/lpu/chip/memory';
import { rowsOfPlane } from '#main/simulator/lpu/chip/mxm';
import {
  fromAddressZero,
  type GemmAddresses,
  gemmLayout,
  type GemmPlan,
  hemisphereOf,
  localPlane,
  shareOf,
  WEIGHT_ROWS_PER_CYCLE,
  weightSlice,
} from './gemm-plan';

/** Row-major operands of a product. */
export interface GemmOperands {
  readonly activations: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

/** The memory as the host prepares it: operands cut into tiles and padded with zeros. */
export function gemmMemory(plan: GemmPlan, operands: GemmOperands): Memory {
  const memory = emptyMemory();
  storeActivations(memory, plan, operands.activations, 0);
  storeWeights(memory, plan, operands.weights);
  return memory;
}

export function storeWeights(memory: Memory, plan: GemmPlan, values: ArrayLike<number>): void {
  for (let worker = 0; worker < plan.planes; worker += 1) {
    for (let round = 0; round < plan.rounds; round += 1) storeTile(memory, plan, { worker, round }, values);
  }
}

export function storeActivations(
  memory: Memory,
  plan: GemmPlan,
  values: ArrayLike<number>,
  address: number,
): void {
  for (let worker = 0; worker < plan.planes; worker += 1) {
    storeShare(memory, plan, { worker, address }, values);
  }
}

interface Share {
  readonly worker: number;
  readonly address: number;
}

function storeShare(
  memory: Memory,
  plan: GemmPlan,
  { worker, address }: Share,
  values: ArrayLike<number>,
): void {
  const { m, k, type } = plan.shape;
  const depth = rowsOfPlane(type);
  const firstRow = shareOf(plan, worker).rowGroup * plan.rowsPerPlane;
  const hemisphere = hemisphereOf(plan, worker);
  for (let tile = 0; tile < plan.tilesDeep; tile += 1) {
    for (let row = 0; row < Math.min(plan.rowsPerPlane, m - firstRow); row += 1) {
      const start = (firstRow + row) * k + tile * depth;
      const count = Math.min(depth, k - tile * depth);
      for (let byte = 0; byte < bytesOf[type]; byte += 1) {
        const slice = gemmLayout.activations + localPlane(plan, worker) + byte;
        const vector = vectorToWrite(memory, { hemisphere, slice }, address + tile * plan.rowsPerPlane + row);
        fill(vector, { values, start, count, type, byte });
      }
    }
  }
}

interface Part {
  readonly values: ArrayLike<number>;
  readonly start: number;
  readonly count: number;
  readonly type: 'int8' | 'fp16';
  readonly byte: number;
}

function fill(vector: Uint8Array, { values, start, count, type, byte }: Part): void {
  if (type === 'int8' && values instanceof Int8Array) {
    vector.set(values.subarray(start, start + count));
    return;
  }
  for (let lane = 0; lane < count; lane += 1) {
    const value = values[start + lane] ?? 0;
    vector[lane] = type === 'int8' ? value : bitsOf(type, value) >>> (8 * byte);
  }
}

interface Tile {
  readonly worker: number;
  readonly round: number;
}

function storeTile(memory: Memory, plan: GemmPlan, { worker, round }: Tile, values: ArrayLike<number>): void {
  const { k, n, type } = plan.shape;
  const width = bytesOf[type];
  const depth = rowsOfPlane(type);
  const hemisphere = hemisphereOf(plan, worker);
  const deep = round % plan.tilesDeep;
  const column = columnOf(plan, worker, round);
  for (let row = 0; row < Math.min(depth, k - deep * depth); row += 1) {
    const start = (deep * depth + row) * n + column;
    const count = Math.max(0, Math.min(PLANE_COLUMNS, n - column));
    const stream = (row % WEIGHT_ROWS_PER_CYCLE) * width;
    const address = round * plan.loadCycles + Math.floor(row / WEIGHT_ROWS_PER_CYCLE);
    for (let byte = 0; byte < width; byte += 1) {
      const slice = weightSlice(plan, worker, stream + byte);
      fill(vectorToWrite(memory, { hemisphere, slice }, address), { values, start, count, type, byte });
    }
  }
}

/** The first column of the tile that a plane has in a round. */
const columnOf = (plan: GemmPlan, worker: number, round: number): number =>
  (Math.floor(round / plan.tilesDeep) * plan.columnGroups + shareOf(plan, worker).columnGroup) *
  PLANE_COLUMNS;

/** The product as the host reads it back: row-major, INT32 or FP32. */
export function gemmResult(
  plan: GemmPlan,
  memory: Memory,
  addresses: GemmAddresses = fromAddressZero,
): Float64Array {
  const { m, n, type } = plan.shape;
  const result = new Float64Array(m * n);
  for (let worker = 0; worker < plan.planes; worker += 1) {
    const firstRow = shareOf(plan, worker).rowGroup * plan.rowsPerPlane;
    const hemisphere = hemisphereOf(plan, worker);
    for (let tile = 0; tile < plan.tilesPerPlane; tile += 1) {
      const column = columnOf(plan, worker, tile * plan.tilesDeep);
      const count = Math.min(PLANE_COLUMNS, n - column);
      for (let row = 0; count > 0 && row < Math.min(plan.rowsPerPlane, m - firstRow); row += 1) {
        const vectors = [0, 1, 2, 3].map((byte) => {
          const slice = gemmLayout.results + 4 * localPlane(plan, worker) + byte;
          return readVector(
            memory,
            { hemisphere, slice },
            addresses.results + tile * plan.rowsPerPlane + row,
          );
        });
        const values = valuesOf(type === 'int8' ? 'int32' : 'fp32', vectors);
        result.set(values.subarray(0, count), (firstRow + row) * n + column);
      }
    }
  }
  return result;
}
