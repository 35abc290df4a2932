import type { Catalogue } from '#shared/catalogue/catalogue';
import type { RackId } from '#shared/ids';
import type { Plan, Problem, RackPlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { estimate as estimateByModels } from '../simulator/estimate';
import { capitalOf } from './cost/capital';
import { costPlan } from './cost/cost-plan';
import { planDeployments, type Estimate } from './deployments';
import { inventoryOf, type Inventory } from './placement/inventory';
import { planningContext, type PlanningContext } from './planning-context';
import { devicePower } from './power/device-power';
import { energyPerYear } from './power/energy';
import type { DevicePowers } from './power/load';
import { costProblems } from './problems/cost';
import { deploymentProblems } from './problems/deployments';
import { deviceTypeProblems, licenceProblems } from './problems/device-types';
import { worstFirst } from './problems/order';
import { placementProblems } from './problems/placement';
import { rackLimitProblems } from './problems/rack-limits';
import { siteProblems } from './problems/site';
import { unknownEntryProblems, uselessChangeProblems } from './problems/unknowns';
import { rackContents } from './rack-contents';
import { planRack, type PlannedRack } from './rack-plan';
import { totalsOf } from './totals';

interface Derivation {
  readonly inventory: Inventory;
  readonly powers: DevicePowers;
  readonly racks: readonly PlannedRack[];
}

function problemsOf(
  { inventory, powers, racks }: Derivation,
  { totals, cost, deployments }: Omit<Plan, 'racks' | 'problems'>,
  context: PlanningContext,
): readonly Problem[] {
  return worstFirst([
    ...unknownEntryProblems(inventory, context),
    ...uselessChangeProblems(context),
    ...racks.flatMap((rack) => placementProblems(rack, context.scenario)),
    ...racks.flatMap((rack) => rackLimitProblems(rack, powers)),
    ...siteProblems(totals),
    ...deviceTypeProblems(inventory, powers, context),
    ...licenceProblems(totals, context),
    ...costProblems(cost, context),
    ...deploymentProblems(deployments, context),
  ]);
}

/** Energy of a year in which the fleet only idles. */
const standingEnergy = (
  { power, powerUsageEffectiveness: pue }: Plan['totals'],
  { scenario }: PlanningContext,
) => energyPerYear({ power, pue, finance: { ...scenario.finance, utilisation: 0 } });

/**
 * Everything that follows from a scenario: placement, mass, power, cooling, cost, performance, and what is wrong with
 * it. Equal documents give equal plans, whatever the order of their records; nothing here reads a clock.
 */
export function plan(scenario: Scenario, catalogue: Catalogue, estimate: Estimate = estimateByModels): Plan {
  const context = planningContext(scenario, catalogue);
  const inventory = inventoryOf(context);
  const powers: DevicePowers = new Map(
    inventory.counts.map(({ type }) => [type.id, devicePower(context.figures, type)]),
  );
  const contentsOf = rackContents(powers, context);
  const racks = inventory.racks.map((rack) => planRack(rack, contentsOf, context));
  const rackPlans = racks.map((rack) => rack.plan);
  const totals = totalsOf(inventory, { racks: rackPlans, powers }, context);
  const capital = capitalOf({ devices: inventory.counts, racks: inventory.rackCounts }, context);
  const cost = costPlan(
    {
      capital,
      power: totals.power.typical,
      energy: totals.energyPerYear,
      standingEnergy: standingEnergy(totals, context),
      operationCarbon: totals.carbonKilogramsPerYear,
      devices: inventory.counts,
      racks: totals.racks,
      accelerators: totals.accelerators.reduce((sum, { count }) => sum + count, 0),
    },
    context,
  );
  const deployments = planDeployments(estimate, { totals, cost }, context);
  const byId = rackPlans.map((rack): [RackId, RackPlan] => [rack.id, rack]);
  return {
    racks: Object.fromEntries(byId),
    totals,
    cost,
    deployments,
    problems: problemsOf({ inventory, powers, racks }, { totals, cost, deployments }, context),
  };
}
