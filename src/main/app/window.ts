import { BrowserWindow, nativeTheme, screen } from 'electron';
import { OWN_ORIGIN } from '#main/pages/own-origin';
import { watchForCrashes } from './crashes';
import type { DesktopMessages } from './messages';
import { securePreferences } from './page-security';
import type { SettingsFile } from './settings';
import { windowBounds } from './window-bounds';

interface WindowParts {
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

/** How long a window that is being closed may hold on to finish its backup. */
const PATIENCE_MILLISECONDS = 6_000;

/**
 * A page may hold its window while it backs up, and closes it when that is done; a page that does not come back from it
 * is closed all the same. Only closing waits: a page that is loaded anew keeps what it has not backed up.
 */
function waitForBackup(window: BrowserWindow): void {
  let closing = false;
  // A page that was asked to leave for another address backs up and closes its window too; that close is nobody's wish.
  let stays = false;
  window.on('close', (event) => {
    if (stays) event.preventDefault();
    else closing = true;
    stays = false;
  });
  window.webContents.on('did-navigate', () => {
    stays = false;
  });
  window.webContents.on('will-prevent-unload', (event) => {
    if (!closing) {
      stays = true;
      event.preventDefault();
      return;
    }
    const timer = setTimeout(() => {
      if (!window.isDestroyed()) window.destroy();
    }, PATIENCE_MILLISECONDS);
    window.once('closed', () => clearTimeout(timer));
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
  waitForBackup(window);
  watchForCrashes(window, messages);
  void window.loadURL(`${OWN_ORIGIN}/`);
  return window;
}
