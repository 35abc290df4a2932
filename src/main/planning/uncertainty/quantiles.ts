import type { UncertainFigure } from '#shared/uncertainty';

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
export const drawOf = (figure: UncertainFigure, probability: number): number =>
  figure.shape === 'log-normal' ? logNormal(figure, probability) : triangular(figure, probability);
