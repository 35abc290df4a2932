import { studentDeviations } from '../../src/main/simulator/gpu/interval';
import type { Crossed, Unseen } from './cross-validate';

/**
 * How far rows lie that were left out, beyond and by what the constants leave uncertain. A residual is taken to have the
 * variance `spread² + trust · uncertainty²`: the spread is the engine's own, the trust in the constants' uncertainty is common.
 */
export interface Unexplained {
  readonly trust: number;
  readonly of: (engine: string) => EngineSpread;
  /** Of an engine that nothing was measured on. */
  readonly elsewhere: EngineSpread;
}

export interface EngineSpread {
  readonly spread: number;
  /** Standard deviations that hold 80 % of unseen rows. */
  readonly deviations: number;
}

/** Finds both by maximum likelihood; every row counts once, however often it was left out. */
export function unexplainedIn(crossed: readonly Crossed[]): Unexplained {
  const engines = [...new Set(crossed.map(({ engine }) => engine))].map((engine) =>
    engineIn(crossed, engine),
  );
  const trust = best(TRUSTS, (each) =>
    engines.reduce((total, { all }) => total + bestSpread(all, each).likelihood, 0),
  );
  const found = new Map(
    engines
      .filter(({ within }) => within.length > 0)
      .map(({ engine, rows, within }) => [engine, { rows, spread: bestSpread(within, trust).spread }]),
  );
  const usual = middleOf([...found.values()]);
  return {
    trust,
    of: (engine) => {
      const { rows = 0, spread = 0 } = found.get(engine) ?? {};
      const square = (rows * spread ** 2 + ROWS_OF_ALL * usual ** 2) / (rows + ROWS_OF_ALL);
      return { spread: Math.sqrt(square), deviations: studentDeviations(rows + ROWS_OF_ALL) };
    },
    elsewhere: {
      spread: bestSpread(
        engines.flatMap(({ whole }) => whole),
        trust,
      ).spread,
      deviations: studentDeviations(engines.length),
    },
  };
}

/** The middle of the engines' spreads on a logarithmic scale: each tells by how many rows it has. */
function middleOf(found: readonly { readonly rows: number; readonly spread: number }[]): number {
  const weights = found.map(({ rows }) => rows / (rows + ROWS_OF_ALL));
  const logs = found.reduce(
    (total, { spread }, index) => total + (weights[index] ?? 0) * Math.log(spread),
    0,
  );
  return Math.exp(logs / weights.reduce((total, weight) => total + weight, 0));
}

/** An engine's own spread is drawn towards the usual one as if that had been found on so many rows. */
const ROWS_OF_ALL = 4;

interface Weighted extends Unseen {
  readonly weight: number;
}

interface EngineRows {
  readonly engine: string;
  readonly rows: number;
  /** Left out while others of the same engine were still there; with none, an engine counts as one row; and both. */
  readonly within: readonly Weighted[];
  readonly whole: readonly Weighted[];
  readonly all: readonly Weighted[];
}

function engineIn(crossed: readonly Crossed[], engine: string): EngineRows {
  const own = crossed.filter((each) => each.engine === engine);
  const weighted = (schemes: readonly Crossed[]) =>
    schemes.flatMap(({ rows }) => rows.map((row) => ({ ...row, weight: 1 / schemes.length })));
  const within = own.filter(({ leftOut }) => leftOut !== 'engine');
  return {
    engine,
    rows: Math.max(0, ...within.map(({ rows }) => rows.length)),
    within: weighted(within),
    whole: own
      .filter(({ leftOut }) => leftOut === 'engine')
      .flatMap(({ rows }) => rows.map((row) => ({ ...row, weight: 1 / rows.length }))),
    all: weighted(own),
  };
}

const bestSpread = (rows: readonly Weighted[], trust: number) => {
  const spread = best(SPREADS, (each) => likelihoodOf(rows, each, trust));
  return { spread, likelihood: likelihoodOf(rows, spread, trust) };
};

/** The logarithm of the normal likelihood, up to a constant. */
function likelihoodOf(rows: readonly Weighted[], spread: number, trust: number): number {
  return rows.reduce((total, { residual, uncertainty, weight }) => {
    const variance = spread ** 2 + trust * uncertainty ** 2;
    return total - (weight / 2) * (Math.log(variance) + residual ** 2 / variance);
  }, 0);
}

// From what submissions of one MLPerf system differ by (1 to 6 %, docs/facts.md A3) upwards.
const SPREADS = Array.from({ length: 281 }, (_, step) => 0.02 + step / 1000);
const TRUSTS = Array.from({ length: 20 }, (_, step) => (step + 1) / 20);

function best(candidates: readonly number[], of: (candidate: number) => number): number {
  return candidates.reduce((found, each) => (of(each) > of(found) ? each : found), candidates[0] ?? 0);
}
