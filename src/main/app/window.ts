import { BrowserWindow, nativeTheme, screen } from 'electron';
import { OWN_ORIGIN } from '../pages/own-origin';
import { watchForCrashes } from './crashes';
import type { DesktopMessages } from './messages';
import type { SettingsFile } from './settings';
import { securePreferences } from './web-preferences';
import { windowBounds } from './window-bounds';

export interface WindowParts {
  readonly preload: string;
  readonly settings: SettingsFile;
  readonly messages: DesktopMessages;
}

function remember(window: BrowserWindow, settings: SettingsFile): void {
  window.on('close', () => {
    settings.change({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoomFactor: window.webContents.getZoomFactor(),
    });
  });
}

/** Opens the window where it was, at the zoom it had, and shows it once there is something to see. */
export function openWindow({ preload, settings, messages }: WindowParts): BrowserWindow {
  const { bounds, maximized, zoomFactor } = settings.current();
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...windowBounds(bounds, workAreas),
    show: false,
    // The page's own background in either theme, so that nothing flashes before it paints.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181a' : '#fbfbfa',
    webPreferences: { ...securePreferences(preload), zoomFactor },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  remember(window, settings);
  watchForCrashes(window, messages);
  void window.loadURL(`${OWN_ORIGIN}/`);
  return window;
}
