import { BrowserWindow, MessageChannelMain, nativeTheme, screen } from 'electron';
import { OWN_ORIGIN } from '#main/pages/own-origin';
import { CLOSING_CHANNEL } from '#shared/api/bridge';
import { watchForCrashes } from './crashes';
import type { DesktopMessages } from './messages';
import { securePreferences } from './page-security';
import type { SettingsFile } from './settings';
import { windowBounds } from './window-bounds';

interface WindowParts {
  readonly preload: string;
  readonly icon: string;
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

/** How long a window that is being closed waits for its page. */
const PATIENCE_MILLISECONDS = 6_000;

/**
 * A window that is asked to close first asks its page to finish what it keeps, such as a backup, and closes when that is
 * done. A page that is not there yet, is gone or does not answer closes all the same.
 */
export function finishBeforeClosing(window: BrowserWindow): void {
  let asked = false;
  let finished = false;
  window.on('close', (event) => {
    const { webContents } = window;
    if (finished || webContents.isCrashed() || webContents.isLoadingMainFrame()) return;
    event.preventDefault();
    if (asked) return;
    asked = true;
    const { port1, port2 } = new MessageChannelMain();
    const close = (): void => {
      finished = true;
      if (!window.isDestroyed()) window.close();
    };
    const timer = setTimeout(() => {
      if (!window.isDestroyed()) window.destroy();
    }, PATIENCE_MILLISECONDS);
    window.once('closed', () => clearTimeout(timer));
    port1.once('message', close);
    port1.once('close', close);
    port1.start();
    webContents.postMessage(CLOSING_CHANNEL, null, [port2]);
  });
}

/** Opens the window where it was, at the zoom it had, and shows it once there is something to see. */
export function openWindow({ preload, icon, settings, messages }: WindowParts): BrowserWindow {
  const { bounds, maximized, zoomFactor } = settings.current();
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...windowBounds(bounds, workAreas),
    show: false,
    icon,
    // The page's own background in either theme, so that nothing flashes before it paints.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181a' : '#fbfbfa',
    webPreferences: { ...securePreferences(preload), zoomFactor },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  remember(window, settings);
  finishBeforeClosing(window);
  watchForCrashes(window, messages);
  void window.loadURL(`${OWN_ORIGIN}/`);
  return window;
}
