import type { Workbench } from '#renderer/documents/workbench';
import { type CarriedItem, copyForAnotherRack, type Load } from '#renderer/features/layout/carry/load';
import {
  insideOf,
  occupantsOf,
  type Place,
  placeOf,
  type Scene,
} from '#renderer/features/layout/carry/placement';
import type { Designer } from '#renderer/features/layout/designer/designer';
import { refusalWords } from '#renderer/features/layout/designer/refusal-words';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import { arrange, type Arrangement } from '#renderer/features/layout/edits/arrange';
import { duplicateRacks } from '#renderer/features/layout/edits/copy-racks';
import { deleteDevices, drop, type Drop } from '#renderer/features/layout/edits/devices';
import { groupDevices, type GroupTerms, leaveGroups } from '#renderer/features/layout/edits/groups';
import { moveRacks } from '#renderer/features/layout/edits/move-racks';
import { deleteRacks, faceRacks } from '#renderer/features/layout/edits/racks';
import { groupMates } from '#renderer/features/layout/hall/group-members';
import { message } from '#renderer/i18n/i18n';
import { firstFreePosition, type Occupant } from '#shared/rack/geometry';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Device } from '#shared/scenario/schema';
import type { RackId } from '#shared/schema/ids';

/**
 * Copies of devices in the nearest free places: in the rack of each original, or in the next one along the walk that
 * has room. Refused as a whole where one of them finds no place.
 */
export function duplicateDevices(scene: Scene, devices: readonly Device[]): Result<Drop, Refusal> {
  const taken = new Map<RackId, readonly Occupant[]>();
  const places: Place[] = [];
  for (const device of devices) {
    const place = freePlaceFor(device, scene, taken);
    if (!place) return failure(noRoom(device.name));
    const standing = taken.get(place.rack) ?? [];
    taken.set(place.rack, [...standing, { ...place, id: device.id }]);
    places.push(place);
  }
  const load: Load = { kind: 'new', label: devices[0]?.name ?? '', items: places.map(({ item }) => item) };
  const { devices: added, command } = drop(scene.scenario, load, places);
  const params = { device: devices[0]?.name ?? '', count: devices.length };
  const key = devices.length === 1 ? 'designer:commands.duplicate' : 'designer:commands.duplicateMany';
  return success({ devices: added, command: { ...command, name: { key, params } } });
}

function freePlaceFor(
  device: Device,
  scene: Scene,
  taken: Map<RackId, readonly Occupant[]>,
): Place | undefined {
  const { item: original, ...standing } = placeOf(scene, device);
  const { type, heightUnits, fullDepth, halfWidth, rackSteps, unitSteps } = original;
  const shape = { type, heightUnits, fullDepth, halfWidth, rackSteps, unitSteps };
  const { face, lifeCycle } = device;
  const item: CarriedItem = { ...shape, face, lifeCycle, like: copyForAnotherRack(device) };
  const { boxes } = scene.hall;
  const from = boxes.findIndex(({ id }) => id === device.rack);
  for (const box of [...boxes.slice(Math.max(0, from)), ...boxes.slice(0, Math.max(0, from))]) {
    const rack = box.id;
    if (heightUnits === 0) return { ...standing, item, rack };
    const occupants = taken.get(rack) ?? occupantsOf(scene, rack);
    taken.set(rack, occupants);
    const inside = insideOf(scene, box);
    const above = rack === device.rack ? Math.ceil(device.position) : 1;
    for (const side of halfWidth ? (['left', 'right'] as const) : [undefined]) {
      const slot = { ...standing, side };
      const position =
        firstFreePosition({ slot, rack: inside, occupants, from: above }) ??
        firstFreePosition({ slot, rack: inside, occupants });
      if (position !== undefined) return { ...slot, item, rack, position };
    }
  }
  return undefined;
}

const noRoom = (device: string): Refusal => ({
  code: 'no-room-for-copy',
  message: `No rack has a free place for a copy of ${device}.`,
  params: { device },
});

export interface SelectionActions {
  readonly remove: () => void;
  /** Devices into the nearest free places, racks to the ends of their rows, so many times. */
  readonly duplicate: (times?: number) => void;
  /** Turns the selected racks round; all the same way, as the first of them is turned. */
  readonly turnRacks: () => void;
  readonly arrange: (how: Arrangement) => void;
}

/** What is done to everything that is selected. */
export function selectionActions(workbench: Workbench, designer: Designer): SelectionActions {
  const { documents, selection } = workbench;
  const scene = () => sceneNow(workbench, designer);

  const refuse = (refusal: Refusal): void => {
    const text = refusalWords(refusal);
    designer.say(text);
    workbench.notices.notify({ kind: 'problem', text });
  };

  return {
    duplicate: (times = 1) => {
      const now = scene();
      const { racks, devices } = selection.store.getState();
      if (!now) return;
      if (devices.length > 0) {
        const originals = devices.flatMap((id) => now.scenario.devices[id] ?? []);
        const copies = duplicateDevices(now, Array.from({ length: times }, () => originals).flat());
        if (!copies.ok) refuse(copies.error);
        else if (documents.dispatch(copies.value.command).ok) {
          selection.select({ devices: copies.value.devices });
          designer.say(message('designer:say.duplicated', { count: copies.value.devices.length }));
        }
      } else if (racks.length > 0) {
        const { command, racks: added } = duplicateRacks(now.scenario, racks, times);
        if (!documents.dispatch(command).ok) return;
        selection.select({ racks: added });
        designer.say(message('designer:say.duplicated', { count: added.length }));
      }
    },
    remove: () => {
      const now = scene();
      const { racks, devices } = selection.store.getState();
      if (!now || racks.length + devices.length === 0) return;
      documents.dispatch(
        racks.length > 0 ? deleteRacks(now.scenario, racks) : deleteDevices(now.scenario, devices),
      );
      selection.select({});
      const { cursor } = designer.store.getState();
      designer.store.setState({ cursor: racks.length > 0 || !cursor ? undefined : { rack: cursor.rack } });
      designer.say(message('layout:say.deleted'));
    },
    turnRacks: () => {
      const racks = selection.store.getState().racks.flatMap((id) => scene()?.scenario.racks[id] ?? []);
      const [first] = racks;
      if (!first) return;
      const command = faceRacks(racks, first.turned !== true);
      if (documents.dispatch(command).ok) designer.say(message(command.name.key, command.name.params));
    },
    arrange: (how) => {
      const now = scene();
      const { racks, devices } = selection.store.getState();
      if (!now) return;
      const [a, b] = racks.flatMap((id) => now.scenario.racks[id] ?? []);
      if (how === 'swap' && racks.length === 2 && a && b) {
        documents.dispatch(moveRacks(now.scenario, [a.id], { anchor: a, to: b }).command);
        return;
      }
      const inRacks = new Set<RackId>(racks);
      const ids = Object.values(now.scenario.devices).flatMap(({ id, rack }) =>
        inRacks.has(rack) ? [id] : [],
      );
      const arranged = arrange(now, racks.length > 0 ? ids : devices, how);
      if (!arranged.ok) refuse(arranged.error);
      else if (documents.dispatch(arranged.value).ok) {
        designer.say(message(arranged.value.name.key, arranged.value.name.params));
      }
    },
  };
}

export interface GroupActions {
  /** Makes a group of the selected devices. */
  readonly group: (terms: GroupTerms) => void;
  /** Takes the selected devices out of their groups. */
  readonly ungroup: () => void;
  /** Selects every device that shares a group with a selected one. */
  readonly selectGroup: () => void;
}

export function groupActions(workbench: Workbench, designer: Designer): GroupActions {
  const { documents, selection } = workbench;
  return {
    group: (terms) => {
      const scene = sceneNow(workbench, designer);
      const { devices } = selection.store.getState();
      if (!scene || devices.length === 0) return;
      const { command } = groupDevices(scene.scenario, devices, terms);
      if (!documents.dispatch(command).ok) return;
      designer.say(message('groups:say.grouped', { group: terms.name, count: devices.length }));
    },
    ungroup: () => {
      const scene = sceneNow(workbench, designer);
      const { devices } = selection.store.getState();
      const grouped = devices.filter((id) => scene?.scenario.devices[id]?.group !== undefined);
      if (grouped.length === 0 || !documents.dispatch(leaveGroups(grouped)).ok) return;
      designer.say(message('groups:say.left', { count: grouped.length }));
    },
    selectGroup: () => {
      const scene = sceneNow(workbench, designer);
      const { devices } = selection.store.getState();
      const mates = scene ? groupMates(scene.scenario.devices, devices) : new Set<never>();
      if (mates.size > 0) selection.select({ devices: [...new Set([...devices, ...mates])] });
    },
  };
}
