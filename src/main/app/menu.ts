import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopMessages } from './messages';

/**
 * The application menu. Undo and redo are not in it: they belong to the document, and a menu's accelerator would take
 * the keys before the page sees them.
 */
export function menuTemplate(
  { menu }: DesktopMessages,
  {
    mac,
    developer,
    showAbout,
  }: { readonly mac: boolean; readonly developer: boolean; readonly showAbout: () => void },
): MenuItemConstructorOptions[] {
  const about: MenuItemConstructorOptions = { label: menu.about, click: showAbout };
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: menu.actualSize },
    { role: 'zoomIn', label: menu.zoomIn },
    { role: 'zoomOut', label: menu.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: menu.fullScreen },
  ];
  const developerTools: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'toggleDevTools' }];
  const menus: MenuItemConstructorOptions[] = [
    {
      label: menu.file,
      submenu: [mac ? { role: 'close', label: menu.close } : { role: 'quit', label: menu.quit }],
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
  ];
  return mac
    ? [macAppMenu(menu, about), ...menus]
    : [...menus, { role: 'help', label: menu.help, submenu: [about] }];
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
