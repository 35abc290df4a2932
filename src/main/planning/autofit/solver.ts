/** A linear program, column by column, as the solver of a host takes it. Pure planning never loads a solver itself. */

export interface Column {
  readonly cost: number;
  readonly upper: number;
  /** The rows it is in, and by how much. */
  readonly entries: readonly { readonly row: number; readonly value: number }[];
}

export interface Row {
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
