import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BACKUP_FORMAT } from '#main/files/backup-format';
import { createBackups } from '#main/files/backups';
import { keptBackups } from '#main/files/rotation';
import { Compared } from '#shared/compared';
import { Scenario, SCENARIO_VERSION } from '#shared/scenario/schema';

const aScenario = (name: string): Scenario =>
  Scenario.parse({
    format: 'fleetwright-scenario',
    schemaVersion: SCENARIO_VERSION,
    id: 's1',
    name,
    site: { preset: 'us-va' },
    racks: {},
    devices: {},
  });

let folder: string;
let now: number;
const backups = () => createBackups(join(folder, 'backups'), () => new Date(now));
const files = () => readdir(join(folder, 'backups'));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetwright-backups-'));
  now = Date.parse('2026-11-22T10:00:00Z');
});
afterEach(() => rm(folder, { recursive: true }));

describe('backups', () => {
  it('give back what was kept last', async () => {
    await backups().write({ scenarios: [aScenario('first')] });
    now += 60_000;
    await backups().write({ scenarios: [aScenario('second'), aScenario('third')] });
    const newest = await backups().newest();
    expect(newest).toEqual({
      at: '2026-11-22T10:01:00.000Z',
      scenarios: [aScenario('second'), aScenario('third')],
      quotes: [],
      prices: [],
      comparisons: [],
    });
  });

  it('give back what was arranged and noted of comparisons', async () => {
    const noted = Compared.parse({
      id: 'compared',
      scenarios: ['first'],
      scenarioNotes: { first: 'the cheap one' },
    });
    await backups().write({ scenarios: [aScenario('first')], comparisons: [noted] });
    expect(await backups().newest()).toMatchObject({ comparisons: [noted] });
  });

  it('from before comparisons were kept stay whole', async () => {
    const scenarios = [aScenario('first')];
    const sha256 = createHash('sha256').update(JSON.stringify(scenarios)).digest('hex');
    const before = {
      format: BACKUP_FORMAT,
      schemaVersion: 1,
      at: '2026-11-22T10:00:00.000Z',
      sha256,
      scenarios,
    };
    await mkdir(join(folder, 'backups'));
    await writeFile(join(folder, 'backups', '2026-11-22T10-00-00.000Z.json'), JSON.stringify(before));
    expect(await backups().newest()).toMatchObject({ scenarios, comparisons: [] });
  });

  it('are none before the first, and an empty library makes none', async () => {
    expect(await backups().newest()).toBeNull();
    expect(await backups().write({ scenarios: [] })).toBeNull();
    expect(await backups().newest()).toBeNull();
  });

  it('are not made again of the same content', async () => {
    await backups().write({ scenarios: [aScenario('same')] });
    now += 3_600_000;
    expect(await backups().write({ scenarios: [aScenario('same')] })).toEqual({
      at: '2026-11-22T10:00:00.000Z',
    });
    expect(await files()).toHaveLength(1);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['changed by a bit', (text: string) => text.replace('second', 'secoND')],
    [
      'of a newer version',
      (text: string) => text.replace('"schemaVersion":1,"at"', '"schemaVersion":2,"at"'),
    ],
    ['empty', () => ''],
  ])('that are %s give way to the one before', async (_how, damage) => {
    await backups().write({ scenarios: [aScenario('first')] });
    now += 3_600_000;
    await backups().write({ scenarios: [aScenario('second')] });
    const name = join(folder, 'backups', (await files()).sort().at(-1)!);
    await writeFile(name, damage(await readFile(name, 'utf8')));
    expect((await backups().newest())?.scenarios).toEqual([aScenario('first')]);
  });

  it('rotate: within an hour only the newest stays', async () => {
    for (const name of ['a', 'b', 'c']) {
      await backups().write({ scenarios: [aScenario(name)] });
      now += 60_000;
    }
    expect(await files()).toHaveLength(1);
    expect((await backups().newest())?.scenarios).toEqual([aScenario('c')]);
  });

  it('touch no file that is not theirs', async () => {
    await backups().write({ scenarios: [aScenario('a')] });
    await writeFile(join(folder, 'backups', 'letter.json'), 'mine');
    now += 86_400_000;
    await backups().write({ scenarios: [aScenario('b')] });
    expect(await files()).toContain('letter.json');
  });
});

describe('rotation', () => {
  const hour = 3_600_000;

  it('keeps the newest of each of the last hours and days', () => {
    const times = Array.from({ length: 1_000 }, (_, index) => index * hour);
    const kept = keptBackups(times, { hours: 24, days: 30 });
    expect(kept.has(999 * hour)).toBe(true);
    expect(kept.has(976 * hour)).toBe(true);
    expect(kept.has(975 * hour)).toBe(false);
    // The last of its day: 975 = 40 days and 15 hours, so day 39 ends at hour 959.
    expect(kept.has(959 * hour)).toBe(true);
    expect(kept.has(958 * hour)).toBe(false);
    expect(kept.size).toBeLessThanOrEqual(54);
  });

  it('never drops the newest, however old', () => {
    expect(keptBackups([5, 3, 4])).toEqual(new Set([5]));
  });
});
