import type { Command } from '#renderer/documents/command';
import {
  insideOf,
  occupantsOf,
  type Place,
  placeOf,
  refusePlaces,
  type Scene,
  shapeOf,
} from '#renderer/features/layout/carry/placement';
import { type Occupant, type RackInside, refuseSlot } from '#shared/rack/geometry';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Device } from '#shared/scenario/schema';
import type { DeviceId, RackId } from '#shared/schema/ids';
import { drop } from './devices';

/** What can be done to the heights of several devices at once. */
export const arrangements = ['lower', 'raise', 'spread', 'align', 'swap'] as const;
export type Arrangement = (typeof arrangements)[number];

/**
 * The command that arranges devices, or why it cannot be. `lower` and `raise` push them to the bottom or the top of
 * their racks past nothing that stays, `spread` makes the gaps between them equal, `align` brings the lowest of each
 * rack to the height of the lowest in the first rack, and `swap` lets two change places.
 */
export function arrange(scene: Scene, ids: readonly DeviceId[], how: Arrangement): Result<Command, Refusal> {
  const devices = ids
    .flatMap((id) => scene.scenario.devices[id] ?? [])
    .filter((device) => shapeOf(scene.catalogue, device).heightUnits > 0);
  const places = how === 'swap' ? swapped(devices, scene) : perRack(devices, scene, how);
  if (!places.ok) return places;
  const refusal = refusePlaces(places.value, scene);
  if (refusal) return failure(refusal);
  const load = { kind: 'move', label: '', items: places.value.map(({ item }) => item) } as const;
  const { recipe } = drop(scene.scenario, load, places.value).command;
  const [first, second] = devices;
  const params = { count: devices.length, device: first?.name ?? '', other: second?.name ?? '' };
  return success({ name: { key: `designer:commands.${how}`, params }, recipe });
}

const placeAt = (
  device: Device,
  scene: Scene,
  at: Partial<Pick<Device, 'rack' | 'position' | 'face' | 'side'>>,
): Place => placeOf(scene, { ...device, ...at });

function swapped(devices: readonly Device[], scene: Scene): Result<readonly Place[], Refusal> {
  const [a, b, ...others] = devices;
  if (!a || !b || others.length > 0) return failure(twoToSwap);
  const spotOf = ({ rack, position, face, side }: Device) => ({ rack, position, face, side });
  return success([placeAt(a, scene, spotOf(b)), placeAt(b, scene, spotOf(a))]);
}

function perRack(
  devices: readonly Device[],
  scene: Scene,
  how: Exclude<Arrangement, 'swap'>,
): Result<readonly Place[], Refusal> {
  const racks = new Map<RackId, Device[]>();
  for (const device of devices.toSorted((a, b) => a.position - b.position)) {
    const column = racks.get(device.rack);
    if (column) column.push(device);
    else racks.set(device.rack, [device]);
  }
  const order = scene.hall.boxes.filter(({ id }) => racks.has(id));
  const level = racks.get(order[0]?.id ?? ('' as RackId))?.[0]?.position ?? 1;
  const moving = new Set(devices.map(({ id }) => id));
  return success(
    order.flatMap((box) => {
      const { id } = box;
      const column = racks.get(id) ?? [];
      if (how === 'align') {
        const lowest = column[0]?.position ?? level;
        return column.map((device) => placeAt(device, scene, { position: device.position + level - lowest }));
      }
      if (how === 'spread') return spread(column, scene);
      return pushed(column, scene, {
        rack: insideOf(scene, box),
        standing: occupantsOf(scene, id, moving),
        how,
      });
    }),
  );
}

interface Push {
  readonly rack: RackInside;
  /** What stays where it is. */
  readonly standing: readonly Occupant[];
  readonly how: 'lower' | 'raise';
}

/** Each as far as it goes towards the bottom or the top without passing what stays or what was pushed before it. */
function pushed(column: readonly Device[], scene: Scene, { rack, standing, how }: Push): readonly Place[] {
  const occupants = [...standing];
  const order = how === 'lower' ? column : column.toReversed();
  return order.map((device) => {
    const place = placeOf(scene, device);
    const step = (place.heightUnits % 1 === 0 ? 1 : 0.5) * (how === 'lower' ? -1 : 1);
    const isFree = (position: number) =>
      refuseSlot({ slot: { ...place, position }, rack, occupants }) === undefined;
    const whole = Math.floor(place.position);
    let position = Math.abs(step) === 1 && isFree(whole) ? whole : place.position;
    while (isFree(position + step)) position += step;
    occupants.push({ ...place, position, id: device.id });
    return { ...place, position };
  });
}

/** The lowest and the highest stay; the room between them is shared out in whole steps, what is left over at the top. */
function spread(column: readonly Device[], scene: Scene): readonly Place[] {
  const places = column.map((device) => placeOf(scene, device));
  const [lowest, highest] = [places[0], places.at(-1)];
  if (!lowest || !highest || places.length < 3) return places;
  const step = places.every(({ heightUnits }) => heightUnits % 1 === 0) ? 1 : 0.5;
  const filled = places.slice(0, -1).reduce((sum, { heightUnits }) => sum + heightUnits, 0);
  const gap = Math.floor((highest.position - lowest.position - filled) / (places.length - 1) / step) * step;
  let next = lowest.position;
  return places.map((place) => {
    const position = place === highest ? place.position : next;
    next += place.heightUnits + gap;
    return { ...place, position };
  });
}

const twoToSwap: Refusal = { code: 'two-to-swap', message: 'Select the two devices to swap.' };
