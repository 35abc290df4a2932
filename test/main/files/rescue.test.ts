import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeWhole } from '#main/files/backup-format';
import { createRescue } from '#main/files/host-storage';
import { readScenario } from '#shared/scenario/read';
import { Scenario } from '#shared/scenario/schema';
import { aDraft } from '../../support/scenario';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetwright-rescue-'));
});
afterEach(() => rm(folder, { recursive: true }));

const now = () => new Date('2026-05-04T03:02:01Z');
const scenario = Scenario.parse(aDraft({ name: 'Hall: 2/3' }));

describe('a rescue', () => {
  it('is a file for each scenario that can be imported, and a backup of all', async () => {
    const rescue = createRescue({ places: [folder], now });
    const { place, scenarios } = await rescue.write({ scenarios: [scenario] });
    expect([place, scenarios]).toEqual([join(folder, 'Fleetwright rescue 2026-05-04 03.02.01'), 1]);
    const [own] = (await readdir(place)).filter((name) => name.endsWith('.fleetwright.json'));
    expect(own).toBe(`Hall 2 3 ${scenario.id}.fleetwright.json`);
    const read = readScenario(await readFile(join(place, String(own)), 'utf8'));
    expect(read).toEqual({ ok: true, value: scenario });
    const all = decodeWhole(await readFile(join(place, 'all.json'), 'utf8'));
    const rows = all.kind === 'whole' ? [...all.value.rows.values()] : [];
    expect(rows.map((row) => JSON.parse(row) as unknown)).toEqual([{ id: scenario.id, document: scenario }]);
  });

  it('goes to the next place where the first takes nothing', async () => {
    const taken = join(folder, 'taken');
    await writeFile(taken, 'a file where a folder should be');
    const rescue = createRescue({ places: [taken, join(folder, 'free')], now });
    const { place } = await rescue.write({ scenarios: [scenario] });
    expect(place.startsWith(join(folder, 'free'))).toBe(true);
  });

  it('rejects where no place takes it', async () => {
    const taken = join(folder, 'taken');
    await writeFile(taken, 'a file where a folder should be');
    const rescue = createRescue({ places: [taken], now });
    await expect(rescue.write({ scenarios: [scenario] })).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
