import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceId, RackId } from '#shared/schema/ids';
import {
  deviceDepth,
  type Occupant,
  type RackInside,
  refuseSlot,
  type Slot,
  slotOf,
  type SlotRefusal,
  usableDepth,
} from '#shared/rack/geometry';
import type { Refusal } from '#shared/refusal/refusal';
import { lifeOfNew, type LifeCycle } from '#shared/scenario/life-cycle';
import type { WidthSide } from '#shared/scenario/placement';
import type { Device, Face, Scenario } from '#shared/scenario/schema';
import { devicesByRackOf } from '#renderer/features/layout/hall/devices-by-rack';
import type { Shape } from '#renderer/features/layout/hall/device-rectangle';
import { rackFrom, type Hall, type RackBox } from '#renderer/features/layout/hall/geometry';
import type { Carrying } from './carry';
import type { CarriedItem } from './load';

/** Where one carried device would come to stand. */
export interface Place extends Slot {
  readonly item: CarriedItem;
  readonly rack: RackId;
}

export interface Assessment {
  readonly places: readonly Place[];
  /** Why nothing can be dropped here; undefined when all can. */
  readonly refusal: Refusal | undefined;
}

export interface Scene {
  readonly hall: Hall;
  readonly catalogue: Catalogue;
  readonly scenario: Scenario;
}

type Document = Pick<Scene, 'scenario' | 'catalogue'>;

/** How deep devices of a type are, by the catalogue and by what the scenario says of it. */
export const depthOf = ({ scenario, catalogue }: Document, { type }: Pick<Device, 'type'>) =>
  deviceDepth(catalogue.deviceTypes[type], scenario);

/** What a rack offers its devices, beside its height: the depth between its faces and the spaces kept in it. */
export function insideOf(
  { scenario, catalogue }: Document,
  { id, units }: Pick<RackBox, 'id' | 'units'>,
): RackInside {
  const rack = scenario.racks[id];
  const usableDepthMeters = usableDepth(catalogue.rackTypes[rack?.type ?? ''], scenario);
  return { units, usableDepthMeters, reserved: rack?.reserved };
}

const slotIn = (scene: Document, device: Device): Slot =>
  slotOf({ ...shapeOf(scene.catalogue, device), depthMeters: depthOf(scene, device) }, device);

/** The rack's devices as occupants of its slots, without those that are on the move. */
export function occupantsOf(
  scene: Document,
  rack: RackId,
  moving: ReadonlySet<DeviceId> = new Set(),
): readonly Occupant[] {
  return (devicesByRackOf(scene.scenario.devices).get(rack) ?? [])
    .filter((device) => !moving.has(device.id))
    .map((device) => ({ id: device.id, ...slotIn(scene, device) }));
}

/** Where a device stands, as a place of its own. */
export function placeOf(scene: Document, device: Device): Place {
  const { type, id, rack } = device;
  const shape = shapeOfItem(shapeOf(scene.catalogue, device));
  const item = { type, device: id, ...shape, rackSteps: 0, unitSteps: 0 };
  return { item, rack, ...slotIn(scene, device) };
}

const shapeOfItem = ({ heightUnits, fullDepth, halfWidth = false }: Shape) => ({
  heightUnits,
  fullDepth,
  halfWidth,
});

/** Devices of an unknown type count as one full-depth U; the plan names the missing type. */
export const shapeOf = (catalogue: Catalogue, { type }: Pick<Device, 'type'>): Shape =>
  catalogue.deviceTypes[type] ?? { heightUnits: 1, fullDepth: true };

const opposite = (face: Face): Face => (face === 'front' ? 'rear' : 'front');

function faceOf(item: CarriedItem, carrying: Carrying): Face {
  const face = item.face ?? (item.fullDepth ? 'front' : carrying.inView);
  return carrying.turned ? opposite(face) : face;
}

/** The first device goes to the half that is pointed at; the others change sides with it. */
function sideOf(item: CarriedItem, carrying: Carrying): WidthSide {
  const [first] = carrying.load.items;
  const own = item.side ?? 'left';
  const { half } = carrying.target ?? {};
  if (half === undefined || !first?.halfWidth) return own;
  // Seen from behind, left and right change places.
  const wanted = faceOf(first, carrying) === carrying.inView ? half : otherSide(half);
  return wanted === (first.side ?? 'left') ? own : otherSide(own);
}

export const otherSide = (side: WidthSide): WidthSide => (side === 'left' ? 'right' : 'left');

/** When a device stands once it is dropped: copies and what moves keep their days, what is new comes on the day looked at. */
export const lifeOf = (
  { device, like, lifeCycle }: CarriedItem,
  scenario: Scenario,
): LifeCycle | undefined =>
  device === undefined && like === undefined ? lifeOfNew(scenario).lifeCycle : lifeCycle;

/** What dropping here would do, and why not where it cannot be. Undefined while nothing is aimed at. */
export function assess(carrying: Carrying, scene: Scene): Assessment | undefined {
  const { target, load } = carrying;
  if (!target) return undefined;
  const places: Place[] = [];
  for (const item of load.items) {
    const box = rackFrom(scene.hall, target.rack, item.rackSteps);
    if (!box) return { places, refusal: noRackThere };
    const position = item.heightUnits === 0 ? 1 : target.position + item.unitSteps;
    const face = faceOf(item, carrying);
    const side = item.halfWidth ? sideOf(item, carrying) : undefined;
    const lifeCycle = lifeOf(item, scene.scenario);
    const shape = { ...item, depthMeters: depthOf(scene, item) };
    places.push({ item, rack: box.id, ...slotOf(shape, { position, face, side, lifeCycle }) });
  }
  return { places, refusal: refusePlaces(places, scene) };
}

/** The first reason why these places cannot all be taken, by what stands there or by one another. */
export function refusePlaces(places: readonly Place[], scene: Scene): Refusal | undefined {
  const moving = new Set(places.flatMap(({ item }) => (item.device === undefined ? [] : [item.device])));
  const occupants = new Map<RackId, readonly Occupant[]>();
  for (const place of places) {
    const standing = occupants.get(place.rack) ?? occupantsOf(scene, place.rack, moving);
    occupants.set(place.rack, standing);
    const box = scene.hall.byId.get(place.rack);
    if (!box) return noRackThere;
    const refusal = refuseSlot({ slot: place, rack: insideOf(scene, box), occupants: standing });
    if (refusal) return inWords(refusal, box.name, scene);
    const id = place.item.device ?? carriedId(place.item.type);
    occupants.set(place.rack, [...standing, { ...place, id }]);
  }
  return undefined;
}

/** What is new has no id yet; in a refusal it goes by its type. */
const carriedId = (type: string): DeviceId => type as DeviceId;

const noRackThere: Refusal = {
  code: 'no-rack-there',
  message: 'Not all of these devices would be in a rack.',
};

/** U numbers as people write them: `U21` or `U21–24`. */
export const unitsInWords = ({ position, heightUnits }: Pick<Slot, 'position' | 'heightUnits'>): string =>
  heightUnits <= 1 ? `U${position}` : `U${position}–${position + heightUnits - 1}`;

const inMillimetres = (meters: number): number => Math.round(meters * 1_000);

function inWords(refusal: SlotRefusal, rack: string, { scenario, catalogue }: Scene): Refusal {
  switch (refusal.because) {
    case 'overlap': {
      const device = scenario.devices[refusal.with];
      const name = device?.name ?? refusal.with;
      const { heightUnits } = device ? shapeOf(catalogue, device) : { heightUnits: 1 };
      const units = device ? unitsInWords({ position: device.position, heightUnits }) : '';
      const params = { device: name, units };
      return { code: 'overlap', message: `Overlaps ${name} at ${units}.`, params };
    }
    case 'taller-than-rack': {
      const params = { height: refusal.heightUnits, units: refusal.units, rack };
      const message = `${rack} has ${refusal.units}U; this needs ${refusal.heightUnits}U.`;
      return { code: 'taller-than-rack', message, params, demand: refusal.heightUnits, limit: refusal.units };
    }
    case 'above-rack': {
      const params = { top: refusal.topUnit, units: refusal.units, rack };
      const message = `Would reach U${refusal.topUnit}; ${rack} ends at U${refusal.units}.`;
      return { code: 'above-rack', message, params, demand: refusal.topUnit, limit: refusal.units };
    }
    case 'reserved': {
      const { kind, reason } = refusal.reservation;
      const message = `This space of ${rack} is ${kind} (${reason}).`;
      return {
        code: kind === 'reserved' ? 'space-reserved' : 'space-blanked',
        message,
        params: { rack, reason },
      };
    }
    case 'deeper-than-rack': {
      const [depth, usable] = [inMillimetres(refusal.depthMeters), inMillimetres(refusal.usableMeters)];
      const message = `${rack} takes devices up to ${usable} mm deep; this is ${depth} mm.`;
      const params = { rack, depth, usable };
      return {
        code: 'deeper-than-rack',
        message,
        params,
        demand: refusal.depthMeters,
        limit: refusal.usableMeters,
      };
    }
    case 'too-deep-together': {
      const { depthMeters, otherDepthMeters, usableMeters } = refusal;
      const device = scenario.devices[refusal.with]?.name ?? refusal.with;
      const depth = inMillimetres(depthMeters);
      const otherDepth = inMillimetres(otherDepthMeters);
      const usable = inMillimetres(usableMeters);
      return {
        code: 'too-deep-together',
        message: `Back to back with ${device} it needs ${depth} + ${otherDepth} mm; ${rack} has ${usable} mm.`,
        params: { rack, device, depth, otherDepth, usable },
        demand: depthMeters + otherDepthMeters,
        limit: usableMeters,
      };
    }
    case 'below-rack':
      return { code: 'below-rack', message: `Would begin below U1 of ${rack}.`, params: { rack } };
  }
}
