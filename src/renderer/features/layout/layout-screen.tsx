import { useEffect, useState } from 'react';
import { fetchedLater } from '../../app/fetched-later';
import { useScenario } from '../../documents/hooks';
import { useWorkbench } from '../../documents/workbench';
import { layoutActions } from './actions';
import { LayoutActionsContext } from './actions-context';
import { Canvas } from './canvas/canvas';
import styles from './canvas/canvas.module.css';
import { Patterns } from './canvas/patterns';
import { useClipboard } from './clipboard/use-clipboard';
import { DesignerContext, makeDesigner, useDesignerState } from './designer';
import { OpenDialog } from './dialogs/open-dialog';
import { EmptyHall } from './empty-hall';
import { LayoutInspector } from './inspector/layout-inspector';
import screen from './layout-screen.module.css';
import { rememberedLook, rememberLook } from './remember-look';
import { Palette } from './palette/palette';
import { Toolbar } from './toolbar';
import { usePaletteActions } from './use-palette-actions';

const FloorView = fetchedLater({
  load: async () => (await import('./floor/floor-view')).FloorView,
  namespaces: ['floor'],
});

/** The rack designer: what can be placed on the left, the racks, and what is selected in the inspector. */
export function LayoutScreen() {
  const workbench = useWorkbench();
  const [designer] = useState(() => makeDesigner(rememberedLook(workbench)));
  useEffect(() => rememberLook(workbench, designer), [workbench, designer]);
  const [actions] = useState(() => layoutActions(workbench, designer));
  return (
    <DesignerContext value={designer}>
      <LayoutActionsContext value={actions}>
        <Workspace />
      </LayoutActionsContext>
    </DesignerContext>
  );
}

function Workspace() {
  const empty = useScenario(({ racks }) => Object.keys(racks).length === 0);
  const floorShown = useDesignerState((state) => state.floorShown);
  usePaletteActions();
  useClipboard();
  return (
    <div className={screen.screen}>
      <Patterns />
      <Toolbar />
      <Palette />
      {empty ? <EmptyHall /> : floorShown ? <FloorView /> : <Canvas />}
      <LayoutInspector />
      <OpenDialog />
      <Announcer />
    </div>
  );
}

function Announcer() {
  const said = useDesignerState((state) => state.said);
  return (
    <div className={styles.hidden} role="status" aria-live="polite" data-testid="layout-said">
      {said}
    </div>
  );
}
