import type { RackId } from '#shared/ids';
import type { Refusal } from '#shared/refusal';
import { message } from '../../../i18n/message';
import type { Workbench } from '../../../documents/workbench';
import { arrange, type Arrangement } from '../arrange/arrange';
import type { Designer } from '../designer';
import { refusalWords } from '../refusal-words';
import { sceneNow } from '../scene';
import { deleteDevices } from './devices';
import { duplicateDevices } from './duplicate-devices';
import { duplicateRacks } from './copy-racks';
import { faceRacks } from './face-racks';
import { moveRacks } from './move-racks';
import { deleteRacks } from './racks';

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
