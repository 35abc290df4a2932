import { scenarioOf } from '#renderer/documents/documents';
import { useCatalogue, useScenario } from '#renderer/documents/hooks';
import type { Workbench } from '#renderer/documents/workbench';
import type { Scene } from '#renderer/features/layout/carry/placement';
import { FOOTER_HEIGHT, type Hall, hallOf, type Rectangle } from '#renderer/features/layout/hall/geometry';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { type UserCatalogue, withUserEntries } from '#shared/scenario/user-catalogue';
import type { DeviceId, RackId } from '#shared/schema/ids';
import { type Designer, facesOf, useDesignerState } from './designer';

interface KnownHall {
  readonly faces: 1 | 2;
  readonly rackTypes: Catalogue['rackTypes'];
  readonly hall: Hall;
}

const halls = new WeakMap<Scenario['racks'], KnownHall>();

/** The hall of these racks, worked out once for as long as no rack changes and as many faces are shown. */
function hallFor(racks: Scenario['racks'], { rackTypes }: Catalogue, faces: 1 | 2 = 1): Hall {
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

interface Chosen {
  readonly racks: readonly RackId[];
  readonly devices: readonly DeviceId[];
}

/** The part of the hall that holds these racks and the racks of these devices; undefined where there are none. */
export function areaOf({ hall, scenario }: Scene, { racks, devices }: Chosen): Rectangle | undefined {
  const ids = new Set([...racks, ...devices.flatMap((id) => scenario.devices[id]?.rack ?? [])]);
  const boxes = [...ids].flatMap((id) => hall.byId.get(id) ?? []);
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x)) + hall.rackWidth - x,
    height: Math.max(...boxes.map((box) => box.bayBottom)) + FOOTER_HEIGHT - y,
  };
}
