import type { MenuItemConstructorOptions } from 'electron';
import { actionKeys, type MenuAction, menuActions } from '#shared/actions/keys';
import type { DesktopMessages } from './messages';

interface MenuOptions {
  readonly mac: boolean;
  readonly developer: boolean;
  /** Has the window do what was chosen. */
  readonly act: (action: MenuAction) => void;
}

/** The keys of an action as Electron writes them. */
const acceleratorOf = (action: MenuAction): string | undefined =>
  (actionKeys[action] as readonly string[])[0]?.replace('Mod', 'CommandOrControl');

/**
 * The application menu, whose actions are those of the window. The menu shows their keys and leaves them to the page,
 * which knows what is being typed in. Undo and redo are not in it: they belong to the document.
 */
export function menuTemplate(
  { menu, actions }: DesktopMessages,
  { mac, developer, act }: MenuOptions,
): MenuItemConstructorOptions[] {
  const item = (action: MenuAction | null): MenuItemConstructorOptions => {
    if (action === null) return { type: 'separator' };
    const accelerator = acceleratorOf(action);
    return {
      label: actions[action],
      click: () => act(action),
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    };
  };
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: menu.actualSize },
    { role: 'zoomIn', label: menu.zoomIn },
    { role: 'zoomOut', label: menu.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: menu.fullScreen },
  ];
  const developerTools: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'toggleDevTools' }];
  const inHelp = mac ? menuActions.help.filter((action) => action !== 'about') : menuActions.help;
  const menus: MenuItemConstructorOptions[] = [
    {
      label: menu.file,
      submenu: [
        ...menuActions.file.map(item),
        mac ? { role: 'close', label: menu.close } : { role: 'quit', label: menu.quit },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    { label: menu.view, submenu: developer ? [...view, ...developerTools] : view },
    { label: menu.window, submenu: [{ role: 'minimize', label: menu.minimize }] },
    { role: 'help', label: menu.help, submenu: inHelp.map(item) },
  ];
  return mac ? [macAppMenu(menu, item('about')), ...menus] : menus;
}

/** On macOS the first menu is the app's own. */
const macAppMenu = (
  menu: DesktopMessages['menu'],
  about: MenuItemConstructorOptions,
): MenuItemConstructorOptions => ({
  label: 'Fleetwright',
  submenu: [
    about,
    { type: 'separator' },
    { role: 'services', label: menu.services },
    { type: 'separator' },
    { role: 'hide', label: menu.hide },
    { role: 'hideOthers', label: menu.hideOthers },
    { role: 'unhide', label: menu.showAll },
    { type: 'separator' },
    { role: 'quit', label: menu.quit },
  ],
});
