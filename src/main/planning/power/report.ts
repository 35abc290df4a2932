import type { Catalogue } from '#shared/catalogue/catalogue';
import type { LoadLevel, PowerReport, SuppliesReport } from '#shared/power/report';
import type { Scenario } from '#shared/scenario/schema';
import { standingOn } from '#shared/scenario/standing';
import { estimate as estimateByModels } from '../../simulator/estimate';
import { coolingReport } from '../cooling/cooling-report';
import { coolingFailures } from '../cooling/unit-failures';
import { freshMemory, type Memory } from '../memory';
import { acceleratorsIn } from '../accelerators';
import type { Estimate } from '../deployments';
import { inventoryOf, type Inventory } from '../placement/inventory';
import { examineFailures } from './failures';
import { feedReports } from './feed-report';
import { networkOf } from './network';
import { occupationOf } from './occupation';
import { suppliesOf } from './supplies';
import { survivorsIn } from './survivors';

interface Question {
  readonly scenario: Scenario;
  readonly level: LoadLevel;
}

function suppliesReports(
  { counts }: Inventory,
  { scenario, figures, powers }: Means,
): readonly SuppliesReport[] {
  const { electrical } = scenario;
  return counts.flatMap(({ type, count: devices }) => {
    const power = powers.get(type.id);
    if (power?.known === true && power.levels.maximum.high === 0) return [];
    const supplies = suppliesOf(type, { electrical, figures });
    return [{ type: type.id, name: type.name, devices, ...supplies }];
  });
}

type Means = Pick<Memory, 'figures' | 'powers'> & { readonly scenario: Scenario };

/**
 * The electrical chain and the cooling of a scenario at one load level: every feed with its phases, supplies, heat and
 * air, and all single failures, worst first. Loads are the typical ones of their ranges.
 */
export function powerReport(
  { scenario: document, level }: Question,
  published: Catalogue,
  estimate: Estimate = estimateByModels,
): PowerReport {
  const scenario = standingOn(document);
  const memory = freshMemory(document, published, estimate);
  const { catalogue, figures, powers, runs } = memory;
  const inventory = inventoryOf({ scenario, catalogue, figures });
  const occupation = occupationOf(inventory.racks, runs);
  const racks = inventory.racks.map((rack) => ({
    inventory: rack,
    wiring: memory.wiringOf(rack),
    draw: memory.drawOf(rack, occupation),
    planned: memory.planRack(rack),
  }));
  const { electrical, cooling, site } = scenario;
  const network = networkOf(
    racks.map(({ wiring }) => wiring),
    { electrical, continuousLoadFraction: site.continuousLoadFraction },
  );
  const loads = network.devices.map(
    ({ wired }) => memory.deviceDraw(wired, occupation(wired.placed.device.id))[level].typical,
  );
  const means: Means = { scenario, figures, powers };
  const warm = racks.map(({ inventory: rack, draw, planned }) => ({
    inventory: rack,
    heat: level === 'simulated' ? draw.simulated : planned.plan.power[level],
  }));
  const cool = coolingReport(warm, inventory.counts, means);
  const placed = new Map(acceleratorsIn(inventory.counts).map(({ type, count }) => [type, count]));
  const survivorsOf = survivorsIn(network, { runs, occupation, placed });
  return {
    level,
    ...feedReports(racks, { scenario, drawOf: memory.deviceDraw, occupation, level }),
    supplies: suppliesReports(inventory, means),
    cooling: cool,
    failures: examineFailures({
      network,
      electrical,
      sharing: electrical.sharing,
      loads,
      level,
      survivorsOf,
      coolingFailures: coolingFailures({ cooling, racks: cool.racks, network, survivorsOf }),
    }),
  };
}
