import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopMessages } from './messages';

/**
 * The application menu. Undo and redo are not in it: they belong to the document, and a menu's accelerator would take
 * the keys before the page sees them.
 */
export function menuTemplate(
  { menu }: DesktopMessages,
  { mac, developer }: { readonly mac: boolean; readonly developer: boolean },
): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: menu.actualSize },
    { role: 'zoomIn', label: menu.zoomIn },
    { role: 'zoomOut', label: menu.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: menu.fullScreen },
  ];
  const developerTools: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'toggleDevTools' }];
  return [
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
}

/** On macOS the first menu is the app's own. */
export const withAppMenu = (
  template: MenuItemConstructorOptions[],
  mac: boolean,
): MenuItemConstructorOptions[] => (mac ? [{ role: 'appMenu' }, ...template] : template);
