import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHostRequests, filesAmong } from '#main/app/host-requests';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleetwright-opened-'));
  writeFileSync(join(folder, 'Halle 机房.fleetwright.json'), '{"name":"hall"}');
  writeFileSync(join(folder, 'notes'), 'text');
});
afterAll(() => rmSync(folder, { recursive: true }));

const forGood = () => new AbortController().signal;

describe('the files of a command line', () => {
  const hall = 'Halle 机房.fleetwright.json';

  it('are paths, by the folder where it was typed, and the addresses that file managers give', () => {
    const path = join(folder, hall);
    expect(filesAmong([hall, path, pathToFileURL(path).href], folder)).toEqual([path, path, path]);
  });

  it('are neither options, nor the folder of the app, nor addresses of other machines', () => {
    expect(
      filesAmong(['--no-sandbox', '-x.json', folder, '', 'https://example.com/', 'file://%zz'], folder),
    ).toEqual([]);
  });

  it('are named even where nothing lies there, if they end like ours', () => {
    expect(filesAmong(['gone.fleetwright.json', 'gone'], folder)).toEqual([
      join(folder, 'gone.fleetwright.json'),
    ]);
  });

  it('may have any name where they are there', () => {
    expect(filesAmong(['notes'], folder)).toEqual([join(folder, 'notes')]);
  });
});

describe('what is asked of the window', () => {
  it('waits until there is one, and is given once, in order', async () => {
    const requests = createHostRequests();
    await requests.open([join(folder, 'Halle 机房.fleetwright.json'), join(folder, 'gone.json')]);
    requests.ask({ kind: 'act', action: 'about' });
    expect(await requests.next(forGood())).toMatchObject([
      {
        kind: 'open',
        name: 'Halle 机房.fleetwright.json',
        content: { ok: true, value: { text: '{"name":"hall"}' } },
      },
      { kind: 'open', name: 'gone.json', content: { ok: false, error: { code: 'file-not-read' } } },
      { kind: 'act', action: 'about' },
    ]);
    const later = requests.next(forGood());
    requests.ask({ kind: 'act', action: 'about' });
    expect(await later).toHaveLength(1);
  });

  it('is not lost on a page that was loaded anew meanwhile', async () => {
    const requests = createHostRequests();
    const left = new AbortController();
    const before = requests.next(left.signal);
    left.abort();
    expect(await before).toEqual([]);
    requests.ask({ kind: 'act', action: 'about' });
    expect(await requests.next(forGood())).toHaveLength(1);
  });

  it('goes to the newest of those that wait', async () => {
    const requests = createHostRequests();
    const first = requests.next(forGood());
    const second = requests.next(forGood());
    requests.ask({ kind: 'act', action: 'about' });
    expect([await first, await second]).toEqual([[], [{ kind: 'act', action: 'about' }]]);
  });
});
