import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOwnAddress, OWN_ORIGIN } from '#main/pages/own-origin';
import { pageFileOf, respondWithPage } from '#main/pages/respond';

let root: string;
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-pages-'));
  root = join(folder, 'pages');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(`${root}-secret`);
  writeFileSync(join(root, 'index.html'), 'start');
  writeFileSync(join(root, 'assets', 'main-B1.js'), 'script');
  writeFileSync(join(`${root}-secret`, 'key.json'), 'secret');
  writeFileSync(join(folder, 'secret.json'), 'secret');
});
afterAll(() => rmSync(join(root, '..'), { recursive: true }));

const get = (url: string, method = 'GET') => respondWithPage({ url, method }, { root, isOwn: isOwnAddress });

describe('the address of the app', () => {
  it('is frozen, because the database of every user hangs on it', () => {
    expect(OWN_ORIGIN).toBe('app://fleetwright');
  });
});

describe('a request for a page', () => {
  it('gets the page with its type', async () => {
    const response = await get('app://fleetwright/assets/main-B1.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe('script');
    expect(await (await get('app://fleetwright/')).text()).toBe('start');
  });

  it.each([
    'app://fleetwright/../secret.json',
    'app://fleetwright/%2e%2e/secret.json',
    'app://fleetwright/%2e%2e%2fsecret.json',
    'app://fleetwright/..%2fsecret.json',
    'app://fleetwright/..%5csecret.json',
    'app://fleetwright/..\\secret.json',
    'app://fleetwright/assets/../../secret.json',
    'app://fleetwright/../pages-secret/key.json',
    'app://fleetwright//etc/passwd.json',
    'app://fleetwright/C:/secret.json',
    'app://fleetwright/index.html%00.js',
    'app://fleetwright/.env.json',
    'app://fleetwright/assets',
    'app://fleetwright/nothing.js',
  ])('finds no way out of the folder with %s', async (address) => {
    const response = await get(address);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
  });

  it.each(['app://other/', 'https://fleetwright/', 'app://fleetwright:8/', 'app://x@fleetwright/'])(
    'is refused for the foreign address %s',
    async (address) => {
      expect((await get(address)).status).toBe(403);
    },
  );

  it('reads only', async () => {
    expect((await get('app://fleetwright/', 'POST')).status).toBe(405);
    expect(await (await get('app://fleetwright/', 'HEAD')).text()).toBe('');
  });

  it('knows only types that the app is made of', () => {
    expect(pageFileOf('/index.html')?.mediaType).toBe('text/html; charset=utf-8');
    expect(pageFileOf('/program.exe')).toBeUndefined();
  });

  it('are sent as the build compressed them to whoever can read that, and as they are to others', async () => {
    writeFileSync(join(root, 'large.js'), 'plain');
    writeFileSync(join(root, 'large.js.br'), 'compressed');
    const asked = (encodings?: string) =>
      respondWithPage(
        { url: 'app://fleetwright/large.js', method: 'GET', encodings },
        { root, isOwn: isOwnAddress },
      );

    const compressed = await asked('gzip, deflate, br, zstd');
    expect(await compressed.text()).toBe('compressed');
    expect(compressed.headers.get('content-encoding')).toBe('br');
    for (const encodings of [undefined, 'gzip', 'brown']) {
      const plain = await asked(encodings);
      expect(await plain.text()).toBe('plain');
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(plain.headers.get('vary')).toBe('Accept-Encoding');
    }
  });

  it('are kept by the browser where their names say what is in them, and asked for again elsewhere', async () => {
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(root, 'assets', 'view-abc.js'), '');
    const kept = await get('app://fleetwright/assets/view-abc.js');
    expect(kept.headers.get('cache-control')).toBe('max-age=31536000, immutable');
    expect((await get('app://fleetwright/')).headers.get('cache-control')).toBe('no-cache');
  });
});
