/** A function of one number whose roots are sought. */
type Curve = (at: number) => number;

const PRECISION = 1e-12;
const MOST_STEPS = 200;

/**
 * The root between two places where a curve has different signs, by bisection with the secant where that is quicker
 * (the Illinois rule of false position).
 */
function rootBetween(curve: Curve, from: number, to: number): number {
  let [low, high, atLow, atHigh] = [from, to, curve(from), curve(to)];
  let side = 0;
  for (let step = 0; step < MOST_STEPS && Math.abs(high - low) > PRECISION * Math.abs(high); step += 1) {
    const secant = (low * atHigh - high * atLow) / (atHigh - atLow);
    const at = Number.isFinite(secant) && step % 8 !== 7 ? secant : (low + high) / 2;
    const value = curve(at);
    if (value === 0) return at;
    if (value > 0 === atHigh > 0) {
      [high, atHigh] = [at, value];
      if (side === 1) atLow /= 2;
      side = 1;
    } else {
      [low, atLow] = [at, value];
      if (side === -1) atHigh /= 2;
      side = -1;
    }
  }
  return (low + high) / 2;
}

/** Roots of a curve between the places of a grid, in its order. Places where it has no value are passed over. */
export function rootsOnGrid(curve: Curve, grid: readonly number[]): readonly number[] {
  const roots: number[] = [];
  let before: { readonly at: number; readonly value: number } | undefined;
  for (const at of grid) {
    const value = curve(at);
    if (!Number.isFinite(value)) {
      before = undefined;
      continue;
    }
    if (value === 0) roots.push(at);
    else if (before !== undefined && before.value !== 0 && before.value > 0 !== value > 0)
      roots.push(rootBetween(curve, before.at, at));
    before = { at, value };
  }
  return roots;
}

/** Places from one to another at equal ratios; both must be positive. */
export const geometricGrid = (from: number, to: number, steps: number): readonly number[] =>
  Array.from({ length: steps }, (_, step) => from * (to / from) ** (step / (steps - 1)));

export const evenGrid = (from: number, to: number, steps: number): readonly number[] =>
  Array.from({ length: steps }, (_, step) => from + ((to - from) * step) / (steps - 1));
