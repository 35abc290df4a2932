import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { scenarioOf } from '../../documents/documents';
import { useScenario } from '../../documents/hooks';
import { useWorkbench, type Workbench } from '../../documents/workbench';
import type { Scene } from './carry/placement';
import { facesOf, useDesignerState, type Designer } from './designer';
import { hallOf, type Hall } from './hall/geometry';

interface KnownHall {
  readonly faces: 1 | 2;
  readonly hall: Hall;
}

const halls = new WeakMap<Scenario['racks'], KnownHall>();

/** The hall of these racks, worked out once for as long as no rack changes and as many faces are shown. */
export function hallFor(racks: Scenario['racks'], catalogue: Catalogue, faces: 1 | 2 = 1): Hall {
  const known = halls.get(racks);
  if (known?.faces === faces) return known.hall;
  const hall = hallOf(racks, catalogue.rackTypes, faces);
  halls.set(racks, { faces, hall });
  return hall;
}

export function useHall(): Hall {
  const racks = useScenario((scenario) => scenario.racks);
  const faces = useDesignerState(({ face }) => (face === 'both' ? 2 : 1));
  return hallFor(racks, useWorkbench().catalogue, faces);
}

/** The document as it is at this moment and as the designer lays it out; undefined while none is open. */
export function sceneNow({ documents, catalogue }: Workbench, { store }: Designer): Scene | undefined {
  const scenario = scenarioOf(documents.store.getState());
  const faces = facesOf(store.getState().face).length === 2 ? 2 : 1;
  return scenario && { scenario, catalogue, hall: hallFor(scenario.racks, catalogue, faces) };
}
