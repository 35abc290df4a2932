import { useCallback, useEffect, useState, type DragEvent } from 'react';
import { EmptyState } from '../components/empty-state';
import { Button } from '../components/button';
import { Tabs } from '../components/tabs';
import { useDocuments, useRemembered } from '../documents/hooks';
import { useWorkbench } from '../documents/workbench';
import { loadMessages } from '../i18n/i18n';
import { messagesAfterFirstView } from '../i18n/resources';
import { useMessage } from '../i18n/use-language';
import { CapacityStrip } from './capacity-strip';
import { fetchedLater } from './fetched-later';
import { holdPresses } from './hold-presses';
import { startIdleWork } from './idle-work';
import { InspectorPlace } from './inspector';
import { LeavePlace } from './leave-place';
import { LibraryPanel } from './library-panel';
import { NoticeList } from './notice-list';
import { Palette } from './palette';
import { ScreenErrors } from './screen-errors';
import { screenIds, screens, type PlaceId } from './screens';
import {
  inspectorOpenKey,
  inspectorWidthKey,
  libraryOpenKey,
  libraryWidthKey,
  panelLimits,
  screenKey,
} from './settings';
import { useShellActions, type Overlay } from './shell-actions';
import styles from './shell.module.css';
import { SidePanel } from './side-panel';
import { TitleBar } from './title-bar';
import { useHistoryPlace } from './use-history-place';
import { useLibrary } from './use-library';

const ShortcutList = fetchedLater({ load: async () => (await import('./shortcut-list')).ShortcutList });

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
  const history = useHistoryPlace();
  const named =
    screen === 'history'
      ? { 'aria-label': message('shell:history.title') }
      : { 'aria-labelledby': `screen-tab-${screen}` };
  useShellActions(setOverlay);
  const { opening } = useWorkbench().documents;
  useEffect(() => holdPresses(opening), [opening]);
  useEffect(() => {
    void loadMessages(messagesAfterFirstView);
    return startIdleWork();
  }, []);
  return (
    <InspectorPlace value={place}>
      <div className={styles.shell} {...drop.handlers}>
        <TitleBar onPalette={() => setOverlay('palette')} />
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
        <main className={styles.main}>
          <Tabs
            label={message('shell:screens')}
            panel="screen"
            selected={screen === 'history' ? undefined : screen}
            onSelect={setScreen}
            tabs={screenIds.map((id) => ({ id, label: message(`shell:screenNames.${id}`) }))}
          />
          <div id="screen" className={styles.screen} role="tabpanel" {...named}>
            <LeavePlace value={history.close}>
              <ActiveScreen screen={screen} />
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
        {drop.isOver && <div className={styles.dropHint}>{message('library:dropHere')}</div>}
      </div>
      <NoticeList />
      {overlay === 'palette' && <Palette onClose={closeOverlay} />}
      {overlay === 'trash' && <TrashDialog onClose={closeOverlay} />}
      {overlay === 'shortcuts' && <ShortcutList onClose={closeOverlay} />}
    </InspectorPlace>
  );
}

function ActiveScreen({ screen }: { readonly screen: PlaceId }) {
  const message = useMessage();
  const current = useDocuments((state) => state.current);
  const { create } = useLibrary();
  const { component: Component, needsScenario } = screens[screen];
  if (needsScenario && current === undefined) {
    return (
      <EmptyState title={message('library:none')} text={message('library:noneText')}>
        <Button kind="primary" onClick={() => void create()}>
          {message('library:new')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <ScreenErrors key={`${screen} ${needsScenario ? (current ?? '') : ''}`}>
      <Component meanwhile={<p className={styles.loading}>{message('shell:loading')}</p>} />
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
      void takeFiles([...event.dataTransfer.files]);
    },
  };
  return { isOver, handlers };
}
