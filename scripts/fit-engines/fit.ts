import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { loadCatalogue } from '../../src/main/catalogue/load';
import type { EngineConstants, UnseenSpreads } from '../../src/main/simulator/gpu/engine/constants';
import { stageDevices } from '../../src/main/simulator/case/resolved-case';
import { directoryOf } from '../../src/main/simulator/resolve/directory';
import { type CrossValidation, quantile } from '../../src/shared/validation/validation';
import { crossValidate, type Crossed, type Unseen } from './cross-validate';
import { readObservations, type Observation } from './observations';
import { plans } from './plans';
import { commonStart, startsOf } from './pooling';
import { fitConstants } from './posterior';
import { unexplainedIn, type EngineSpread, type Unexplained } from './spread';

/**
 * Fits every engine's constants, from a start that the other engines' constants make, checks them on rows left out, and
 * derives from those how far unseen rows lie.
 */
export async function fitEngines(root: string, write: boolean): Promise<void> {
  const catalogue = await loadCatalogue(`${root}/resources/catalogue`);
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
  const directory = directoryOf(catalogue.value);
  const files = ['measured', 'measured-2026'].map((name) => `${root}/resources/validation/${name}.json`);
  const observed = plans.map((plan) => readObservations(files, plan.engine, directory));
  console.log(plans.map(({ engine }, index) => `${engine}: ${observed[index]?.length ?? 0}`).join(', '));
  const starts = startsOf(plans, observed);
  const crossed = plans.flatMap(({ engine }, index) =>
    crossValidate(engine, starts[index]!, observed[index]!),
  );
  const unexplained = unexplainedIn(crossed);
  const sureness = ({ spread, deviations }: EngineSpread, covariance: EngineConstants['covariance']) => ({
    spread: round(spread),
    deviations: round(deviations),
    covariance: covariance.map((row) => row.map((each) => significant(unexplained.trust * each))),
  });
  const engines = Object.fromEntries(
    plans.map(({ engine }, index): [string, EngineConstants] => {
      const rows = observed[index]!;
      const fitted = fitConstants(starts[index]!, rows);
      const spread = rows.length === 0 ? unexplained.elsewhere : unexplained.of(engine);
      return [
        engine,
        { ...fitted, ...sureness(spread, fitted.covariance), calibratedOn: calibratedOn(rows) },
      ];
    }),
  );
  const crossValidation = crossed.map((each) => summaryOf(each, unexplained));
  console.table(crossValidation);
  const { trust, unseen } = unexplained;
  console.log(`trust in the constants' uncertainty: ${trust}, spreads of what was left out:`, unseen);
  for (const [engine, constants] of Object.entries(engines)) console.log(engine, constants);
  const { centre } = commonStart(plans, observed, starts);
  const prior = { ...centre, ...sureness(unexplained.elsewhere, centre.covariance) };
  const text = await format(JSON.stringify({ prior, engines, unseen: rounded(unseen), crossValidation }), {
    parser: 'json',
    printWidth: 110,
  });
  if (write) writeFileSync(`${root}/src/main/simulator/gpu/engine/calibration.json`, text);
}

function summaryOf({ engine, leftOut, rows }: Crossed, unexplained: Unexplained): CrossValidation {
  const errors = rows.map(({ residual }) => Math.abs(Math.exp(residual) - 1)).sort((a, b) => a - b);
  // Left out whole, an engine is one that nothing was measured on.
  const { spread, deviations } = leftOut === 'engine' ? unexplained.elsewhere : unexplained.of(engine);
  const { unseen } = unexplained;
  const beyond = (experts: boolean): number => {
    if (leftOut === 'model') return experts ? unseen.expertsModel : unseen.model;
    return leftOut === 'part' || leftOut === 'split' ? unseen[leftOut] : 0;
  };
  const reach = ({ uncertainty, experts }: Unseen) =>
    deviations * Math.sqrt(spread ** 2 + unexplained.trust * uncertainty ** 2 + beyond(experts) ** 2);
  const inside = rows.filter((row) => Math.abs(row.residual) <= reach(row));
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
    splits: [...new Set(observations.map(({ resolved }) => stageDevices(resolved.parallelism)))].sort(
      (a, b) => a - b,
    ),
  };
}

const rounded = ({ model, expertsModel, part, split }: UnseenSpreads): UnseenSpreads => ({
  model: round(model),
  expertsModel: round(expertsModel),
  part: round(part),
  split: round(split),
});
const round = (value: number): number => Number(value.toFixed(3));
const significant = (value: number): number => Number(value.toPrecision(3));
