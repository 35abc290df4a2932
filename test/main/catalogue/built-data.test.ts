import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtData } from '#main/catalogue/built-data';
import { checkedData, filesToBuild } from '#main/catalogue/checked-data';
import { languages } from '#shared/language/language';
import { resourcesFolder } from '../../support/services';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetwright-data-'));
  const files = Object.entries(await filesToBuild(resourcesFolder));
  await Promise.all(files.map(([name, text]) => writeFile(join(folder, name), text)));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the data that a build lays out', () => {
  it('are what the check of the resources found, to the last value', async () => {
    const [built, checked] = [await builtData(folder), await checkedData(resourcesFolder)];

    expect(built.catalogue).toStrictEqual(checked.catalogue);
    expect(await built.measured()).toStrictEqual(await checked.measured());
    for (const language of languages) {
      expect(await built.examplesIn(language)).toStrictEqual(await checked.examplesIn(language));
    }
  });

  it('are read once', async () => {
    const { examplesIn } = await builtData(folder);
    expect(await examplesIn('en')).toBe(await examplesIn('en'));
  });
});

describe('resources with a fault', () => {
  it('are not built, and the fault is named by its file', async () => {
    await expect(filesToBuild(join(folder, 'nowhere'))).rejects.toThrow(
      /^The catalogue is damaged:\n.*nowhere/,
    );
  });
});
