import english from '../../../resources/locales/en/desktop.json';
import englishShell from '../../../resources/locales/en/shell.json';
import chinese from '../../../resources/locales/zh-CN/desktop.json';
import chineseShell from '../../../resources/locales/zh-CN/shell.json';
import type { MenuAction } from '#shared/actions/keys';

/** The few words that the desktop host itself says: menu and crash dialogs. */
export type DesktopMessages = typeof english & {
  /** What the actions in the menu are called, as the window calls them. */
  readonly actions: Readonly<Record<MenuAction, string>>;
};

const actionsOf = ({
  actions,
  shortcuts,
}: Pick<typeof englishShell, 'actions' | 'shortcuts'>): DesktopMessages['actions'] => ({
  new: actions.new,
  import: actions.import,
  export: actions.export,
  duplicate: actions.duplicate,
  'export-library': actions.exportLibrary,
  restore: actions.restore,
  trash: actions.trash,
  help: actions.help,
  shortcuts,
  about: actions.about,
});

/** The messages for a system's language tag: Chinese for any kind of it, else English. */
export const messagesFor = (languageTag: string): DesktopMessages =>
  languageTag.toLowerCase().startsWith('zh')
    ? { ...chinese, actions: actionsOf(chineseShell) }
    : { ...english, actions: actionsOf(englishShell) };
