import { useEffect, useState } from 'react';
import { fetchedLater } from '#renderer/components/fetched-later';
import { useScenario } from '#renderer/documents/hooks';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import { z } from '#shared/schema/zod';
import { layoutActions } from './actions/actions';
import { LayoutActionsContext } from './actions/actions-context';
import { useClipboard } from './actions/use-clipboard';
import { Canvas } from './canvas/canvas';
import styles from './canvas/canvas.module.css';
import {
  colours,
  type Designer,
  DesignerContext,
  type DesignerState,
  faceViews,
  makeDesigner,
  useDesignerState,
} from './designer/designer';
import { OpenDialog } from './dialogs/open-dialog';
import { Patterns } from './draw/fronts';
import { EmptyHall } from './empty-hall';
import { LARGEST_SCALE, SMALLEST_SCALE } from './hall/view';
import { LayoutInspector } from './inspector/layout-inspector';
import screen from './layout-screen.module.css';
import { Palette } from './palette/palette';
import { Toolbar } from './toolbar';
import { usePaletteActions } from './use-palette-actions';

const KEY = 'layout.looks';
const MOST_SCENARIOS = 50;
const WAIT_MILLISECONDS = 300;

const Look = z.object({
  face: z.enum(faceViews),
  colour: z.enum(colours),
  view: z.object({
    scale: z.number().min(SMALLEST_SCALE).max(LARGEST_SCALE),
    x: z.number(),
    y: z.number(),
  }),
});
type Look = z.infer<typeof Look>;

const Looks = z.array(z.object({ scenario: z.string(), look: Look }));

const looksIn = ({ remembered }: Workbench) => Looks.safeParse(remembered.store.getState()[KEY]).data ?? [];

const currentOf = ({ documents }: Workbench): string => documents.store.getState().current ?? '';

/** How the open scenario was looked at last: zoom, face and colouring. */
function rememberedLook(workbench: Workbench): Partial<DesignerState> {
  const scenario = currentOf(workbench);
  const found = looksIn(workbench).find((kept) => kept.scenario === scenario);
  return found ? { ...found.look, viewKept: true } : {};
}

/** Remembers how the scenario is looked at, once the view rests; the function that it returns stops it. */
function rememberLook(workbench: Workbench, { store }: Designer): () => void {
  const scenario = currentOf(workbench);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    timer = undefined;
    const { face, colour, view, size } = store.getState();
    if (size.width === 0) return;
    const others = looksIn(workbench).filter((kept) => kept.scenario !== scenario);
    const look: Look = { face, colour, view };
    workbench.remembered.set(KEY, [{ scenario, look }, ...others].slice(0, MOST_SCENARIOS));
  };
  const stop = store.subscribe((state, before) => {
    const same = state.view === before.view && state.face === before.face && state.colour === before.colour;
    if (same) return;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT_MILLISECONDS);
  });
  return () => {
    stop();
    if (timer === undefined) return;
    clearTimeout(timer);
    keep();
  };
}

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
