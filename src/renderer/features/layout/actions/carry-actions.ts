import type { Workbench } from '#renderer/documents/workbench';
import type { Intent, Target } from '#renderer/features/layout/carry/carry';
import { type Load, loadOfDevices } from '#renderer/features/layout/carry/load';
import {
  assess,
  type Assessment,
  depthOf,
  insideOf,
  lifeOf,
  occupantsOf,
  otherSide,
  type Scene,
  unitsInWords,
} from '#renderer/features/layout/carry/placement';
import { type Designer, facesOf } from '#renderer/features/layout/designer/designer';
import { refusalWords } from '#renderer/features/layout/designer/refusal-words';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import { drop } from '#renderer/features/layout/edits/devices';
import { hangStrip, hangingOf } from '#renderer/features/layout/edits/strips';
import { message } from '#renderer/i18n/i18n';
import { firstFreePosition } from '#shared/rack/geometry';
import type { DeviceId, RackId } from '#shared/schema/ids';

export interface CarryActions {
  readonly intend: (intent: Intent) => void;
  readonly pickUp: (load: Load, by: 'pointer' | 'keyboard', target?: Target) => void;
  /** Takes something new in hand, to be put down with a click or with Enter; asks for a rack where there is none. */
  readonly takeInHand: (load: Load) => void;
  readonly carryDevices: (
    devices: readonly DeviceId[],
    by: 'pointer' | 'keyboard',
    anchor?: DeviceId,
  ) => void;
  readonly assessment: () => Assessment | undefined;
  readonly dropNow: () => boolean;
  readonly cancel: () => void;
}

/** Offers to hang a strip that was just placed on the feed with most to spare, so that its load is held against it. */
function offerFeed(
  { documents, notices }: Workbench,
  { scenario, catalogue }: Scene,
  devices: readonly DeviceId[],
): void {
  const [id, ...others] = devices;
  if (id === undefined || others.length > 0) return;
  const hanging = hangingOf(scenario, catalogue, id);
  if (hanging === undefined) return;
  const { strip, feed, name } = hanging;
  notices.notify({
    kind: 'done',
    text: message('layout:strip.offer', { name: strip.name, feed: name }),
    action: {
      label: message('layout:strip.hang', { feed: name }),
      run: () => documents.dispatch(hangStrip(strip, feed)),
    },
  });
}

/** Taking up, carrying and putting down, whoever says so: a pointer, a finger or the keys. */
export function carryActions(workbench: Workbench, designer: Designer): CarryActions {
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

  const pickUp: CarryActions['pickUp'] = (load, by, target) => {
    const now = scene();
    if (!now) return;
    const start =
      target ??
      (by === 'keyboard' ? startFor(load, now, designer, selection.store.getState().racks[0]) : undefined);
    intend({ kind: 'pick-up', load, by, inView: facesOf(designer.store.getState().face)[0], target: start });
    if (by === 'keyboard') designer.say(message('layout:say.pickedUp', { what: load.label }));
  };

  const dropNow = (): boolean => {
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
    const after = scene();
    if (carry.load.kind !== 'move' && after) offerFeed(workbench, after, devices);
    return true;
  };

  return {
    intend,
    pickUp,
    takeInHand: (load) => {
      if (scene()?.hall.boxes.length === 0) designer.store.setState({ dialog: 'add-racks' });
      else pickUp(load, 'keyboard');
    },
    carryDevices: (ids, by, anchor) => {
      const now = scene();
      const devices = now ? ids.flatMap((id) => now.scenario.devices[id] ?? []) : [];
      const load = now && loadOfDevices({ ...now, devices, ...(anchor !== undefined && { anchor }) });
      const first = devices.find(({ id }) => id === load?.items[0]?.device);
      if (!load || !first) return;
      const { rack, position, side = 'left', face } = first;
      const [inView] = facesOf(designer.store.getState().face);
      const half = load.items[0]?.halfWidth ? (face === inView ? side : otherSide(side)) : undefined;
      pickUp(load, by, { rack, position, ...(half !== undefined && { half }) });
    },
    assessment,
    dropNow,
    cancel: () => {
      intend({ kind: 'let-go' });
      designer.store.setState({ refused: undefined });
      designer.say(message('layout:say.cancelled'));
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
    const [first] = load.items;
    const lifeCycle = first && lifeOf(first, scene.scenario);
    const depthMeters = first && load.items.length === 1 ? depthOf(scene, first) : undefined;
    const face = facesOf(designer.store.getState().face)[0];
    const slot = { heightUnits, fullDepth, depthMeters, face, lifeCycle };
    const halves = load.items.every(({ halfWidth }) => halfWidth)
      ? (['left', 'right'] as const)
      : [undefined];
    const rackInside = insideOf(scene, box);
    const occupants = occupantsOf(scene, box.id);
    for (const half of halves) {
      const sided = { ...slot, side: half };
      const position = firstFreePosition({ slot: sided, rack: rackInside, occupants });
      if (position !== undefined) return { rack: box.id, position, ...(half !== undefined && { half }) };
    }
  }
  return here === undefined || !scene.hall.byId.has(here) ? undefined : { rack: here, position: 1 };
}
