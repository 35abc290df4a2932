import { CONTENT_SECURITY_POLICY } from '../../src/main/pages/headers';
import { expect, test } from './fixtures';

test('every page carries the strict policy', async ({ page }) => {
  const policy = await page.evaluate(async () =>
    (await fetch(location.href)).headers.get('content-security-policy'),
  );
  expect(policy).toBe(CONTENT_SECURITY_POLICY);
});

test('code and markup from strings are refused', async ({ page, faults }) => {
  faults.expect(/CSP: |Content Security Policy|TrustedHTML|TrustedScript/);
  const outcome = await page.evaluate(async () => {
    // In a task of its own: what Playwright evaluates directly is exempt from the policy on code.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const attempt = (act: () => unknown): string => {
      try {
        act();
        return 'done';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    };
    return {
      code: attempt(() => (0, eval)('1 + 1') as unknown),
      markup: attempt(() => Object.assign(document.createElement('p'), { innerHTML: '<b>x</b>' })),
    };
  });
  expect(outcome).toEqual({ code: 'EvalError', markup: 'TypeError' });
});

test('nothing outside the app is fetched, framed or shown', async ({ page, faults }) => {
  faults.expect(/CSP: |Content Security Policy|^request: https:\/\/example\.com\//);
  const outcome = await page.evaluate(async () => {
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    );
    const image = new Image();
    const shown = await new Promise<string>((resolve) => {
      image.onload = () => resolve('shown');
      image.onerror = () => resolve('refused');
      image.src = 'https://example.com/pixel.png';
    });
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    const blocked = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
        resolve(violatedDirective),
      );
    });
    document.body.append(frame);
    return { fetched, shown, framed: await blocked };
  });
  expect(outcome).toEqual({ fetched: 'refused', shown: 'refused', framed: 'frame-src' });
});

test('the page finds no way into Node or Electron', async ({ page, host }) => {
  const found = await page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    electron: typeof Reflect.get(globalThis, 'electron'),
    bridge: Object.keys((Reflect.get(globalThis, 'fleetwright') as object | undefined) ?? {}).sort(),
  }));
  expect(found).toEqual({
    require: 'undefined',
    process: 'undefined',
    electron: 'undefined',
    bridge: host === 'desktop' ? ['invoke', 'job'] : [],
  });
});

test.describe('in the desktop host', () => {
  test.skip(({ host }) => host !== 'desktop', 'a browser’s own windows are the user’s');

  const addresses = [
    'https://example.com/',
    'https://example.com/?next=app://fleetwright/',
    'http://127.0.0.1:9/',
    'app://fleetwright.example.com/',
    'app://other/',
    'file:///etc/passwd',
    'data:text/html,<p>hello</p>',
  ];

  for (const address of addresses) {
    test(`the window does not go to ${address}`, async ({ page, faults }) => {
      faults.expect(/^(request|console): /);
      await expect(page.locator('#root')).not.toBeEmpty();
      await page.evaluate((to) => {
        location.href = to;
      }, address);
      await page.waitForTimeout(300);
      // Not a locator: Playwright would wait for the navigation that was refused.
      const stayed = await page.evaluate(() => ({
        address: location.href,
        content: document.getElementById('root')?.childElementCount,
      }));
      expect(stayed).toEqual({ address: 'app://fleetwright/', content: 1 });
    });
  }

  test('no second window opens', async ({ page }) => {
    const opened = await page.evaluate(() => window.open('app://fleetwright/index.html') !== null);
    expect(opened).toBe(false);
    expect(page.context().pages()).toHaveLength(1);
  });

  test('permissions are denied', async ({ page }) => {
    const answers = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    }));
    expect(answers).toEqual({ notifications: 'denied', geolocation: 'denied' });
  });
});
