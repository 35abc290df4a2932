import { Button, IconButton } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { Menu } from '#renderer/components/menu';
import { useDocuments, useHistory, useRemembered } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { languages } from '#shared/language/language';
import { languageNames } from '#renderer/i18n/i18n';
import { useLanguage, useMessage } from '#renderer/i18n/use-language';
import { isApple, shortcutLabel } from '#renderer/shell/actions';
import { SaveMark } from './save-mark';
import { inspectorOpenKey, languageKey, libraryOpenKey, themeKey, themes } from './settings';
import styles from './title-bar.module.css';
import { useHistoryPlace } from './shell-actions';
import { useLibrary } from './use-library';

export interface TitleBarProps {
  readonly onStart: () => void;
  readonly onPalette: () => void;
}

/** The scenario and whether it is saved at the left; palette, undo, language and theme at the right. */
export function TitleBar({ onStart, onPalette }: TitleBarProps) {
  const message = useMessage();
  const [libraryOpen, setLibraryOpen] = useRemembered(libraryOpenKey);
  const [inspectorOpen, setInspectorOpen] = useRemembered(inspectorOpenKey);
  const history = useHistoryPlace();
  const current = useDocuments((state) => state.current);
  return (
    <header className={styles.bar}>
      <IconButton
        icon="library"
        label={message('shell:library')}
        aria-pressed={libraryOpen}
        onClick={() => setLibraryOpen(!libraryOpen)}
      />
      <h1 className={styles.product}>
        <button type="button" title={message('shell:actions.start')} onClick={onStart}>
          Fleetwright
        </button>
      </h1>
      <ScenarioSwitch />
      <SaveMark />
      <IconButton
        icon="history"
        label={message('shell:history.title')}
        aria-pressed={history.isOpen}
        disabled={current === undefined}
        onClick={history.toggle}
      />
      <span className={styles.spring} />
      <Button kind="plain" className={styles.palette} onClick={onPalette}>
        <Icon name="search" />
        <span className={styles.paletteText}>{message('shell:palette.open')}</span>
        <kbd className={styles.key}>{shortcutLabel('Mod+K', isApple())}</kbd>
      </Button>
      <UndoButtons />
      <LanguageMenu />
      <ThemeMenu />
      <IconButton
        icon="inspector"
        label={message('shell:inspector')}
        aria-pressed={inspectorOpen}
        onClick={() => setInspectorOpen(!inspectorOpen)}
      />
    </header>
  );
}

function ScenarioSwitch() {
  const message = useMessage();
  const library = useDocuments((state) => state.library);
  const current = useDocuments((state) => state.current);
  const { open, create } = useLibrary();
  const name = library.find(({ id }) => id === current)?.name ?? message('library:none');
  return (
    <Menu
      label={message('shell:scenario', { name })}
      className={styles.scenario ?? ''}
      items={[
        ...library.slice(0, 12).map((row) => ({
          id: row.id,
          label: row.name,
          checked: row.id === current,
          onSelect: () => void open(row.id),
        })),
        { id: 'new', label: message('library:new'), separated: true, onSelect: () => void create() },
      ]}
    >
      <span className={styles.name}>{name}</span>
      <Icon name="chevron" />
    </Menu>
  );
}

function UndoButtons() {
  const message = useMessage();
  const { undo, redo, undoName, redoName } = useHistory();
  const undoText = undoName && message(undoName.key, undoName.params);
  const redoText = redoName && message(redoName.key, redoName.params);
  return (
    <>
      <IconButton
        icon="undo"
        label={undoText ? message('shell:undoWhat', { what: undoText }) : message('shell:undo')}
        disabled={!undoText}
        onClick={undo}
      />
      <IconButton
        icon="redo"
        label={redoText ? message('shell:redoWhat', { what: redoText }) : message('shell:redo')}
        disabled={!redoText}
        onClick={redo}
      />
    </>
  );
}

function LanguageMenu() {
  const message = useMessage();
  const language = useLanguage();
  const { remembered } = useWorkbench();
  const short = language === 'en' ? 'EN' : '中';
  return (
    <Menu
      label={message('shell:languageNow', { short })}
      items={languages.map((id) => ({
        id,
        label: languageNames[id],
        checked: id === language,
        onSelect: () => remembered.set(languageKey.key, id),
      }))}
    >
      {short}
    </Menu>
  );
}

const themeIcons = { system: 'system', light: 'light', dark: 'dark' } as const;

function ThemeMenu() {
  const message = useMessage();
  const [theme, setTheme] = useRemembered(themeKey);
  return (
    <Menu
      label={message('shell:theme.label')}
      icon={themeIcons[theme]}
      items={themes.map((id) => ({
        id,
        label: message(`shell:theme.${id}`),
        checked: id === theme,
        onSelect: () => setTheme(id),
      }))}
    />
  );
}
