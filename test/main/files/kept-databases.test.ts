import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepDatabases, setDatabasesAside } from '#main/files/kept-databases';

let profile: string;
const inLevel = (...path: string[]) => join(profile, ...path, 'app_fleetwright_0.indexeddb.leveldb');

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'fleetwright-profile-'));
  await mkdir(inLevel('IndexedDB'), { recursive: true });
  await writeFile(join(inLevel('IndexedDB'), '000005.ldb'), 'a finished table'.repeat(100));
  await writeFile(join(inLevel('IndexedDB'), '000006.log'), 'a log');
  await writeFile(join(inLevel('IndexedDB'), 'LOCK'), '');
});
afterEach(() => rm(profile, { recursive: true }));

describe('a copy of the databases', () => {
  it('shares finished tables with the original and has a log of its own', async () => {
    await keepDatabases(profile);
    await appendFile(join(inLevel('IndexedDB'), '000006.log'), ' that goes on');
    const kept = inLevel('kept-databases', '000001');
    expect(await readFile(join(kept, '000006.log'), 'utf8')).toBe('a log');
    expect((await stat(join(kept, '000005.ldb'))).nlink).toBe(2);
    expect(await readdir(kept)).not.toContain('LOCK');
  });

  it('outlives the original', async () => {
    await keepDatabases(profile);
    await rm(join(profile, 'IndexedDB'), { recursive: true });
    await keepDatabases(profile);
    expect(await readdir(inLevel('kept-databases', '000001'))).toContain('000005.ldb');
  });

  it('is kept while it is the largest, however many smaller ones follow', async () => {
    await keepDatabases(profile);
    await rm(join(inLevel('IndexedDB'), '000005.ldb'));
    for (let start = 0; start < 4; start += 1) await keepDatabases(profile);
    expect(await readdir(join(profile, 'kept-databases'))).toEqual(['000001', '000005']);
  });

  it('is not made of nothing', async () => {
    await rm(join(profile, 'IndexedDB'), { recursive: true });
    await keepDatabases(profile);
    expect(await readdir(profile)).toEqual([]);
  });
});

describe('databases that are set aside', () => {
  it('are moved whole, each time to a place of its own', async () => {
    const first = await setDatabasesAside(profile);
    await mkdir(inLevel('IndexedDB'), { recursive: true });
    const second = await setDatabasesAside(profile);
    const places = ['000001', '000002'].map((name) => join(profile, 'set-aside', name));
    expect([first, second]).toEqual(places);
    expect(await readdir(inLevel('set-aside', '000001'))).toEqual(['000005.ldb', '000006.log', 'LOCK']);
    expect(await readdir(profile)).not.toContain('IndexedDB');
  });
});
