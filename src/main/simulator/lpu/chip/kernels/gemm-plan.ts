import { PLANE_COLUMNS, PLANES, WORDS_PER_SLICE } from '../geometry';
import type { WeightType } from '../instructions';
import { rowsOfPlane } from '../mxm';

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

const planesFor = (type: WeightType): number => (type === 'int8' ? PLANES : PLANES / 2);

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
    : `a slice would hold ${most} vectors, and there is room for ${WORDS_PER_SLICE}`;
}
