import {
  type DrawnMetric,
  drawnMetrics,
  type Swing,
  type Turn,
  type UncertainFigure,
} from '#shared/uncertainty/uncertainty';
import { isUncertain } from './compile';
import { type Fleets, typicalValues } from './draws';
import type { FleetModel } from './fleet-model';

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

/** One metric of one fleet with one or more figures at other values. */
export function metricAt(model: FleetModel, metric: DrawnMetric): (values: ArrayLike<number>) => number {
  const metrics = new Float64Array(drawnMetrics.length);
  const place = drawnMetrics.indexOf(metric);
  return (values) => {
    model.evaluate(values, metrics);
    return metrics[place] ?? Number.NaN;
  };
}

/** How far each uncertain figure alone moves a fleet's metric, the largest swing first; what moves nothing is left out. */
export function tornadoOf(model: FleetModel, { figures }: Fleets, metric: DrawnMetric): readonly Swing[] {
  const values = typicalValues(figures);
  const read = metricAt(model, metric);
  const swings = figures.flatMap((figure, place): Swing[] => {
    if (!isUncertain(figure)) return [];
    const at = (value: number): number => {
      values[place] = value;
      const result = read(values);
      values[place] = figure.typical;
      return result;
    };
    const [atLow, atHigh] = [at(figure.low), at(figure.high)];
    return atLow === atHigh || Number.isNaN(atLow) ? [] : [{ key: figure.key, atLow, atHigh }];
  });
  const width = ({ atLow, atHigh }: Swing) => Math.abs(atHigh - atLow);
  return swings.sort((a, b) => width(b) - width(a) || (a.key < b.key ? -1 : 1));
}

const GRID_STEPS = 97;
/** How far beyond what the sources say a turning point is looked for. */
const FARTHEST = 1_000;

/** Where a turning point of a figure is looked for. */
export function searchGrid({ kind, low, high, typical }: UncertainFigure): readonly number[] {
  if (kind === 'utilisation') return evenGrid(0.01, 1, GRID_STEPS);
  if (kind === 'pue') return evenGrid(1, Math.max(4, high), GRID_STEPS);
  const least = low > 0 ? low : typical;
  return least > 0 ? geometricGrid(least / FARTHEST, high * FARTHEST, GRID_STEPS) : [];
}

/**
 * What each figure alone would have to be for two fleets to cost the same, solved and not guessed; those nearest to what
 * they are first, and those that could never turn the verdict last.
 */
export function turnsOf(
  { a, b }: { readonly a: FleetModel; readonly b: FleetModel },
  { figures }: Fleets,
  metric: DrawnMetric,
): readonly Turn[] {
  const values = typicalValues(figures);
  const [readA, readB] = [metricAt(a, metric), metricAt(b, metric)];
  const turns = figures.flatMap((figure, place): Turn[] => {
    const curve = (at: number): number => {
      values[place] = at;
      const difference = Math.log(readA(values) / readB(values));
      values[place] = figure.typical;
      return difference;
    };
    const grid = searchGrid(figure);
    const moves = grid.length > 0 && curve(grid[0] ?? 0) !== curve(grid.at(-1) ?? 0);
    if (!moves) return [];
    const { key, typical, low, high } = figure;
    const distance = (root: number) => Math.abs(Math.log(root / typical));
    const needed = rootsOnGrid(curve, grid).toSorted((x, y) => distance(x) - distance(y))[0];
    if (needed === undefined) return [{ key, typical, withinRange: false }];
    return [{ key, typical, needed, withinRange: low <= needed && needed <= high }];
  });
  const order = ({ needed, typical }: Turn) =>
    needed === undefined ? Infinity : Math.abs(Math.log(needed / typical));
  return turns.sort((x, y) => order(x) - order(y) || (x.key < y.key ? -1 : 1));
}
