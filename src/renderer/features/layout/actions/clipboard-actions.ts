import type { Workbench } from '#renderer/documents/workbench';
import { type Clip, deviceClip, rackClip, readClip, textOfClip } from '#renderer/features/layout/carry/clip';
import { type Load, loadOfClip } from '#renderer/features/layout/carry/load';
import type { Scene } from '#renderer/features/layout/carry/placement';
import type { Designer } from '#renderer/features/layout/designer/designer';
import { refusalWords } from '#renderer/features/layout/designer/refusal-words';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import { copyRacks, wholeGroups } from '#renderer/features/layout/edits/copy-racks';
import { deleteDevices } from '#renderer/features/layout/edits/devices';
import { deleteRacks } from '#renderer/features/layout/edits/racks';
import { message } from '#renderer/i18n/i18n';
import type { DeviceId, RackId } from '#shared/schema/ids';

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

export interface ClipboardActions {
  /** The text of what is selected, for the clipboard; undefined where nothing is. */
  readonly copy: () => string | undefined;
  /** The same, and what is selected leaves the hall. */
  readonly cut: () => string | undefined;
  /** Takes devices in hand and puts racks to the ends of their rows; without a text, what was copied here last. */
  readonly paste: (text?: string) => void;
}

/** What was copied last in this window, for pasting where the system's clipboard may not be read. */
const held: { text: string | undefined } = { text: undefined };

export function clipboardActions(
  workbench: Workbench,
  designer: Designer,
  takeInHand: (load: Load) => void,
): ClipboardActions {
  const { documents, selection } = workbench;

  const copy = (): string | undefined => {
    const scene = sceneNow(workbench, designer);
    const { racks, devices } = selection.store.getState();
    const clip = scene && clipOf(scene, { racks, devices });
    if (!clip) return undefined;
    held.text = textOfClip(clip);
    designer.say(message('layout:say.copied', { count: racks.length + devices.length }));
    return held.text;
  };

  const cut = (): string | undefined => {
    const text = copy();
    const scenario = sceneNow(workbench, designer)?.scenario;
    if (text === undefined || !scenario) return undefined;
    const { racks, devices } = selection.store.getState();
    const count = racks.length + devices.length;
    const { recipe } = racks.length > 0 ? deleteRacks(scenario, racks) : deleteDevices(scenario, devices);
    documents.dispatch({ name: { key: 'designer:commands.cut', params: { count } }, recipe });
    selection.select({});
    designer.store.setState({ cursor: undefined });
    designer.say(message('designer:say.cut', { count }));
    return text;
  };

  const paste = (text = held.text): void => {
    const scene = sceneNow(workbench, designer);
    if (!scene) return;
    const clip = readClip(text ?? '');
    if (!clip.ok) {
      designer.say(refusalWords(clip.error));
      workbench.notices.notify({ kind: 'problem', text: refusalWords(clip.error) });
      return;
    }
    if (clip.value.kind === 'devices') {
      takeInHand(loadOfClip(scene.catalogue, clip.value));
      return;
    }
    const { command, racks } = copyRacks(scene.scenario, clip.value, { times: 1, as: 'paste' });
    if (documents.dispatch(command).ok) selection.select({ racks });
  };

  return { copy, cut, paste };
}
