import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { sharedBrowser, startInBrowser, type SharedBrowser } from './browser-host';
import { smallDisk } from './small-disk';
import { startOnDesktop } from './desktop-host';
import { collectFaults, type Faults } from './faults';
import type { HostName, RunningApp } from './host';

/**
 * The tag of tests of what differs between the hosts, which run in both: files and dialogs, menus, the window, protocol
 * and policy, databases over a restart, paper, and one walk by keyboard and one by axe. All others run in one host.
 */
export const HOSTS_DIFFER = '@hosts-differ';
/** The tag of tests of what a browser's own windows do not have. */
export const DESKTOP_ONLY = '@desktop-only';
/** The tag of tests of what the desktop, with its one window, does not have. */
export const BROWSER_ONLY = '@browser-only';
/** The tag of tests that close the app and open it again: they have a profile on disk, in a browser of their own. */
export const RESTARTS = '@restarts';

export interface HostOption {
  readonly host: HostName;
  /** The size of a disk of its own on which the app's folder stands; undefined for an ordinary folder. */
  readonly diskMegabytes: number | undefined;
}

interface Fixtures {
  readonly faults: Faults;
  readonly app: RunningApp;
  /** The app's page, freshly started on an empty profile. */
  readonly page: Page;
}

interface WorkerFixtures {
  /** The browser that the tests of a worker share, each with a context of its own. */
  readonly sharedBrowser: SharedBrowser;
}

/** Starts the app in the project's host for each test and fails the test on any fault of the page. */
export const test = base.extend<HostOption & Fixtures, WorkerFixtures>({
  sharedBrowser: [
    async ({}, use) => {
      const shared = sharedBrowser();
      await use(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],
  host: ['browser', { option: true }],
  diskMegabytes: [undefined, { option: true }],
  faults: async ({}, use) => {
    const faults = collectFaults();
    await use(faults);
    expect(faults.unexpected(), 'console errors, CSP violations, exceptions, foreign requests').toEqual([]);
  },
  app: async ({ host, diskMegabytes, faults, sharedBrowser: shared }, use, { tags }) => {
    const folder = await mkdtemp(join(tmpdir(), 'fleetwright-e2e-'));
    const home = await mkdtemp(join(tmpdir(), 'fleetwright-home-'));
    const disk = diskMegabytes === undefined ? undefined : smallDisk(folder, diskMegabytes);
    const settings = { folder, home, watch: faults.watch };
    const app = await (host === 'desktop'
      ? startOnDesktop(settings)
      : startInBrowser(settings, tags.includes(RESTARTS) ? undefined : shared));
    await use(app);
    await app.close();
    disk?.unmount();
    for (const made of [folder, home]) await rm(made, { recursive: true, force: true, maxRetries: 3 });
  },
  page: async ({ app }, use) => {
    await use(app.page());
  },
});

export { expect };
