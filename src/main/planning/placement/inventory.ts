import { byId } from '#shared/text/order';
import { ownValue } from '#shared/schema/own-value';
import type { PlanningContext } from '#main/planning/context/planning-context';
import type { DeviceType, RackType } from '#shared/catalogue/entries';
import type { RackPlan } from '#shared/plan/plan';
import type { ElevatedDevice, RackElevation } from '#shared/rack/elevation';
import type { Device, Rack } from '#shared/scenario/schema';

/** How many devices of one type stand somewhere. */
export interface DeviceCount {
  readonly type: DeviceType;
  readonly count: number;
}

/** A device whose type the catalogue knows. */
export interface PlacedDevice {
  readonly device: Device;
  readonly type: DeviceType;
}

export interface RackInventory {
  readonly rack: Rack;
  readonly type: RackType;
  /** In order of position, then id, whatever the order in the document. */
  readonly devices: readonly PlacedDevice[];
  /** By type id in order, so that sums do not depend on the order in the document. */
  readonly counts: readonly DeviceCount[];
}

export interface Inventory {
  readonly racks: readonly RackInventory[];
  readonly counts: readonly DeviceCount[];
  readonly rackCounts: readonly { readonly type: RackType; readonly count: number }[];
  readonly racksOfUnknownType: readonly Rack[];
  readonly devicesOfUnknownType: readonly Device[];
  readonly devicesWithoutRack: readonly Device[];
}

/** How often each type occurs, ordered by type id. */
function countByType<Type extends { readonly id: string }>(
  types: Iterable<Type>,
): readonly { readonly type: Type; readonly count: number }[] {
  const counts = new Map<string, { type: Type; count: number }>();
  for (const type of types) {
    const entry = counts.get(type.id);
    if (entry === undefined) counts.set(type.id, { type, count: 1 });
    else entry.count += 1;
  }
  return [...counts.values()].sort((a, b) => byId(a.type, b.type));
}

function* typesOf(devices: Iterable<PlacedDevice>): Generator<DeviceType> {
  for (const { type } of devices) yield type;
}

const byPlace = (a: PlacedDevice, b: PlacedDevice): number =>
  a.device.position - b.device.position || byId(a.device, b.device);

const byFloor = (a: Rack, b: Rack): number => a.row - b.row || a.place - b.place || byId(a, b);

interface Sorted {
  readonly devicesOf: ReadonlyMap<string, readonly PlacedDevice[]>;
  readonly unknownType: readonly Device[];
  readonly withoutRack: readonly Device[];
}

function sortDevices({ scenario, catalogue }: PlanningContext): Sorted {
  const devicesOf = new Map<string, PlacedDevice[]>();
  const unknownType: Device[] = [];
  const withoutRack: Device[] = [];
  for (const device of Object.values(scenario.devices)) {
    const type = ownValue(catalogue.deviceTypes, device.type);
    if (ownValue(scenario.racks, device.rack) === undefined) withoutRack.push(device);
    else if (type === undefined) unknownType.push(device);
    else {
      const placed = devicesOf.get(device.rack);
      if (placed === undefined) devicesOf.set(device.rack, [{ device, type }]);
      else placed.push({ device, type });
    }
  }
  for (const placed of devicesOf.values()) placed.sort(byPlace);
  return { devicesOf, unknownType: unknownType.sort(byId), withoutRack: withoutRack.sort(byId) };
}

/** The counts of several racks together, ordered by type id. */
function countsTogether(racks: readonly RackInventory[]): readonly DeviceCount[] {
  const totals = new Map<string, { type: DeviceType; count: number }>();
  for (const { counts } of racks) {
    for (const { type, count } of counts) {
      const entry = totals.get(type.id);
      if (entry === undefined) totals.set(type.id, { type, count });
      else entry.count += count;
    }
  }
  return [...totals.values()].sort((a, b) => byId(a.type, b.type));
}

/** The inventories of racks by id, as an earlier plan of the same catalogue found them. */
export type KnownInventories = ReadonlyMap<string, RackInventory>;

const sameDevices = (a: readonly PlacedDevice[], b: readonly PlacedDevice[]): boolean =>
  a.length === b.length && a.every(({ device }, index) => device === b[index]?.device);

/**
 * What stands where, grouped by type; what the catalogue does not know is set apart and named. A rack whose entries of
 * the document are the very objects of a known inventory keeps that, so that what was derived from it holds on.
 */
export function inventoryOf(context: PlanningContext, known: KnownInventories = new Map()): Inventory {
  const { scenario, catalogue } = context;
  const { devicesOf, unknownType, withoutRack } = sortDevices(context);
  const racks: RackInventory[] = [];
  const racksOfUnknownType: Rack[] = [];
  for (const rack of Object.values(scenario.racks).sort(byFloor)) {
    const type = ownValue(catalogue.rackTypes, rack.type);
    const devices = devicesOf.get(rack.id) ?? [];
    const before = known.get(rack.id);
    if (type === undefined) racksOfUnknownType.push(rack);
    else if (before?.rack === rack && sameDevices(before.devices, devices)) racks.push(before);
    else racks.push({ rack, type, devices, counts: countByType(typesOf(devices)) });
  }
  return {
    racks,
    counts: countsTogether(racks),
    rackCounts: countByType(racks.map(({ type }) => type)),
    racksOfUnknownType,
    devicesOfUnknownType: unknownType,
    devicesWithoutRack: withoutRack,
  };
}

/** What a drawing of a rack shows, out of what stands in it and what is planned of it. */
export function elevationOf({ rack, type, devices }: RackInventory, plan: RackPlan): RackElevation {
  return {
    name: rack.name,
    units: type.units,
    devices: devices.map(elevated).toSorted(fromTheTop),
    ...(rack.reserved === undefined ? {} : { reserved: [...rack.reserved] }),
    usedUnits: plan.space.usedUnits,
    typicalWatts: plan.power.typical.typical,
    maximumWatts: plan.power.maximum.typical,
    massKilograms: plan.mass.demand.typical,
    ...(plan.massUnknownFor.length > 0 ? { massIsLeast: true } : {}),
  };
}

const fromTheTop = (a: ElevatedDevice, b: ElevatedDevice): number =>
  b.position - a.position || (a.name < b.name ? -1 : 1);

const elevated = ({ device, type }: PlacedDevice): ElevatedDevice => ({
  name: device.name,
  type: type.name,
  position: device.position,
  heightUnits: type.heightUnits,
  face: device.face,
  front: type.front,
  fullDepth: type.fullDepth,
  ...(type.halfWidth === true ? { half: device.side ?? 'left' } : {}),
});
