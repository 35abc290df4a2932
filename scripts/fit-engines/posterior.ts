import { uncertainConstants, type EngineConstants } from '../../src/main/simulator/gpu/engine/constants';
import { dot, fitParameters, solve } from '../fit-kernels/optimise';
import { residualsOf, type Observation } from './observations';
import { usualSpreads, type Fitted, type Spreads } from './plans';

const names = Object.keys(usualSpreads) as Fitted[];

/** Where an engine's constants are looked for: about these, no farther than that without being told so. */
export interface Start {
  readonly centre: EngineConstants;
  readonly spreads: Spreads;
}

/** The noise of a measured figure before an engine's own is known, and on how many figures' word it is believed. */
const USUAL_NOISE = 0.05;
const USUAL_FIGURES = 6;

/**
 * The constants that fit the observations while staying near a centre, and how sure they then are. A figure counts as much
 * as a constant that strays from its centre by the engine's noise over the constant's own spread; the noise is found from
 * what a first fit leaves. The search begins where one is told, at the centre otherwise.
 */
export function fitConstants(
  start: Start,
  observations: readonly Observation[],
  begin: EngineConstants = start.centre,
): EngineConstants {
  const first = fitWithNoise(start, observations, { noise: USUAL_NOISE, begin });
  const left = observations.flatMap((each) => residualsOf(each, first));
  const squares = left.reduce(
    (sum, { value, weight }) => sum + weight * value ** 2,
    USUAL_FIGURES * USUAL_NOISE ** 2,
  );
  const figures = left.reduce((sum, { weight }) => sum + weight, USUAL_FIGURES);
  return fitWithNoise(start, observations, { noise: Math.sqrt(squares / figures), begin: first });
}

function fitWithNoise(
  { centre, spreads }: Start,
  observations: readonly Observation[],
  { noise, begin }: { readonly noise: number; readonly begin: EngineConstants },
): EngineConstants {
  const build = (values: readonly number[]): EngineConstants => ({
    ...centre,
    ...Object.fromEntries(names.map((name, index) => [name, values[index]])),
  });
  const strayed = (values: readonly number[]) =>
    names.map((name, index) => (noise * Math.log(values[index]! / centre[name])) / spreads[name]);
  const residuals = (values: readonly number[]) =>
    Float64Array.from([...observations.flatMap(weighted(build(values))), ...strayed(values)]);
  const fitted = fitParameters(
    names.map((name) => begin[name]),
    residuals,
    { iterations: 25, leastGain: 1e-5 },
  ).map((value) => Number(value.toPrecision(3)));
  return { ...build(fitted), covariance: covarianceOf(fitted, residuals, noise) };
}

const weighted =
  (engine: EngineConstants) =>
  (observation: Observation): number[] =>
    residualsOf(observation, engine).map(({ value, weight }) => Math.sqrt(weight) * value);

/** Laplace's approximation: the inverse of the curvature. */
function covarianceOf(
  fitted: readonly number[],
  residuals: (values: readonly number[]) => Float64Array,
  noise: number,
): number[][] {
  const base = residuals(fitted);
  const columns = fitted.map((_, index) => {
    const moved = residuals(fitted.map((value, each) => (each === index ? value * Math.exp(STEP) : value)));
    return moved.map((value, row) => (value - base[row]!) / STEP / noise);
  });
  const curvature = columns.map((a) => columns.map((b) => dot(a, b)));
  const inverse = names.map((_, column) =>
    solve(
      curvature,
      names.map((__, row) => (row === column ? 1 : 0)),
    ),
  );
  return uncertainConstants.map((row) =>
    uncertainConstants.map((column) =>
      Number(inverse[names.indexOf(column)]![names.indexOf(row)]!.toPrecision(3)),
    ),
  );
}
const STEP = 1e-3;
