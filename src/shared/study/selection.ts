import { z } from '#shared/schema/zod';

/** Which rows of a stage the next one works on. Each demand at each site and price is looked at by itself. */

/** What rows are compared by, and whether more of it is better. */
export const metrics = {
  timeToFirstTokenSeconds: 'less',
  interTokenLatencySeconds: 'less',
  timePerOutputTokenSeconds: 'less',
  requestLatencySeconds: 'less',
  powerWatts: 'less',
  energyPerYearWattHours: 'less',
  energyPerOutputTokenJoules: 'less',
  servers: 'less',
  devices: 'less',
  racks: 'less',
  capital: 'less',
  totalPerYear: 'less',
  total: 'less',
  perMillionOutputTokens: 'less',
  outputTokensPerSecond: 'more',
  outputTokensPerSecondPerUser: 'more',
  goodputRequestsPerSecond: 'more',
  objectiveMetShare: 'more',
} as const;
export const Metric = z.enum(Object.keys(metrics) as [keyof typeof metrics, ...(keyof typeof metrics)[]]);
export type Metric = z.infer<typeof Metric>;

const bounds = z.strictObject({ min: z.number().optional(), max: z.number().optional() });

const shared = {
  /** Bounds that a row must keep to; one that lacks the figure does not. */
  where: z.partialRecord(Metric, bounds).default({}),
};

export const Selection = z.union([
  z.strictObject({ pareto: z.array(Metric).min(2).max(5), ...shared }),
  z.strictObject({ best: z.int().min(1).max(100_000), by: Metric, ...shared }),
]);
export type Selection = Readonly<z.infer<typeof Selection>>;

/** A row that may go on, as far as it is compared. */
export interface Candidate {
  /** Which case it is; ties go to the lower number. */
  readonly number: number;
  /** What it is compared within. */
  readonly group: number;
  /** Its metrics, turned so that less is better. */
  readonly values: readonly number[];
}

/** A row of a stage, as far as it is selected by. */
export interface Selectable {
  readonly number: number;
  readonly fits: boolean;
  /** Whether it keeps to the objective of its need, where that has one. */
  readonly withinObjective?: boolean | undefined;
}

const comparedBy = (selection: Selection): readonly Metric[] =>
  'pareto' in selection ? selection.pareto : [selection.by];

/** The candidate that a row is; undefined where it does not run, misses its objective, or lacks a figure. */
export function candidateOf(row: Selectable, group: number, selection: Selection): Candidate | undefined {
  if (!row.fits || row.withinObjective === false) return undefined;
  const figures = row as unknown as Readonly<Record<string, unknown>>;
  for (const [metric, { min = -Infinity, max = Infinity }] of Object.entries(selection.where)) {
    const value = figures[metric];
    if (typeof value !== 'number' || value < min || value > max) return undefined;
  }
  const values: number[] = [];
  for (const metric of comparedBy(selection)) {
    const value = figures[metric];
    if (typeof value !== 'number') return undefined;
    values.push(metrics[metric] === 'less' ? value : -value);
  }
  return { number: row.number, group, values };
}

/**
 * Those of some candidates that go on, in the order of their numbers. What goes on of parts that were each selected by
 * themselves is what goes on of the whole, however it was parted.
 */
export function selected(candidates: readonly Candidate[], selection: Selection): readonly Candidate[] {
  const groups = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.group);
    if (group === undefined) groups.set(candidate.group, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()]
    .flatMap((group) => ('pareto' in selection ? paretoFront(group) : best(group, selection.best)))
    .toSorted((a, b) => a.number - b.number);
}

/** By value, then by number. */
function inOrder(a: Candidate, b: Candidate): number {
  for (const [index, value] of a.values.entries()) {
    const difference = value - (b.values[index] ?? value);
    if (difference !== 0) return difference;
  }
  return a.number - b.number;
}

const best = (group: readonly Candidate[], most: number): readonly Candidate[] =>
  group.toSorted(inOrder).slice(0, most);

/**
 * The candidates that no other beats in one metric without losing in another; of equal ones the first. In order of the
 * first metric none that comes later can beat an earlier one, so that each is held against the front so far.
 */
function paretoFront(group: readonly Candidate[]): readonly Candidate[] {
  const front: Candidate[] = [];
  for (const candidate of group.toSorted(inOrder)) {
    if (
      !front.some((other) =>
        other.values.every((value, index) => value <= (candidate.values[index] ?? value)),
      )
    ) {
      front.push(candidate);
    }
  }
  return front;
}
