import { readFileSync } from 'node:fs';
import type { EngineConstants } from '../../src/main/simulator/gpu/engine/constants';
import { runReplica, type Run } from '../../src/main/simulator/gpu/run';
import type { MemoryFit } from '../../src/main/simulator/case/kv-cache';
import { fitMemory } from '../../src/main/simulator/resolve/memory';
import { resolveCase, type Directory } from '../../src/main/simulator/resolve/resolve-case';
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
}

const figures = [
  'outputTokensPerSecond',
  'requestLatencySeconds',
  'timeToFirstTokenSeconds',
  'interTokenLatencySeconds',
] as const;

export const runOf = ({ resolved, memory }: Observation, engine: EngineConstants): Run =>
  runReplica(resolved, { memory, engine, clock: 1 });

/** ln(predicted / measured) of every figure of an observation that the constants are fitted to. */
export function residualsOf(observation: Observation, engine: EngineConstants): number[] {
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
    // Served online, the throughput is the rate of arrivals: given, not predicted.
    const given = resolved.mode === 'serving' && figure === 'outputTokensPerSecond';
    return value === undefined || given ? [] : [Math.log(predicted[figure] / value)];
  });
}

/** The observations of one engine: neither outliers nor what ran under a power cap. */
export function readObservations(file: string, engine: string, directory: Directory): Observation[] {
  const rows = JSON.parse(readFileSync(file, 'utf8')) as MeasuredRow[];
  return rows.flatMap((row): Observation[] => {
    const fitted = figures.some((figure) => row.measured[figure] !== undefined);
    if (row.case['engine'] !== engine || row.outlier !== undefined || !fitted) return [];
    if (row.case['powerCapWatts'] !== undefined) return [];
    const resolved = resolveCase(row.case, directory);
    if (!resolved.ok) throw new Error(resolved.error.message);
    const memory = fitMemory(resolved.value);
    if (!memory.ok) throw new Error(memory.error.message);
    return [{ resolved: resolved.value, memory: memory.value, measured: row.measured }];
  });
}
