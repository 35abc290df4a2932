import type { DeviceId, RackId } from '#shared/ids';
import { firstFreePosition } from '#shared/rack/geometry';
import { message } from '../../i18n/message';
import type { Workbench } from '../../documents/workbench';
import type { Intent, Target } from './carry/carry';
import { loadOfDevices, type Load } from './carry/load';
import { assess, occupantsOf, unitsInWords, type Assessment, type Scene } from './carry/placement';
import type { Designer } from './designer';
import { deleteDevices, drop } from './edits/devices';
import { rowName } from '#shared/scenario/names';
import { addRacks, deleteRacks, duplicateRacks, moveRack, type NewRacks } from './edits/racks';
import type { FloorPlace } from './hall/geometry';
import { refusalWords } from './refusal-words';
import { sceneNow } from './scene';

/** What keys, pointers, menus and buttons do in the layout; one way for all of them. */
export interface LayoutActions {
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
  readonly copy: () => void;
  readonly paste: () => void;
  readonly duplicate: () => void;
  readonly addRacks: (racks: NewRacks) => void;
}

export function layoutActions(workbench: Workbench, designer: Designer): LayoutActions {
  const { documents, selection } = workbench;
  const scene = (): Scene | undefined => sceneNow(workbench);

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
    intend({ kind: 'pick-up', load, by, inView: designer.store.getState().face, target: start });
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
    const load = now && loadOfDevices('move', { ...now, devices, ...(anchor !== undefined && { anchor }) });
    const first = devices.find(({ id }) => id === load?.items[0]?.device);
    if (load && first) pickUp(load, by, { rack: first.rack, position: first.position });
  };

  const duplicate = (): void => {
    const now = scene();
    const { racks, devices } = selection.store.getState();
    if (!now) return;
    if (devices.length > 0) {
      const load = loadOfDevices('new', {
        ...now,
        devices: devices.flatMap((id) => now.scenario.devices[id] ?? []),
      });
      if (load) pickUp(load, 'keyboard');
    } else if (racks.length > 0) {
      const { command, racks: added } = duplicateRacks(now.scenario, racks);
      if (documents.dispatch(command).ok) selection.select({ racks: added });
    }
  };

  return {
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
    copy: () => {
      const now = scene();
      const { racks, devices } = selection.store.getState();
      const count = racks.length + devices.length;
      if (!now || count === 0) return;
      const load = loadOfDevices('new', {
        ...now,
        devices: devices.flatMap((id) => now.scenario.devices[id] ?? []),
      });
      designer.store.setState({ clipboard: load ? { kind: 'devices', load } : { kind: 'racks', racks } });
      designer.say(message('layout:say.copied', { count }));
    },
    paste: () => {
      const { clipboard } = designer.store.getState();
      const now = scene();
      if (!clipboard || !now) return;
      if (clipboard.kind === 'devices') pickUp(clipboard.load, 'keyboard');
      else {
        const { command, racks } = duplicateRacks(now.scenario, clipboard.racks);
        if (documents.dispatch(command).ok) selection.select({ racks });
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
    const slot = { heightUnits, fullDepth, face: designer.store.getState().face };
    const position = firstFreePosition({ slot, units: box.units, occupants: occupantsOf(scene, box.id) });
    if (position !== undefined) return { rack: box.id, position };
  }
  return here === undefined || !scene.hall.byId.has(here) ? undefined : { rack: here, position: 1 };
}
