import type { Plan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';

/** What may make scenarios not directly comparable; each has a text in the message catalogue `compare`. */
export const comparisonWarnings = [
  'different-models',
  'different-precisions',
  'different-lengths',
  'different-modes',
  'different-currencies',
  'different-finance',
  'per-user-against-aggregate',
  'several-deployments',
  'unpriced-items',
] as const;

export type ComparisonWarning = (typeof comparisonWarnings)[number];

const distinct = <T>(values: readonly T[]): boolean => new Set(values).size > 1;

function deploymentWarnings(scenarios: readonly Scenario[]): readonly ComparisonWarning[] {
  const deployments = scenarios.map(({ deployments }) =>
    Object.values(deployments).sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const first = deployments.flatMap(([deployment]) => deployment?.estimate ?? []);
  const checks: readonly [ComparisonWarning, boolean][] = [
    ['different-models', distinct(first.map(({ model }) => model))],
    ['different-precisions', distinct(first.map(({ weights, kv }) => `${weights ?? ''}/${kv ?? ''}`))],
    ['different-lengths', distinct(first.map(({ input, output }) => `${input}/${output}`))],
    ['different-modes', distinct(first.map(({ mode, batch }) => `${mode}/${batch ?? ''}`))],
    // One user's stream says nothing of what the fleet gives to all together.
    [
      'per-user-against-aggregate',
      first.some(({ batch }) => batch === 1) && first.some(({ batch }) => batch !== 1),
    ],
    ['several-deployments', deployments.some((each) => each.length > 1)],
  ];
  return checks.flatMap(([warning, applies]) => (applies ? [warning] : []));
}

/** Why the figures of these scenarios may not be held against each other as they stand. */
export function warningsFor(
  scenarios: readonly Scenario[],
  plans: readonly Plan[],
): readonly ComparisonWarning[] {
  const warnings = [...deploymentWarnings(scenarios)];
  if (distinct(scenarios.map(({ currency }) => currency))) warnings.push('different-currencies');
  if (distinct(scenarios.map(({ finance }) => JSON.stringify(finance)))) warnings.push('different-finance');
  if (plans.some(({ cost }) => cost.unpriced.length > 0)) warnings.push('unpriced-items');
  return warnings;
}
