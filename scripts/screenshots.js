import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { broughtBrowser } from './browser.js';
import { root } from './runtime.js';

/** Makes the pictures of the README and the guide from the built app on the browser host. */

const pictures = join(root, 'docs', 'pictures');
const size = { width: 1280, height: 800 };

async function serve(folder) {
  const server = spawn(
    process.execPath,
    [join(root, 'out/main/web.js'), '--port', '0', '--data', join(folder, 'data')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address !== undefined) return { server, address };
  }
  throw new Error('The browser host printed no address.');
}

async function inLanguage(page, language) {
  await page
    .getByRole('button', { name: /^EN|Language/ })
    .first()
    .click();
  await page
    .getByRole('menuitem', { name: language })
    .or(page.getByRole('menuitemradio', { name: language }))
    .click();
}

const opened = (name) => (page) => page.getByRole('tab', { name }).click();

/** What each picture shows, in the order in which one run of the app comes past it. */
const steps = [
  {
    name: 'compare',
    go: (page) => page.getByRole('region', { name: 'Comparison of the chosen scenarios' }).waitFor(),
  },
  {
    name: 'layout',
    go: async (page) => {
      await opened('Layout')(page);
      await page.getByRole('button', { name: /^Node 9,/ }).waitFor();
    },
  },
  {
    name: 'quote',
    go: async (page) => {
      await opened('Quote')(page);
      await page.getByRole('button', { name: 'Leave them out and say so' }).click();
      await page.getByRole('article', { name: 'Preview of the quote' }).waitFor();
    },
  },
  { name: 'catalogue', go: opened('Catalogue') },
  {
    name: 'checks',
    go: async (page) => {
      await opened('Checks')(page);
      await page.locator('ol > li').nth(20).waitFor();
    },
  },
  {
    name: 'validation',
    go: async (page) => {
      await page.getByRole('tab', { name: 'Our predictions' }).click();
      await page.getByRole('region', { name: 'Errors by group' }).waitFor();
    },
  },
  {
    name: 'performance',
    go: async (page) => {
      await page.getByRole('button', { name: 'Mixed fleet' }).first().click();
      await opened('Performance')(page);
      await opened('Trade-off')(page);
      await page.getByRole('combobox', { name: 'Deployment' }).selectOption({ index: 1 });
      await page.getByRole('img', { name: /Curves:/ }).waitFor();
    },
  },
  {
    name: 'lpu-timeline',
    go: async (page) => {
      await opened('LPU timeline')(page);
      await page.getByRole('combobox', { name: 'Deployment' }).selectOption({ index: 0 });
      await page.getByRole('application', { name: /^Timeline/ }).waitFor();
    },
  },
  {
    name: 'designer-floor',
    go: async (page) => {
      await opened('Layout')(page);
      await page
        .getByRole('list', { name: 'Examples' })
        .getByRole('button', { name: 'Hall of 100 racks' })
        .click();
      await page.locator('[data-testid="layout-drawing"][data-racks="100"]').waitFor();
      await page.getByLabel('Colour by').selectOption('power');
      await page.getByRole('button', { name: 'Floor', exact: true }).click();
      await page.getByRole('button', { name: /^Row C,/ }).focus();
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'designer-group',
    go: async (page) => {
      await page.getByRole('button', { name: 'Front', exact: true }).click();
      await page.getByRole('list', { name: 'Examples' }).getByRole('button', { name: 'Mixed fleet' }).click();
      await page.getByRole('button', { name: /^Node 9,/ }).click();
      await page.getByRole('button', { name: /^Node 8,/ }).click({ modifiers: ['Control'] });
      await page.keyboard.press('Control+g');
      await page.getByRole('dialog').getByRole('button', { name: 'Make the group' }).click();
      await page.getByRole('button', { name: /^Node 9,/ }).click();
    },
  },
  {
    name: 'designer-hall-1920',
    size: { width: 1920, height: 1080 },
    go: async (page) => {
      await page
        .getByRole('list', { name: 'Examples' })
        .getByRole('button', { name: 'Hall of 100 racks' })
        .click();
      await page.getByLabel('Colour by').selectOption('power');
      await page.getByTestId('layout-canvas').focus();
      await page.keyboard.press('0');
    },
  },
  {
    name: 'designer-3840-chinese-dark',
    size: { width: 3840, height: 2160 },
    go: async (page) => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.getByTestId('layout-canvas').focus();
      await page.keyboard.press('0');
      await inLanguage(page, '简体中文');
    },
  },
  {
    name: 'chinese-dark',
    go: async (page) => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await opened('对比')(page);
      await page.getByRole('region', { name: '所选方案对比' }).waitFor();
    },
  },
];

const { launch, reason } = await broughtBrowser();
if (launch === undefined) {
  console.error(`The pictures need a browser, but ${reason}.`);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'fleetwright-pictures-'));
mkdirSync(pictures, { recursive: true });
const { server, address } = await serve(folder);
const browser = await chromium.launch(launch);
try {
  const page = await browser.newPage({ viewport: size });
  await page.goto(address);
  for (const { name, go, size: own = size } of steps) {
    await page.setViewportSize(own);
    await go(page);
    // Charts and plans settle a moment after the element is there.
    await page.waitForTimeout(1_500);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    console.log(`docs/pictures/${name}.png`);
  }
} finally {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
