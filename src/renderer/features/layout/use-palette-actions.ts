import { useMemo } from 'react';
import type { Action } from '#renderer/shell/actions';
import { useActions } from '#renderer/documents/use-actions';
import { useSelected } from '#renderer/documents/hooks';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import type { LayoutActions } from './actions/actions';
import { useLayoutActions } from './actions/actions-context';
import { colourName } from './heat/heat-map';
import { colours, faceViews, useDesigner, type Designer } from './designer/designer';
import { focusCanvas } from './designer/focus-canvas';
import { SEARCH_FIELD } from './search/search-field';
import { useEditActions } from './actions/edit-actions';
import { viewActions } from './actions/use-view-actions';

type Message = ReturnType<typeof useMessage>;

interface Tools {
  readonly message: Message;
  readonly designer: Designer;
  readonly actions: LayoutActions;
  readonly workbench: Workbench;
}

/** Offers what the layout can do in the command palette and in the list of keys, while the layout is shown. */
export function usePaletteActions(): void {
  const message = useMessage();
  const designer = useDesigner();
  const actions = useLayoutActions();
  const workbench = useWorkbench();
  const edits = useEditActions();
  const anyDevice = useSelected((selection) => selection.devices.length > 0);
  const offered = useMemo(() => {
    const tools = { message, designer, actions, workbench };
    const editing = edits.map(({ id, title, shortcut, run, disabled }): Action => ({
      id: `layout-${id}`,
      title: message(title),
      run,
      disabled,
      ...(shortcut !== undefined && { keys: shortcut }),
    }));
    const titled = (action: Action): Action => ({
      ...action,
      title: message('layout:actions.layout', { action: action.title }),
    });
    return [...placing(tools, anyDevice), ...editing, ...looking(tools)].map(titled);
  }, [message, designer, actions, workbench, edits, anyDevice]);
  useActions(offered);
}

const placing = ({ message, designer, actions, workbench }: Tools, anyDevice: boolean): readonly Action[] => [
  {
    id: 'layout-add-rack',
    title: message('layout:toolbar.addRack'),
    run: () => designer.store.setState({ dialog: 'add-racks' }),
  },
  {
    id: 'layout-auto-fit',
    title: message('layout:toolbar.autoFit'),
    run: () => designer.store.setState({ dialog: 'auto-fit' }),
  },
  {
    id: 'layout-rearrange',
    title: message('layout:toolbar.rearrange'),
    run: () => designer.store.setState({ dialog: 'rearrange' }),
  },
  {
    id: 'layout-export',
    title: message('layout:toolbar.export'),
    run: () => designer.store.setState({ dialog: 'export' }),
  },
  {
    id: 'layout-import',
    title: message('layout:toolbar.import'),
    run: () => designer.store.setState({ dialog: 'import' }),
  },
  {
    id: 'layout-move',
    title: message('layout:actions.move'),
    keys: 'Enter',
    run: () => {
      focusCanvas();
      actions.carryDevices(workbench.selection.store.getState().devices, 'keyboard');
    },
    disabled: !anyDevice,
  },
];

function looking({ message, designer, workbench }: Tools): readonly Action[] {
  const { store } = designer;
  const { zoomIn, zoomOut, fit, fitSelection, full } = viewActions(workbench, designer);
  return [
    {
      id: 'layout-find',
      title: message('designer:search.action'),
      shortcut: 'Mod+F',
      run: () => document.getElementById(SEARCH_FIELD)?.focus(),
    },
    { id: 'layout-zoom-in', title: message('layout:toolbar.zoomIn'), keys: '+', run: zoomIn },
    { id: 'layout-zoom-out', title: message('layout:toolbar.zoomOut'), keys: '-', run: zoomOut },
    { id: 'layout-fit', title: message('designer:zoom.fit'), keys: '0', run: fit },
    { id: 'layout-fit-selection', title: message('designer:zoom.selection'), keys: '9', run: fitSelection },
    { id: 'layout-full', title: message('layout:actions.zoomFull'), keys: '1', run: full },
    ...faceViews.map((face) => ({
      id: `layout-${face}`,
      title: `${message('layout:toolbar.face')}: ${message(face === 'both' ? 'designer:both' : `layout:toolbar.${face}`)}`,
      run: () => store.setState({ face, floorShown: false }),
    })),
    {
      id: 'layout-floor',
      title: `${message('layout:toolbar.face')}: ${message('layout:toolbar.floor')}`,
      run: () => store.setState({ floorShown: true }),
    },
    ...colours.map((colour) => ({
      id: `layout-colour-${colour}`,
      title: `${message('layout:toolbar.colour')}: ${message(colourName(colour))}`,
      run: () => store.setState({ colour }),
    })),
  ];
}
