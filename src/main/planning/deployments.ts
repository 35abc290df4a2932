import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateCase } from '#shared/estimate/case';
import type { EstimateResult } from '#shared/estimate/result';
import { multiplyMoney, mapMoneyRange } from '#shared/money';
import type { DerivedMoney } from '#shared/plan/derived';
import type { CostPlan, DeploymentPlan, Totals } from '#shared/plan/plan';
import type { Deployment } from '#shared/scenario/schema';
import { fraction } from '#shared/units';
import { given } from './derivation/derive';
import { deriveMoney } from './derivation/money';
import type { PlanningContext } from './planning-context';
import { effectiveCatalogue } from './effective-catalogue';
import { HOURS_PER_YEAR } from './power/energy';

/** The prediction of performance that planning is handed: one result per case, in the order of the cases. */
export type Estimate = (cases: readonly EstimateCase[], catalogue: Catalogue) => readonly EstimateResult[];

const SECONDS_PER_HOUR = 3_600;
const MILLION = 1_000_000;

/** What a share of a fleet costs per million output tokens: hourly cost · 10⁶ / (3,600 · tokens/s · utilisation). */
export const costPerMillionTokens = ({
  costPerYear,
  outputTokensPerSecond,
  utilisation,
  share = 1,
}: {
  readonly costPerYear: DerivedMoney;
  readonly outputTokensPerSecond: number;
  readonly utilisation: number;
  readonly share?: number;
}) => {
  const tokensPerYear = SECONDS_PER_HOUR * HOURS_PER_YEAR * outputTokensPerSecond * utilisation;
  return mapMoneyRange(costPerYear, (money) => multiplyMoney(money, (share * MILLION) / tokensPerYear));
};

interface DeploymentQuestion {
  readonly deployment: Deployment;
  readonly result: EstimateResult;
  readonly totals: Totals;
  readonly cost: CostPlan;
  /** The part of the fleet's cost that this deployment bears. */
  readonly share: number;
}

function costOf(question: DeploymentQuestion, context: PlanningContext): DerivedMoney | undefined {
  const { deployment, result, cost, share } = question;
  const { utilisation } = context.scenario.finance;
  if (!('fits' in result) || !result.fits || utilisation === 0) return undefined;
  const { outputTokensPerSecond } = result;
  if (!(outputTokensPerSecond > 0)) return undefined;
  const path = `deployments/${deployment.id}/result/outputTokensPerSecond`;
  return deriveMoney(
    'cost-per-million-tokens',
    [
      { name: 'cost.perYear', value: cost.totalPerYear },
      { name: 'outputTokensPerSecond', value: given(outputTokensPerSecond, '1/s', path) },
      { name: 'utilisation', value: given(fraction(utilisation), '1', 'finance/utilisation') },
      { name: 'share', value: given(fraction(share), '1', `deployments/${deployment.id}`) },
    ],
    costPerMillionTokens({ costPerYear: cost.totalPerYear, outputTokensPerSecond, utilisation, share }),
  );
}

function planDeployment(question: DeploymentQuestion, context: PlanningContext): DeploymentPlan {
  const { deployment, result, totals } = question;
  const { hardware, devices } = deployment.estimate;
  const placed = totals.accelerators.find(({ type }) => type === hardware)?.count ?? 0;
  const cost = placed < devices ? undefined : costOf(question, context);
  return {
    id: deployment.id,
    name: deployment.name,
    result,
    acceleratorsPlaced: placed,
    acceleratorsNeeded: devices,
    ...(cost === undefined ? {} : { costPerMillionOutputTokens: cost }),
  };
}

/**
 * The predicted performance of every deployment. The fleet's yearly cost is shared among deployments by the
 * accelerators they ask for, so that idle ones are paid for by somebody.
 */
export function planDeployments(
  estimate: Estimate,
  { totals, cost }: { totals: Totals; cost: CostPlan },
  context: PlanningContext,
): readonly DeploymentPlan[] {
  const deployments = Object.values(context.scenario.deployments).sort((a, b) => (a.id < b.id ? -1 : 1));
  const cases = deployments.map((deployment) => ({ ...deployment.estimate, id: deployment.id }));
  const results =
    deployments.length === 0 ? [] : estimate(cases, effectiveCatalogue(context.catalogue, context.scenario));
  const asked = deployments.reduce((sum, deployment) => sum + deployment.estimate.devices, 0);
  return deployments.flatMap((deployment, index) => {
    const result = results[index];
    if (result === undefined) return [];
    const share = deployment.estimate.devices / asked;
    return [planDeployment({ deployment, result, totals, cost, share }, context)];
  });
}
