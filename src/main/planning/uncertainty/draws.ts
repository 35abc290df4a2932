import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { drawnMetrics, type UncertainFigure } from '#shared/uncertainty';
import type { Estimate } from '../deployments';
import { figureTable, isUncertain } from './figure-table';
import { fleetModel, type FleetModel } from './fleet-model';
import { haltonPoints } from './halton';
import { drawOf } from './quantiles';

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
