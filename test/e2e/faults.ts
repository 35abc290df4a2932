import type { Page } from '@playwright/test';

/** Whatever a page must never do; a test fails on the first that it did not announce. */
export interface Faults {
  readonly watch: (page: Page, origin: string) => Promise<void>;
  /** From now on faults whose text matches are expected, because the test provokes them. */
  readonly expect: (pattern: RegExp) => void;
  readonly unexpected: () => readonly string[];
}

const isOwn = (address: string, origin: string): boolean =>
  address === origin ||
  address.startsWith(`${origin}/`) ||
  address.startsWith(`blob:${origin}/`) ||
  address.startsWith('data:');

export function collectFaults(): Faults {
  const found: string[] = [];
  const expected: RegExp[] = [];
  return {
    watch: async (page, origin) => {
      page.on('console', (message) => {
        if (message.type() === 'error') found.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => found.push(`error: ${error.stack ?? error.message}`));
      page.on('crash', () => found.push('the page crashed'));
      page.on('request', (request) => {
        if (!isOwn(request.url(), origin)) found.push(`request: ${request.url()}`);
      });
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
        });
      });
    },
    expect: (pattern) => expected.push(pattern),
    unexpected: () => found.filter((fault) => !expected.some((pattern) => pattern.test(fault))),
  };
}
