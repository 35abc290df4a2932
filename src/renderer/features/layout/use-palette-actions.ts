import { useMemo } from 'react';
import type { Action } from '../../app/actions';
import { useActions } from '../../app/use-actions';
import { scenarioOf } from '../../documents/documents';
import { useSelected } from '../../documents/hooks';
import { useWorkbench, type Workbench } from '../../documents/workbench';
import { useMessage } from '../../i18n/use-language';
import type { LayoutActions } from './actions';
import { useLayoutActions } from './actions-context';
import { colours, useDesigner, type Designer } from './designer';
import { fitted, zoomed } from './hall/view';
import { sceneNow } from './scene';

type Message = ReturnType<typeof useMessage>;

interface Tools {
  readonly message: Message;
  readonly designer: Designer;
  readonly actions: LayoutActions;
  readonly workbench: Workbench;
}

/** Offers what the layout can do in the command palette, while the layout is shown. */
export function usePaletteActions(): void {
  const message = useMessage();
  const designer = useDesigner();
  const actions = useLayoutActions();
  const workbench = useWorkbench();
  const racks = useSelected((selection) => selection.racks.length);
  const devices = useSelected((selection) => selection.devices.length);
  const offered = useMemo(() => {
    const tools = { message, designer, actions, workbench };
    const titled = (action: Action): Action => ({
      ...action,
      title: message('layout:actions.layout', { action: action.title }),
    });
    return [...editing(tools, { racks, devices }), ...looking(tools)].map(titled);
  }, [message, designer, actions, workbench, racks, devices]);
  useActions(offered);
}

interface Selected {
  readonly racks: number;
  readonly devices: number;
}

function editing(
  { message, designer, actions, workbench }: Tools,
  { racks, devices }: Selected,
): readonly Action[] {
  const none = racks + devices === 0;
  const open = (dialog: 'add-racks' | 'fill-rack') => () => designer.store.setState({ dialog });
  return [
    { id: 'layout-add-rack', title: message('layout:toolbar.addRack'), run: open('add-racks') },
    {
      id: 'layout-fill-rack',
      title: message('layout:toolbar.fill'),
      run: open('fill-rack'),
      disabled: racks !== 1,
    },
    {
      id: 'layout-select-all',
      title: message('layout:actions.selectAll'),
      run: () => selectAllInRack(workbench),
      disabled: racks !== 1,
    },
    {
      id: 'layout-move',
      title: message('layout:actions.move'),
      run: () => {
        document.querySelector<HTMLElement>('[data-testid="layout-canvas"]')?.focus();
        actions.carryDevices(workbench.selection.store.getState().devices, 'keyboard');
      },
      disabled: devices === 0,
    },
    {
      id: 'layout-duplicate',
      title: message('layout:inspector.duplicate'),
      run: actions.duplicate,
      disabled: none,
    },
    { id: 'layout-delete', title: message('layout:inspector.delete'), run: actions.remove, disabled: none },
  ];
}

function selectAllInRack({ documents, selection }: Workbench): void {
  const [rack] = selection.store.getState().racks;
  const devices = Object.values(scenarioOf(documents.store.getState())?.devices ?? {});
  selection.select({ devices: devices.filter((device) => device.rack === rack).map(({ id }) => id) });
}

function looking({ message, designer: { store }, workbench }: Tools): readonly Action[] {
  const zoomTo = (scale: number) => {
    const { view, size } = store.getState();
    const middle = { x: size.width / 2, y: size.height / 2 };
    store.setState({ view: zoomed(view, scale / view.scale, middle) });
  };
  const fit = () => {
    const scene = sceneNow(workbench);
    if (scene) store.setState({ view: fitted(scene.hall, store.getState().size) });
  };
  return [
    { id: 'layout-fit', title: message('layout:toolbar.fit'), run: fit },
    { id: 'layout-full', title: message('layout:actions.zoomFull'), run: () => zoomTo(1) },
    ...(['front', 'rear'] as const).map((face) => ({
      id: `layout-${face}`,
      title: `${message('layout:toolbar.face')}: ${message(`layout:toolbar.${face}`)}`,
      run: () => store.setState({ face }),
    })),
    ...colours.map((colour) => ({
      id: `layout-colour-${colour}`,
      title: `${message('layout:toolbar.colour')}: ${message(`layout:colours.${colour}`)}`,
      run: () => store.setState({ colour }),
    })),
  ];
}
