import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import type { Scenario } from '#shared/scenario/schema';
import { browserLaunch } from '../../scripts/browser.js';
import type { Samples } from './bench';

/** Runs a measurement on the built app in Chromium, on the browser host and an empty profile. */
export async function inBrowser(
  root: string,
  measure: (page: Page) => Promise<readonly number[]>,
): Promise<Samples> {
  const launch = browserLaunch();
  if (launch === undefined) return { notMeasured: 'no Chromium on this machine' };
  const folder = await mkdtemp(join(tmpdir(), 'fleetwright-bench-'));
  const server = spawn(
    process.execPath,
    [join(root, 'out/main/web.js'), '--port', '0', '--data', join(folder, 'data')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const browser = await chromium.launch(launch);
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
  await racksDrawn(page, 100);
}

/** Waits until so many racks have been drawn. */
export async function racksDrawn(page: Page, racks: number): Promise<void> {
  const drawn = `[data-testid="layout-drawing"][data-racks="${racks}"]`;
  await page.waitForFunction((selector) => document.querySelector(selector) !== null, drawn);
}

/** Takes a scenario into the library by way of the import, as a user would. */
export async function importScenario(page: Page, scenario: Scenario): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import', exact: false }).first().click(),
  ]);
  const name = `${scenario.id}.fleetwright.json`;
  await chooser.setFiles({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(scenario)),
  });
}

/** Starts to note how long every frame takes; `framesSince` tells. */
export const startFrames = (page: Page): Promise<void> => page.evaluate(noteFrames);

export const framesSince = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);

function noteFrames(): void {
  const frames: number[] = [];
  (globalThis as unknown as { frames: number[] }).frames = frames;
  let last = performance.now();
  const next = (now: number) => {
    // The browser's clock ticks in tenths of a millisecond; the rest is noise of the subtraction.
    frames.push(Math.round((now - last) * 10) / 10);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame((now) => {
    last = now;
    requestAnimationFrame(next);
  });
}

interface Opening {
  /** As the scenario's name begins in the library. */
  readonly name: string;
  readonly racks: number;
  readonly runs: number;
  /** How long another scenario stays open in between, so that nothing of the one before still runs. */
  readonly restMilliseconds: number;
}

/** Milliseconds from the click on a scenario in the library until its racks are painted, run after run. */
export async function timesToOpen(page: Page, opening: Opening): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let run = 0; run < opening.runs; run += 1) {
    await page
      .getByRole('button', { name: /^7B on two H100 servers/ })
      .first()
      .click();
    await racksDrawn(page, 1);
    await page.waitForTimeout(opening.restMilliseconds);
    samples.push(await page.evaluate(openAndTime, { name: opening.name, racks: String(opening.racks) }));
  }
  return samples;
}

function openAndTime({ name, racks }: { readonly name: string; readonly racks: string }): Promise<number> {
  const rows = [...document.querySelectorAll<HTMLElement>('button[aria-current]')];
  const hall = rows.find((row) => row.textContent.startsWith(name));
  if (!hall) throw new Error('The hall is not in the library');
  const start = performance.now();
  hall.click();
  return new Promise((resolve) => {
    const look = () => {
      const drawn = document.querySelector<HTMLElement>('[data-testid="layout-drawing"]')?.dataset['racks'];
      if (drawn !== racks) requestAnimationFrame(look);
      // The frame that shows them has been handed over when the task after it runs.
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
    };
    requestAnimationFrame(look);
  });
}
