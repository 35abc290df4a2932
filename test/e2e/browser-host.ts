import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { browserCommand, browserLaunch } from '../../scripts/browser.js';
import { root } from '../../scripts/runtime.js';
import type { HostSettings, RunningApp, SavedFile } from './host';

interface WebServer {
  readonly address: URL;
  readonly stop: () => Promise<void>;
}

async function firstAddress(server: ChildProcess): Promise<URL> {
  if (server.stdout === null) throw new Error('The browser host has no output.');
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address !== undefined) return new URL(address);
  }
  throw new Error('The browser host printed no address.');
}

async function startWebServer({ folder, home }: Pick<HostSettings, 'folder' | 'home'>): Promise<WebServer> {
  const server = spawn(
    process.execPath,
    [join(root, 'out/main/web.js'), '--port', '0', '--data', join(folder, 'data')],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, HOME: home } },
  );
  const address = await firstAddress(server);
  server.stdout.resume();
  return {
    address,
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

async function savedIn(page: Page, act: () => Promise<void>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

async function chooseIn(page: Page, path: string | undefined, act: () => Promise<void>): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), act()]);
  if (path !== undefined) await chooser.setFiles(path);
}

const launchOptions = () => {
  const launch = browserLaunch();
  if (launch === undefined) throw new Error(`No Chromium was found. To have one: ${browserCommand}`);
  return launch;
};

const pageOptions = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-US',
  acceptDownloads: true,
} as const;

/** One browser for many tests, launched by the first that needs it. */
export interface SharedBrowser {
  readonly newContext: () => Promise<BrowserContext>;
  readonly close: () => Promise<void>;
}

export function sharedBrowser(): SharedBrowser {
  let browser: Promise<Browser> | undefined;
  return {
    newContext: async () => (await (browser ??= chromium.launch(launchOptions()))).newContext(pageOptions),
    close: async () => (await browser)?.close(),
  };
}

/**
 * Starts the browser host with a page that knows nothing of others: a new context of the browser that is shared, or,
 * where there is none, a browser of its own with a profile on disk, as a user's is, so that databases last over a restart.
 */
export async function startInBrowser(
  { folder, home, watch }: HostSettings,
  shared: SharedBrowser | undefined,
): Promise<RunningApp> {
  const server = await startWebServer({ folder, home });
  let context: BrowserContext;
  let page: Page;
  const open = async (address: string): Promise<void> => {
    context = shared
      ? await shared.newContext()
      : await chromium.launchPersistentContext(join(folder, 'profile'), {
          ...launchOptions(),
          ...pageOptions,
        });
    page = context.pages()[0] ?? (await context.newPage());
    await watch(page, server.address.origin);
    await page.goto(address);
  };
  await open(server.address.href);
  return {
    host: 'browser',
    page: () => page,
    folder,
    home,
    moveWindow: () => Promise.resolve(),
    pageProcesses: () => Promise.resolve([]),
    restart: async (meanwhile) => {
      if (shared)
        throw new Error('A test that restarts the app needs the tag RESTARTS, for a profile on disk.');
      await context.close();
      await meanwhile?.();
      await open(server.address.origin);
      return page;
    },
    saved: (act) => savedIn(page, act),
    choosing: (path, act) => chooseIn(page, path, act),
    refusing: () => Promise.reject(new Error('A browser goes where its user wants.')),
    close: async () => {
      await context.close();
      await server.stop();
    },
  };
}
