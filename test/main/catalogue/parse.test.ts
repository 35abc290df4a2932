import { mkdtemp, readdir, readFile, rm, writeFile, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { figureList } from '#shared/catalogue/catalogue';
import { loadCatalogue } from '#main/catalogue/load';
import { catalogueLimits, parseCatalogue, type CatalogueFile } from '#main/catalogue/parse';
import { isKnown } from '#shared/catalogue/figure';
import { catalogueFolder, shippedCatalogue } from '../../support/catalogue';

const names = (await readdir(catalogueFolder)).filter((name) => name.endsWith('.json'));
const shipped: readonly CatalogueFile[] = await Promise.all(
  names.map(async (name) => ({ name, text: await readFile(join(catalogueFolder, name), 'utf8') })),
);

interface Entries {
  entries: Record<string, unknown>[];
  priceBookDate?: unknown;
}

/** The shipped files with one of them changed. */
function withFile(name: string, change: (content: Entries) => void): readonly CatalogueFile[] {
  return shipped.map((file) => {
    if (file.name !== name) return file;
    const content = JSON.parse(file.text) as Entries;
    change(content);
    return { name, text: JSON.stringify(content) };
  });
}

const withText = (name: string, text: string): readonly CatalogueFile[] =>
  shipped.map((file) => (file.name === name ? { name, text } : file));

const entry = (content: Entries, id: string): Record<string, unknown> =>
  content.entries.find((candidate) => candidate['id'] === id)!;

function faults(files: readonly CatalogueFile[]) {
  const catalogue = parseCatalogue(files);
  if (catalogue.ok) throw new Error('the catalogue was accepted');
  return catalogue.error;
}

describe('the shipped catalogue', () => {
  it('is accepted whole', () => {
    expect(parseCatalogue(shipped).ok).toBe(true);
  });

  it('has every hardware, model and engine id that other programs rely on (design section 7)', async () => {
    const catalogue = await shippedCatalogue();
    const hardware =
      'groq-lpu-v1 groq-lpu-3 h100-sxm h100-pcie h100-nvl h200-sxm b200-sxm a100-sxm-80 l40s rtx-4090';
    const models =
      'llama-2-7b llama-2-13b llama-2-70b llama-3.1-8b llama-3.1-70b llama-3.1-405b mixtral-8x7b mixtral-8x22b gemma-7b deepseek-v3 qwen2.5-72b qwen3-8b qwen3-32b qwen3-30b-a3b qwen3-235b-a22b gpt-oss-20b gpt-oss-120b';
    const engines =
      'groq-2024 mlperf-4.1 trtllm-0.14 trtllm-0.17 trtllm-0.6 trtllm-bench-2024 vllm-bench-2024 trtllm-1.2';
    expect(Object.keys(catalogue.accelerators)).toEqual(expect.arrayContaining(hardware.split(' ')));
    expect(Object.keys(catalogue.models)).toEqual(expect.arrayContaining(models.split(' ')));
    expect(Object.keys(catalogue.engines)).toEqual(expect.arrayContaining(engines.split(' ')));
  });

  it('gives each figure a source it has, and derived figures their arithmetic', async () => {
    const catalogue = await shippedCatalogue();
    const figures = figureList(catalogue);
    expect(figures.length).toBeGreaterThan(300);
    for (const { path, figure } of figures) {
      for (const reading of isKnown(figure) ? figure.readings : []) {
        expect(Object.hasOwn(catalogue.sources, reading.source), `${path} ${reading.id}`).toBe(true);
        if (reading.confidence === 'derived') expect(reading.note, `${path} ${reading.id}`).toBeTruthy();
        expect(reading.confidence === 'memory', `${path} ${reading.id}`).toBe(
          reading.source === 'own-knowledge',
        );
      }
    }
  });

  it('leaves unknown what nobody published', async () => {
    const catalogue = await shippedCatalogue();
    expect(isKnown(catalogue.deviceTypes['groq-node-v1']!.mass)).toBe(false);
    expect(isKnown(catalogue.accelerators['groq-lpu-3']!.power.maximum)).toBe(false);
    expect(catalogue.deviceTypes['groq-lpx-tray']!.price).toBeUndefined();
  });

  it('keeps every side of a conflict: 80 against 50.7 TB/s, 185, 215 and 300 W, $20k, $4k and a build cost', async () => {
    const { accelerators, prices } = await shippedCatalogue();
    const typicals = (figure: { readonly readings?: readonly { readonly typical: number }[] }) =>
      figure.readings?.map(({ typical }) => typical);
    const lpu = accelerators['groq-lpu-v1']!;
    expect(typicals(lpu.memoryBandwidth as never)).toEqual([80e12, 50.688e12]);
    expect(typicals(lpu.power.typical as never)).toEqual(expect.arrayContaining([185, 215, 300]));
    expect(typicals(prices['groq-card-usd']!.amount as never)).toEqual([20_000, 4000, 500]);
  });
});

describe('a bad catalogue is refused by file, place and reason', () => {
  it.each(names)('%s missing', (name) => {
    const rest = shipped.filter((file) => file.name !== name);
    expect(faults(rest)).toEqual([{ file: name, path: '', reason: 'the file is missing' }]);
  });

  it.each([
    ['empty', '', /empty/],
    ['without entries', '{"entries": []}', /no entries/],
    ['not JSON', '{"entries": [', /not JSON.*line 1, column 14/],
    ['of another shape', '[]', /must be an object/],
    ['with a key twice', '{"entries": [], "entries": []}', /twice/],
    ['reaching for prototypes', '{"entries": [{"__proto__": {}}]}', /reserved/],
    ['nested too deep', `{"entries": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`, /deeper/],
    ['too large', `"${'x'.repeat(catalogueLimits.bytes)}"`, /at most/],
  ])('a file %s', (_, text, reason) => {
    expect(faults(withText('sites.json', text))).toEqual([
      {
        file: 'sites.json',
        path: expect.any(String) as string,
        reason: expect.stringMatching(reason) as string,
      },
    ]);
  });

  it('a figure in the wrong unit', () => {
    const files = withFile('device-types.json', (content) => {
      entry(content, 'dgx-h100')['mass'] = { unit: 'lb', unknown: 'not weighed' };
    });
    const [fault] = faults(files);
    expect(fault?.file).toBe('device-types.json');
    expect(fault?.path).toMatch(/^entries\[\d+\]\.mass/);
    expect(fault?.reason).toBe('the unit must be kg');
  });

  it.each([
    ['a range upside down', { low: 3 }, /low ≤ typical ≤ high/],
    ['a date of another form', { date: 'spring 2024' }, /YYYY-MM-DD/],
    ['an unknown confidence', { confidence: 'certain' }, /must be one of/],
    ['no number', { typical: 'two' }, /must be a number/],
  ])('a reading with %s', (_, change, reason) => {
    const files = withFile('prices.json', (content) => {
      const reading = {
        id: 'a',
        low: 1,
        typical: 2,
        high: 2,
        source: 'article-2024',
        date: '2024',
        confidence: 'press',
      };
      entry(content, 'groq-host-usd')['amount'] = { unit: 'USD', readings: [{ ...reading, ...change }] };
    });
    const [fault] = faults(files);
    expect(fault).toMatchObject({ file: 'prices.json', reason: expect.stringMatching(reason) as string });
    expect(fault?.path).toContain('amount.readings[0]');
  });

  it('two entries of one id', () => {
    const files = withFile('sites.json', (content) => {
      content.entries.push({ ...entry(content, 'us-va') });
    });
    expect(faults(files)).toMatchObject([{ file: 'sites.json', reason: /"us-va" is taken/ }]);
  });

  it.each([
    {
      file: 'device-types.json',
      id: 'dgx-h100',
      change: { price: 'nothing' },
      kind: 'deviceTypes',
      at: 'price',
      target: 'prices',
    },
    {
      file: 'device-types.json',
      id: 'dgx-h100',
      change: { accelerators: { type: 'nothing', count: 8 } },
      kind: 'deviceTypes',
      at: 'accelerators',
      target: 'accelerators',
    },
    {
      file: 'device-groups.json',
      id: 'groq-rack-nodes',
      change: { members: [{ type: 'nothing', count: 1 }] },
      kind: 'deviceGroups',
      at: 'members.nothing',
      target: 'device-types',
    },
    {
      file: 'accelerators.json',
      id: 'l40s',
      change: { defaultEngine: 'nothing' },
      kind: 'accelerators',
      at: 'defaultEngine',
      target: 'engines',
    },
    {
      file: 'models.json',
      id: 'llama-2-7b',
      change: { source: 'nothing' },
      kind: 'models',
      at: 'source',
      target: 'sources',
    },
  ])('$file: $at of $id referring to nothing', ({ file, id, change, kind, at, target }) => {
    const files = withFile(file, (content) => Object.assign(entry(content, id), change));
    expect(faults(files)).toEqual([
      { file, path: `${id}.${at}`, reason: `${target}.json has no entry "nothing"`, entry: { kind, id } },
    ]);
  });

  it('a reading without its source', () => {
    const sources = withFile('sources.json', (content) => {
      content.entries = content.entries.filter(({ id }) => id !== 'eia-2023');
    });
    expect(faults(sources)[0]).toEqual({
      file: 'sites.json',
      path: 'us-va.tariff.readings.commercial',
      reason: 'sources.json has no entry "eia-2023"',
      entry: { kind: 'sites', id: 'us-va' },
    });
  });

  it('an engine that runs on another kind of accelerator', () => {
    const files = withFile('accelerators.json', (content) => {
      entry(content, 'l40s')['defaultEngine'] = 'groq-2024';
    });
    expect(faults(files)).toMatchObject([{ path: 'l40s.defaultEngine', reason: /another kind/ }]);
  });

  it('a shared value that leads nowhere or to another shared value', () => {
    for (const sameAs of ['sites/nowhere/tariff', 'sites/fr/tariff', 'sites', '', 7]) {
      const files = withFile('sites.json', (content) => {
        entry(content, 'us-va')['tariff'] = { sameAs };
      });
      expect(faults(files)).toMatchObject([{ file: 'sites.json', reason: /sameAs/ }]);
    }
  });

  it('a price book without its day', () => {
    const files = withFile('prices.json', (content) => {
      delete content.priceBookDate;
    });
    expect(faults(files)).toMatchObject([{ file: 'prices.json', path: 'priceBookDate' }]);
  });

  it('all at once: each fault is named', () => {
    let engines = 0;
    const files = withFile('engines.json', (content) => {
      for (const engine of content.entries) engine['kind'] = 'abacus';
      engines = content.entries.length;
    });
    expect(engines).toBeGreaterThan(8);
    expect(faults(files)).toHaveLength(engines);
  });
});

describe('a catalogue folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
    await cp(catalogueFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('that holds a stranger is refused, since its entries would be missed in silence', async () => {
    await writeFile(join(folder, 'servers.json'), '{}');
    expect(await loadCatalogue(folder)).toMatchObject({ ok: false, error: [{ file: 'servers.json' }] });
  });

  it('that does not exist is named', async () => {
    const missing = join(folder, 'nowhere');
    expect(await loadCatalogue(missing)).toMatchObject({ ok: false, error: [{ file: missing }] });
  });

  it('with a file too large to read is refused before it is read', async () => {
    await writeFile(join(folder, 'sites.json'), ' '.repeat(catalogueLimits.bytes + 1));
    expect(await loadCatalogue(folder)).toMatchObject({
      ok: false,
      error: [{ file: 'sites.json', reason: /at most/ }],
    });
  });
});
