import type { Catalogue } from '#shared/catalogue/catalogue';
import { withUserEntries } from '#shared/catalogue/user-entries';
import type { Scenario } from '#shared/scenario/schema';
import type { UserCatalogue } from '#shared/scenario/user-catalogue';
import { scenarioOf } from '../../documents/documents';
import { useCatalogue, useScenario } from '../../documents/hooks';
import type { Workbench } from '../../documents/workbench';
import type { Scene } from './carry/placement';
import { facesOf, useDesignerState, type Designer } from './designer';
import { hallOf, type Hall } from './hall/geometry';

interface KnownHall {
  readonly faces: 1 | 2;
  readonly rackTypes: Catalogue['rackTypes'];
  readonly hall: Hall;
}

const halls = new WeakMap<Scenario['racks'], KnownHall>();

/** The hall of these racks, worked out once for as long as no rack changes and as many faces are shown. */
export function hallFor(racks: Scenario['racks'], { rackTypes }: Catalogue, faces: 1 | 2 = 1): Hall {
  const known = halls.get(racks);
  if (known?.faces === faces && known.rackTypes === rackTypes) return known.hall;
  const hall = hallOf(racks, rackTypes, faces);
  halls.set(racks, { faces, rackTypes, hall });
  return hall;
}

export function useHall(): Hall {
  const racks = useScenario((scenario) => scenario.racks);
  const faces = useDesignerState(({ face }) => (face === 'both' ? 2 : 1));
  return hallFor(racks, useCatalogue(), faces);
}

const extended = new WeakMap<UserCatalogue, { readonly of: Catalogue; readonly whole: Catalogue }>();

/** The catalogue with the own entries that a scenario carries, made once for as long as those stay. */
export function catalogueFor(catalogue: Catalogue, { userCatalogue }: Scenario): Catalogue {
  if (!userCatalogue) return catalogue;
  const known = extended.get(userCatalogue);
  if (known?.of === catalogue) return known.whole;
  const whole = withUserEntries(catalogue, userCatalogue);
  extended.set(userCatalogue, { of: catalogue, whole });
  return whole;
}

/** The document as it is at this moment and as the designer lays it out; undefined while none is open. */
export function sceneNow({ documents, catalogue }: Workbench, { store }: Designer): Scene | undefined {
  const scenario = scenarioOf(documents.store.getState());
  if (!scenario) return undefined;
  const faces = facesOf(store.getState().face).length === 2 ? 2 : 1;
  const whole = catalogueFor(catalogue, scenario);
  return { scenario, catalogue: whole, hall: hallFor(scenario.racks, whole, faces) };
}
