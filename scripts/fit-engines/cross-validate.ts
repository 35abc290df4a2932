import type { CrossValidation } from '../../src/shared/validation/validation';
import type { EngineConstants } from '../../src/main/simulator/gpu/engine/constants';
import { sensitivitiesOf, uncertaintyOf } from '../../src/main/simulator/gpu/interval';
import { residualsOf, runOf, type Observation } from './observations';
import { fitConstants, type Start } from './posterior';

export type LeftOut = CrossValidation['leftOut'];

/** What is left out together: every model, part, length, batch and parallel size in turn, and the whole engine. */
const keys: Readonly<Record<LeftOut, (each: Observation) => string>> = {
  model: ({ resolved }) => resolved.model.id,
  part: ({ resolved }) => resolved.hardware.id,
  lengths: ({ resolved }) => `${resolved.input}/${resolved.output}`,
  batch: ({ resolved }) => `${resolved.batch ?? 0}`,
  split: ({ resolved }) => `${resolved.parallelism.tensor}`,
  engine: () => '',
};

/** A row that took no part in the fit that predicts it. */
export interface Unseen {
  /** ln(predicted / measured) */
  readonly residual: number;
  /** What the uncertainty of the constants explains of it. */
  readonly uncertainty: number;
  /** Of a model with routed experts. */
  readonly experts: boolean;
}

export interface Crossed {
  readonly engine: string;
  readonly leftOut: LeftOut;
  readonly rows: readonly Unseen[];
}

/** Where there are more of a kind, several are left out together. */
const MOST_FOLDS = 4;

/** With fewer rows left there would be no calibration to speak of; only a whole engine may be left out entirely. */
const FEWEST_ROWS = 3;

export function crossValidate(engine: string, start: Start, observations: readonly Observation[]): Crossed[] {
  const whole = observations.length === 0 ? start.centre : fitConstants(start, observations);
  return (Object.keys(keys) as LeftOut[]).flatMap((leftOut) => {
    const named = keys[leftOut];
    const names = [...new Set(observations.map(named))];
    const key = (each: Observation) => `${names.indexOf(named(each)) % MOST_FOLDS}`;
    const groups = [...new Set(observations.map(key))];
    if (groups.length < 2 && leftOut !== 'engine') return [];
    const rows = groups.flatMap((group) => {
      const rest = observations.filter((each) => key(each) !== group);
      if (rest.length < FEWEST_ROWS && leftOut !== 'engine') return [];
      const fitted = rest.length === 0 ? start.centre : fitConstants(start, rest, whole);
      return observations.filter((each) => key(each) === group).flatMap((each) => unseen(each, fitted));
    });
    return rows.length === 0 ? [] : [{ engine, leftOut, rows }];
  });
}

function unseen(observation: Observation, engine: EngineConstants): Unseen[] {
  const shares = sensitivitiesOf(observation.resolved, engine, runOf(observation, engine));
  const uncertainty = uncertaintyOf(shares, engine.covariance);
  return residualsOf(observation, engine).flatMap(({ value, bounded }) =>
    bounded
      ? [{ residual: value, uncertainty, experts: observation.resolved.model.experts !== undefined }]
      : [],
  );
}
