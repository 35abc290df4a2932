import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import loadHighs from 'highs';
import type { LinearProgram, LinearSolution, Solver } from '#main/planning/autofit/exact';

/**
 * HiGHS compiled to WebAssembly, as the solver of linear programs. It runs on the main side only, in one thread, and
 * fetches nothing: its code comes from a file that the build lays beside the program.
 */

type Highs = Awaited<ReturnType<typeof loadHighs>>;

const WASM_FILE = 'highs.wasm';

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function wasmFile(from: string): Promise<string> {
  const places = [join(from, WASM_FILE), join(from, '..', WASM_FILE), packaged()];
  for (const place of places) {
    const readable = place !== undefined && (await isThere(place));
    if (readable) return place;
  }
  throw new Error(`The solver ${WASM_FILE} is missing; searched ${places.filter(Boolean).join(', ')}`);
}

function packaged(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('highs/runtime');
  } catch {
    return undefined;
  }
}

let loading: Promise<Highs> | undefined;

/** The solver, loaded when it is first asked for. Rejects with the places searched where its file is missing. */
export async function loadSolver(from: string = import.meta.dirname): Promise<Solver> {
  loading ??= wasmFile(from).then((file) => loadHighs({ locateFile: () => file }));
  const highs = await loading;
  return (program) => solve(highs, program);
}

// Counted in nodes of the search, not in seconds, so that the same question has the same answer on every machine. The
// seconds only end what has gone wrong.
const MOST_NODES = 5_000;
const SAFETY_SECONDS = 20;

function solve(highs: Highs, program: LinearProgram): LinearSolution | undefined {
  return highs.withModel(modelOf(highs, program), (model) => {
    model.options.set({
      output_flag: false,
      random_seed: 0,
      mip_max_nodes: MOST_NODES,
      mip_rel_gap: 0,
      time_limit: SAFETY_SECONDS,
    });
    model.run();
    const { optimal, solutionLimit, timeLimit } = highs.constants.modelStatus;
    const status = model.getModelStatus();
    if (status !== optimal && !(program.whole && (status === solutionLimit || status === timeLimit)))
      return undefined;
    const { colValue, rowDual } = model.getSolution();
    return { values: [...colValue], objective: model.getObjectiveValue(), duals: [...rowDual] };
  });
}

function modelOf(highs: Highs, { columns, rows, whole }: LinearProgram) {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { entries } of columns) {
    for (const { row, value } of entries) {
      indices.push(row);
      values.push(value);
    }
    starts.push(indices.length);
  }
  const bound = (value: number): number => (Number.isFinite(value) ? value : highs.infinity);
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: columns.map(({ cost }) => cost),
    colLower: columns.map(() => 0),
    colUpper: columns.map(({ upper }) => bound(upper)),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => bound(upper)),
    matrix: {
      format: 'csc' as const,
      numRows: rows.length,
      numCols: columns.length,
      starts,
      indices,
      values,
    },
    ...(whole && { integrality: columns.map(() => highs.constants.variableType.integer) }),
  };
}
