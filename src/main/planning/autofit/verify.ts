import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Problem } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { plan } from '../plan';

/** Holding an answer against the plan itself, so that no limit it checks is ever broken by a fit. */

const keyOf = ({ refusal, place }: Problem): string => `${refusal.code} ${JSON.stringify(place)}`;

/** The errors of a scenario's racks and site; what deployments lack is none of a placement's doing. */
export function limitErrors(scenario: Scenario, catalogue: Catalogue): readonly Problem[] {
  const { problems } = plan({ ...scenario, deployments: {}, workloads: {} }, catalogue);
  return problems.filter(({ severity }) => severity === 'error');
}

/** Errors that a scenario has and another had not. */
export function newErrors(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  const known = new Set(before.map(keyOf));
  return after.filter((problem) => !known.has(keyOf(problem)));
}

/** The racks that errors are about. */
export const racksOf = (problems: readonly Problem[]): ReadonlySet<string> =>
  new Set(
    problems.flatMap(({ place }) => (place.kind === 'rack' || place.kind === 'device' ? [place.rack] : [])),
  );
