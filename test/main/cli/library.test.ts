import { describe, expect, it } from 'vitest';
import { llamaConfig } from '../../support/model-config';
import { commandLine } from './a-command-line';

const config = JSON.stringify(llamaConfig);
const OWN = 'own.fleetwright-library.json';

async function ownLibrary(id = 'my-llama'): Promise<string> {
  const { written } = await commandLine(['model', 'config.json', '--id', id, '--output', OWN], {
    'config.json': config,
  });
  return String(written.get(OWN));
}

const library = (entries: object): string =>
  JSON.stringify({ format: 'fleetwright-library', schemaVersion: 1, ...entries });

describe('fleetwright model', () => {
  it('answers by the contract, and nothing besides', async () => {
    const { code, out } = await commandLine(['model', 'config.json', '--id', 'own', '--json'], {
      'config.json': config,
    });

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      id: 'own',
      parameters: 8_030_261_248,
      activeParameters: 8_030_261_248,
      layers: 32,
      weightBytes: 16_060_522_496,
      weightBytesByPart: {
        embedding: 1_050_673_152,
        head: 1_050_673_152,
        attention: 2_684_354_560,
        feedForward: 11_274_289_152,
        norms: 532_480,
      },
      keyValueBytes: { '1024': 134_217_728, '131072': 17_179_869_184 },
      contextLimit: 131_072,
      remarks: [],
    });
  });

  it('takes its id from the name of the file or folder', async () => {
    const file = 'models/Qwen--Qwen3-8B_config.json';
    const { out } = await commandLine(['model', file, '--json'], { [file]: config });

    expect(JSON.parse(out)).toMatchObject({ id: 'qwen3-8b' });
  });

  it('exits with 1 and says file and key where the model cannot be read, with 2 where the file cannot', async () => {
    const wrong = await commandLine(['model', 'config.json', '--json'], {
      'config.json': config.replace('32', '-32'),
    });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('config.json: num_hidden_layers: must be at least 1');
    expect(JSON.parse(wrong.out)).toMatchObject({ refusal: { code: 'model-config' } });

    expect(await commandLine(['model', 'config.json'])).toMatchObject({ code: 2 });
  });

  it('keeps nothing of a model that cannot be read', async () => {
    const { written } = await commandLine(['model', 'config.json', '--output', OWN], { 'config.json': '{}' });

    expect(written.size).toBe(0);
  });
});

describe('a library', () => {
  const cases = JSON.stringify([
    { id: 'a', hardware: 'h100-sxm', model: 'my-llama', mode: 'static', batch: 8, input: 1024, output: 128 },
  ]);

  it('gives its models to estimate, simulate, lpu and list', async () => {
    const files = { [OWN]: await ownLibrary(), 'cases.json': cases };
    const named = ['--library', OWN];

    const estimated = await commandLine(['estimate', '--cases', 'cases.json', ...named], files);
    expect(JSON.parse(estimated.out)).toMatchObject([{ id: 'a', fits: true }]);
    const served = {
      ...files,
      'serving.json': JSON.stringify([
        {
          id: 's',
          hardware: 'h100-sxm',
          model: 'my-llama',
          input: 128,
          output: 16,
          requestsPerSecond: 2,
          requests: 20,
        },
      ]),
    };
    expect(JSON.parse((await commandLine(['simulate', 'serving.json', ...named], served)).out)).toMatchObject(
      [{ id: 's', fits: true }],
    );
    expect(
      await commandLine(
        [
          'lpu',
          'my-llama',
          '--chips',
          '576',
          '--precision',
          'int8',
          '--phase',
          'decode',
          '--context',
          '1024',
          '--json',
          ...named,
        ],
        files,
      ),
    ).toMatchObject({ code: 0 });
    expect((await commandLine(['list', 'models', ...named], files)).out).toContain('my-llama');
  });

  it('is needed for its models to be known', async () => {
    const { code, out } = await commandLine(['estimate', '--cases', 'cases.json'], { 'cases.json': cases });

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ error: { code: 'unknown-model' } }]);
  });

  it('keeps other entries when a model is added, and replaces one of the same id', async () => {
    const files = { [OWN]: await ownLibrary('first'), 'config.json': config };
    const second = await commandLine(['model', 'config.json', '--id', 'second', '--output', OWN], files);
    const both = String(second.written.get(OWN));
    expect((await commandLine(['library', 'list', OWN], { [OWN]: both })).out).toMatch(/first[^]*second/);

    const again = await commandLine(['model', 'config.json', '--id', 'first', '--output', OWN], {
      ...files,
      [OWN]: both,
    });
    expect(JSON.parse(String(again.written.get(OWN)))).toMatchObject({
      models: [{ id: 'second' }, { id: 'first' }],
    });
  });

  it('has servers and parts of its own, based on published ones', async () => {
    const files = {
      [OWN]: library({
        accelerators: [{ id: 'my-h100', basedOn: 'h100-sxm', name: 'H100 of ours' }],
        deviceTypes: [
          {
            id: 'my-server',
            basedOn: 'dgx-h100',
            name: 'Server of ours',
            accelerators: { type: 'my-h100', count: 4 },
          },
        ],
      }),
      'cases.json': cases.replace('h100-sxm', 'my-h100').replace('my-llama', 'llama-3.1-8b'),
    };

    const { out } = await commandLine(['estimate', '--cases', 'cases.json', '--library', OWN], files);
    expect(JSON.parse(out)).toMatchObject([{ id: 'a', fits: true }]);
    expect((await commandLine(['list', 'servers', '--library', OWN], files)).out).toContain('my-server');
  });

  it('loses entries that are removed, and says which are not there', async () => {
    const files = { [OWN]: await ownLibrary() };
    const removed = await commandLine(['library', 'remove', OWN, 'my-llama'], files);
    expect(JSON.parse(String(removed.written.get(OWN)))).toEqual({
      format: 'fleetwright-library',
      schemaVersion: 1,
    });

    const missed = await commandLine(['library', 'remove', OWN, 'my-lama'], files);
    expect(missed.code).toBe(1);
    expect(missed.err).toContain('Did you mean my-llama?');
  });

  it('takes in the entries of another', async () => {
    const files = { [OWN]: await ownLibrary('first'), 'other.json': await ownLibrary('second') };
    const { written } = await commandLine(['library', 'add', OWN, 'other.json'], files);

    expect(JSON.parse(String(written.get(OWN)))).toMatchObject({
      models: [{ id: 'first' }, { id: 'second' }],
    });
  });

  it.each([
    [
      'of two libraries with one id',
      {
        [OWN]: library({ models: [{ id: 'x', basedOn: 'qwen3-8b' }] }),
        'b.json': library({ models: [{ id: 'x', basedOn: 'qwen3-8b' }] }),
      },
      /b\.json: models\[0\]\.id: the id “x” is already that of own/,
    ],
    [
      'of an id of the catalogue',
      { [OWN]: library({ models: [{ id: 'qwen3-8b' }] }) },
      /own.*models\[0\]\.id: the id “qwen3-8b” is already that of the published catalogue/,
    ],
    [
      'that is based on itself',
      {
        [OWN]: library({
          models: [
            { id: 'a', basedOn: 'b' },
            { id: 'b', basedOn: 'a' },
          ],
        }),
      },
      /models\[1\]\.basedOn: is based on itself: a → b → a/,
    ],
    [
      'based on nothing',
      { [OWN]: library({ models: [{ id: 'a', basedOn: 'qwen3-80b' }] }) },
      /models\[0\]\.basedOn: there is no “qwen3-80b”\. Did you mean/,
    ],
    [
      'with a field that is wrong',
      { [OWN]: library({ models: [{ id: 'a', basedOn: 'qwen3-8b', layers: -3 }] }) },
      /models\[0\]\.layers: must be at least 1/,
    ],
    [
      'with a reference that leads nowhere',
      {
        [OWN]: library({
          deviceTypes: [{ id: 'a', basedOn: 'dgx-h100', accelerators: { type: 'none', count: 8 } }],
        }),
      },
      /accelerators.*no entry "none"/,
    ],
    [
      'of a newer Fleetwright',
      { [OWN]: '{"format":"fleetwright-library","schemaVersion":99}' },
      /newer Fleetwright/,
    ],
    ['that is none', { [OWN]: '{"format":"other"}' }, /is not a library/],
    ['cut short', { [OWN]: '{"format":"fleetwright-library","schema' }, /is not JSON: it ends early/],
  ])('%s is refused with file and place', async (_, files, message) => {
    const { code, err } = await commandLine(['library', 'check', ...Object.keys(files)], files);

    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it('has a published schema, which the files that are written obey', async () => {
    const { out } = await commandLine(['schema', 'library']);

    expect(JSON.parse(out)).toMatchObject({
      type: 'object',
      properties: { format: { const: 'fleetwright-library' } },
    });
  });
});

describe('fleetwright list', () => {
  it.each(['models', 'parts', 'engines', 'servers', 'racks', 'sites', 'taxes', 'prices'])(
    'lists %s with their ids',
    async (what) => {
      const { code, out } = await commandLine(['list', what, '--json']);

      expect(code).toBe(0);
      expect((JSON.parse(out) as readonly { readonly id: string }[]).every(({ id }) => id.length > 0)).toBe(
        true,
      );
      expect((await commandLine(['list', what])).out.split('\n').length).toBeGreaterThan(2);
    },
  );
});
