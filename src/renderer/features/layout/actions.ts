import type { DeviceId, RackId } from '#shared/ids';
import { firstFreePosition } from '#shared/rack/geometry';
import type { Refusal } from '#shared/refusal';
import { message } from '../../i18n/message';
import type { Workbench } from '../../documents/workbench';
import { arrange, type Arrangement } from './arrange/arrange';
import type { Intent, Target } from './carry/carry';
import { loadOfDevices, type Load } from './carry/load';
import { clipboardActions, type ClipboardActions } from './clipboard/clipboard-actions';
import { assess, occupantsOf, unitsInWords, type Assessment, type Scene } from './carry/placement';
import { facesOf, type Designer } from './designer';
import { deleteDevices, drop } from './edits/devices';
import { duplicateDevices } from './edits/duplicate-devices';
import { rowName } from '#shared/scenario/names';
import { addRacks, deleteRacks, duplicateRacks, moveRack, type NewRacks } from './edits/racks';
import type { FloorPlace } from './hall/geometry';
import { refusalWords } from './refusal-words';
import { sceneNow } from './scene';

/** What keys, pointers, menus and buttons do in the layout; one way for all of them. */
export interface LayoutActions extends ClipboardActions {
  readonly intend: (intent: Intent) => void;
  readonly pickUp: (load: Load, by: 'pointer' | 'keyboard', target?: Target) => void;
  /** Takes something new in hand, to be put down with a click or with Enter; asks for a rack where there is none. */
  readonly takeInHand: (load: Load) => void;
  readonly moveRack: (rack: RackId, to: FloorPlace) => void;
  readonly carryDevices: (
    devices: readonly DeviceId[],
    by: 'pointer' | 'keyboard',
    anchor?: DeviceId,
  ) => void;
  readonly assessment: () => Assessment | undefined;
  readonly dropNow: () => boolean;
  readonly cancel: () => void;
  readonly remove: () => void;
  /** Devices into the nearest free places, racks to the ends of their rows, so many times. */
  readonly duplicate: (times?: number) => void;
  readonly arrange: (how: Arrangement) => void;
  readonly addRacks: (racks: NewRacks) => void;
}

export function layoutActions(workbench: Workbench, designer: Designer): LayoutActions {
  const { documents, selection } = workbench;
  const scene = (): Scene | undefined => sceneNow(workbench, designer);

  const intend = (intent: Intent): void => {
    const now = scene();
    if (now) designer.intend(intent, now.hall);
  };

  const assessment = (): Assessment | undefined => {
    const { carry } = designer.store.getState();
    const now = scene();
    return now && carry.kind === 'carrying' ? assess(carry, now) : undefined;
  };

  const pickUp: LayoutActions['pickUp'] = (load, by, target) => {
    const now = scene();
    if (!now) return;
    const start =
      target ??
      (by === 'keyboard' ? startFor(load, now, designer, selection.store.getState().racks[0]) : undefined);
    intend({ kind: 'pick-up', load, by, inView: facesOf(designer.store.getState().face)[0], target: start });
    if (by === 'keyboard') designer.say(message('layout:say.pickedUp', { what: load.label }));
  };

  const takeInHand: LayoutActions['takeInHand'] = (load) => {
    if (scene()?.hall.boxes.length === 0) designer.store.setState({ dialog: 'add-racks' });
    else pickUp(load, 'keyboard');
  };

  const dispatchDrop = (): boolean => {
    const { carry } = designer.store.getState();
    const now = scene();
    const result = assessment();
    if (carry.kind === 'idle' || !now || !result || !carry.target) return false;
    const [first] = result.places;
    if (result.refusal || !first) {
      const text = result.refusal ? refusalWords(result.refusal) : '';
      designer.store.setState({ refused: { text, ...carry.target }, said: text });
      return false;
    }
    const { command, devices } = drop(now.scenario, carry.load, result.places);
    const dispatched = documents.dispatch(command);
    intend({ kind: 'let-go' });
    if (!dispatched.ok) {
      designer.say(refusalWords(dispatched.error));
      return false;
    }
    selection.select({ devices });
    const [device] = devices;
    designer.store.setState({ cursor: { rack: first.rack, ...(device !== undefined && { device }) } });
    const params = {
      what: carry.load.label,
      place: unitsInWords(first),
      rack: now.hall.byId.get(first.rack)?.name ?? '',
    };
    designer.say(message('layout:say.placed', params));
    return true;
  };

  const carryDevices: LayoutActions['carryDevices'] = (ids, by, anchor) => {
    const now = scene();
    const devices = now ? ids.flatMap((id) => now.scenario.devices[id] ?? []) : [];
    const load = now && loadOfDevices({ ...now, devices, ...(anchor !== undefined && { anchor }) });
    const first = devices.find(({ id }) => id === load?.items[0]?.device);
    if (load && first) pickUp(load, by, { rack: first.rack, position: first.position });
  };

  const refuse = (refusal: Refusal): void => {
    const text = refusalWords(refusal);
    designer.say(text);
    workbench.notices.notify({ kind: 'problem', text });
  };

  const duplicate = (times = 1): void => {
    const now = scene();
    const { racks, devices } = selection.store.getState();
    if (!now) return;
    if (devices.length > 0) {
      const copies = duplicateDevices(
        now,
        Array.from({ length: times }, () => devices.flatMap((id) => now.scenario.devices[id] ?? [])).flat(),
      );
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
  };

  return {
    ...clipboardActions(workbench, designer, takeInHand),
    intend,
    pickUp,
    takeInHand,
    moveRack: (id, to) => {
      const now = scene();
      const rack = now?.scenario.racks[id];
      if (!now || !rack || (rack.row === to.row && rack.place === to.place)) return;
      if (documents.dispatch(moveRack(now.scenario, rack, to)).ok) {
        const params = { rack: rack.name, row: rowName(to.row), place: to.place + 1 };
        designer.say(message('layout:say.rackMoved', params));
      }
    },
    carryDevices,
    assessment,
    dropNow: dispatchDrop,
    duplicate,
    cancel: () => {
      intend({ kind: 'let-go' });
      designer.store.setState({ refused: undefined });
      designer.say(message('layout:say.cancelled'));
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
    arrange: (how) => {
      const now = scene();
      const { racks, devices } = selection.store.getState();
      if (!now) return;
      const [a, b] = racks.flatMap((id) => now.scenario.racks[id] ?? []);
      if (how === 'swap' && racks.length === 2 && a && b) {
        documents.dispatch(moveRack(now.scenario, a, b));
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
    addRacks: (wanted) => {
      const now = scene();
      if (!now) return;
      const { command, racks } = addRacks(now.scenario, wanted);
      if (!documents.dispatch(command).ok) return;
      selection.select({ racks });
      const [rack] = racks;
      if (rack !== undefined) designer.store.setState({ cursor: { rack } });
    },
  };
}

/** Where the keyboard starts to place: the lowest free position of the rack it is at, or else of the first with room. */
function startFor(
  load: Load,
  scene: Scene,
  designer: Designer,
  selected: RackId | undefined,
): Target | undefined {
  const here = designer.store.getState().cursor?.rack ?? selected ?? scene.hall.boxes[0]?.id;
  const order = [here, ...scene.hall.boxes.map(({ id }) => id)];
  const heightUnits = load.items.reduce((top, item) => Math.max(top, item.unitSteps + item.heightUnits), 0);
  const fullDepth = load.items.some((item) => item.fullDepth);
  for (const rack of order) {
    const box = rack === undefined ? undefined : scene.hall.byId.get(rack);
    if (!box) continue;
    const slot = { heightUnits, fullDepth, face: facesOf(designer.store.getState().face)[0] };
    const { reserved } = scene.scenario.racks[box.id] ?? {};
    const occupants = occupantsOf(scene, box.id);
    const position = firstFreePosition({ slot, units: box.units, occupants, reserved });
    if (position !== undefined) return { rack: box.id, position };
  }
  return here === undefined || !scene.hall.byId.has(here) ? undefined : { rack: here, position: 1 };
}
