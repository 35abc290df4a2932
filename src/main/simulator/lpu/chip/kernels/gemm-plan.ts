import {
  functionalDelay,
  type Hemisphere,
  hemisphereOfPlane,
  memPosition,
  mxmPosition,
  PLANE_COLUMNS,
  PLANES,
  PLANES_PER_HEMISPHERE,
  SUPERLANE_DELAY,
  transit,
  WORDS_PER_SLICE,
} from '#main/simulator/lpu/chip/geometry';
import type { WeightType } from '#main/simulator/lpu/chip/instructions';
import { rowsOfPlane } from '#main/simulator/lpu/chip/mxm';
import { counted, written } from '#shared/text/plural';

export interface GemmShape {
  /** Activation rows, inner size and weight columns: [m×k]·[k×n]. */
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly type: WeightType;
}

/**
 * How a product is cut into passes of the planes. A tile is what one plane holds; a round is one tile on every plane,
 * each multiplying its share of the rows. Planes share columns first and rows with what is left of them.
 */
export interface GemmPlan {
  readonly shape: GemmShape;
  /** Planes that work independently: four for INT8, two pairs for FP16. */
  readonly planes: number;
  readonly columnGroups: number;
  readonly rowGroups: number;
  readonly tilesDeep: number;
  readonly tilesWide: number;
  /** Column tiles that each plane does in turn. */
  readonly tilesPerPlane: number;
  readonly rowsPerPlane: number;
  readonly rounds: number;
  /** Cycles to stream one tile's weights in: 15 rows per cycle to a plane, beside its activations. */
  readonly loadCycles: number;
  readonly roundCycles: number;
}

/** Weight rows that reach a plane per cycle: 30 of the 32 streams outwards, the other two carry activations. */
export const WEIGHT_ROWS_PER_CYCLE = 15;

/**
 * Which slices of each hemisphere hold what: weights in 0–31, activations in 32–33, results in 34–41, so that no slice is
 * asked twice in a cycle.
 */
export const gemmLayout = { activations: 32, results: 34 } as const;

/** The first addresses of a product's parts in those slices. */
export interface GemmAddresses {
  readonly weights: number;
  readonly activations: number;
  readonly results: number;
}
export const fromAddressZero: GemmAddresses = { weights: 0, activations: 0, results: 0 };

const ceiling = (value: number, by: number): number => Math.ceil(value / by);

/** The split of the planes between columns and rows that takes the fewest cycles. */
export function planGemm(shape: GemmShape): GemmPlan {
  const planes = planesFor(shape.type);
  let best: GemmPlan | undefined;
  for (let columnGroups = planes; columnGroups >= 1; columnGroups /= 2) {
    const plan = planWith(shape, planes, columnGroups);
    const faster = best === undefined || plan.rounds * plan.roundCycles < best.rounds * best.roundCycles;
    if (faster) best = plan;
  }
  if (best === undefined) throw new RangeError('A chip without planes');
  return best;
}

export const planesFor = (type: WeightType): number => (type === 'int8' ? PLANES : PLANES / 2);

/** The plan in which planes share columns only, so that whole rows of the result lie in one hemisphere. */
export const planGemmByColumns = (shape: GemmShape): GemmPlan =>
  planWith(shape, planesFor(shape.type), planesFor(shape.type));

function planWith(shape: GemmShape, planes: number, columnGroups: number): GemmPlan {
  const { m, k, n, type } = shape;
  const depth = rowsOfPlane(type);
  const tilesDeep = ceiling(k, depth);
  const tilesWide = ceiling(n, PLANE_COLUMNS);
  const rowGroups = planes / columnGroups;
  const tilesPerPlane = ceiling(tilesWide, columnGroups);
  const rowsPerPlane = ceiling(m, rowGroups);
  const loadCycles = ceiling(Math.min(k, depth), WEIGHT_ROWS_PER_CYCLE);
  return {
    shape,
    planes,
    columnGroups,
    rowGroups,
    tilesDeep,
    tilesWide,
    tilesPerPlane,
    rowsPerPlane,
    rounds: tilesPerPlane * tilesDeep,
    loadCycles,
    roundCycles: Math.max(loadCycles, rowsPerPlane),
  };
}

/** Whether the chip-level kernel's memory layout holds the product; undefined where it does. */
export function gemmLayoutProblem(plan: GemmPlan): string | undefined {
  const weights = plan.rounds * plan.loadCycles;
  const activations = plan.rowsPerPlane * plan.tilesDeep;
  const results = plan.rowsPerPlane * plan.tilesPerPlane;
  const most = Math.max(weights, activations, results);
  return most <= WORDS_PER_SLICE
    ? undefined
    : `a slice would hold ${counted(most, 'vector')}; its capacity is ${written(WORDS_PER_SLICE)}`;
}

interface GemmTiming {
  /** From the first read to the first activation in a plane. */
  readonly firstActivation: number;
  readonly cycles: number;
}

/** When a product's parts happen, in closed form from T = N + d_func + δ(j,i); the chip level must agree to the cycle. */
export function gemmTiming(plan: GemmPlan): GemmTiming {
  const outwards = (slice: number): number => transit(memPosition('east', slice), mxmPosition('east'));
  const weights = functionalDelay.read + outwards(0);
  const activations = functionalDelay.read + outwards(gemmLayout.activations);
  // The first weights come from slice 0, the farthest; small tiles may let the activations be what is waited for.
  const firstActivation = Math.max(weights + plan.loadCycles, activations);
  const lastRow = firstActivation + (plan.rounds - 1) * plan.roundCycles + plan.rowsPerPlane - 1;
  const stored = functionalDelay.multiply + outwards(gemmLayout.results) + functionalDelay.write;
  return { firstActivation, cycles: lastRow + stored + SUPERLANE_DELAY };
}

/** How the planes that work independently are numbered: four for INT8, two pairs for FP16. */

/** The first INT8 plane of each independent plane: 0–3 for INT8, 0 and 2 for FP16. */
export const planeNumber = (plan: GemmPlan, worker: number): number =>
  plan.planes === 4 ? worker : 2 * worker;
export const localPlane = (plan: GemmPlan, worker: number): number =>
  plan.planes === 4 ? worker % PLANES_PER_HEMISPHERE : 0;
export const hemisphereOf = (plan: GemmPlan, worker: number): Hemisphere =>
  hemisphereOfPlane(planeNumber(plan, worker));

/** Which columns and rows a plane works on. */
export const shareOf = (plan: GemmPlan, worker: number) => ({
  columnGroup: worker % plan.columnGroups,
  rowGroup: Math.floor(worker / plan.columnGroups),
});

export const weightSlice = (plan: GemmPlan, worker: number, stream: number): number =>
  plan.planes === 4 ? 16 * localPlane(plan, worker) + stream : stream;
