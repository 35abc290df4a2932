import type { Catalogue } from '#shared/catalogue/catalogue';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { BreakEvenMap, BreakEvenRequest, UncertainFigure } from '#shared/uncertainty/uncertainty';
import { fleetsOf, typicalValues } from './draws';
import { inOneCurrency } from './report';
import { evenGrid, geometricGrid, metricAt, rootsOnGrid, searchGrid } from './sensitivity';

const BEYOND = 4;

/** The stretch of a figure that a map shows: what the sources say, or around the typical value where that is exact. */
function stretch({ kind, low, typical, high }: UncertainFigure, steps: number): readonly number[] {
  if (kind === 'utilisation') return evenGrid(0.05, 1, steps);
  if (kind === 'pue') return evenGrid(1, Math.max(2, high), steps);
  if (low < high && low > 0) return geometricGrid(low / 2, high * 2, steps);
  return typical > 0 ? geometricGrid(typical / BEYOND, typical * BEYOND, steps) : evenGrid(0, 1, steps);
}

/** The cost of the first fleet over the second's across a map of two figures, and the line on which they cost the same. */
export function breakEven(request: BreakEvenRequest, catalogue: Catalogue): Result<BreakEvenMap, Refusal> {
  const same = inOneCurrency(request.scenarios, catalogue);
  if (!same.ok) return same;
  const { models, figures } = fleetsOf(same.value, catalogue);
  const [first, second] = models;
  const find = (key: string) => figures.findIndex((figure) => figure.key === key);
  const [alongAt, acrossAt] = [find(request.along), find(request.across)];
  const [along, across] = [figures[alongAt], figures[acrossAt]];
  const missing = along === undefined ? request.along : request.across;
  if (first === undefined || second === undefined || along === undefined || across === undefined) {
    return failure({
      code: 'figure-not-in-fleets',
      message: `Neither fleet depends on ${missing}.`,
      params: { figure: missing },
    });
  }
  const values = typicalValues(figures);
  const [readFirst, readSecond] = [metricAt(first, request.metric), metricAt(second, request.metric)];
  const ratio = (): number => readFirst(values) / readSecond(values);
  const [alongValues, acrossValues] = [stretch(along, request.steps), stretch(across, request.steps)];
  const ratios: number[][] = [];
  const line: (number | null)[] = [];
  for (const value of acrossValues) {
    values[acrossAt] = value;
    const at = (place: number): number => {
      values[alongAt] = place;
      return ratio();
    };
    ratios.push(alongValues.map(at));
    line.push(rootsOnGrid((place) => Math.log(at(place)), searchGrid(along))[0] ?? null);
  }
  return success({
    along: { figure: along, values: alongValues },
    across: { figure: across, values: acrossValues },
    ratios,
    breakEven: line,
  });
}
