import {
  type DragEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useState,
} from 'react';
import { useStore } from 'zustand';
import { Button, IconButton } from '#renderer/components/button';
import { classNames } from '#renderer/components/class-names';
import { EmptyState } from '#renderer/components/empty-state';
import { fetchedLater, startIdleWork } from '#renderer/components/fetched-later';
import { Icon } from '#renderer/components/icon';
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
import styles from './notice-list.module.css';
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
import sidePanelStyles from './side-panel.module.css';
import { TitleBar } from './title-bar';
import { holdPresses, useRunAction } from '#renderer/documents/use-actions';
import type { MenuAction } from '#shared/actions/keys';
import { filesDropped } from '#renderer/api/choose-file';
import { useLibrary } from './use-library';

/** Notices at the edge of the window. The list is always there, so that screen readers hear what enters it. */
function NoticeList() {
  const message = useMessage();
  const { store, dismiss } = useWorkbench().notices;
  const notices = useStore(store);
  return (
    <div role="log" aria-live="polite" aria-label={message('shell:notices')}>
      <ul className={styles.list}>
        {notices.map(({ id, text, kind, action }) => (
          <li key={id} className={classNames(styles.notice, kind === 'problem' && styles.problem)}>
            <Icon name={kind === 'problem' ? 'error' : 'check'} />
            <span className={styles.text}>{text}</span>
            {action && (
              <Button
                kind="quiet"
                onClick={() => {
                  dismiss(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton icon="close" label={message('shell:close')} onClick={() => dismiss(id)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SidePanelProps {
  readonly label: string;
  readonly resizeLabel: string;
  readonly side: 'left' | 'right';
  readonly width: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly onWidth: (width: number) => void;
  readonly children?: ReactNode;
  readonly contentRef?: Ref<HTMLDivElement>;
}

const KEY_STEP = 16;

/** A panel at the edge whose width is dragged, or changed by the arrow keys on its edge. */
function SidePanel(props: SidePanelProps) {
  const { label, resizeLabel, side, width, minimum, maximum, onWidth, children, contentRef } = props;
  const [dragged, setDragged] = useState<number>();
  const shown = dragged ?? width;
  const grows = side === 'left' ? 1 : -1;
  const limited = (wanted: number) => Math.min(maximum, Math.max(minimum, Math.round(wanted)));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const edge = event.currentTarget;
    const from = event.clientX;
    edge.setPointerCapture(event.pointerId);
    let wanted = width;
    const onMove = (move: globalThis.PointerEvent) => {
      wanted = limited(width + grows * (move.clientX - from));
      setDragged(wanted);
    };
    edge.addEventListener('pointermove', onMove);
    edge.addEventListener(
      'lostpointercapture',
      () => {
        edge.removeEventListener('pointermove', onMove);
        setDragged(undefined);
        onWidth(wanted);
      },
      { once: true },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    onWidth(limited(width + grows * direction * KEY_STEP));
  };

  return (
    <aside
      className={classNames(sidePanelStyles.panel, sidePanelStyles[side])}
      style={{ width: shown }}
      aria-label={label}
    >
      <div ref={contentRef} className={sidePanelStyles.content}>
        {children}
      </div>
      <div
        className={sidePanelStyles.edge}
        role="separator"
        aria-orientation="vertical"
        aria-label={resizeLabel}
        aria-valuenow={shown}
        aria-valuemin={minimum}
        aria-valuemax={maximum}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
      />
    </aside>
  );
}

const ShortcutList = fetchedLater({ load: async () => (await import('./shortcut-list')).ShortcutList });

const AboutDialog = fetchedLater({
  load: async () => (await import('./about-dialog')).AboutDialog,
  namespaces: ['about'],
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
  const named =
    screen === 'history'
      ? { 'aria-label': message('shell:history.title') }
      : { 'aria-labelledby': `screen-tab-${screen}` };
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
        <main className={shellStyles.main}>
          <Tabs
            label={message('shell:screens')}
            panel="screen"
            selected={screen === 'history' ? undefined : screen}
            onSelect={setScreen}
            tabs={screenIds.map((id) => ({
              id,
              label: message(`shell:screenNames.${id}`),
              beginsGroup: id === firstLibraryScreen,
            }))}
          />
          <div id="screen" className={shellStyles.screen} role="tabpanel" {...named}>
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
      <Component meanwhile={<p className={shellStyles.loading}>{message('shell:loading')}</p>} />
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
