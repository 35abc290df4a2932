import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inWords, loadExampleWords } from '#main/catalogue/load';
import { checkedData } from '#main/catalogue/checked-data';
import type { Scenario } from '#shared/scenario/schema';
import { aScenario } from '../../support/fleet';

const resources = fileURLToPath(new URL('../../../resources', import.meta.url));
const { examplesIn } = await checkedData(resources);
const [english, chinese] = [await examplesIn('en'), await examplesIn('zh-CN')];
const han = /\p{Script=Han}/u;

const namesIn = (things: Readonly<Record<string, { readonly name: string }>>): readonly string[] =>
  Object.values(things).map(({ name }) => name);

describe('the examples in Chinese', () => {
  it('say everything that a user reads in them in Chinese', () => {
    for (const { id, name, note, workloads, deployments } of chinese) {
      for (const text of [name, note, ...namesIn(workloads), ...namesIn(deployments)]) {
        expect(text, id).toMatch(han);
      }
    }
  });

  it('are the same fleets as in English', () => {
    const nameless = ({ racks, devices, site, finance }: Scenario) => ({
      racks,
      devices,
      site,
      finance,
    });
    expect(chinese.map(nameless)).toEqual(english.map(nameless));
  });
});

describe('an example without words', () => {
  it('keeps its own', () => {
    const example = aScenario();
    expect(inWords(example, undefined)).toBe(example);
  });
});

describe('a file of words', () => {
  const words = { name: '名', note: '注', workloads: {}, deployments: {} };
  const readFrom = async (content: unknown) => {
    const folder = await mkdtemp(join(tmpdir(), 'fleetwright-words-'));
    await writeFile(join(folder, 'zh-CN.json'), JSON.stringify(content));
    const read = await loadExampleWords(folder, { language: 'zh-CN', examples: [aScenario({ id: 's1' })] });
    await rm(folder, { recursive: true });
    return read;
  };

  it.each([
    ['without an example', {}, { path: 's1', reason: 'is missing' }],
    ['with an example that is none', { s1: words, s2: words }, { path: 's2', reason: 'is not an example' }],
    [
      'with an example that has no note',
      { s1: { ...words, note: undefined } },
      { path: '', reason: 's1.note: is missing' },
    ],
  ])('%s is named with the place', async (_, content, fault) => {
    expect(await readFrom(content)).toEqual({ ok: false, error: [{ file: 'zh-CN.json', ...fault }] });
  });
});
