import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateColumns, servingColumns } from '#main/exchange/streams/answer-columns';
import { columnsOf } from '#main/exchange/streams/write-rows';
import { estimate } from '#main/simulator/estimate';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { shippedCatalogue } from '../../support/catalogue';
import { commandLine } from './a-command-line';

const fitting = { id: 'a', hardware: 'h100-sxm', model: 'llama-3.1-8b', input: 128, output: 128 };
const tooLarge = { ...fitting, id: 'b', model: 'llama-3.1-405b' };
const misspelt = { ...fitting, id: 'c', tensorparallel: 2 };

const lines = (...cases: readonly unknown[]): string =>
  cases.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n');
const jsonLines = (text: string): readonly Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('rows of answers', () => {
  it('lines of JSON hold what the JSON document holds, in the same order', async () => {
    const cases = [fitting, tooLarge, misspelt];
    const whole = await commandLine(['estimate', '--cases', 'a.json'], { 'a.json': JSON.stringify(cases) });

    for (const [file, text] of [
      ['a.json', JSON.stringify(cases)],
      ['a.ndjson', lines(...cases)],
      ['-', `${lines(...cases)}\n`],
    ] as const) {
      const { out, code } = await commandLine(['estimate', '--cases', file, '--format', 'ndjson'], {
        [file]: text,
      });
      expect(jsonLines(out)).toEqual(JSON.parse(whole.out));
      expect(code).toBe(1);
    }
  });

  it('a line that is no JSON is answered by its number and keeps no other from its answer', async () => {
    const { out, code } = await commandLine(['estimate', '--format', 'ndjson'], {
      '-': lines(fitting, '', '{"id": "a", "id": "b"}', 'nonsense', fitting),
    });

    expect(jsonLines(out)).toMatchObject([
      { id: 'a', fits: true },
      {
        id: 'line 3',
        error: {
          code: 'invalid-json',
          message: 'Line 3 has the key "id" twice in one object, at line 3, column 17.',
        },
      },
      { id: 'line 4', error: { code: 'invalid-json' } },
      { id: 'a', fits: true },
    ]);
    expect(code).toBe(1);
  });

  it('a CSV table of cases says the same as their JSON', async () => {
    const table = [
      'id,hardware,model,input,output,mode,requestsPerSecond,lengths.kind,lengths.inputSigma,lengths.outputSigma',
      '007,h100-sxm,llama-3.1-8b,512,128,serving,2,log-normal,0.5,0.25',
      '"a, b",h100-sxm,llama-3.1-8b,512,128,,,,,',
    ].join('\r\n');
    const common = { hardware: 'h100-sxm', model: 'llama-3.1-8b', input: 512, output: 128 };
    const cases = [
      {
        ...common,
        id: '007',
        mode: 'serving',
        requestsPerSecond: 2,
        lengths: { kind: 'log-normal', inputSigma: 0.5, outputSigma: 0.25 },
      },
      { ...common, id: 'a, b' },
    ];
    const read = await commandLine(['estimate', '--cases', 'cases.csv'], { 'cases.csv': `\uFEFF${table}` });
    const whole = await commandLine(['estimate', '--cases', 'a.json'], { 'a.json': JSON.stringify(cases) });

    expect(read).toEqual(whole);
    expect(read.code).toBe(0);
  });

  it('CSV has the values of the JSON by their paths, and those of the case', async () => {
    const asked = 'id,case.batch,memoryPerDeviceBytes.weights,refusal.code,error.path';
    const { out, code } = await commandLine(['estimate', '--format', 'csv', '--columns', asked], {
      '-': JSON.stringify([{ ...fitting, batch: 4, weights: 'fp16', id: '=1+1' }, tooLarge, misspelt]),
    });
    const [head, first, second, third] = out.split('\n');

    expect(head).toBe(asked);
    expect(first).toMatch(/^"'=1\+1",4,160\d{8},,$/);
    expect(second).toBe('b,,,memory-capacity,');
    expect(third).toBe('c,,,,tensorparallel');
    expect(code).toBe(1);
  });

  it('simulated cases come as rows too, each the same as in the document', async () => {
    const served = { ...fitting, requestsPerSecond: 5, requests: 50 };
    const files = { 'a.json': JSON.stringify([served, { ...served, id: 'd', seed: 2 }]) };
    const whole = await commandLine(['simulate', 'a.json'], files);
    const rows = await commandLine(['simulate', 'a.json', '--format', 'ndjson'], files);

    expect(jsonLines(rows.out)).toEqual(JSON.parse(whole.out));
    expect(rows.code).toBe(0);
  });

  it('rows of a sweep say their currency', async () => {
    const grid = { hardware: ['h100-sxm'], model: ['llama-3.1-8b'], input: [128], output: [64, 128] };
    const { out } = await commandLine(
      ['sweep', 'grid.json', '--format', 'csv', '--columns', 'currency,output,fits'],
      { 'grid.json': JSON.stringify(grid) },
    );

    expect(out).toBe('currency,output,fits\nUSD,64,true\nUSD,128,true\n');
  });

  it('entries of the catalogue come as rows, with what lies in lists by its place', async () => {
    const asked = 'id,memory.readings.0.typical';
    const { out, code } = await commandLine(['list', 'parts', '--format', 'csv', '--columns', asked]);

    expect(out.split('\n')).toContain('groq-lpu-v1,230000000');
    expect(code).toBe(0);
  });

  it('a column that does not exist is wrong usage, with the nearest name', async () => {
    const { err, code } = await commandLine(['estimate', '--format', 'csv', '--columns', 'id,concurency'], {
      '-': '[]',
    });

    expect(err).toContain('--columns: “concurency” does not exist. Did you mean concurrency?');
    expect(code).toBe(2);
  });

  it.each([
    ['cases.csv', 'id,id\na,b', 'has the column "id" twice'],
    ['cases.csv', 'id,__proto__.x\na,b', '"__proto__.x" is not a column name'],
    ['cases.csv', 'id,input\na', 'line 2: is not CSV with as many cells as the header'],
    ['cases.json', '{}', 'must hold a JSON array of cases'],
  ])('%s that holds %j is refused', async (file, text, message) => {
    const { err, code } = await commandLine(['estimate', '--cases', file, '--format', 'csv'], {
      [file]: text,
    });

    expect(err).toContain(message);
    expect(code).toBe(1);
  });

  it('every plain value of an answer has a column', async () => {
    const catalogue = await shippedCatalogue();
    const cases = fc
      .sample(
        fc.record({
          id: fc.constant('a'),
          hardware: fc.constantFrom(...Object.keys(catalogue.accelerators), 'none'),
          model: fc.constantFrom('llama-3.1-8b', 'llama-3.1-405b'),
          devices: fc.constantFrom(1, 8),
          input: fc.constant(256),
          output: fc.constant(64),
          requestsPerSecond: fc.constant(1),
          mode: fc.constant('serving'),
        }),
        100,
      )
      .flatMap((each) => [each, { ...each, mode: 'static', requestsPerSecond: undefined }]);
    const served = cases
      .filter(({ mode }) => mode === 'serving')
      .map((each) => ({
        ...each,
        requests: 20,
        prefixCaching: { kind: 'share', share: 0.2 },
        objective: { timeToFirstTokenSeconds: 1 },
      }));
    const apart = { ...served[0], hardware: 'h100-sxm', devices: 2, disaggregated: { prefillReplicas: 1 } };
    const unshown = (rows: readonly unknown[], shown: readonly string[]) =>
      columnsOf(rows).filter(
        (path) =>
          !shown.includes(path) &&
          !shown.includes(`${path}.0`) &&
          !/^(remarks|timeline|(refusal|error)\.)/.test(path),
      );

    expect(unshown(estimate(cases, catalogue), estimateColumns)).toEqual([]);
    expect(unshown(simulateCases([...served, apart], catalogue), servingColumns)).toEqual([]);
  });
});
