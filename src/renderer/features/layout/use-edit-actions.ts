import { useMemo } from 'react';
import { useSelected } from '../../documents/hooks';
import { useWorkbench } from '../../documents/workbench';
import { useLayoutActions } from './actions-context';
import { useDesigner } from './designer';
import { editActions, type EditAction } from './edit-actions';

/** The edits that the menu and the command palette offer, up to date with what is selected. */
export function useEditActions(): readonly EditAction[] {
  const designer = useDesigner();
  const actions = useLayoutActions();
  const workbench = useWorkbench();
  const racks = useSelected((selection) => selection.racks.length);
  const devices = useSelected((selection) => selection.devices.length);
  return useMemo(
    () => editActions({ designer, actions, workbench }, { racks, devices }),
    [designer, actions, workbench, racks, devices],
  );
}
