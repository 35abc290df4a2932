import { type DragEvent, useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { fetchedLater, startIdleWork } from '#renderer/components/fetched-later';
import { Tabs } from '#renderer/components/tabs';
import { useDocuments, useRemembered } from '#renderer/documents/hooks';
import { desktopBridge } from '#renderer/api/desktop-bridge';
import { useWorkbench } from '#renderer/documents/workbench';
import { loadMessages } from '#renderer/i18n/i18n';
import { messagesAfterFirstView } from '#renderer/i18n/together';
import { useMessage } from '#renderer/i18n/use-language';
import { CapacityStrip } from './capacity-strip';
import { guideOf, helpNamespaces } from './help-place';
import { intake } from '#renderer/shell/intake';
import { InspectorPlace } from '#renderer/shell/inspector';
import { LeavePlace } from '#renderer/shell/leave-place';
import { LibraryPanel } from './library-panel';
import { NoticeList } from './notice-list';
import { Palette } from './palette';
import { ScreenErrors } from './screen-errors';
import { firstLibraryScreen, type PlaceId, screenIds, screens } from './screens';
import {
  inspectorOpenKey,
  inspectorWidthKey,
  libraryOpenKey,
  libraryWidthKey,
  panelLimits,
  screenKey,
} from './settings';
import { type Overlay, useHistoryPlace, useShellActions } from './shell-actions';
import shellStyles from './shell.module.css';
import { SidePanel } from './side-panel';
import { TitleBar } from './title-bar';
import { holdPresses, useRunAction } from '#renderer/documents/use-actions';
import type { MenuAction } from '#shared/actions/keys';
import { filesDropped } from '#renderer/api/choose-file';
import { useLibrary } from './use-library';

const ShortcutList = fetchedLater({ load: async () => (await import('./shortcut-list')).ShortcutList });

const AboutDialog = fetchedLater({
  load: async () => (await import('./about-dialog')).AboutDialog,
  namespaces: ['about'],
});

const StartScreen = fetchedLater({
  load: async () => (await import('./start-screen')).StartScreen,
  namespaces: ['start'],
});

const HelpDialog = fetchedLater({
  load: async () => (await import('#renderer/features/help/help-dialog')).HelpDialog,
  namespaces: helpNamespaces,
});

const IntakeDialog = fetchedLater({
  load: async () => (await import('#renderer/features/catalogue/library/intake-dialog')).IntakeDialog,
  namespaces: ['catalogue'],
});

const TrashDialog = fetchedLater({ load: async () => (await import('./trash-dialog')).TrashDialog });

/** The workbench: title bar, library, the screens, the inspector and the capacity strip. */
export function Shell() {
  const message = useMessage();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const [overlay, setOverlay] = useState<Overlay>();
  const closeOverlay = useCallback(() => setOverlay(undefined), []);
  const [screen, setScreen] = useRemembered(screenKey);
  const [libraryOpen] = useRemembered(libraryOpenKey);
  const [libraryWidth, setLibraryWidth] = useRemembered(libraryWidthKey);
  const [inspectorOpen] = useRemembered(inspectorOpenKey);
  const [inspectorWidth, setInspectorWidth] = useRemembered(inspectorWidthKey);
  const drop = useFileDrop();
  const takesIn = useStore(intake, ({ of }) => of !== undefined);
  const history = useHistoryPlace();
  const current = useDocuments((state) => state.current);
  const atStart = overlay === 'start' || (current === undefined && screens[screen].needsScenario);
  const tab = atStart || screen === 'history' ? undefined : screen;
  const named =
    tab === undefined
      ? { 'aria-label': message(atStart ? 'shell:actions.start' : 'shell:history.title') }
      : { 'aria-labelledby': `screen-tab-${tab}` };
  useWindowTitle();
  useShellActions(setOverlay);
  useHostRequests();
  const { opening } = useWorkbench().documents;
  useEffect(() => holdPresses(opening), [opening]);
  useEffect(() => {
    void loadMessages(messagesAfterFirstView);
    return startIdleWork();
  }, []);
  return (
    <InspectorPlace value={place}>
      <div className={shellStyles.shell} {...drop.handlers}>
        <TitleBar onStart={() => setOverlay('start')} onPalette={() => setOverlay('palette')} />
        {libraryOpen && (
          <SidePanel
            label={message('shell:library')}
            resizeLabel={message('shell:resize', { panel: message('shell:library') })}
            side="left"
            width={libraryWidth}
            {...panelLimits.library}
            onWidth={setLibraryWidth}
          >
            <LibraryPanel onTrash={() => setOverlay('trash')} />
          </SidePanel>
        )}
        <main className={shellStyles.main}>
          <Tabs
            label={message('shell:screens')}
            panel="screen"
            selected={tab}
            onSelect={(id) => {
              setScreen(id);
              closeOverlay();
            }}
            tabs={screenIds.map((id) => ({
              id,
              label: message(`shell:screenNames.${id}`),
              beginsGroup: id === firstLibraryScreen,
            }))}
          />
          <div id="screen" className={shellStyles.screen} role="tabpanel" {...named}>
            <LeavePlace value={history.close}>
              {atStart ? (
                <StartScreen meanwhile={<Loading />} onLeave={closeOverlay} />
              ) : (
                <ActiveScreen screen={screen} />
              )}
            </LeavePlace>
          </div>
        </main>
        {inspectorOpen && (
          <SidePanel
            label={message('shell:inspector')}
            resizeLabel={message('shell:resize', { panel: message('shell:inspector') })}
            side="right"
            width={inspectorWidth}
            {...panelLimits.inspector}
            onWidth={setInspectorWidth}
            contentRef={setPlace}
          />
        )}
        <CapacityStrip />
        {drop.isOver && <div className={shellStyles.dropHint}>{message('library:dropHere')}</div>}
      </div>
      <NoticeList />
      {takesIn && <IntakeDialog />}
      {overlay === 'palette' && <Palette onClose={closeOverlay} />}
      {overlay === 'trash' && <TrashDialog onClose={closeOverlay} />}
      {overlay === 'help' && (
        <HelpDialog
          guide={guideOf[screen]}
          onShortcuts={() => setOverlay('shortcuts')}
          onClose={closeOverlay}
        />
      )}
      {overlay === 'about' && <AboutDialog onClose={closeOverlay} />}
      {overlay === 'shortcuts' && <ShortcutList onClose={closeOverlay} />}
    </InspectorPlace>
  );
}

/** Names the window, and the tab of a browser, after the scenario that is open. */
function useWindowTitle() {
  const name = useDocuments(({ library, current }) => library.find(({ id }) => id === current)?.name);
  useEffect(() => {
    document.title = name === undefined ? 'Fleetwright' : `${name} – Fleetwright`;
  }, [name]);
}

/** Opens what the system hands over, and shows what the menu asks for. */
function useHostRequests() {
  const { api, actions } = useWorkbench();
  const { openFile } = useLibrary();
  const run = useRunAction();
  useEffect(() => {
    // A browser is handed no files by the system, and has no menu of ours.
    if (desktopBridge === undefined) return;
    const stop = new AbortController();
    const act = (id: MenuAction) => {
      const offered = () => actions.store.getState().findLast((action) => action.id === id);
      const action = offered();
      if (action && !action.disabled) run(action, offered);
    };
    void import('./host-requests').then(({ followHostRequests }) =>
      followHostRequests({ api, signal: stop.signal, open: openFile, act }),
    );
    return () => stop.abort();
  }, [api, openFile, actions, run]);
}

function Loading() {
  const message = useMessage();
  return <p className={shellStyles.loading}>{message('shell:loading')}</p>;
}

function ActiveScreen({ screen }: { readonly screen: PlaceId }) {
  const current = useDocuments((state) => state.current);
  const { component: Component, needsScenario } = screens[screen];
  return (
    <ScreenErrors key={`${screen} ${needsScenario ? (current ?? '') : ''}`}>
      <Component meanwhile={<Loading />} />
    </ScreenErrors>
  );
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

function useFileDrop() {
  const [isOver, setOver] = useState(false);
  const { takeFiles } = useLibrary();
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void filesDropped(event.dataTransfer).then(takeFiles);
    },
  };
  return { isOver, handlers };
}
