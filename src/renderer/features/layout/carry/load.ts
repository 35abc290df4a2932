import type { Hall } from '#renderer/features/layout/hall/geometry';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { LifeCycle } from '#shared/scenario/life-cycle';
import type { WidthSide } from '#shared/scenario/placement';
import type { Device, Face } from '#shared/scenario/schema';
import type { DeviceId } from '#shared/schema/ids';
import type { DeviceClip } from './clip';

const without = (device: Device, ...fields: readonly (keyof Device)[]): Device => {
  const copy = { ...device };
  for (const field of fields) Reflect.deleteProperty(copy, field);
  return copy;
};

/**
 * What a copy of a device takes over. It is a device of its own and belongs to no group: the original's may not even
 * exist where the copy stands, and would otherwise be broken by what is copied far away.
 */
export const copyOf = (device: Device): Device => without(device, 'group');

/** The same for a device that leaves its rack: the feeds and strips that it is plugged into belong to that rack. */
export const copyForAnotherRack = (device: Device): Device =>
  without(device, 'group', 'supplyFeeds', 'supplyLines', 'supplyOutlets', 'feed');

/** One device of what is carried, placed relative to the first. */
export interface CarriedItem {
  readonly type: string;
  readonly rackSteps: number;
  readonly unitSteps: number;
  readonly heightUnits: number;
  readonly fullDepth: boolean;
  /** Whether it takes half of the width, so that two stand side by side. */
  readonly halfWidth: boolean;
  /** The half that it takes so far. */
  readonly side?: WidthSide;
  /** The device that moves; absent for what is new. */
  readonly device?: DeviceId;
  /** Its face so far; what is new takes the face in view. */
  readonly face?: Face;
  /** When what moves or is copied stands; always where this is absent. */
  readonly lifeCycle?: LifeCycle | undefined;
  /** The device that what is new is a copy of; it keeps everything but id, name and place. */
  readonly like?: Device;
}

/** What a pointer or the keyboard carries over the racks: new devices, or some that stand already. */
export interface Load {
  readonly kind: 'new' | 'move';
  /** What it is called while it is carried. */
  readonly label: string;
  readonly items: readonly CarriedItem[];
  /** Whether what is new belongs together from the moment it stands, as the nodes of a Groq rack do. */
  readonly together?: boolean;
}

type Types = Catalogue['deviceTypes'];

function itemOf(types: Types, type: string): Omit<CarriedItem, 'rackSteps' | 'unitSteps'> {
  const { heightUnits = 1, fullDepth = true, halfWidth = false } = types[type] ?? {};
  return { type, heightUnits, fullDepth, halfWidth };
}

export const loadOfType = (catalogue: Catalogue, type: string): Load => ({
  kind: 'new',
  label: catalogue.deviceTypes[type]?.name ?? type,
  items: [{ ...itemOf(catalogue.deviceTypes, type), rackSteps: 0, unitSteps: 0 }],
});

/** A group in one go: its members one above the other, in the catalogue's order from the bottom. */
export function loadOfGroup(catalogue: Catalogue, group: string): Load | undefined {
  const entry = catalogue.deviceGroups[group];
  if (!entry) return undefined;
  const items: CarriedItem[] = [];
  let unitSteps = 0;
  for (const { type, count } of entry.members) {
    for (let made = 0; made < count; made += 1) {
      const item = itemOf(catalogue.deviceTypes, type);
      items.push({ ...item, rackSteps: 0, unitSteps: item.heightUnits === 0 ? 0 : unitSteps });
      unitSteps += item.heightUnits;
    }
  }
  return { kind: 'new', label: entry.name, items, together: true };
}

interface Carriable {
  readonly hall: Hall;
  readonly catalogue: Catalogue;
  readonly devices: readonly Device[];
  /** The device under the pointer or the focus; the others keep their distance to it. */
  readonly anchor?: DeviceId;
}

/** Copies of the devices of a clip, in the arrangement that they were copied in. */
export function loadOfClip(catalogue: Catalogue, { devices }: DeviceClip): Load {
  const items = devices.map(({ device, rackSteps, unitSteps }): CarriedItem => ({
    ...itemOf(catalogue.deviceTypes, device.type),
    rackSteps,
    unitSteps,
    face: device.face,
    ...(device.side !== undefined && { side: device.side }),
    lifeCycle: device.lifeCycle,
    like: copyForAnotherRack(device),
  }));
  return { kind: 'new', label: labelOf(devices.map(({ device }) => device)), items };
}

const labelOf = ([first, ...others]: readonly Device[]): string =>
  others.length === 0 ? (first?.name ?? '') : `${first?.name ?? ''} + ${others.length}`;

/** Devices that stand already, to be moved. Undefined when there are none. */
export function loadOfDevices({ hall, catalogue, devices, anchor }: Carriable): Load | undefined {
  const rackIndex = new Map(hall.boxes.map(({ id }, index) => [id, index]));
  const placed = devices.toSorted(
    (a, b) => (rackIndex.get(a.rack) ?? 0) - (rackIndex.get(b.rack) ?? 0) || a.position - b.position,
  );
  const first = placed.find(({ id }) => id === anchor) ?? placed[0];
  if (!first) return undefined;
  const items = [first, ...placed.filter((device) => device !== first)].map((device): CarriedItem => ({
    ...itemOf(catalogue.deviceTypes, device.type),
    rackSteps: (rackIndex.get(device.rack) ?? 0) - (rackIndex.get(first.rack) ?? 0),
    unitSteps: device.position - first.position,
    face: device.face,
    ...(device.side !== undefined && { side: device.side }),
    lifeCycle: device.lifeCycle,
    device: device.id,
  }));
  return { kind: 'move', label: labelOf([first, ...placed.filter((device) => device !== first)]), items };
}
