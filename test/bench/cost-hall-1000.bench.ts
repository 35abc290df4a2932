import { capitalOf } from '#main/planning/cost/capital';
import { costPlan, type CostQuestion } from '#main/planning/cost/cost-plan';
import { inventoryOf, type Inventory } from '#main/planning/placement/inventory';
import { plan } from '#main/planning/plan';
import { planningContext, type PlanningContext } from '#main/planning/context/planning-context';
import { standingEnergyPerYear } from '#main/planning/derivation/energy';
import { timedBench } from './bench';
import { hallOf1000 } from './hall';

interface Prepared {
  readonly inventory: Inventory;
  readonly context: PlanningContext;
  readonly question: Omit<CostQuestion, 'capital'>;
}

/** The cost of a plan of 1,000 racks, once its inventory and its power are known. */
export const bench = timedBench<Prepared>({
  name: 'cost-hall-1000',
  unit: 'ms',
  budget: 30,
  warmUps: 10,
  runs: 60,
  prepare: async (given) => {
    const { scenario, catalogue } = await hallOf1000(given);
    const context = planningContext(scenario, catalogue);
    const inventory = inventoryOf(context);
    const { totals } = plan(scenario, catalogue);
    const question = {
      power: totals.power.typical,
      energy: totals.energyPerYear,
      standingEnergy: standingEnergyPerYear(totals),
      operationCarbon: totals.carbonKilogramsPerYear,
      devices: inventory.counts,
      racks: totals.racks,
      accelerators: totals.accelerators.reduce((sum, { count }) => sum + count, 0),
    };
    return { inventory, context, question };
  },
  run: ({ inventory, context, question }) => {
    const goods = { devices: inventory.counts, racks: inventory.rackCounts };
    return costPlan({ ...question, capital: capitalOf(goods, context) }, context);
  },
});
