import {
  functionalDelay,
  memPosition,
  mxmPosition,
  opposite,
  transit,
} from '#main/simulator/lpu/chip/geometry';
import { bytesOf } from '#main/simulator/lpu/chip/instructions';
import { rowsOfPlane } from '#main/simulator/lpu/chip/mxm';
import type { ProgramBuilder } from '#main/simulator/lpu/chip/program';
import {
  fromAddressZero,
  type GemmAddresses,
  gemmLayout,
  type GemmPlan,
  gemmTiming,
  hemisphereOf,
  localPlane,
  planeNumber,
  WEIGHT_ROWS_PER_CYCLE,
  weightSlice,
} from './gemm-plan';

/**
 * Emits [m×k]·[k×n] from a cycle on, weights stationary per round and double-buffered; returns the cycle in which its last
 * superlane is done.
 */
export function emitGemm(
  builder: ProgramBuilder,
  plan: GemmPlan,
  start: number,
  addresses: GemmAddresses = fromAddressZero,
): number {
  const timing = gemmTiming(plan);
  for (let worker = 0; worker < plan.planes; worker += 1) {
    for (let round = 0; round < plan.rounds; round += 1) {
      const at = start + timing.firstActivation + round * plan.roundCycles;
      const loadedFrom = round === 0 ? at - plan.loadCycles : at - plan.roundCycles;
      emitWeights(builder, { plan, worker, round, addresses, at: loadedFrom });
      emitInstall(builder, { plan, worker, round, addresses, at });
      emitActivations(builder, { plan, worker, round, addresses, at });
      if (round % plan.tilesDeep === plan.tilesDeep - 1)
        emitResults(builder, { plan, worker, round, addresses, at });
    }
  }
  return start + timing.cycles;
}

interface Round {
  readonly plan: GemmPlan;
  readonly worker: number;
  readonly round: number;
  readonly addresses: GemmAddresses;
  /** The cycle, at the matrix unit, in which it begins. */
  readonly at: number;
}

function emitWeights(builder: ProgramBuilder, { plan, worker, round, addresses, at }: Round): void {
  const { type, k } = plan.shape;
  const width = bytesOf[type];
  const hemisphere = hemisphereOf(plan, worker);
  const rows = Math.min(k, rowsOfPlane(type));
  const firstStream = localPlane(plan, worker) * WEIGHT_ROWS_PER_CYCLE;
  for (let lane = 0; lane < WEIGHT_ROWS_PER_CYCLE * width; lane += 1) {
    const row = Math.floor(lane / width);
    const slice = weightSlice(plan, worker, lane);
    const hops = transit(memPosition(hemisphere, slice), mxmPosition(hemisphere));
    builder.place(
      { cycle: at - hops - functionalDelay.read, times: Math.ceil((rows - row) / WEIGHT_ROWS_PER_CYCLE) },
      {
        unit: 'mem',
        op: 'read',
        at: { hemisphere, slice },
        address: addresses.weights + round * plan.loadCycles,
        stride: 1,
        stream: { direction: hemisphere, stream: firstStream + lane },
      },
    );
  }
  const plane = planeNumber(plan, worker);
  const from = { direction: hemisphere, stream: firstStream };
  const whole = Math.floor(rows / WEIGHT_ROWS_PER_CYCLE);
  const rest = rows - whole * WEIGHT_ROWS_PER_CYCLE;
  const load = { unit: 'mxm', op: 'load-weights', plane, type, from } as const;
  builder.place({ cycle: at, times: whole }, { ...load, row: 0, rows: WEIGHT_ROWS_PER_CYCLE });
  if (rest === 0) return;
  builder.place({ cycle: at + whole }, { ...load, row: whole * WEIGHT_ROWS_PER_CYCLE, rows: rest });
}

const emitInstall = (builder: ProgramBuilder, { plan, worker, at }: Round): void =>
  builder.place(
    { cycle: at },
    { unit: 'mxm', op: 'install-weights', plane: planeNumber(plan, worker), type: plan.shape.type },
  );

function emitActivations(builder: ProgramBuilder, { plan, worker, round, addresses, at }: Round): void {
  const { type } = plan.shape;
  const hemisphere = hemisphereOf(plan, worker);
  const tile = round % plan.tilesDeep;
  const local = localPlane(plan, worker);
  for (let byte = 0; byte < bytesOf[type]; byte += 1) {
    const slice = gemmLayout.activations + local + byte;
    const hops = transit(memPosition(hemisphere, slice), mxmPosition(hemisphere));
    builder.place(
      { cycle: at - hops - functionalDelay.read, times: plan.rowsPerPlane },
      {
        unit: 'mem',
        op: 'read',
        at: { hemisphere, slice },
        address: addresses.activations + tile * plan.rowsPerPlane,
        stride: 1,
        stream: { direction: hemisphere, stream: 30 + local + byte },
      },
    );
  }
  const last = tile === plan.tilesDeep - 1;
  builder.place(
    { cycle: at, times: plan.rowsPerPlane },
    {
      unit: 'mxm',
      op: 'multiply',
      plane: planeNumber(plan, worker),
      type,
      from: { direction: hemisphere, stream: 30 + local },
      half: 0,
      accumulator: 0,
      accumulate: tile > 0,
      ...(last ? { to: { direction: opposite(hemisphere), stream: 4 * local } } : {}),
    },
  );
}

function emitResults(builder: ProgramBuilder, { plan, worker, round, addresses, at }: Round): void {
  const hemisphere = hemisphereOf(plan, worker);
  const local = localPlane(plan, worker);
  for (let byte = 0; byte < 4; byte += 1) {
    const slice = gemmLayout.results + 4 * local + byte;
    const hops = transit(mxmPosition(hemisphere), memPosition(hemisphere, slice));
    builder.place(
      { cycle: at + functionalDelay.multiply + hops, times: plan.rowsPerPlane },
      {
        unit: 'mem',
        op: 'write',
        at: { hemisphere, slice },
        address: addresses.results + Math.floor(round / plan.tilesDeep) * plan.rowsPerPlane,
        stride: 1,
        stream: { direction: opposite(hemisphere), stream: 4 * local + byte },
      },
    );
  }
}
