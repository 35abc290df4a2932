import { uncertainConstants, type EngineConstants } from '../../src/main/simulator/gpu/engine/constants';
import type { Observation } from './observations';
import { base, priorCovariance, usualSpreads, type Plan, type Spreads } from './plans';
import { fitConstants, type Start } from './posterior';

/** An engine on which something was measured. */
interface Told {
  readonly plan: Plan;
  readonly centre: EngineConstants;
  readonly fitted: EngineConstants;
}

/**
 * Where each engine starts from: about what the others found, no farther than the others stray. By rounds, since what they
 * find depends on where they started themselves.
 */
export function startsOf(
  plans: readonly Plan[],
  observed: readonly (readonly Observation[])[],
): readonly Start[] {
  let starts = plans.map((plan) => startOf(plan, []));
  for (let round = 0; round < ROUNDS; round++) {
    const told = toldBy(plans, observed, starts);
    starts = plans.map((plan) =>
      startOf(
        plan,
        told.filter((other) => other.plan !== plan),
      ),
    );
  }
  return starts;
}
const ROUNDS = 3;

/** Where an engine starts from that none of the plans is about. */
export const commonStart = (
  plans: readonly Plan[],
  observed: readonly (readonly Observation[])[],
  starts: readonly Start[],
): Start => startOf({ engine: '', known: {} }, toldBy(plans, observed, starts));

const toldBy = (
  plans: readonly Plan[],
  observed: readonly (readonly Observation[])[],
  starts: readonly Start[],
): readonly Told[] =>
  plans.flatMap((plan, index): readonly Told[] => {
    const start = starts[index]!;
    const rows = observed[index]!;
    return rows.length === 0 ? [] : [{ plan, centre: start.centre, fitted: fitConstants(start, rows) }];
  });

function startOf(plan: Plan, others: readonly Told[]): Start {
  const common = spreadsAmong(others);
  const spreads = Object.fromEntries(
    Object.entries(common).map(([name, spread]) => [name, spread * fartherOf(plan, name as keyof Spreads)]),
  ) as unknown as Spreads;
  const centre = { ...pooledCentre(others, common), covariance: priorCovariance(spreads), ...plan.known };
  return { centre, spreads };
}

const fartherOf = ({ farther = {} }: Plan, name: keyof Spreads): number => farther[name] ?? 1;

/**
 * How far constants stray from engine to engine (empirical Bayes): the mean square of what engines found away from where they
 * started, with what is left uncertain of it, together with what was believed beforehand, as if that had been found on so many
 * engines.
 */
function spreadsAmong(told: readonly Told[]): Spreads {
  const found = uncertainConstants.map((name, index) => {
    let squares = ENGINES_BELIEVED * usualSpreads[name] ** 2;
    for (const { plan, centre, fitted } of told) {
      const away = Math.log(fitted[name] / centre[name]) ** 2 + fitted.covariance[index]![index]!;
      squares += away / fartherOf(plan, name) ** 2;
    }
    return [name, Math.sqrt(squares / (ENGINES_BELIEVED + told.length))] as const;
  });
  return { ...usualSpreads, ...Object.fromEntries(found) };
}
const ENGINES_BELIEVED = 3;

/**
 * What engines have in common: products, collectives and launches come from the same few libraries. Attention kernels are of
 * an engine's era and the host's costs of its runtime, so that those are not shared.
 */
const shared = ['matrixFactor', 'communicationFactor', 'prefillFactor', 'secondsPerLayer'] as const;

/** The constants that engines found, each weighing by what its measurements told about the constant. */
function pooledCentre(told: readonly Pick<Told, 'fitted'>[], spreads: Spreads): EngineConstants {
  const centres = shared.map((name) => {
    const index = uncertainConstants.indexOf(name);
    const own = spreads[name] ** 2;
    let weight = 1 / usualSpreads[name] ** 2;
    let sum = Math.log(base[name]) * weight;
    for (const { fitted } of told) {
      const known = fitted.covariance[index]![index]!;
      const tells = Math.max(0, 1 - known / own) / (known + own);
      weight += tells;
      sum += tells * Math.log(fitted[name]);
    }
    return [name, Number(Math.exp(sum / weight).toPrecision(3))] as const;
  });
  return { ...base, ...Object.fromEntries(centres) };
}
