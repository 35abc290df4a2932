import { useMemo } from 'react';
import { scenarioOf } from '#renderer/documents/documents';
import { useSelected } from '#renderer/documents/hooks';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import { type Designer, type DesignerDialog, useDesigner } from '#renderer/features/layout/designer/designer';
import { focusCanvas } from '#renderer/features/layout/designer/focus-canvas';
import { arrangements } from '#renderer/features/layout/edits/arrange';
import type { MessageKey } from '#renderer/i18n/i18n';
import type { LayoutActions } from './actions';
import { useLayoutActions } from './actions-context';
import { copyToSystem } from './use-clipboard';

interface Selected {
  readonly racks: number;
  readonly devices: number;
}

/** An edit as the menu, the command palette and the keys offer it. */
interface EditAction {
  readonly id: string;
  readonly title: MessageKey;
  readonly shortcut?: string;
  readonly run: () => void;
  readonly disabled: boolean;
  /** Whether a line stands above it in a menu. */
  readonly separated?: boolean;
}

interface Tools {
  readonly designer: Designer;
  readonly actions: LayoutActions;
  readonly workbench: Workbench;
}

/** Every edit of racks and devices, with whether it can be done with what is selected. */
function editActions({ designer, actions, workbench }: Tools, selected: Selected): readonly EditAction[] {
  const { racks, devices } = selected;
  const none = racks + devices === 0;
  const open = (dialog: DesignerDialog) => () => designer.store.setState({ dialog });
  const title = <Name extends string>(name: Name) => `designer:edit.${name}` as const;
  return [
    { id: 'cut', title: title('cut'), shortcut: 'Mod+X', disabled: none, run: () => copyToSystem('cut') },
    { id: 'copy', title: title('copy'), shortcut: 'Mod+C', disabled: none, run: () => copyToSystem('copy') },
    { id: 'paste', title: title('paste'), shortcut: 'Mod+V', disabled: false, run: () => actions.paste() },
    {
      id: 'duplicate',
      title: title('duplicate'),
      shortcut: 'Mod+D',
      disabled: none,
      run: () => actions.duplicate(),
    },
    { id: 'duplicate-times', title: title('duplicateTimes'), disabled: none, run: open('duplicate') },
    { id: 'fill', title: title('fill'), disabled: racks !== 1, run: open('fill-rack'), separated: true },
    { id: 'rearrange', title: 'layout:toolbar.rearrange', disabled: false, run: open('rearrange') },
    {
      id: 'rename',
      title: title('rename'),
      shortcut: 'F2',
      disabled: racks + devices !== 1,
      run: renameSelected,
    },
    { id: 'delete', title: title('delete'), shortcut: 'Delete', disabled: none, run: actions.remove },
    {
      id: 'group',
      title: 'groups:edit.group',
      shortcut: 'Mod+G',
      disabled: devices === 0,
      run: open('group'),
      separated: true,
    },
    {
      id: 'ungroup',
      title: 'groups:edit.ungroup',
      shortcut: 'Mod+Shift+G',
      disabled: devices === 0,
      run: actions.ungroup,
    },
    {
      id: 'select-group',
      title: 'groups:edit.selectGroup',
      disabled: devices === 0,
      run: actions.selectGroup,
    },
    ...arrangements.map((how, index) => ({
      id: how,
      title: title(how),
      disabled: how === 'swap' ? (racks === 0 ? devices : racks) !== 2 : none,
      run: () => {
        focusCanvas();
        actions.arrange(how);
      },
      separated: index === 0,
    })),
    { id: 'turn-racks', title: 'floor:turn', shortcut: 'R', disabled: racks === 0, run: actions.turnRacks },
    {
      id: 'select-same',
      title: title('selectSame'),
      disabled: devices === 0,
      run: () => selectSameTypes(workbench),
      separated: true,
    },
    {
      id: 'select-all',
      title: title('selectAll'),
      shortcut: 'Mod+A',
      disabled: racks === 0,
      run: () => selectAllInRacks(workbench),
    },
    {
      id: 'select-racks',
      title: title('selectRacks'),
      shortcut: 'Mod+Shift+A',
      disabled: false,
      run: () => selectAllRacks(workbench),
    },
  ];
}

const RENAME_PATIENCE_MILLISECONDS = 2_000;

/** Puts the focus into the name of what is selected, with the old one marked; waits for the field where the inspector is still being shown. */
export function renameSelected(): void {
  const focused = (): boolean => {
    const field = document.getElementById('layout-name')?.querySelector('input');
    field?.focus();
    return field !== null && field !== undefined;
  };
  if (focused()) return;
  const shown = new MutationObserver(() => {
    if (focused()) shown.disconnect();
  });
  shown.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => shown.disconnect(), RENAME_PATIENCE_MILLISECONDS);
}

function selectSameTypes({ documents, selection }: Workbench): void {
  const devices = scenarioOf(documents.store.getState())?.devices ?? {};
  const types = new Set(selection.store.getState().devices.map((id) => devices[id]?.type));
  const same = Object.values(devices).filter(({ type }) => types.has(type));
  selection.select({ devices: same.map(({ id }) => id) });
}

function selectAllInRacks({ documents, selection }: Workbench): void {
  const racks = new Set(selection.store.getState().racks);
  const devices = Object.values(scenarioOf(documents.store.getState())?.devices ?? {});
  selection.select({ devices: devices.filter(({ rack }) => racks.has(rack)).map(({ id }) => id) });
}

export function selectAllRacks({ documents, selection }: Workbench): void {
  const racks = Object.values(scenarioOf(documents.store.getState())?.racks ?? {});
  selection.select({ racks: racks.map(({ id }) => id) });
}

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
