import { deviceDepth, firstFreePosition, type Occupant, slotOf, usableDepth } from '#shared/rack/geometry';
import type { Device, Rack } from '#shared/scenario/schema';
import { typicalFigure } from '#shared/scenario/typical-figure';
import type { RackId } from '#shared/schema/ids';
import { type AnyProblem, type Fix, type FixSetting, rackOf } from './fix';

/** Moving devices out of a rack that carries too much into the nearest one that has room and power for them. */

interface Move {
  readonly device: Device;
  readonly position: number;
}

const distance = (a: Rack, b: Rack): number => Math.abs(a.row - b.row) * 1_000 + Math.abs(a.place - b.place);

/** The devices that the problem says should go, from the top of the rack. */
function leaving(problem: AnyProblem, rack: Rack, { scenario, catalogue }: FixSetting): readonly Device[] {
  const { type, count } = problem.refusal.params ?? {};
  return Object.values(scenario.devices)
    .filter((device) => device.rack === rack.id && catalogue.deviceTypes[device.type]?.name === type)
    .toSorted((a, b) => b.position - a.position)
    .slice(0, Number(count ?? 0));
}

/** Where the devices would stand in a rack; undefined where they do not all fit. */
function placesIn(rack: Rack, devices: readonly Device[], setting: FixSetting): readonly Move[] | undefined {
  const { scenario, catalogue } = setting;
  const rackType = catalogue.rackTypes[rack.type];
  if (rackType === undefined) return undefined;
  const slotFor = (device: Device) => {
    const type = catalogue.deviceTypes[device.type];
    return type && slotOf({ ...type, depthMeters: deviceDepth(type, scenario) }, device);
  };
  const occupants = Object.values(scenario.devices).flatMap((device): readonly Occupant[] => {
    const slot = device.rack === rack.id ? slotFor(device) : undefined;
    return slot === undefined || slot.heightUnits === 0 ? [] : [{ ...slot, id: device.id }];
  });
  const inside = {
    units: rackType.units,
    usableDepthMeters: usableDepth(rackType, scenario),
    reserved: rack.reserved,
  };
  const moves: Move[] = [];
  for (const device of devices) {
    const slot = slotFor(device);
    const position = slot && firstFreePosition({ slot, rack: inside, occupants });
    if (slot === undefined || position === undefined) return undefined;
    occupants.push({ ...slot, position, id: device.id });
    moves.push({ device, position });
  }
  return moves;
}

/** What is left of a rack's budget at nameplate power, in watts. */
const spareOf = (id: RackId, { plan }: FixSetting): number => {
  const rack = plan.racks[id];
  return rack === undefined ? 0 : rack.feeds.usable.typical - rack.power.maximum.typical;
};

/** The devices that the problem names, moved to the nearest rack that takes them. */
export function moveElsewhere(problem: AnyProblem, setting: FixSetting): readonly Fix[] {
  const rack = rackOf(problem, setting);
  const devices = rack === undefined ? [] : leaving(problem, rack, setting);
  const { scenario, catalogue } = setting;
  if (rack === undefined || devices.length === 0) return [];
  const watts = devices.reduce((sum, { type: id }) => {
    const maximum = catalogue.deviceTypes[id]?.power.maximum;
    return sum + (typicalFigure(`deviceTypes/${id}/power.maximum`, maximum, scenario) ?? 0);
  }, 0);
  const others = Object.values(scenario.racks)
    .filter(({ id }) => id !== rack.id && spareOf(id, setting) >= watts)
    .toSorted((a, b) => distance(a, rack) - distance(b, rack));
  for (const to of others) {
    const moves = placesIn(to, devices, setting);
    if (moves === undefined) continue;
    const type = String(problem.refusal.params?.['type']);
    return [
      {
        command: {
          name: {
            key: 'shell:fixes.move',
            params: { count: moves.length, type, rack: rack.name, to: to.name },
          },
          recipe: (draft) => {
            for (const {
              device: { id },
              position,
            } of moves) {
              const device = draft.devices[id];
              if (device === undefined) continue;
              device.rack = to.id;
              device.position = position;
              for (const field of ['supplyFeeds', 'supplyLines', 'supplyOutlets'] as const)
                Reflect.deleteProperty(device, field);
            }
          },
        },
      },
    ];
  }
  return [];
}
