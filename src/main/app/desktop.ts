import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { app, ipcMain, Menu, session, shell, type BrowserWindow } from 'electron';
import { createDispatcher, type AppHandlers } from '#main/api/dispatch';
import { createHandlers } from '#main/api/handlers';
import { listenOnIpc } from '#main/api/ipc';
import { aboutProgram } from '#main/files/about';
import { createBackups } from '#main/files/backups';
import { diskRoomOf } from '#main/files/disk-room';
import { createRescue, type HostStorage } from '#main/files/host-storage';
import { keepDatabases, setDatabasesAside } from '#main/files/kept-databases';
import { planSteps } from '#main/jobs/plan-steps';
import { loadServices } from '#main/services/services';
import { createDialogs } from './dialogs';
import { filesAmong, type HostRequests } from './host-requests';
import type { MenuAction } from '#shared/actions/keys';
import { menuTemplate } from './menu';
import { messagesFor } from './messages';
import { closeNetwork, denyPermissions, servePages } from './page-security';
import { openSettings, type SettingsFile } from './settings';
import { createUtility } from './utility';
import { openWindow } from './window';

/** The folders and files of the built app, which the entry knows. */
export interface DesktopPlaces {
  readonly pages: string;
  readonly preload: string;
  readonly worker: string;
  /** The folder of the built catalogue and examples. */
  readonly data: string;
  /** The window's picture, where the system does not take it from the program itself. */
  readonly icon: string;
  /** The folder of the whole app, in which the others lie. */
  readonly root: string;
}

const reportBug = (error: unknown): void => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`fleetwright: ${text}\n`);
};

interface AppParts {
  readonly settings: SettingsFile;
  readonly window: () => BrowserWindow;
  readonly requests: HostRequests;
}

async function createAppHandlers(
  places: DesktopPlaces,
  { settings, window, requests }: AppParts,
): Promise<AppHandlers> {
  const profile = app.getPath('userData');
  const backups = createBackups(join(profile, 'backups'));
  const computing = createUtility({ workerFile: places.worker, data: places.data });
  app.once('will-quit', () => void computing.close());
  const services = await loadServices(places.data);
  return createHandlers({
    services,
    computing,
    planStep: planSteps(services, computing),
    files: createDialogs(window, settings),
    backups,
    storage: storageOf(profile),
    about: aboutProgram({
      root: places.root,
      places: [
        { what: 'profile', place: profile },
        { what: 'backups', place: backups.folder },
      ],
    }),
    nextRequests: requests.next,
    showFolder: async (path) => {
      await mkdir(path, { recursive: true });
      // Shown, not opened: nothing that lies there is handed to another program.
      shell.showItemInFolder(path);
      return true;
    },
  });
}

/** A rescue goes where the user looks for files; the profile comes last, since its disk is the full one. */
function storageOf(profile: string): HostStorage {
  return {
    room: diskRoomOf(profile).ask,
    rescue: createRescue({
      places: [app.getPath('documents'), app.getPath('home'), app.getPath('temp'), join(profile, 'rescue')],
    }),
    keepDatabase: () => keepDatabases(profile),
    setDatabaseAside: () => setDatabasesAside(profile),
  };
}

/** Starts the desktop host once Electron is ready. Rejects where the catalogue cannot be used. */
export async function startDesktop(places: DesktopPlaces, requests: HostRequests): Promise<void> {
  const settings = openSettings(join(app.getPath('userData'), 'settings.json'));
  const messages = messagesFor(app.getLocale());
  const mac = process.platform === 'darwin';
  denyPermissions(session.defaultSession);
  await closeNetwork(session.defaultSession);
  servePages(session.defaultSession, places.pages);
  let window: BrowserWindow | undefined;
  const currentWindow = (): BrowserWindow => {
    if (window === undefined) throw new Error('A call came without a window.');
    return window;
  };
  const open = (): void => {
    window = openWindow({ preload: places.preload, icon: places.icon, settings, messages });
  };
  // The pages load while the catalogue is read; what they ask meanwhile waits for it.
  const dispatcher = createAppHandlers(places, { settings, window: currentWindow, requests }).then(
    (handlers) => createDispatcher(handlers, reportBug),
  );
  listenOnIpc(ipcMain, {
    dispatch: async (request, context) => (await dispatcher).dispatch(request, context),
  });
  // Chromium removes a database that it finds damaged; a copy is made before it looks.
  await keepDatabases(app.getPath('userData')).catch(reportBug);
  const show = (): void => {
    if (window === undefined || window.isDestroyed()) {
      open();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  const act = (action: MenuAction): void => {
    requests.ask({ kind: 'act', action });
    show();
  };
  const template = menuTemplate(messages, { mac, developer: !app.isPackaged, act });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  open();
  app.on('second-instance', (_event, words, folder) => {
    void requests.open(filesAmong(words.slice(1), folder));
    show();
  });
  app.on('open-file', show);
  app.on('activate', () => {
    if (window === undefined || window.isDestroyed()) open();
  });
  // Quitting stops at a window that finishes its backup; it goes on when that window has closed.
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  app.on('window-all-closed', () => {
    if (!mac || quitting) app.quit();
  });
  quitWhenSettled(settings);
  await dispatcher;
}

/** However the app is left, by its last window or by the menu, what the window remembers reaches the disk first. */
function quitWhenSettled(settings: SettingsFile): void {
  app.on('will-quit', (event) => {
    event.preventDefault();
    void settings.settled().finally(() => app.exit());
  });
}
