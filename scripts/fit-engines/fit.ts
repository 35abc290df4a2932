import { readFileSync, writeFileSync } from 'node:fs';
import { loadCatalogue } from '#main/catalogue/load';
import type { EngineConstants } from '#main/simulator/gpu/engine/constants';
import { runReplica } from '#main/simulator/gpu/run';
import { fitMemory, type MemoryFit } from '#main/simulator/memory';
import { directoryOf, resolveCase } from '#main/simulator/resolve-case';
import type { ResolvedCase } from '#main/simulator/resolved-case';
import { fitParameters } from '../fit-kernels/optimise';
import { plans, prior, type Fitted, type Plan } from './plans';

interface Observation {
  readonly resolved: ResolvedCase;
  readonly memory: MemoryFit;
  readonly measured: Readonly<Record<string, number>>;
}

const figures = [
  'outputTokensPerSecond',
  'requestLatencySeconds',
  'timeToFirstTokenSeconds',
  'interTokenLatencySeconds',
] as const;

/** ln(predicted / measured) of every figure of an observation that the constants are fitted to. */
function residualsOf({ resolved, memory, measured }: Observation, engine: EngineConstants): number[] {
  const run = runReplica(resolved, { memory, engine, clock: 1 });
  const predicted = {
    outputTokensPerSecond: run.outputTokensPerSecond * resolved.parallelism.replicas,
    requestLatencySeconds: run.requestSeconds,
    timeToFirstTokenSeconds: run.timeToFirstTokenSeconds,
    interTokenLatencySeconds: run.interTokenSeconds,
  };
  return figures.flatMap((figure) => {
    const value = measured[figure];
    const given = resolved.mode === 'serving' && figure === 'outputTokensPerSecond';
    return value === undefined || given ? [] : [Math.log(predicted[figure] / value)];
  });
}

// One measured figure counts as much as a constant that strays from its prior by this over the prior's own spread.
const NOISE = 0.06;

function fitPlan(plan: Plan, observations: readonly Observation[]): EngineConstants {
  const names = Object.keys(plan.free) as Fitted[];
  const start = { ...prior, ...plan.fixed };
  const build = (values: readonly number[]): EngineConstants => ({
    ...start,
    ...Object.fromEntries(names.map((name, index) => [name, values[index]])),
  });
  const values = fitParameters(
    names.map((name) => start[name]),
    (parameters) => {
      const engine = build(parameters);
      const data = observations.flatMap((each) => residualsOf(each, engine));
      const strayed = names.map(
        (name, index) => (NOISE * Math.log(parameters[index]! / start[name])) / plan.free[name]!,
      );
      return Float64Array.from([...data, ...strayed]);
    },
    60,
  );
  return build(values.map((value) => Number(value.toPrecision(3))));
}

/** What is left out together when a plan is checked: every model, length, batch and parallel size in turn. */
const keys: readonly ((each: Observation) => string)[] = [
  ({ resolved }) => `model ${resolved.model.id}`,
  ({ resolved }) => `lengths ${resolved.input}/${resolved.output}`,
  ({ resolved }) => `batch ${resolved.batch ?? 0}`,
];

function crossValidated(plan: Plan, observations: readonly Observation[]): number[] {
  return keys.flatMap((key) => {
    const groups = [...new Set(observations.map(key))];
    if (groups.length < 2) return [];
    return groups.flatMap((group) => {
      const engine = fitPlan(
        plan,
        observations.filter((each) => key(each) !== group),
      );
      return observations.filter((each) => key(each) === group).flatMap((each) => residualsOf(each, engine));
    });
  });
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((total, value) => total + value ** 2, 0) / Math.max(1, values.length));

export async function fitEngines(root: string, write: boolean): Promise<void> {
  const catalogue = await loadCatalogue(`${root}/resources/catalogue`);
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
  const directory = directoryOf(catalogue.value);
  const rows = JSON.parse(readFileSync(`${root}/resources/validation/measured.json`, 'utf8')) as {
    case: Record<string, unknown>;
    measured: Record<string, number>;
    outlier?: string;
  }[];
  const engines: Record<string, EngineConstants> = {};
  for (const plan of plans) {
    const observations = rows.flatMap((row): Observation[] => {
      if (
        row.case['engine'] !== plan.engine ||
        row.outlier !== undefined ||
        row.case['powerCapWatts'] !== undefined
      )
        return [];
      const resolved = resolveCase(row.case, directory);
      if (!resolved.ok) throw new Error(resolved.error.message);
      const memory = fitMemory(resolved.value);
      if (!memory.ok) throw new Error(memory.error.message);
      return [{ resolved: resolved.value, memory: memory.value, measured: row.measured }];
    });
    const fitted = fitPlan(plan, observations);
    const inside = observations.flatMap((each) => residualsOf(each, fitted));
    const outside = crossValidated(plan, observations);
    const spread = Math.max(plan.leastSpread, rootMeanSquare(outside));
    const sorted = outside.map(Math.abs).sort((a, b) => a - b);
    console.log(plan.engine, Object.fromEntries(Object.keys(plan.free).map((n) => [n, fitted[n as Fitted]])));
    console.log(
      '   rows',
      inside.length,
      'fit rms',
      rootMeanSquare(inside).toFixed(3),
      'cv rms',
      rootMeanSquare(outside).toFixed(3),
      'cv median',
      sorted[sorted.length >> 1]?.toFixed(3),
      'p80',
      sorted[Math.floor(sorted.length * 0.8)]?.toFixed(3),
    );
    console.log(
      '   ',
      observations
        .map(
          (o) =>
            `${o.resolved.id.split('/').slice(-3).join('/')}:${residualsOf(o, fitted)
              .map((r) => r.toFixed(2))
              .join(',')}`,
        )
        .join('  '),
    );
    const ids = (pick: (each: Observation) => string) => [...new Set(observations.map(pick))];
    engines[plan.engine] = {
      ...fitted,
      spread: Number(spread.toFixed(3)),
      calibratedOn: {
        hardware: ids(({ resolved }) => resolved.hardware.id),
        models: ids(({ resolved }) => resolved.model.id),
      },
    };
  }
  if (write)
    writeFileSync(
      `${root}/src/main/simulator/gpu/engine/calibration.json`,
      `${JSON.stringify({ prior, engines }, null, 2)}\n`,
    );
}
