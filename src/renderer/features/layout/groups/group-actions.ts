import { message } from '../../../i18n/message';
import type { Workbench } from '../../../documents/workbench';
import type { Designer } from '../designer';
import { groupDevices, leaveGroups, type GroupTerms } from '../edits/groups';
import { sceneNow } from '../scene';
import { groupMates } from './members';

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
