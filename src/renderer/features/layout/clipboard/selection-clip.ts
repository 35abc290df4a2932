import type { DeviceId, RackId } from '#shared/ids';
import type { Scene } from '../carry/placement';
import { wholeGroups } from '../edits/group-copies';
import { deviceClip, rackClip, type Clip } from './clip';

interface Chosen {
  readonly racks: readonly RackId[];
  readonly devices: readonly DeviceId[];
}

/** A clip of what is selected: racks with all that stands in them, or devices by themselves. Undefined for nothing. */
export function clipOf({ scenario, hall }: Scene, chosen: Chosen): Clip | undefined {
  const racks = chosen.racks.flatMap((id) => scenario.racks[id] ?? []);
  if (racks.length > 0) {
    const wanted = new Set<RackId>(chosen.racks);
    const inRacks = Object.values(scenario.devices).filter(({ rack }) => wanted.has(rack));
    return rackClip({ racks, devices: inRacks, groups: [...wholeGroups(scenario, inRacks)] });
  }
  const step = new Map(hall.boxes.map(({ id }, index) => [id, index]));
  const stepOf = (rack: RackId): number => step.get(rack) ?? 0;
  const devices = chosen.devices
    .flatMap((id) => scenario.devices[id] ?? [])
    .toSorted((a, b) => stepOf(a.rack) - stepOf(b.rack) || a.position - b.position);
  const [first] = devices;
  if (!first) return undefined;
  return deviceClip(
    devices.map((device) => ({
      device,
      rackSteps: stepOf(device.rack) - stepOf(first.rack),
      unitSteps: device.position - first.position,
    })),
  );
}
