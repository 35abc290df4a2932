import { amountNames } from '#main/planning/racks/rack-capacity';
import type { Arrangement } from './arrangement';
import { type Bin, cleared, type Companion, put } from './bin';
import { type FitProblem, fleetOf } from './fit-problem';
import { type Fleet, type Line, place } from './fleet';
import { mostValuable, type Pattern } from './pricing';

/** A linear program, column by column, as the solver of a host takes it. Pure planning never loads a solver itself. */

interface Column {
  readonly cost: number;
  readonly upper: number;
  /** The rows it is in, and by how much. */
  readonly entries: readonly { readonly row: number; readonly value: number }[];
}

interface Row {
  readonly lower: number;
  readonly upper: number;
}

export interface LinearProgram {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Whether all columns are whole numbers. */
  readonly whole: boolean;
}

export interface LinearSolution {
  readonly values: readonly number[];
  readonly objective: number;
  /** One price per row; only of programs that are not whole. */
  readonly duals: readonly number[];
}

/** The minimum of a program; undefined where there is none or the solver stopped at a limit without one. */
export type Solver = (program: LinearProgram) => LinearSolution | undefined;

/** Racks that take the same things in the same places: interchangeable, so that a proof looks at each kind once. */
interface BinClass {
  readonly bins: readonly Bin[];
  /** What bringing one of them into use costs. */
  readonly cost: 0 | 1;
}

const keyOf = ({ capacity, start, units, mostServers }: Bin, cost: number): string =>
  [cost, units, mostServers ?? '', ...amountNames.map((name) => capacity[name]), start.taken.join('')].join(
    ' ',
  );

/** Bins by class, in the order in which the first of each comes. */
function classesOf(bins: readonly Bin[], costOf: (bin: Bin) => 0 | 1): readonly BinClass[] {
  const classes = new Map<string, { bins: Bin[]; cost: 0 | 1 }>();
  for (const bin of bins) {
    const cost = costOf(bin);
    const key = keyOf(bin, cost);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { bins: [bin], cost });
    else known.bins.push(bin);
  }
  return [...classes.values()];
}

/**
 * The fewest racks by patterns: how often to fill a rack of each class in which way (Gilmore and Gomory, 1961). Columns
 * are made as the prices of the linear program ask for them; when none is worth more, its value is a lower bound on the
 * racks of any arrangement. Whole numbers of the patterns found give the arrangement. Servers of one type are counted,
 * never told apart, which leaves no symmetry to search through.
 */

interface Filling {
  readonly of: number;
  readonly pattern: Pattern;
  /** Whether the places of the rack hold it, not only its amounts. */
  readonly holds: boolean;
}

interface ExactSetting {
  readonly problem: FitProblem;
  /** Items of each line to be placed. */
  readonly counts: readonly number[];
  readonly bins: readonly Bin[];
  readonly costOf: (bin: Bin) => 0 | 1;
  readonly solver: Solver;
  readonly report: (share: number) => void;
}

interface Exact {
  /** No arrangement of these items costs less; undefined where the search was cut short. */
  readonly atLeast: number | undefined;
  readonly arrangement: Arrangement | undefined;
}

// Leaving a server out costs more than any number of racks.
const SHORTAGE_COST = 10_000;
const MOST_ROUNDS = 300;
const TOLERANCE = 1e-6;

interface Question {
  readonly lines: readonly Line[];
  readonly companions: readonly Companion[];
  readonly counts: readonly number[];
  readonly classes: readonly BinClass[];
}

const bySizeOf = (lines: readonly Line[]): readonly number[] =>
  lines
    .map(({ item }, index) => ({ index, height: item.kind.type.heightUnits * item.size }))
    .sort((a, b) => b.height - a.height || a.index - b.index)
    .map(({ index }) => index);

/** Puts a pattern into a bin; false where its places do not hold it. */
function fill(
  bin: Bin,
  pattern: Pattern,
  { lines, companions }: Pick<Question, 'lines' | 'companions'>,
): boolean {
  return bySizeOf(lines).every((index) => {
    const line = lines[index];
    for (let count = pattern[index] ?? 0; count > 0; count -= 1)
      if (line === undefined || !put(bin, line.item, companions)) return false;
    return true;
  });
}

function columnsOf(fillings: readonly Filling[], { counts, classes }: Question): readonly Column[] {
  const shortages = counts.map((count, row): Column => ({
    cost: SHORTAGE_COST,
    upper: count,
    entries: [{ row, value: 1 }],
  }));
  const ways = fillings.map(({ of, pattern }): Column => ({
    cost: classes[of]?.cost ?? 1,
    upper: classes[of]?.bins.length ?? 0,
    entries: [
      ...pattern.flatMap((value, row) => (value > 0 ? [{ row, value }] : [])),
      { row: counts.length + of, value: 1 },
    ],
  }));
  return [...shortages, ...ways];
}

const rowsOf = ({ counts, classes }: Question): readonly Row[] => [
  ...counts.map((count): Row => ({ lower: count, upper: Number.POSITIVE_INFINITY })),
  ...classes.map(({ bins }): Row => ({ lower: 0, upper: bins.length })),
];

const programOf = (fillings: readonly Filling[], question: Question, whole: boolean): LinearProgram => ({
  columns: columnsOf(fillings, question),
  rows: rowsOf(question),
  whole,
});

/** The patterns of an arrangement that is known already, as columns to begin with. */
function fillingsFrom(known: Arrangement, { lines, classes }: Question): readonly Filling[] {
  const classOf = new Map(classes.flatMap(({ bins }, of) => bins.map((bin) => [bin.rack.id, of] as const)));
  return known.fleet.bins.flatMap((bin): readonly Filling[] => {
    const of = classOf.get(bin.rack.id);
    if (of === undefined || bin.placed.length === 0) return [];
    const pattern = lines.map(({ item }) =>
      Math.floor(bin.placed.filter(({ kind }) => kind === item.kind).length / item.size),
    );
    return [{ of, pattern, holds: true }];
  });
}

interface Generated {
  readonly fillings: readonly Filling[];
  readonly atLeast: number | undefined;
}

/** Adds the patterns that are worth more than they cost until there is none; then the program's value is a bound. */
function generate(
  start: readonly Filling[],
  question: Question,
  { solver, report }: ExactSetting,
): Generated {
  const { classes, counts, lines } = question;
  const fillings = [...start];
  const known = new Set(fillings.map(({ of, pattern }) => `${of}:${pattern.join()}`));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    report(0.3 + (0.5 * round) / MOST_ROUNDS);
    const solution = solver(programOf(fillings, question, false));
    if (solution === undefined) return { fillings, atLeast: undefined };
    let [added, proven] = [0, true];
    classes.forEach(({ bins: [bin], cost }, of) => {
      if (bin === undefined) return;
      const best = mostValuable(bin, solution.duals.slice(0, counts.length), question);
      proven &&= best.proven;
      const worth = best.value + (solution.duals[counts.length + of] ?? 0) - cost;
      const key = `${of}:${best.pattern.join()}`;
      if (worth <= TOLERANCE || known.has(key)) return;
      known.add(key);
      const holds = fill(cleared(bin), best.pattern, { lines, companions: question.companions });
      fillings.push({ of, pattern: best.pattern, holds });
      added += 1;
    });
    if (added > 0) continue;
    const short = solution.values.slice(0, counts.length).some((value) => value > TOLERANCE);
    return { fillings, atLeast: proven && !short ? Math.ceil(solution.objective - TOLERANCE) : undefined };
  }
  return { fillings, atLeast: undefined };
}

/** Fills racks as often in each way as the solution says; what it places beyond the list is left out. */
function realise(
  times: readonly number[],
  fillings: readonly Filling[],
  setting: ExactSetting,
  question: Question,
): Arrangement {
  const { problem } = setting;
  const { lines, companions, classes } = question;
  const fleet: Fleet = { ...fleetOf(problem, []), bins: setting.bins.map(cleared) };
  const byId = new Map(fleet.bins.map((bin) => [bin.rack.id, bin]));
  const free = classes.map(({ bins }) =>
    bins.map(({ rack }) => byId.get(rack.id)).filter((bin) => bin !== undefined),
  );
  const left = [...question.counts];
  const order = bySizeOf(lines);
  const nextGroup = lines.map(({ firstGroup }) => firstGroup);
  fillings.forEach(({ of, pattern }, index) => {
    for (let time = Math.round(times[index] ?? 0); time > 0; time -= 1) {
      const bin = free[of]?.shift();
      if (bin === undefined) return;
      for (const at of order) {
        const line = lines[at];
        for (
          let count = Math.min(pattern[at] ?? 0, left[at] ?? 0);
          line !== undefined && count > 0;
          count -= 1
        ) {
          const group = nextGroup[at];
          if (!place(bin, line.item, { fleet, companions, group })) break;
          left[at] = (left[at] ?? 0) - 1;
          if (group !== undefined) nextGroup[at] = group + 1;
        }
      }
    }
  });
  fleet.created = fleet.bins.filter(({ isNew }) => isNew).length;
  return { fleet, left };
}

/** Looks for fewer racks than an arrangement needs, and for the proof that there are none. */
export function solveExactly(known: Arrangement, setting: ExactSetting): Exact {
  const { problem, counts, bins, costOf, solver } = setting;
  const question: Question = {
    lines: problem.lines,
    companions: problem.companions,
    counts,
    classes: classesOf(bins, costOf),
  };
  const { fillings, atLeast } = generate(fillingsFrom(known, question), question, setting);
  const cost = known.fleet.bins
    .filter(({ placed }) => placed.length > 0)
    .reduce((sum, bin) => sum + costOf(bin), 0);
  if (atLeast !== undefined && cost <= atLeast) return { atLeast, arrangement: undefined };
  const holding = fillings.filter(({ holds }) => holds);
  setting.report(0.85);
  const solution = solver(programOf(holding, question, true));
  if (solution === undefined || solution.objective >= cost - 0.5) return { atLeast, arrangement: undefined };
  return { atLeast, arrangement: realise(solution.values.slice(counts.length), holding, setting, question) };
}
