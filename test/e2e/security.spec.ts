import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isRoot } from '../../scripts/runtime.js';
import { CONTENT_SECURITY_POLICY } from '#main/pages/headers';
import { DESKTOP_ONLY, expect, HOSTS_DIFFER, test } from './fixtures';

test('every page carries the strict policy', { tag: HOSTS_DIFFER }, async ({ page }) => {
  const policy = await page.evaluate(async () =>
    (await fetch(location.href)).headers.get('content-security-policy'),
  );
  expect(policy).toBe(CONTENT_SECURITY_POLICY);
});

/** Runs in a task of its own: what Playwright evaluates directly is exempt from the policy on code. */
const attempts = () =>
  new Promise<Readonly<Record<string, string>>>((resolve) => {
    const attempt = (act: () => unknown): string => {
      try {
        act();
        return 'done';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    };
    const inline = (): void => {
      const script = document.createElement('script');
      script.append('globalThis.ranInline = true');
      document.head.append(script);
    };
    setTimeout(() => {
      const code = '1 + 1';
      const outcome = {
        evaluated: attempt(() => (0, eval)(code) as unknown),
        compiled: attempt(() => Reflect.construct(Function, [code])),
        timed: attempt(() => Reflect.apply(setTimeout, window, ['globalThis.ranTimed = true'])),
        written: attempt(() => Object.assign(document.createElement('p'), { innerHTML: '<b>x</b>' })),
        inline: attempt(inline),
      };
      const ran = () => ('ranInline' in globalThis || 'ranTimed' in globalThis ? 'ran' : 'never ran');
      // After what was timed above, since timers of the same delay run in order.
      setTimeout(() => resolve({ ...outcome, later: ran() }));
    });
  });

test('code and markup from strings are refused', { tag: HOSTS_DIFFER }, async ({ page, faults }) => {
  faults.expect(/CSP: |Content Security Policy|TrustedHTML|TrustedScript/);
  // The last two need not throw, but may not run.
  expect(await page.evaluate(attempts)).toMatchObject({
    evaluated: 'EvalError',
    compiled: 'EvalError',
    written: 'TypeError',
    later: 'never ran',
  });
});

interface Reached {
  readonly connections: number;
  readonly requests: readonly string[];
}

/** A server on this machine that is not the app's, and what reached it. */
async function withForeignServer(use: (address: string) => Promise<void>): Promise<Reached> {
  let connections = 0;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(String(request.url));
    response.end('reached');
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await use(`http://127.0.0.1:${port}`);
  server.closeAllConnections();
  server.close();
  return { connections, requests };
}

test(
  'nothing outside the app is fetched, framed or shown',
  { tag: HOSTS_DIFFER },
  async ({ page, host, faults }) => {
    const { connections, requests } = await withForeignServer(async (address) => {
      faults.expect(new RegExp(`CSP: |Content Security Policy|^request: (http|ws)${address.slice(4)}/`));
      const outcome = await page.evaluate(async (foreign) => {
        const refused = (promise: Promise<unknown>): Promise<string> =>
          promise.then(
            () => 'reached',
            () => 'refused',
          );
        const violations: string[] = [];
        const allRefused = new Promise<void>((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
            violations.push(effectiveDirective);
            if (new Set(violations).size === 4) resolve();
          });
        });
        const loaded = (element: HTMLImageElement | HTMLScriptElement | HTMLLinkElement): Promise<unknown> =>
          new Promise((resolve, reject) => {
            element.onload = resolve;
            element.onerror = () => reject(new Error('refused'));
            document.head.append(element);
          });
        const image = Object.assign(new Image(), { src: `${foreign}/pixel.png` });
        const style = Object.assign(document.createElement('link'), {
          rel: 'stylesheet',
          href: `${foreign}/style.css`,
        });
        const socket = (): Promise<unknown> =>
          new Promise((resolve, reject) => {
            const opened = new WebSocket(`${foreign.replace('http', 'ws')}/socket`);
            opened.onopen = resolve;
            opened.onerror = () => reject(new Error('refused'));
          });
        const outcome = {
          fetched: await refused(fetch(`${foreign}/data`, { mode: 'no-cors' })),
          shown: await refused(loaded(image)),
          styled: await refused(loaded(style)),
          connected: await refused(socket()),
        };
        navigator.sendBeacon(`${foreign}/beacon`, 'x');
        const frame = document.createElement('iframe');
        frame.src = `${foreign}/frame`;
        document.body.append(frame);
        await allRefused;
        return { ...outcome, violations: [...new Set(violations)].sort() };
      }, address);
      expect(outcome).toEqual({
        fetched: 'refused',
        shown: 'refused',
        styled: 'refused',
        connected: 'refused',
        violations: ['connect-src', 'frame-src', 'img-src', 'style-src-elem'],
      });
    });
    expect(requests).toEqual([]);
    // A browser may open a connection ahead of a frame that it then refuses; the desktop host ends that, too.
    if (host === 'desktop') expect(connections).toBe(0);
  },
);

test('the page finds no way into Node or Electron', { tag: HOSTS_DIFFER }, async ({ page, host }) => {
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
    bridge: host === 'desktop' ? ['beforeClosing', 'invoke', 'job'] : [],
  });
});

test.describe('in the desktop host', { tag: DESKTOP_ONLY }, () => {
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
    test(`the window does not go to ${address}`, async ({ app, page, faults }) => {
      faults.expect(/^(request|console): /);
      await expect(page.locator('#root')).not.toBeEmpty();
      await app.refusing(() =>
        page.evaluate((to) => {
          document.documentElement.dataset['before'] = 'the same document';
          location.href = to;
        }, address),
      );
      // Not a locator: Playwright would wait for the navigation that was refused.
      const stayed = await page.evaluate(() => ({
        address: location.href,
        before: document.documentElement.dataset['before'],
      }));
      expect(stayed).toEqual({ address: 'app://fleetwright/', before: 'the same document' });
    });
  }

  test('the page’s process is confined by Chromium’s sandbox', async ({ app }) => {
    test.skip(process.platform !== 'linux', 'the kernel’s own account of a process is read');
    test.skip(isRoot(), 'root has no sandbox');
    const processes = await app.pageProcesses();
    const accounts = await Promise.all(processes.map((id) => readFile(`/proc/${id}/status`, 'utf8')));
    expect(accounts).not.toEqual([]);
    for (const account of accounts) {
      // 2 is a filter on every system call.
      expect(account).toMatch(/^Seccomp:\t2$/m);
      expect(account).toMatch(/^NoNewPrivs:\t1$/m);
    }
  });

  test('no second window opens', async ({ page }) => {
    const opened = await page.evaluate(() => window.open('app://fleetwright/index.html') !== null);
    expect(opened).toBe(false);
    expect(page.context().pages()).toHaveLength(1);
  });

  test('WebRTC reaches nobody, neither over UDP nor through a relay over TCP', async ({ page }) => {
    let packets = 0;
    const udp = createSocket('udp4', () => {
      packets += 1;
    });
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    const { connections } = await withForeignServer(async (address) => {
      const { port } = new URL(address);
      await page.evaluate(
        async ([stun, relay]) => {
          const connection = new RTCPeerConnection({
            iceServers: [
              { urls: `stun:127.0.0.1:${stun}` },
              { urls: `turn:127.0.0.1:${relay}?transport=tcp`, username: 'u', credential: 'c' },
            ],
          });
          connection.createDataChannel('leak');
          await connection.setLocalDescription(await connection.createOffer());
          await new Promise((resolve) => setTimeout(resolve, 1_500));
          connection.close();
        },
        [String(udp.address().port), port] as const,
      );
    });
    udp.close();
    expect({ packets, connections }).toEqual({ packets: 0, connections: 0 });
  });

  test('the page may ask that its library is kept, and is granted it', async ({ page }) => {
    expect(await page.evaluate(() => navigator.storage.persist())).toBe(true);
  });

  test('permissions are denied', async ({ page }) => {
    const answers = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    }));
    expect(answers).toEqual({ notifications: 'denied', geolocation: 'denied' });
  });
});
