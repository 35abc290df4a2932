import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { chromiumExecutable, isRoot } from '../../scripts/runtime.js';
import type { Samples } from './bench';

/** Runs a measurement on the built app in Chromium, on the browser host and an empty profile. */
export async function inBrowser(
  root: string,
  measure: (page: Page) => Promise<readonly number[]>,
): Promise<Samples> {
  const executablePath = chromiumExecutable();
  if (executablePath === undefined) return { notMeasured: 'no Chromium on this machine' };
  const folder = await mkdtemp(join(tmpdir(), 'fleetwright-bench-'));
  const server = spawn(
    process.execPath,
    [join(root, 'out/main/web.js'), '--port', '0', '--data', join(folder, 'data')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const browser = await chromium.launch({ executablePath, args: isRoot() ? ['--no-sandbox'] : [] });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'en-US' });
    await page.goto(await firstAddress(server.stdout));
    await page.getByRole('tab', { name: 'Layout' }).click();
    return await measure(page);
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function firstAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error('The browser host printed no address. Was the app built?');
}

/** Adds the example with 100 racks to the library and waits until all of them stand in the layout. */
export async function openHall(page: Page): Promise<void> {
  await page
    .getByRole('list', { name: 'Examples' })
    .getByRole('button', { name: 'Hall of 100 racks' })
    .click();
  await page.waitForFunction(() => document.querySelectorAll('[data-header]').length === 100);
}
