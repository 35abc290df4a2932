import { describe, expect, it } from 'vitest';
import { commandLine, exampleText } from './a-command-line';

const scenario = await exampleText('article-7b-lpu');
const files = {
  'good.json': scenario,
  empty: '',
  list: '[1]',
  deep: '['.repeat(100_000) + ']'.repeat(100_000),
  twice: '{"a":1,"a":2}',
  proto: '{"__proto__":{"polluted":true}}',
  'cases.json':
    '[{"id":"a","hardware":"h100-sxm","model":"llama-3.1-8b","input":8,"output":8,"requestsPerSecond":1}]',
};

/** The one line that a command says of what is wrong. */
async function refusal(words: readonly string[], code: number): Promise<string> {
  const ran = await commandLine(words, files);
  expect([ran.code, ran.out, [...ran.written.keys()]]).toEqual([code, '', []]);
  expect(ran.err).not.toMatch(/\n {4}at |undefined|\[object/);
  expect(
    ran.err
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('(')),
  ).toHaveLength(1);
  return ran.err.trimEnd();
}

/** A sound quote, to which one wrong option is added. */
const quoting = [
  ...['quote', 'good.json', '--number', 'Q'],
  ...['--issued', '2026-11-22', '--valid-until', '2026-12-22'],
];

describe('every command that reads a file', () => {
  const readers: readonly (readonly string[])[] = [
    ['plan'],
    ['cost'],
    ['quote'],
    ['import'],
    ['export'],
    ['diff', 'good.json'],
    ['compare', 'good.json'],
    ['fit', '--servers', 'dgx-h100=1'],
    ['estimate', '--cases'],
    ['simulate'],
    ['sweep'],
    ['size'],
    ['quote', 'good.json', '--request'],
    ['size', '--model', 'llama-3.1-8b', '--terms'],
  ];
  it.each(readers)('%s %s %s names a file that cannot be used, and where', async (...words) => {
    expect(await refusal([...words, 'gone'], 2)).toBe('error: gone cannot be read: no such file or folder');
    expect(await refusal([...words, 'empty'], 1)).toMatch(/^error: empty: .*line 1, column 1/);
    expect(await refusal([...words, 'deep'], 1)).toMatch(/^error: deep: .*deeper than \d+ levels at line 1/);
    expect(await refusal([...words, 'twice'], 1)).toMatch(/^error: twice: .*"a" twice.* line 1, column 11/);
    expect(await refusal([...words, 'proto'], 1)).toMatch(/^error: proto: .*"__proto__" at line 1/);
    expect({}).not.toHaveProperty('polluted');
  });

  it('takes no empty name', async () => {
    expect(await refusal(['plan', ''], 2)).toBe('error: the file name is empty');
  });

  it('asks for an object where a request is one', async () => {
    for (const words of [
      ['sweep', 'list'],
      ['size', 'list'],
      ['quote', 'good.json', '--request', 'list'],
    ]) {
      expect(await refusal(words, 1)).toBe('error: list: must hold a JSON object');
    }
  });

  it('reads no more cases than it can answer', async () => {
    const many = `[${'1,'.repeat(500_000)}1]`;
    for (const [command, most] of [
      ['estimate', 500_000],
      ['simulate', 100_000],
    ] as const) {
      const { code, err } = await commandLine(
        [command, ...(command === 'estimate' ? ['--cases'] : []), 'many'],
        { many },
      );
      expect([code, err]).toEqual([
        1,
        `error: many: has 500,001 cases; one run takes at most ${most.toLocaleString('en')}\n`,
      ]);
    }
  });
});

describe('files beside cases', () => {
  it.each(['--trace', '--lengths'])('%s is refused once, by file and line', async (option) => {
    expect(await refusal(['simulate', 'cases.json', option, 'list'], 1)).toMatch(
      /^error: list: Line 1 of the /,
    );
  });
});

describe('tables and types of NetBox', () => {
  const imported = (option: string, text: string) =>
    commandLine(['import', 'good.json', option, 'netbox'], { ...files, netbox: text });

  it.each(['--netbox-racks', '--netbox-devices'])('%s is named with its line', async (option) => {
    expect((await imported(option, 'name,u_height,rack\n"a')).err).toMatch(
      /^error: netbox: .*line \d: a quotation mark is not closed\n$/,
    );
    expect((await imported(option, '{"a":1}')).err).toBe(
      `error: netbox: The CSV file cannot be used: line 1: the column ${option === '--netbox-racks' ? 'name' : 'device_type'} is missing\n`,
    );
  });

  it('a row that is left out is said with the file that holds it', async () => {
    const { code, err } = await imported('--netbox-racks', 'name,u_height\nA9,many\n');
    expect(code).toBe(1);
    expect(err).toMatch(/^0 types, 0 racks and 0 devices added\nnetbox: Line 2 was left out: /);
  });

  it('a type nested without end, or that is no mapping, is refused as what it is', async () => {
    expect((await imported('--netbox-types', '['.repeat(100_000))).err).toContain(
      'netbox: The file nests deeper than 12 levels.',
    );
    expect((await imported('--netbox-types', '- a\n')).err).toContain(
      'This is not a NetBox device type: document: must be an object, not a string',
    );
  });
});

describe('options with values that cannot be', () => {
  const size = [
    'size',
    '--model',
    'llama-3.1-8b',
    '--input',
    '8',
    '--output',
    '8',
    '--rate',
    '1',
    '--ttft',
    '1',
  ];
  it.each([
    [
      ['size', '--model', 'llama-3.1-88b', ...size.slice(3)],
      '--model: “llama-3.1-88b” does not exist. Did you mean llama-3.1-8b?',
    ],
    [[...size, '--hardware', 'h100-sx'], '--hardware: “h100-sx” does not exist. Did you mean h100-sxm?'],
    [[...size, '--rate', '1e308'], '--rate: must be at most 1,000,000'],
    [[...size, '--input', '0'], '--input: must be at least 1'],
    [[...size, '--ttft', '-1'], '--ttft: must be more than 0'],
    [[...size, '--rate', 'NaN'], '“NaN” is not a number'],
    [[...size, '--weights', 'fp8,fp9'], '--weights: must be one of'],
    [['cost', 'good.json', '--draws', '0'], '--draws: must be at least 16'],
    [['cost', 'good.json', '--draws', '-1'], '“-1” is not a whole number'],
    [['fit', 'good.json', '--servers', 'dgx-h100=0'], '--servers: must be at least 1'],
    [['fit', 'good.json', '--servers', 'dgx-h100=1', '--row', '0'], '--row: the first row is 1'],
    [['fit', 'good.json', '--servers', 'dgx-h100=1', '--racks', '9999999'], '--racks: must be at most 2,000'],
    [
      ['fit', 'good.json', '--servers', 'dgx-h100=1', '--feeds', '0x208v60a3p'],
      '“0x208v60a3p” is not NUMBERx',
    ],
    [
      ['quote', 'good.json', '--number', 'Q', '--issued', 'yesterday', '--valid-until', '2026-12-22'],
      '--issued: must be a day such as 2026-11-25',
    ],
    [[...quoting, '--revision', '0'], '--revision: must be at least 1'],
    [[...quoting, '--support', '5', '--support-years', '99'], '--support-years: must be at most 30'],
    [['plan', 'example:article-7b-lpuu'], 'Did you mean article-7b-lpu?'],
    [['lpu', 'gemm:8x8x8', '--chips', '-4'], '“-4” is not a whole number'],
  ])('%j', async (words, said) => {
    expect(await refusal(words, 2)).toContain(said);
  });
});

describe('names that give orders to a terminal', () => {
  const orders = 'A\u001b[2J\u001b]0;pwned\u0007\u009b31m\u202eB\u0000\r';

  const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
  const parsed = JSON.parse(scenario) as { racks: Record<string, object> };
  const racks = Object.entries(parsed.racks).map(([id, rack]) => [id, { ...rack, name: orders }]);
  const hostile = JSON.stringify({ ...parsed, name: orders, racks: Object.fromEntries(racks) as object });

  it.each([
    ['plan', 'evil'],
    ['plan', 'evil', '--json'],
    ['compare', 'evil', 'example:article-7b-h100'],
    ['diff', 'evil', 'example:article-7b-h100'],
    ['cost', 'evil'],
    ['export', 'evil'],
    ['import', 'evil'],
    ['plan', 'evil\u001b[2J'],
    ['\u001b[2J'],
  ])('are spelt out by %s %s %s', async (...words) => {
    const { out, err } = await commandLine(words, { evil: hostile });
    expect(`${out}${err}`).not.toMatch(raw);
    expect(`${out}${err}`).toContain('\\u001b[2J');
  });

  it('still mean the same in JSON', async () => {
    const { out } = await commandLine(['import', 'evil'], { evil: hostile });
    expect(JSON.parse(out)).toMatchObject({ name: orders.trim() });
  });
});

describe('a file that cannot be written', () => {
  it.each([
    ['validate', '--only', 'power', '--json'],
    ['import', 'good.json', '--output'],
    ['export', 'good.json', '--output'],
  ])('%s is wrong usage and names the file', async (...words) => {
    const { code, err } = await commandLine([...words, '/gone/x.json'], files);
    expect([code, err]).toEqual([2, 'error: /gone/x.json cannot be written: no such file or folder\n']);
  });
});

const asked = { hardware: 'h100-sxm', model: 'llama-3.1-8b', input: 8, output: 8 };
const slips = [
  { ...asked, id: 'slip', tensorParalel: 2 },
  { ...asked, id: 'sound' },
  { ...asked, id: 'nested', lengths: { kind: 'log-normal', inputSigma: 0.5, outputSgma: 0.5 } },
];
const need = {
  workload: { model: 'llama-3.1-8b', inputTokens: 8, outputTokens: 8, requestsPerSecond: 1, peakFaktor: 2 },
  objective: { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.1 },
};
const lists = { hardware: ['h100-sxm'], model: ['llama-3.1-8b'], input: [8], output: [8], batches: [1, 2] };

describe('a key that nothing reads', () => {
  it.each([
    ['estimate', '--cases'],
    ['simulate', undefined],
  ])('is an error of its case in %s, and the others are answered', async (command, option) => {
    const cases = JSON.stringify(slips.map((each) => ({ ...each, requestsPerSecond: 1, mode: 'serving' })));
    const { code, out } = await commandLine([command, ...(option === undefined ? [] : [option]), 'cases'], {
      cases,
    });
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      [
        {
          id: 'slip',
          error: {
            code: 'unknown-key',
            message: 'The case has unknown keys: "tensorParalel" (did you mean "tensorParallel"?).',
            path: 'tensorParalel',
          },
        },
        { id: 'sound', fits: true },
        {
          id: 'nested',
          error: { path: 'lengths.outputSgma', message: expect.stringContaining('outputSigma') as string },
        },
      ],
    ]);
  });

  it('is said before what is missing because of it', async () => {
    const { model, ...rest } = asked;
    const cases = JSON.stringify([{ ...rest, id: 'a', modle: model }]);
    const { out } = await commandLine(['estimate'], { '-': cases });
    expect(JSON.parse(out)).toMatchObject([{ id: 'a', error: { path: 'modle' } }]);
  });

  it.each([
    ['size', need, 'request.json: workload: has unknown keys: "peakFaktor" (did you mean "peakFactor"?)'],
    ['sweep', lists, 'request.json: request: has unknown keys: "batches" (did you mean "batch"?)'],
  ])('is an error of the request in %s', async (command, request, message) => {
    const { code, err } = await commandLine([command, 'request.json'], {
      'request.json': JSON.stringify(request),
    });
    expect([code, err]).toEqual([1, `error: ${message}\n`]);
  });

  it('is passed over where the command is told to, and named once', async () => {
    const cases = JSON.stringify([...slips, { ...asked, id: 'again', tensorParalel: 4 }]);
    const { code, out, err } = await commandLine(['estimate', '--lenient'], { '-': cases });
    const results = JSON.parse(out) as readonly { readonly fits?: boolean }[];
    expect([code, results.map(({ fits }) => fits), err]).toEqual([
      1,
      [true, true, undefined, true],
      'note: the input has unknown keys: "tensorParalel" (did you mean "tensorParallel"?); ignored\n' +
        'note: lengths has unknown keys: "outputSgma" (did you mean "outputSigma"?); ignored\n',
    ]);
  });

  it.each([
    ['size', need],
    ['sweep', lists],
  ])('is passed over in a request of %s', async (command, request) => {
    const { code, err } = await commandLine([command, 'request.json', '--lenient'], {
      'request.json': JSON.stringify(request),
    });
    expect([code, err]).toEqual([0, expect.stringMatching(/^note: .* has unknown keys: .*; ignored\n/)]);
  });
});
