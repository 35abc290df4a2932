import { readFileSync, writeFileSync } from 'node:fs';
import { loadCatalogue } from '#main/catalogue/load';
import { splitName, type EngineConstants } from '#main/simulator/gpu/engine/constants';
import { runReplica } from '#main/simulator/gpu/run';
import { fitMemory, type MemoryFit } from '#main/simulator/memory';
import { directoryOf, resolveCase } from '#main/simulator/resolve-case';
import type { ResolvedCase } from '#main/simulator/resolved-case';
import { DEVIATIONS, widening } from '#main/simulator/gpu/interval';
import { quantile } from '#main/simulator/validation/validate';
import type { CrossValidation } from '#shared/validation';
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
const keys: Readonly<Record<CrossValidation['leftOut'], (each: Observation) => string>> = {
  model: ({ resolved }) => resolved.model.id,
  lengths: ({ resolved }) => `${resolved.input}/${resolved.output}`,
  batch: ({ resolved }) => `${resolved.batch ?? 0}`,
  split: ({ resolved }) => `${resolved.parallelism.tensor}`,
};

interface Crossed {
  readonly leftOut: CrossValidation['leftOut'];
  /** ln(predicted / measured) of every row, each by a fit that did not see it. */
  readonly residuals: readonly number[];
}

/** With fewer rows left there would be no calibration to speak of. */
const FEWEST_ROWS = 3;
const isFitted = (measured: Observation['measured']): boolean =>
  figures.some((figure) => measured[figure] !== undefined);

/** Rows of an unseen model stand for an unseen split too, since each model was measured at one split only. */
const isAlike = (leftOut: CrossValidation['leftOut']): boolean =>
  leftOut === 'lengths' || leftOut === 'batch';

function crossValidated(plan: Plan, observations: readonly Observation[]): Crossed[] {
  return Object.entries(keys).flatMap(([name, key]) => {
    const groups = [...new Set(observations.map(key))];
    if (groups.length < 2) return [];
    const residuals = groups.flatMap((group) => {
      const rest = observations.filter((each) => key(each) !== group);
      if (rest.filter(({ measured }) => isFitted(measured)).length < FEWEST_ROWS) return [];
      const engine = fitPlan(plan, rest);
      return observations.filter((each) => key(each) === group).flatMap((each) => residualsOf(each, engine));
    });
    return residuals.length === 0 ? [] : [{ leftOut: name as CrossValidation['leftOut'], residuals }];
  });
}

function summaryOf(engine: string, spread: number, { leftOut, residuals }: Crossed): CrossValidation {
  const errors = residuals.map((each) => Math.abs(Math.exp(each) - 1)).sort((a, b) => a - b);
  const widened = Math.hypot(spread, isAlike(leftOut) ? 0 : widening.model);
  const inside = residuals.filter((each) => Math.abs(each) <= DEVIATIONS * widened);
  const rounded = (value: number) => Number(value.toFixed(3));
  return {
    engine,
    leftOut,
    rows: residuals.length,
    median: rounded(quantile(errors, 0.5)),
    p80: rounded(quantile(errors, 0.8)),
    coverage: rounded(inside.length / residuals.length),
  };
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((total, value) => total + value ** 2, 0) / Math.max(1, values.length));

/**
 * The spread of an engine: that of rows left out by length or batch, or, where it is larger, what unseen models and
 * splits need beyond the widening that they get anyway.
 */
function spreadOf(crossed: readonly Crossed[]): number {
  const meanSquare = (alike: boolean) =>
    rootMeanSquare(
      crossed.filter(({ leftOut }) => isAlike(leftOut) === alike).flatMap(({ residuals }) => residuals),
    ) ** 2;
  return Math.sqrt(Math.max(meanSquare(true), meanSquare(false) - widening.model ** 2));
}

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
  const crossValidation: CrossValidation[] = [];
  for (const plan of plans) {
    const observations = rows.flatMap((row): Observation[] => {
      if (
        row.case['engine'] !== plan.engine ||
        row.outlier !== undefined ||
        row.case['powerCapWatts'] !== undefined ||
        !isFitted(row.measured)
      )
        return [];
      const resolved = resolveCase(row.case, directory);
      if (!resolved.ok) throw new Error(resolved.error.message);
      const memory = fitMemory(resolved.value);
      if (!memory.ok) throw new Error(memory.error.message);
      return [{ resolved: resolved.value, memory: memory.value, measured: row.measured }];
    });
    const fitted = fitPlan(plan, observations);
    const crossed = crossValidated(plan, observations);
    const spread = Number(Math.max(plan.leastSpread, spreadOf(crossed)).toFixed(3));
    const summaries = crossed.map((each) => summaryOf(plan.engine, spread, each));
    crossValidation.push(...summaries);
    console.log(plan.engine, fitted);
    console.table(summaries);
    const ids = (pick: (each: Observation) => string) => [...new Set(observations.map(pick))];
    engines[plan.engine] = {
      ...fitted,
      spread,
      calibratedOn: {
        hardware: ids(({ resolved }) => resolved.hardware.id),
        models: ids(({ resolved }) => resolved.model.id),
        splits: ids(({ resolved }) =>
          splitName(resolved.model.id, resolved.parallelism.tensor, resolved.parallelism.pipeline),
        ),
        tokens: Math.max(0, ...observations.map(({ resolved }) => resolved.input + resolved.output)),
      },
    };
  }
  if (write)
    writeFileSync(
      `${root}/src/main/simulator/gpu/engine/calibration.json`,
      `${JSON.stringify({ prior, engines, crossValidation }, null, 2)}\n`,
    );
}
