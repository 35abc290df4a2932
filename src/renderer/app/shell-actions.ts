import { useMemo } from 'react';
import { useDocuments, useHistory, useRemembered } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { languageNames } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import { languages } from '#shared/language/language';
import { type Action, keysOf } from '#renderer/shell/actions';
import { openIntake } from '#renderer/shell/intake';
import { openRestore } from './restore-place';
import { screenIds } from './screens';
import {
  inspectorOpenKey,
  languageKey,
  libraryOpenKey,
  screenBeforeKey,
  screenKey,
  themeKey,
  themes,
} from './settings';
import { useActions, useShortcuts } from '#renderer/documents/use-actions';
import { useLibrary } from './use-library';

interface HistoryPlace {
  readonly isOpen: boolean;
  readonly toggle: () => void;
  /** Goes back to the screen from which the history was opened. */
  readonly close: () => void;
}

/** The history in the middle of the window: opened from a screen, and left to it. */
export function useHistoryPlace(): HistoryPlace {
  const [screen, setScreen] = useRemembered(screenKey);
  const [before, setBefore] = useRemembered(screenBeforeKey);
  return useMemo(() => {
    const isOpen = screen === 'history';
    const close = () => setScreen(before);
    const open = () => {
      if (screen !== 'history') setBefore(screen);
      setScreen('history');
    };
    return { isOpen, close, toggle: isOpen ? close : open };
  }, [screen, before, setScreen, setBefore]);
}

/** What stands over the screen, or, where work begins, in its place. */
export type Overlay = 'start' | 'palette' | 'help' | 'shortcuts' | 'trash' | 'about';

type Show = (overlay: Overlay | undefined) => void;

/** What the shell itself offers in the palette and on the keyboard. */
export function useShellActions(show: Show): void {
  useShortcuts();
  useActions(useNavigation(show));
  useActions(useHistoryAction());
  useActions(useEditing());
  useActions(useLibraryActions(show));
  useActions(useAppearance());
}

function useNavigation(show: Show): readonly Action[] {
  const message = useMessage();
  const [, setScreen] = useRemembered(screenKey);
  return useMemo(
    () => [
      {
        id: 'palette',
        title: message('shell:palette.open'),
        ...keysOf('palette'),
        run: () => show('palette'),
        anytime: true,
      },
      {
        id: 'shortcuts',
        title: message('shell:shortcuts'),
        ...keysOf('shortcuts'),
        run: () => show('shortcuts'),
        anytime: true,
      },
      {
        id: 'help',
        title: message('shell:actions.help'),
        ...keysOf('help'),
        keywords: message('shell:actions.helpKeywords'),
        run: () => show('help'),
        anytime: true,
      },
      { id: 'about', title: message('shell:actions.about'), run: () => show('about'), anytime: true },
      ...screenIds.map((id, index) => ({
        id: `screen-${id}`,
        title: message('shell:goTo', { screen: message(`shell:screenNames.${id}`) }),
        shortcut: `Alt+${(index + 1) % 10}`,
        run: () => {
          setScreen(id);
          show(undefined);
        },
      })),
      { id: 'start', title: message('shell:actions.start'), run: () => show('start'), anytime: true },
    ],
    [message, show, setScreen],
  );
}

function useHistoryAction(): readonly Action[] {
  const message = useMessage();
  const { toggle } = useHistoryPlace();
  const current = useDocuments((state) => state.current);
  return useMemo(
    () => [
      {
        id: 'history',
        title: message('shell:history.title'),
        ...keysOf('history'),
        keywords: message('shell:history.keywords'),
        run: toggle,
        disabled: current === undefined,
      },
    ],
    [message, toggle, current],
  );
}

function useEditing(): readonly Action[] {
  const message = useMessage();
  const { undo, redo, undoName, redoName } = useHistory();
  return useMemo(
    () => [
      { id: 'undo', title: message('shell:undo'), ...keysOf('undo'), run: undo, disabled: !undoName },
      { id: 'redo', title: message('shell:redo'), ...keysOf('redo'), run: redo, disabled: !redoName },
    ],
    [message, undo, redo, undoName, redoName],
  );
}

function useLibraryActions(show: Show): readonly Action[] {
  const message = useMessage();
  const { create, duplicate, remove, chooseFile, exportFile, exportLibrary } = useLibrary();
  const current = useDocuments((state) => state.current);
  return useMemo(() => {
    const always: readonly Action[] = [
      { id: 'new', title: message('shell:actions.new'), ...keysOf('new'), run: () => void create() },
      {
        id: 'import',
        title: message('shell:actions.import'),
        ...keysOf('import'),
        run: () => void chooseFile(),
      },
      {
        id: 'add-model',
        title: message('shell:actions.addModel'),
        keywords: 'config.json hf_quant_config.json',
        run: () => openIntake({ kind: 'model' }),
        anytime: true,
      },
      {
        id: 'export-library',
        title: message('shell:actions.exportLibrary'),
        run: () => void exportLibrary(),
        anytime: true,
      },
      { id: 'trash', title: message('shell:actions.trash'), run: () => show('trash') },
      {
        id: 'restore',
        title: message('shell:actions.restore'),
        keywords: message('shell:actions.restoreKeywords'),
        run: () => openRestore(),
      },
    ];
    if (current === undefined) return always;
    return [
      ...always,
      {
        id: 'export',
        title: message('shell:actions.export'),
        ...keysOf('export'),
        run: () => void exportFile(current),
      },
      { id: 'duplicate', title: message('shell:actions.duplicate'), run: () => void duplicate(current) },
      { id: 'delete', title: message('shell:actions.delete'), run: () => void remove(current) },
    ];
  }, [message, show, create, duplicate, remove, chooseFile, exportFile, exportLibrary, current]);
}

function useAppearance(): readonly Action[] {
  const message = useMessage();
  const { remembered } = useWorkbench();
  const [, setTheme] = useRemembered(themeKey);
  const [libraryOpen, setLibraryOpen] = useRemembered(libraryOpenKey);
  const [inspectorOpen, setInspectorOpen] = useRemembered(inspectorOpenKey);
  return useMemo(
    () => [
      ...languages.map((id) => ({
        id: `language-${id}`,
        title: `${message('shell:language')}: ${languageNames[id]}`,
        keywords: 'language 语言',
        run: () => remembered.set(languageKey.key, id),
      })),
      ...themes.map((id) => ({
        id: `theme-${id}`,
        title: `${message('shell:theme.label')}: ${message(`shell:theme.${id}`)}`,
        run: () => setTheme(id),
      })),
      {
        id: 'toggle-library',
        title: message('shell:toggle', { panel: message('shell:library') }),
        ...keysOf('toggle-library'),
        run: () => setLibraryOpen(!libraryOpen),
      },
      {
        id: 'toggle-inspector',
        title: message('shell:toggle', { panel: message('shell:inspector') }),
        ...keysOf('toggle-inspector'),
        run: () => setInspectorOpen(!inspectorOpen),
      },
    ],
    [message, remembered, setTheme, libraryOpen, setLibraryOpen, inspectorOpen, setInspectorOpen],
  );
}
