import { message } from '../../../i18n/message';
import type { Workbench } from '../../../documents/workbench';
import { loadOfClip, type Load } from '../carry/load';
import type { Designer } from '../designer';
import { deleteDevices } from '../edits/devices';
import { copyRacks } from '../edits/copy-racks';
import { deleteRacks } from '../edits/racks';
import { refusalWords } from '../refusal-words';
import { sceneNow } from '../scene';
import { readClip, textOfClip } from './clip';
import { clipOf } from './selection-clip';

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
