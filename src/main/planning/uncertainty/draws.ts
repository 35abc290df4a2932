import type { Estimate } from '#main/planning/deployments/deployments';
import { randomStream } from '#main/simulator/serving/random';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { drawnMetrics, type UncertainFigure } from '#shared/uncertainty/uncertainty';
import { figureTable, isUncertain } from './compile';
import { fleetModel, type FleetModel } from './fleet-model';

/**
 * Points that fill a cube more evenly than chance does: Halton's sequence with every digit permuted at random, so that
 * its projections on high dimensions do not line up (A. B. Owen, A randomized Halton algorithm in R, arXiv 1706.02808,
 * 2017). A point follows from its index alone, so that any number of workers draw the same.
 */
interface PointSource {
  /** The coordinate of the point with this index, counted from 0; in [0, 1). */
  readonly coordinate: (index: number, dimension: number) => number;
}

/** The first primes, one base per dimension. */
function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** Van der Corput's radical inverse: the digits of the index in this base, mirrored at the point. */
export function radicalInverse(index: number, base: number): number {
  let [rest, value, scale] = [index, 0, 1 / base];
  while (rest > 0) {
    const digit = rest % base;
    value += digit * scale;
    rest = (rest - digit) / base;
    scale /= base;
  }
  return value;
}

/** Digits beyond these are below what 32 bits tell apart. */
const SMALLEST_SCALE = 2 ** -32;

interface Scrambling {
  readonly base: number;
  readonly scales: readonly number[];
  /** For every digit place a permutation of the digits. */
  readonly permutations: readonly Uint16Array[];
}

function scrambling(base: number, seed: number): Scrambling {
  const { uniform } = randomStream(seed, `halton ${base}`);
  const scales: number[] = [];
  for (let scale = 1 / base; scale > SMALLEST_SCALE; scale /= base) scales.push(scale);
  const permutations = scales.map(() => {
    const digits = Uint16Array.from({ length: base }, (_, digit) => digit);
    for (let last = base - 1; last > 0; last -= 1) {
      const chosen = Math.floor(uniform() * (last + 1));
      [digits[last], digits[chosen]] = [digits[chosen] ?? 0, digits[last] ?? 0];
    }
    return digits;
  });
  return { base, scales, permutations };
}

/** The scrambled sequence in so many dimensions; equal seeds give equal points. */
export function haltonPoints(dimensions: number, seed: number): PointSource {
  const scramblings = primes(dimensions).map((base) => scrambling(base, seed));
  return {
    coordinate: (index, dimension) => {
      const scrambled = scramblings[dimension];
      if (scrambled === undefined) throw new RangeError(`There is no dimension ${dimension}`);
      const { base, scales, permutations } = scrambled;
      let [rest, value] = [index, 0];
      for (let place = 0; place < scales.length; place += 1) {
        const digit = rest % base;
        rest = (rest - digit) / base;
        value += (permutations[place]?.[digit] ?? 0) * (scales[place] ?? 0);
      }
      return value;
    },
  };
}

/** The value of a triangular distribution at a probability: straight from low up to typical and down to high. */
export function triangular(
  { low, typical, high }: { readonly low: number; readonly typical: number; readonly high: number },
  probability: number,
): number {
  if (high <= low) return typical;
  const rising = (typical - low) / (high - low);
  return probability < rising
    ? low + Math.sqrt(probability * (high - low) * (typical - low))
    : high - Math.sqrt((1 - probability) * (high - low) * (high - typical));
}

// Acklam's rational approximation of the standard normal quantile; its relative error is below 1.15e-9.
const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
const TAIL = 0.02425;

const polynomial = (coefficients: readonly number[], at: number): number =>
  coefficients.reduce((sum, coefficient) => sum * at + coefficient, 0);

/** The standard normal distribution's value at a probability between 0 and 1. */
export function normalQuantile(probability: number): number {
  if (probability < TAIL) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return polynomial(C, q) / (polynomial(D, q) * q + 1);
  }
  if (probability > 1 - TAIL) return -normalQuantile(1 - probability);
  const q = probability - 0.5;
  const r = q * q;
  return (polynomial(A, r) * q) / (polynomial(B, r) * r + 1);
}

/** An interval of a prediction holds with this probability on each side (interval level 0.8). */
const BOUND_QUANTILE = 1.2815515655446004;
/** Keeps the ends of the cube from reaching infinity. */
const EDGE = 2 ** -33;

/** Each side of its own width, since intervals of predictions need not be even: low and high are its 10th and 90th percentile. */
function logNormal({ low, typical, high }: UncertainFigure, probability: number): number {
  const z = normalQuantile(Math.min(1 - EDGE, Math.max(EDGE, probability)));
  const bound = z < 0 ? low : high;
  return typical * (bound / typical) ** (Math.abs(z) / BOUND_QUANTILE);
}

/** What a figure is at a probability, by the shape that it is taken to have. */
const drawOf = (figure: UncertainFigure, probability: number): number =>
  figure.shape === 'log-normal' ? logNormal(figure, probability) : triangular(figure, probability);

/** Fleets that share their figures: the same figure has the same draw in each of them. */
export interface Fleets {
  readonly models: readonly FleetModel[];
  readonly figures: readonly UncertainFigure[];
}

/** Models of these scenarios over one table of figures. All must be in one currency. */
export function fleetsOf(scenarios: readonly Scenario[], catalogue: Catalogue, estimate?: Estimate): Fleets {
  const table = figureTable();
  const models = scenarios.map((scenario) =>
    fleetModel(scenario, { catalogue, table, ...(estimate === undefined ? {} : { estimate }) }),
  );
  return { models, figures: table.figures() };
}

export const typicalValues = (figures: readonly UncertainFigure[]): Float64Array =>
  Float64Array.from(figures, ({ typical }) => typical);

/** The draws from one index up to another. */
export interface DrawSpan {
  readonly from: number;
  readonly to: number;
  readonly seed: number;
}

/**
 * Metrics of every fleet in every draw: draw by draw, fleet by fleet, in the order of `drawnMetrics`. The figures of each
 * draw can be observed as well.
 */
export function drawMetrics(
  { models, figures }: Fleets,
  { from, to, seed }: DrawSpan,
  observe: (draw: number, values: ArrayLike<number>) => void = () => undefined,
): Float64Array {
  const uncertain = figures.flatMap((figure, place) => (isUncertain(figure) ? [{ figure, place }] : []));
  const { coordinate } = haltonPoints(uncertain.length, seed);
  const values = typicalValues(figures);
  const width = models.length * drawnMetrics.length;
  const all = new Float64Array((to - from) * width);
  const metrics = new Float64Array(drawnMetrics.length);
  for (let draw = from; draw < to; draw += 1) {
    for (let dimension = 0; dimension < uncertain.length; dimension += 1) {
      const entry = uncertain[dimension];
      if (entry !== undefined) values[entry.place] = drawOf(entry.figure, coordinate(draw, dimension));
    }
    observe(draw, values);
    for (let fleet = 0; fleet < models.length; fleet += 1) {
      models[fleet]?.evaluate(values, metrics);
      all.set(metrics, (draw - from) * width + fleet * drawnMetrics.length);
    }
  }
  return all;
}

/** The draws of consecutive spans as one list. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
