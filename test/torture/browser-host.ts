import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { browserCommand, browserLaunch } from '../../scripts/browser.js';
import { root } from '../../scripts/runtime.js';
import { runOnce } from './another-start';
import { shiftClock, shiftedClock } from './clock';
import { START_MILLISECONDS, type TortureHost, type Victim } from './host';
import { browserOn, descendantsOf, ended, isRenderer, killAtOnce } from './processes';

/** A port that is free now; documents are kept by port, so that every start has the same. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

async function addressOf(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error('The browser host has no output.');
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error('The browser host printed no address.');
}

/** The browser host with a Chromium on a profile of its own. */
export async function browserTortureHost(folder: string): Promise<TortureHost> {
  const launch = browserLaunch();
  if (launch === undefined) throw new Error(`No Chromium was found. To have one: ${browserCommand}`);
  const [profile, home, data] = ['profile', 'home', 'data'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  let server: ChildProcess | undefined;
  let browser: number | undefined;
  let page: Page | undefined;
  let chosen = '';
  let said = '';
  let shift = 0;
  const words = [join(root, 'out/main/web.js'), '--port', String(port), '--data', data] as const;
  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    HOME: home,
    ...(shift === 0 ? {} : { NODE_OPTIONS: `--import=${shiftedClock(shift)}` }),
  });

  const startServer = async (): Promise<string> => {
    said = '';
    server = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
    server.stderr?.on('data', (text: Buffer) => (said += text.toString('utf8')));
    const address = await addressOf(server);
    server.stdout?.resume();
    return address;
  };
  const idsOf = (victim: Victim): readonly number[] => {
    const [serverId, browserId] = [server?.pid ?? [], browser ?? []].flat();
    const inBrowser = browserId === undefined ? [] : descendantsOf(browserId);
    switch (victim) {
      case 'page':
        return inBrowser.filter(isRenderer).map(({ id }) => id);
      case 'host':
        return [serverId ?? []].flat();
      case 'browser':
        return [browserId ?? []].flat();
      case 'tree':
        return [[serverId ?? [], browserId ?? []].flat(), inBrowser.map(({ id }) => id)].flat();
    }
  };

  return {
    name: 'browser',
    victims: ['page', 'host', 'browser', 'tree'],
    folder,
    profile,
    home,
    data,
    databases: join(profile, 'Default', 'IndexedDB'),
    backups: join(data, 'backups'),
    saves: undefined,
    open: async (watch) => {
      const address = await startServer();
      const context: BrowserContext = await chromium.launchPersistentContext(profile, {
        ...launch,
        viewport: { width: 1440, height: 900 },
        locale: 'en-US',
        timeout: START_MILLISECONDS,
      });
      browser = browserOn(profile)?.id;
      page = context.pages()[0] ?? (await context.newPage());
      if (shift !== 0) await page.addInitScript(shiftClock, shift);
      await watch(page);
      page.on('filechooser', (chooser) => void chooser.setFiles(chosen).catch(() => undefined));
      await page.goto(address, { timeout: START_MILLISECONDS });
      return page;
    },
    choose: (path) => {
      chosen = path;
      return Promise.resolve();
    },
    setClock: (milliseconds) => {
      shift = milliseconds;
    },
    startAnother: () =>
      runOnce([process.execPath, ...words], {
        env: environment(),
        patienceMilliseconds: START_MILLISECONDS,
        enough: (text) => text.includes('http:'),
      }),
    kill: (victim) => killAtOnce(idsOf(victim)),
    killRest: async () => {
      browser ??= browserOn(profile)?.id;
      const ids = idsOf('tree');
      killAtOnce(ids);
      await ended(ids);
      server = undefined;
      browser = undefined;
    },
    said: () => said,
  };
}
