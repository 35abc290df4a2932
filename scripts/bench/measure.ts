import type { Bench, BenchContext, Samples, TimedBench } from '../../test/bench/bench';

/** What one bench came to; the samples themselves are kept out. */
export type Measurement =
  | {
      readonly name: string;
      readonly unit: string;
      readonly budget?: number;
      readonly runs: number;
      readonly least: number;
      readonly median: number;
      readonly p95: number;
      readonly most: number;
    }
  | { readonly name: string; readonly unit: string; readonly budget?: number; readonly notMeasured: string };

/** The smallest sample that this share of all samples does not exceed (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  const sample = sorted[rank - 1];
  if (sample === undefined) throw new Error('A bench returned no samples.');
  return sample;
}

async function timesOf(bench: TimedBench, context: BenchContext): Promise<readonly number[]> {
  const prepared = await bench.prepare(context);
  for (let count = 0; count < bench.warmUps; count += 1) await bench.run(prepared);
  const times: number[] = [];
  for (let count = 0; count < bench.runs; count += 1) {
    const start = performance.now();
    const answer = bench.run(prepared);
    if (answer instanceof Promise) await answer;
    times.push(performance.now() - start);
  }
  return times;
}

const samplesOf = (bench: Bench, context: BenchContext): Promise<Samples> =>
  'sample' in bench ? bench.sample(context) : timesOf(bench, context);

/** Runs a bench here, in this process, and sums it up. */
export async function measure(bench: Bench, context: BenchContext): Promise<Measurement> {
  const { name, unit, budget } = bench;
  const described = { name, unit, ...(budget === undefined ? {} : { budget }) };
  const samples = await samplesOf(bench, context);
  if ('notMeasured' in samples) return { ...described, notMeasured: samples.notMeasured };
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    ...described,
    runs: sorted.length,
    least: percentile(sorted, 0),
    median: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    most: percentile(sorted, 1),
  };
}
