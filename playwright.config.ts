import { defineConfig } from '@playwright/test';
import { SAME_PAGES, type HostOption } from './test/e2e/fixtures';

// The same specs twice: the built pages in Chromium on the browser host, and the real app in Electron.
export default defineConfig<HostOption>({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  reporter: 'list',
  projects: [
    { name: 'chromium', use: { host: 'browser' } },
    { name: 'electron', use: { host: 'desktop' }, grepInvert: new RegExp(SAME_PAGES) },
  ],
});
