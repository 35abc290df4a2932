import type { Catalogue } from '#shared/catalogue/catalogue';
import type { RackId } from '#shared/schema/ids';
import type { Plan, Problem, RackPlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { standingOn } from '#shared/scenario/standing';
import { estimate as estimateByModels } from '#main/simulator/estimate';
import { capitalOf } from './cost/capital';
import { costPlan } from './cost/cost-plan';
import { planDeployments, type Estimate } from './deployments/deployments';
import { freshMemory, isGoodFor, type Memory } from './memory';
import { inventoryOf, type Inventory } from './placement/inventory';
import type { PlanningContext } from './context/planning-context';
import { chainPlan } from './power/chain-plan';
import { standingEnergyPerYear } from './derivation/energy';
import { occupationOf } from './deployments/occupation';
import { simulatedTogether } from './power/load';
import { coolingProblems } from './problems/cooling';
import { costProblems } from './problems/cost';
import { deploymentProblems } from './problems/deployments';
import { deviceTypeProblems, licenceProblems } from './problems/device-types';
import { floorProblems } from './problems/floor';
import { groupProblems } from './problems/placement';
import { electricalProblems, siteProblems, strandedProblems } from './problems/electrical';
import { worstFirst } from './problems/problem';
import { unfedProblems } from './problems/unfed-racks';
import { unknownEntryProblems, uselessChangeProblems } from './problems/unknowns';
import type { PlannedRack } from './racks/rack-plan';
import { totalsOf } from './totals';

interface Derivation {
  readonly inventory: Inventory;
  readonly racks: readonly PlannedRack[];
}

interface Means {
  readonly context: PlanningContext;
  readonly memory: Memory;
}

function problemsOf(
  { inventory, racks }: Derivation,
  { racks: rackPlans, totals, cost, deployments, electrical }: Omit<Plan, 'problems'>,
  { context, memory }: Means,
): readonly Problem[] {
  return [
    ...unknownEntryProblems(inventory, context),
    ...uselessChangeProblems(context),
    ...racks.flatMap(memory.problemsOf),
    ...groupProblems(context),
    ...floorProblems(context),
    ...electricalProblems(
      { inventory, wirings: inventory.racks.map(memory.wiringOf), electrical },
      { ...memory, ...context },
    ),
    ...coolingProblems(Object.values(rackPlans), context),
    ...siteProblems(totals),
    ...unfedProblems(Object.values(rackPlans)),
    ...deviceTypeProblems(inventory, memory.powers, context),
    ...licenceProblems(totals, context),
    ...costProblems(cost, context),
    ...deploymentProblems(deployments, context),
  ];
}

interface Planned {
  readonly document: Scenario;
  /** What of the document stands on its day. */
  readonly scenario: Scenario;
}

function planWith(memory: Memory, { document, scenario }: Planned): Plan {
  const { catalogue, figures, powers } = memory;
  const context: PlanningContext = { scenario, catalogue, figures };
  const inventory = inventoryOf(context, memory.inventories);
  memory.inventories = new Map(inventory.racks.map((rack) => [rack.rack.id, rack]));
  const racks = inventory.racks.map(memory.planRack);
  const occupation = occupationOf(inventory.racks, memory.runs);
  const draws = inventory.racks.map((rack) => memory.drawOf(rack, occupation));
  const rackPlans = racks.flatMap((rack, index) => {
    const draw = draws[index];
    return draw === undefined ? [] : [memory.completePlan(rack, draw)];
  });
  const simulated = simulatedTogether(rackPlans.map(({ power }) => power.simulated));
  const totals = totalsOf(inventory, { racks: rackPlans, powers, simulated }, context);
  const capital = capitalOf({ devices: inventory.counts, racks: inventory.rackCounts }, context);
  const cost = costPlan(
    {
      capital,
      power: totals.power.typical,
      energy: totals.energyPerYear,
      standingEnergy: standingEnergyPerYear(totals),
      operationCarbon: totals.carbonKilogramsPerYear,
      devices: inventory.counts,
      racks: totals.racks,
      accelerators: totals.accelerators.reduce((sum, { count }) => sum + count, 0),
    },
    context,
  );
  const deployments = planDeployments(memory.predictions, { totals, cost }, context);
  const drawn = inventory.racks.flatMap(({ rack }, index) => {
    const draw = draws[index];
    return draw === undefined ? [] : [{ rack, draw }];
  });
  const electrical = chainPlan(drawn, { electrical: scenario.electrical, derating: memory.path.derating });
  const byId = rackPlans.map((rack): [RackId, RackPlan] => [rack.id, rack]);
  const planned: Omit<Plan, 'problems'> = {
    racks: Object.fromEntries(byId),
    totals,
    cost,
    deployments,
    ...(electrical === undefined ? {} : { electrical }),
  };
  const problems = [
    ...strandedProblems(document),
    ...problemsOf({ inventory, racks }, planned, { context, memory }),
  ];
  return { ...planned, problems: worstFirst(problems) };
}

export type Planner = (scenario: Scenario) => Plan;

/**
 * Plans scenario after scenario, and derives anew only what an edit touched: a rack is planned again when an entry of
 * its own changed, everything when the settings did. Each plan equals that of `plan()`; unchanged racks are the very
 * objects of the plan before. Entries count as unchanged when they are the same objects, as in documents edited with
 * structural sharing.
 */
export function createPlanner(catalogue: Catalogue, estimate: Estimate = estimateByModels): Planner {
  let memory: Memory | undefined;
  return (document) => {
    const scenario = standingOn(document);
    if (memory === undefined || !isGoodFor(memory, scenario))
      memory = freshMemory(scenario, catalogue, estimate);
    return planWith(memory, { document, scenario });
  };
}

/**
 * Everything that follows from a scenario on its day: placement, mass, power, cooling, cost, performance, and what is wrong with
 * it. Equal documents give equal plans, whatever the order of their records; nothing here reads a clock.
 */
export const plan = (scenario: Scenario, catalogue: Catalogue, estimate: Estimate = estimateByModels): Plan =>
  createPlanner(catalogue, estimate)(scenario);
