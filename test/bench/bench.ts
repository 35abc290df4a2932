/** What a file `test/bench/NAME.bench.ts` exports as `bench`; README.md beside this file explains both forms. */
export type Bench = TimedBench | SampledBench;

/** What every bench is told. Built benches run from another folder, so that paths start here. */
export interface BenchContext {
  /** The folder of the project, absolute. */
  readonly root: string;
}

interface Described {
  /** Unique, in kebab-case; `--only` matches any part of it. */
  readonly name: string;
  /** What the 95th percentile is held against; the budgets are those of the product's requirements. */
  readonly budget?: number;
}

/** The usual form: the harness calls `run` and takes the time of each call, in milliseconds. */
export interface TimedBench<Prepared = unknown> extends Described {
  readonly unit: 'ms';
  readonly warmUps: number;
  readonly runs: number;
  /** Everything that is not to be timed; called once. */
  readonly prepare: (context: BenchContext) => Promise<Prepared>;
  /** What is timed. Its value is returned so that no compiler finds the work useless; a promise is awaited. */
  readonly run: (prepared: Prepared) => unknown;
}

/** For what a call's duration does not tell: frame times, start times, sizes. The bench measures, and returns its samples. */
export interface SampledBench extends Described {
  readonly unit: 'ms' | 'kB' | 'MB' | '1/s' | '× node';
  readonly sample: (context: BenchContext) => Promise<Samples>;
}

/** The samples, or why none can be had here, such as a missing browser. */
export type Samples = readonly number[] | { readonly notMeasured: string };

/** A bench with a preparation of its own type, as the harness takes it. */
export const timedBench = <Prepared>(bench: TimedBench<Prepared>): TimedBench => bench as TimedBench;
