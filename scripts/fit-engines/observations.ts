import { readFileSync } from 'node:fs';
import type { EngineConstants } from '../../src/main/simulator/gpu/engine/constants';
import { measuredFor } from '../../src/main/simulator/gpu/kernels/measured-parts';
import { runReplica, type Run } from '../../src/main/simulator/gpu/run';
import type { MemoryFit } from '../../src/main/simulator/case/kv-cache';
import { fitMemory } from '../../src/main/simulator/resolve/memory';
import type { Directory } from '../../src/main/simulator/resolve/directory';
import { resolveCase } from '../../src/main/simulator/resolve/resolve-case';
import type { ResolvedCase } from '../../src/main/simulator/case/resolved-case';

/** A measured case that an engine's constants may be fitted to. */
export interface Observation {
  readonly resolved: ResolvedCase;
  readonly memory: MemoryFit;
  readonly measured: Readonly<Record<string, number>>;
}

interface MeasuredRow {
  readonly case: Readonly<Record<string, unknown>>;
  readonly measured: Readonly<Record<string, number>>;
  readonly outlier?: string;
  readonly group?: string;
  readonly tags?: readonly string[];
}

const figures = [
  'outputTokensPerSecond',
  'requestLatencySeconds',
  'timeToFirstTokenSeconds',
  'interTokenLatencySeconds',
] as const;

export const runOf = ({ resolved, memory }: Observation, engine: EngineConstants): Run =>
  runReplica(resolved, { memory, engine, clock: 1 });

/** ln(predicted / measured) of a figure, and how much it counts in a fit. */
export interface Residual {
  readonly value: number;
  readonly weight: number;
  /** Whether intervals are made for figures of its kind: they are not for what prompts of a closed loop wait for one another. */
  readonly bounded: boolean;
}

/** The residuals of every figure of an observation that the constants are fitted to. */
export function residualsOf(observation: Observation, engine: EngineConstants): Residual[] {
  const { resolved, measured } = observation;
  const run = runOf(observation, engine);
  const predicted = {
    outputTokensPerSecond: run.outputTokensPerSecond * resolved.parallelism.replicas,
    requestLatencySeconds: run.requestSeconds,
    timeToFirstTokenSeconds: run.timeToFirstTokenSeconds,
    interTokenLatencySeconds: run.interTokenSeconds,
  };
  return figures.flatMap((figure) => {
    const value = measured[figure];
    const weight = weightOf(figure, resolved);
    if (value === undefined || weight === 0) return [];
    return [{ value: Math.log(predicted[figure] / value), weight, bounded: weight === 1 }];
  });
}

/**
 * How much of a whole figure one tells of the engine. Served online, the throughput is the rate of arrivals: given, not predicted. In a closed loop
 * the latency of a request is its first token and its gaps once more, and the first token depends on what no benchmark states: how its
 * first prompts meet, and what warms up with them.
 */
function weightOf(figure: (typeof figures)[number], { mode }: ResolvedCase): number {
  if (mode === 'serving') return figure === 'outputTokensPerSecond' ? 0 : 1;
  if (mode === 'static') return 1;
  if (figure === 'requestLatencySeconds') return 0;
  return figure === 'timeToFirstTokenSeconds' ? LOOPED_FIRST_TOKEN : 1;
}
const LOOPED_FIRST_TOKEN = 0.3;

/** The observations of one engine: neither outliers nor what ran under a power cap. */
export function readObservations(
  files: readonly string[],
  engine: string,
  directory: Directory,
): Observation[] {
  const rows = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as MeasuredRow[]);
  const all = rows.flatMap((row): (Observation & { group: string })[] => {
    const fitted = figures.some((figure) => row.measured[figure] !== undefined);
    if (row.case['engine'] !== engine || row.outlier !== undefined || !fitted) return [];
    // Attention data-parallel and experts spread over devices are written as tensor splits, which they are not.
    if (row.case['powerCapWatts'] !== undefined || row.tags?.some((tag) => spread.has(tag))) return [];
    const resolved = resolveCase(row.case, directory);
    if (!resolved.ok) throw new Error(resolved.error.message);
    // What kernels of another part are off by would be laid to the engine.
    if (measuredFor(resolved.value.hardware).id !== resolved.value.hardware.id) return [];
    const memory = fitMemory(resolved.value);
    if (!memory.ok) throw new Error(memory.error.message);
    const group = row.group ?? '';
    return [{ group, resolved: resolved.value, memory: memory.value, measured: row.measured }];
  });
  return [...new Set(all.map(({ group }) => group))].flatMap((group) =>
    thinned(
      all.filter((row) => row.group === group),
      group === '' ? Infinity : MOST_OF_A_GROUP,
    ),
  );
}

const spread = new Set(['attention-dp', 'expert-parallel']);

/** Rows of one group resemble each other: evenly spaced ones tell what all do, and no group outvotes the others. */
function thinned<Row>(rows: readonly Row[], most: number): readonly Row[] {
  const step = Math.max(1, rows.length / most);
  return rows.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}
const MOST_OF_A_GROUP = 6;
