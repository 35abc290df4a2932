import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { scenarioOf } from '../../documents/documents';
import { useScenario } from '../../documents/hooks';
import { useWorkbench, type Workbench } from '../../documents/workbench';
import type { Scene } from './carry/placement';
import { hallOf, type Hall } from './hall/geometry';

const halls = new WeakMap<Scenario['racks'], Hall>();

/** The hall of these racks, worked out once for as long as no rack changes. */
export function hallFor(racks: Scenario['racks'], catalogue: Catalogue): Hall {
  const known = halls.get(racks) ?? hallOf(racks, catalogue.rackTypes);
  halls.set(racks, known);
  return known;
}

export function useHall(): Hall {
  const racks = useScenario((scenario) => scenario.racks);
  return hallFor(racks, useWorkbench().catalogue);
}

/** The document as it is at this moment, for events; undefined while none is open. */
export function sceneNow({ documents, catalogue }: Workbench): Scene | undefined {
  const scenario = scenarioOf(documents.store.getState());
  return scenario && { scenario, catalogue, hall: hallFor(scenario.racks, catalogue) };
}
