import type { UnseenSpreads } from '../../src/main/simulator/gpu/engine/constants';
import { LEVEL, NORMAL_DEVIATIONS, studentDeviations } from '../../src/main/simulator/gpu/interval';
import type { Crossed, LeftOut, Unseen } from './cross-validate';

/**
 * How far rows lie that were left out, beyond and by what the constants leave uncertain. A residual is taken to have the
 * variance `spread² + trust · uncertainty²`: the spread is the engine's own, the trust in the constants' uncertainty is common.
 * Where a model, a part or a split was left out, what that adds is common, too.
 */
export interface Unexplained {
  readonly trust: number;
  readonly of: (engine: string) => EngineSpread;
  /** Of an engine that nothing was measured on. */
  readonly elsewhere: EngineSpread;
  readonly unseen: UnseenSpreads;
}

export interface EngineSpread {
  readonly spread: number;
  /** Standard deviations that hold 80 % of unseen rows. */
  readonly deviations: number;
}

/** On rows whose lengths or batch were left out, an engine has still seen the model, the part and the split. */
const SEEN: readonly LeftOut[] = ['lengths', 'batch'];

/**
 * The trust is found by maximum likelihood. Spreads are those that hold 80 % of the rows left out: residuals have longer tails than a normal
 * distribution, so that their mean square would hold more. Every row counts once, however often it was left out.
 */
export function unexplainedIn(crossed: readonly Crossed[]): Unexplained {
  const engines = [...new Set(crossed.map(({ engine }) => engine))];
  const rowsOf = (engine: string, schemes: readonly LeftOut[]) => weighted(crossed, engine, schemes);
  const trust = best(TRUSTS, (each) =>
    engines.reduce((total, engine) => {
      const rows = rowsOf(engine, [...SEEN, 'model', 'part', 'split', 'engine']);
      return total + Math.max(...SPREADS.map((spread) => likelihoodOf(rows, spread, each)));
    }, 0),
  );
  const found = new Map(
    engines.flatMap((engine) => {
      const rows = rowsOf(engine, SEEN);
      const count = rows.reduce((total, { weight }) => total + weight, 0);
      return rows.length === 0 ? [] : [[engine, { rows: count, spread: holding(rows, trust) }] as const];
    }),
  );
  const usual = Math.max(LEAST_SPREAD, middleOf([...found.values()]));
  const of = (engine: string): EngineSpread => {
    const { rows = 0, spread = 0 } = found.get(engine) ?? {};
    const square = (rows * spread ** 2 + ROWS_OF_ALL * usual ** 2) / (rows + ROWS_OF_ALL);
    return { spread: Math.sqrt(square), deviations: studentDeviations(rows + ROWS_OF_ALL) };
  };
  // Rows of one scheme, each with what its engine's own spread explains besides.
  const beyond = (leftOut: LeftOut, which: (row: Unseen) => boolean): number =>
    holding(
      engines.flatMap((engine) =>
        rowsOf(engine, [leftOut])
          .filter(which)
          .map((row) => ({ ...row, own: of(engine).spread })),
      ),
      trust,
    );
  const whole = engines.flatMap((engine) => {
    const rows = rowsOf(engine, ['engine']);
    return rows.map((row) => ({ ...row, weight: 1 / rows.length }));
  });
  return {
    trust,
    of,
    elsewhere: { spread: holding(whole, trust), deviations: studentDeviations(engines.length) },
    unseen: {
      model: beyond('model', ({ experts }) => !experts),
      expertsModel: beyond('model', ({ experts }) => experts),
      part: beyond('part', () => true),
      split: beyond('split', () => true),
    },
  };
}

/** The middle of the engines' spreads on a logarithmic scale: each tells by how many rows it has. */
function middleOf(found: readonly { readonly rows: number; readonly spread: number }[]): number {
  const weights = found.map(({ rows }) => rows / (rows + ROWS_OF_ALL));
  const logs = found.reduce(
    (total, { spread }, index) => total + (weights[index] ?? 0) * Math.log(Math.max(LEAST_SPREAD, spread)),
    0,
  );
  return Math.exp(logs / weights.reduce((total, weight) => total + weight, 0));
}

/** An engine's own spread is drawn towards the usual one as if that had been found on so many rows. */
const ROWS_OF_ALL = 4;

interface Weighted extends Unseen {
  readonly weight: number;
  /** What is explained of it already, as a spread. */
  readonly own?: number;
}

/** The rows of an engine left out in any of these ways; those left out in several count as one. */
function weighted(
  crossed: readonly Crossed[],
  engine: string,
  schemes: readonly LeftOut[],
): readonly Weighted[] {
  const own = crossed.filter((each) => each.engine === engine && schemes.includes(each.leftOut));
  return own.flatMap(({ rows }) => rows.map((row) => ({ ...row, weight: 1 / own.length })));
}

/** The least spread with which 80 % of the rows lie inside; none where they do without. */
function holding(rows: readonly Weighted[], trust: number): number {
  const all = rows.reduce((total, { weight }) => total + weight, 0);
  const needed = rows
    .map(({ residual, uncertainty, weight, own = 0 }) => ({
      square: (residual / NORMAL_DEVIATIONS) ** 2 - trust * uncertainty ** 2 - own ** 2,
      weight,
    }))
    .sort((a, b) => a.square - b.square);
  let held = 0;
  for (const { square, weight } of needed) {
    held += weight;
    if (held >= LEVEL * all) return Math.sqrt(Math.max(0, square));
  }
  return 0;
}

/** The logarithm of the normal likelihood, up to a constant. */
function likelihoodOf(rows: readonly Weighted[], spread: number, trust: number): number {
  return rows.reduce((total, { residual, uncertainty, weight }) => {
    const variance = spread ** 2 + trust * uncertainty ** 2;
    return total - (weight / 2) * (Math.log(variance) + residual ** 2 / variance);
  }, 0);
}

// What submissions of one MLPerf system differ by at least (1 to 6 %, docs/facts.md A3).
const LEAST_SPREAD = 0.02;
const SPREADS = Array.from({ length: 141 }, (_, step) => LEAST_SPREAD + step / 500);
const TRUSTS = Array.from({ length: 20 }, (_, step) => (step + 1) / 20);

function best(candidates: readonly number[], of: (candidate: number) => number): number {
  return candidates
    .map((candidate) => ({ candidate, reached: of(candidate) }))
    .reduce((found, each) => (each.reached > found.reached ? each : found)).candidate;
}
