import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { electronExecutable, isRoot, root } from '../../scripts/runtime.js';
import { runOnce } from './another-start';
import { shiftClock } from './clock';
import { START_MILLISECONDS, type TortureHost, type Victim } from './host';
import { descendantsOf, ended, isRenderer, killAtOnce } from './processes';

const DRIVER_MILLISECONDS = 30_000;
const STARTS = 4;

/** Files are saved into one folder under the names that the app proposes; the app itself has no door for tests. */
async function saveInto(app: ElectronApplication, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = (...given: unknown[]) => {
      const { defaultPath } = given.at(-1) as { readonly defaultPath: string };
      return Promise.resolve({
        canceled: false,
        filePath: `${into}/${defaultPath.split('/').at(-1) ?? 'unnamed'}`,
      });
    };
  }, folder);
}

const environment = (home: string): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
  HOME: home,
});

/** The desktop host in Electron on a profile of its own. */
export function desktopTortureHost(folder: string, onDriverLost: (reason: string) => void): TortureHost {
  const executablePath = electronExecutable();
  if (executablePath === undefined) throw new Error("Electron's runtime is not here.");
  const [profile, home, saves] = ['profile', 'home', 'saves'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const made of [home, saves]) mkdirSync(made, { recursive: true });
  let app: ElectronApplication | undefined;
  let main: number | undefined;
  let said = '';
  let shift = 0;
  const words = [root, `--user-data-dir=${profile}`, '--lang=en-US'];

  const idsOf = (victim: Victim): readonly number[] => {
    if (main === undefined) return [];
    const below = descendantsOf(main);
    if (victim === 'page') return below.filter(isRenderer).map(({ id }) => id);
    return victim === 'tree' ? [main, ...below.map(({ id }) => id)] : [main];
  };
  const killRest = async (): Promise<void> => {
    const ids = idsOf('tree');
    killAtOnce(ids);
    await ended(ids);
    app = undefined;
    main = undefined;
  };
  /** The driver loses about one start in forty, whatever the app does; such a start is made again. */
  const launched = async (): Promise<ElectronApplication> => {
    for (let start = 1; ; start += 1) {
      try {
        app = await _electron.launch({
          executablePath,
          args: [...words],
          env: environment(home),
          chromiumSandbox: !isRoot(),
          timeout: DRIVER_MILLISECONDS,
        });
        main = app.process().pid;
        app.process().stderr?.on('data', (text: Buffer) => (said += text.toString('utf8')));
        await app.firstWindow({ timeout: DRIVER_MILLISECONDS });
        await saveInto(app, saves);
        return app;
      } catch (error) {
        await killRest();
        if (start === STARTS) throw error;
        onDriverLost(String(error).split('\n')[0] ?? '');
      }
    }
  };

  return {
    name: 'desktop',
    victims: ['page', 'host', 'tree'],
    folder,
    profile,
    home,
    data: profile,
    databases: join(profile, 'IndexedDB'),
    backups: join(profile, 'backups'),
    saves,
    open: async (watch) => {
      said = '';
      const running = await launched();
      const page = await running.firstWindow({ timeout: START_MILLISECONDS });
      if (shift !== 0) {
        await running.evaluate(
          (_, [text, milliseconds]) => {
            (globalThis as unknown as { readonly eval: (text: string) => unknown }).eval(
              `(${text})(${milliseconds})`,
            );
          },
          [shiftClock.toString(), shift] as const,
        );
        await page.addInitScript(shiftClock, shift);
      }
      await watch(page);
      // What happened before the page was watched is seen again.
      await page.reload({ timeout: START_MILLISECONDS });
      return page;
    },
    choose: async (path) => {
      await app?.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
      }, path);
    },
    setClock: (milliseconds) => {
      shift = milliseconds;
    },
    startAnother: () =>
      runOnce([executablePath, ...(isRoot() ? ['--no-sandbox'] : []), ...words], {
        env: environment(home),
        patienceMilliseconds: START_MILLISECONDS,
        enough: (text) => text.includes('fleetwright: '),
      }),
    kill: (victim) => killAtOnce(idsOf(victim)),
    killRest,
    said: () => said,
  };
}
