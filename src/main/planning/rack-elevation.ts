import type { RackPlan } from '#shared/plan/plan';
import type { ElevatedDevice, RackElevation } from '#shared/rack-elevation';
import type { PlacedDevice, RackInventory } from './placement/inventory';

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
