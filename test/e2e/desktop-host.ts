import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { electronExecutable, isRoot, root } from '../../scripts/runtime.js';
import type { HostSettings, RunningApp, SavedFile } from './host';

const ORIGIN = 'app://fleetwright';

const COLLECTED = 'Resulting promise was garbage collected';
const ASKS = 5;

/**
 * What a question to the main process answers. The process may collect the driver's own promise before its answer is
 * read, whatever was asked; what is asked here may therefore be asked again, and is.
 */
async function answerOf<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await ask();
    } catch (error) {
      if (asked === ASKS || !String(error).includes(COLLECTED)) throw error;
    }
  }
}

/** The dialogs are replaced inside the main process: the app itself has no door for tests. */
const saveInto = (app: ElectronApplication, folder: string): Promise<void> =>
  answerOf(() =>
    app.evaluate(({ dialog }, into) => {
      dialog.showSaveDialog = (...given: unknown[]) => {
        const { defaultPath } = given.at(-1) as { readonly defaultPath: string };
        const name = defaultPath.split(/[\\/]/).at(-1) ?? 'unnamed';
        return Promise.resolve({ canceled: false, filePath: `${into}/${name}` });
      };
    }, folder),
  );

const chooseIn = (app: ElectronApplication, path: string | undefined): Promise<void> =>
  answerOf(() =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: chosen === '', filePaths: chosen === '' ? [] : [chosen] });
    }, path ?? ''),
  );

async function onlyFileIn(folder: string): Promise<SavedFile> {
  let name: string | undefined;
  await expect(async () => {
    name = (await readdir(folder)).find((candidate) => !candidate.endsWith('.tmp'));
    expect(name).toBeDefined();
  }).toPass({ timeout: 30_000 });
  return { name: String(name), content: await readFile(join(folder, String(name))) };
}

interface Opened {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** The variables of this process, without those that are not set. */
const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

const START_MILLISECONDS = 20_000;
const STARTS = 3;

/**
 * The app with its first window. About one start in forty never reports back to the driver, whatever the test (of 80
 * starts without a driver none hung); such a start is ended and made again, and said, so that a rise in their number is seen.
 */
async function launch(executablePath: string, args: readonly string[], home: string): Promise<Opened> {
  for (let start = 1; ; start += 1) {
    let app: ElectronApplication | undefined;
    try {
      app = await _electron.launch({
        executablePath,
        args: [...args],
        env: { ...environment(), HOME: home },
        // Left out, the driver switches the sandbox off.
        chromiumSandbox: !isRoot(),
        timeout: START_MILLISECONDS,
      });
      return { app, page: await app.firstWindow({ timeout: START_MILLISECONDS }) };
    } catch (error) {
      app?.process().kill('SIGKILL');
      if (start === STARTS) throw error;
      console.warn(`Electron did not report back at start ${start} of ${STARTS}: ${String(error)}`);
    }
  }
}

/** Starts the built app in Electron on a profile of its own. */
export async function startOnDesktop({ folder, home, watch }: HostSettings): Promise<RunningApp> {
  const executablePath = electronExecutable();
  if (executablePath === undefined) throw new Error("Electron's runtime is not here.");
  let app: ElectronApplication;
  let page: Page;
  let saves = 0;
  const open = async (): Promise<void> => {
    ({ app, page } = await launch(
      executablePath,
      [root, `--user-data-dir=${join(folder, 'profile')}`, '--lang=en-US'],
      home,
    ));
    await watch(page, ORIGIN);
    await page.waitForLoadState();
  };
  await open();
  return {
    host: 'desktop',
    page: () => page,
    folder,
    home,
    pageProcesses: () =>
      answerOf(() =>
        app.evaluate((electron) =>
          electron.app.getAppMetrics().flatMap(({ type, pid }) => (type === 'Tab' ? [pid] : [])),
        ),
      ),
    moveWindow: (bounds) =>
      answerOf(() =>
        app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds),
      ),
    restart: async (meanwhile) => {
      await app.close();
      await meanwhile?.();
      await open();
      return page;
    },
    saved: async (act) => {
      saves += 1;
      const into = join(folder, `saved-${saves}`);
      await mkdir(into, { recursive: true });
      await saveInto(app, into);
      await act();
      return onlyFileIn(into);
    },
    choosing: async (path, act) => {
      await chooseIn(app, path);
      await act();
    },
    refusing: async (act) => {
      const asked = await answerOf(() =>
        app.evaluateHandle(({ BrowserWindow }) => ({
          once: new Promise<void>((resolve) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents;
            // Once the first of them is refused the other is not told.
            contents?.once('will-frame-navigate', () => resolve());
            contents?.once('will-navigate', () => resolve());
          }),
        })),
      );
      // Some addresses are refused by the page's own process, which says so and asks nobody.
      const told = new Promise<void>((resolve) => {
        page.once('console', () => resolve());
      });
      await act();
      await Promise.race([answerOf(() => asked.evaluate(({ once }) => once)), told]);
    },
    close: () => app.close(),
  };
}
