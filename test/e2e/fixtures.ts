import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { startInBrowser } from './browser-host';
import { startOnDesktop } from './desktop-host';
import { collectFaults, type Faults } from './faults';
import type { HostName, RunningApp } from './host';

/**
 * The tag of tests of the pages alone, such as what a screen reader finds: both hosts show the same pages in the same
 * browser, so they run in one. A walk over all screens by axe stays in both.
 */
export const SAME_PAGES = '@same-pages';

export interface HostOption {
  readonly host: HostName;
}

interface Fixtures {
  readonly faults: Faults;
  readonly app: RunningApp;
  /** The app's page, freshly started on an empty profile. */
  readonly page: Page;
}

/** Starts the app in the project's host for each test and fails the test on any fault of the page. */
export const test = base.extend<HostOption & Fixtures>({
  host: ['browser', { option: true }],
  faults: async ({}, use) => {
    const faults = collectFaults();
    await use(faults);
    expect(faults.unexpected(), 'console errors, CSP violations, exceptions, foreign requests').toEqual([]);
  },
  app: async ({ host, faults }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'fleetwright-e2e-'));
    const start = host === 'browser' ? startInBrowser : startOnDesktop;
    const app = await start({ folder, watch: faults.watch });
    await use(app);
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  page: async ({ app }, use) => {
    await use(app.page());
  },
});

export { expect };
