import { defineConfig } from '@playwright/test';
import { BROWSER_ONLY, DESKTOP_ONLY, HOSTS_DIFFER, type HostOption } from './test/e2e/fixtures';

/**
 * Both hosts show the same pages by the same engine, so that most specs run once, in Chromium on the browser host. What
 * differs between the hosts runs in Electron as well; where there is no Chromium, everything runs in Electron.
 */
export default defineConfig<HostOption>({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // Generous, since a busy machine is no fault of the app; what is waited for is always a state, never a time.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  reporter: 'list',
  projects: [
    { name: 'chromium', use: { host: 'browser' }, grepInvert: new RegExp(DESKTOP_ONLY) },
    {
      name: 'electron',
      use: { host: 'desktop' },
      grep: new RegExp(`${HOSTS_DIFFER}|${DESKTOP_ONLY}`),
    },
    { name: 'electron-alone', use: { host: 'desktop' }, grepInvert: new RegExp(BROWSER_ONLY) },
  ],
});
