import { writeFileSync } from 'node:fs';
import { loadCatalogue } from '#main/catalogue/load';
import { splitName, type EngineConstants } from '#main/simulator/gpu/engine/constants';
import { DEVIATIONS, widening } from '#main/simulator/gpu/interval';
import { directoryOf } from '#main/simulator/resolve-case';
import { quantile } from '#main/simulator/validation/validate';
import type { CrossValidation } from '#shared/validation';
import { crossValidate, type Crossed, type Unseen } from './cross-validate';
import { readObservations, type Observation } from './observations';
import { base, plans } from './plans';
import { fitConstants, pooledCentre } from './posterior';

/**
 * Fits every engine's constants, from a centre that the other engines' constants make, checks them on rows left out, and
 * derives from those how much no constant explains.
 */
export async function fitEngines(root: string, write: boolean): Promise<void> {
  const catalogue = await loadCatalogue(`${root}/resources/catalogue`);
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
  const directory = directoryOf(catalogue.value);
  const file = `${root}/resources/validation/measured.json`;
  const observed = plans.map((plan) => readObservations(file, plan.engine, directory));
  const centres = centresOf(observed);
  const crossed = plans.flatMap(({ engine }, index) =>
    crossValidate(engine, centres[index]!, observed[index]!),
  );
  const everywhere = unexplained(crossed.flatMap(({ rows }) => rows));
  const engines = Object.fromEntries(
    plans.map(({ engine }, index): [string, EngineConstants] => {
      const fitted = fitConstants(centres[index]!, observed[index]!);
      const own = crossed.filter((each) => each.engine === engine && each.leftOut !== 'engine');
      const spread = spreadOf(
        own.flatMap(({ rows }) => rows),
        everywhere,
      );
      return [engine, { ...fitted, spread, calibratedOn: calibratedOn(observed[index]!) }];
    }),
  );
  const crossValidation = crossed.map((each) => summaryOf(each, engines[each.engine]!.spread));
  console.table(crossValidation);
  for (const [engine, constants] of Object.entries(engines)) console.log(engine, constants);
  const all = pooledCentre(base, Object.values(engines));
  const prior = { ...all, spread: round(Math.sqrt(everywhere)) };
  const text = JSON.stringify({ prior, engines, crossValidation }, null, 2);
  if (write) writeFileSync(`${root}/src/main/simulator/gpu/engine/calibration.json`, `${text}\n`);
}

/** Where each engine starts from, by rounds: what the others find depends on where they started themselves. */
function centresOf(observed: readonly (readonly Observation[])[]): EngineConstants[] {
  let centres = plans.map(({ known }): EngineConstants => ({ ...base, ...known }));
  for (let round = 0; round < ROUNDS; round++) {
    const fitted = centres.map((centre, index) => fitConstants(centre, observed[index]!));
    centres = plans.map(({ known }, index) => {
      const others = fitted.filter((_, each) => each !== index && observed[each]!.length > 0);
      return { ...pooledCentre(base, others), ...known };
    });
  }
  return centres;
}
const ROUNDS = 3;

/** The mean square of what the uncertainty of the constants does not explain of rows left out. */
function unexplained(rows: readonly Unseen[]): number {
  const left = rows.map(({ residual, uncertainty }) => residual ** 2 - uncertainty ** 2);
  return Math.max(
    LEAST_SPREAD ** 2,
    left.reduce((total, each) => total + each, 0) / Math.max(1, left.length),
  );
}
/** What two runs of one benchmark differ by (facts.md A3: MLPerf submissions of the same servers, 1 to 6 %). */
const LEAST_SPREAD = 0.03;

/** An engine's own spread, drawn towards that of all as if that had been found on so many rows. */
function spreadOf(own: readonly Unseen[], everywhere: number): number {
  const square = (own.length * unexplained(own) + ROWS_OF_ALL * everywhere) / (own.length + ROWS_OF_ALL);
  return round(Math.sqrt(square));
}
const ROWS_OF_ALL = 10;

function summaryOf({ engine, leftOut, rows }: Crossed, spread: number): CrossValidation {
  const errors = rows.map(({ residual }) => Math.abs(Math.exp(residual) - 1)).sort((a, b) => a - b);
  const away = leftOut === 'model' || leftOut === 'split' || leftOut === 'engine' ? widening.model : 0;
  const inside = rows.filter(
    ({ residual, uncertainty }) => Math.abs(residual) <= DEVIATIONS * Math.hypot(spread, uncertainty, away),
  );
  return {
    engine,
    leftOut,
    rows: rows.length,
    median: round(quantile(errors, 0.5)),
    p80: round(quantile(errors, 0.8)),
    coverage: round(inside.length / rows.length),
  };
}

function calibratedOn(observations: readonly Observation[]): EngineConstants['calibratedOn'] {
  const ids = (pick: (each: Observation) => string) => [...new Set(observations.map(pick))];
  return {
    hardware: ids(({ resolved }) => resolved.hardware.id),
    models: ids(({ resolved }) => resolved.model.id),
    splits: ids(({ resolved: { model, parallelism } }) =>
      splitName(model.id, parallelism.tensor, parallelism.pipeline),
    ),
  };
}

const round = (value: number): number => Number(value.toFixed(3));
