import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from './a-command-line';

const root = join(import.meta.dirname, '../../..');
const onBoard = join(root, 'resources/lpu-model');

/** A run of the model on board, of which files may be changed by their names. */
async function runModel(words: readonly string[], changed: Readonly<Record<string, string>> = {}) {
  const text = async (name: string): Promise<[string, string]> => [
    join(onBoard, name),
    changed[name] ?? (await readFile(join(onBoard, name), 'utf8')),
  ];
  const files = Object.fromEntries(await Promise.all(['config.json', 'tokenizer.json'].map(text)));
  const weights = changed['model.safetensors'];
  return commandLine(['lpu', 'run', ...words], files, {
    modelOnBoard: onBoard,
    readBytes: (path) => (weights === undefined ? readFile(path) : Promise.resolve(Buffer.from(weights))),
  });
}

interface Answer {
  readonly text: string;
  readonly tokens: readonly number[];
  readonly cyclesPerToken: readonly number[];
  readonly latencySeconds: number;
  readonly energyJoules: number;
  readonly chips: number;
}

const answerOf = (out: string): Answer => JSON.parse(out) as Answer;

describe('lpu run', () => {
  it('answers by the contract, and with the same tokens however many chips the layers are spread over', async () => {
    const words = ['--prompt', 'The rack', '--tokens', '3', '--json'];
    const runs = await Promise.all(['1', '2'].map((chips) => runModel([...words, '--chips', chips])));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const [one, two] = runs.map(({ out }) => answerOf(out));
    for (const answer of [one, two]) {
      expect(answer?.tokens).toHaveLength(3);
      expect(answer?.cyclesPerToken).toHaveLength(3);
      expect(answer?.latencySeconds).toBeGreaterThan(0);
      expect(answer?.energyJoules).toBeGreaterThan(0);
    }
    expect(two?.tokens).toEqual(one?.tokens);
    expect(two?.text).toBe(one?.text);
    expect([one?.chips, two?.chips]).toEqual([1, 2]);
  });

  it.each([
    [
      'a kind of model that is not supported, by its name',
      { 'config.json': '{"model_type": "gpt2"}' },
      /gpt2/,
    ],
    [
      'a configuration that is cut off',
      { 'config.json': '{"model_type": "lla' },
      /config\.json is not valid JSON/,
    ],
    ['weights that are none', { 'model.safetensors': 'none' }, /too short to be a safetensors file/],
  ])('refuses %s', async (_, changed, reason) => {
    const { code, err } = await runModel(['--model', onBoard, '--tokens', '1'], changed);
    expect(code).toBe(1);
    expect(err).toMatch(reason);
  });

  it.each([
    ['--chips', '9'],
    ['--tokens', '0'],
  ])('takes %s %s for wrong usage', async (option, value) => {
    const { code, err } = await runModel([option, value]);
    expect(code).toBe(2);
    expect(err).toContain(option);
  });
});

describe('lpu asm', () => {
  const assemble = (text: string, ...words: string[]) =>
    commandLine(['lpu', 'asm', 'a.tsp', ...words], { 'a.tsp': text });

  it('runs the example of its manual, and tells every issue in its cycle', async () => {
    const manual = await readFile(join(root, 'docs/models/lpu-assembly.md'), 'utf8');
    const [, example = ''] = /## Example[^`]*```\n(.*?)```/s.exec(manual) ?? [];
    const { code, out } = await assemble(example, '--trace');
    expect(code).toBe(0);
    expect([...out.matchAll(/^ +(\d+) {2}line (\d)/gm)].map(([, cycle, line]) => [cycle, line])).toEqual([
      ['0', '1'],
      ['1', '2'],
      ['7', '3'],
      ['13', '4'],
    ]);
  });

  it('names both instructions of a conflict with their lines', async () => {
    const { code, err } = await assemble('@0 mem.w1 read 0 -> e0\n@0 mem.w1 read 1 -> e1\n');
    expect(code).toBe(1);
    expect(err).toMatch(/\(line 1\) and .*\(line 2\) both use the read port of a memory slice in cycle 0/);
  });

  it('names the line that it cannot read, and what is expected there', async () => {
    const { code, err } = await assemble('@0 mem.w1 raed 0 -> e0\n');
    expect(code).toBe(1);
    expect(err).toMatch(/Line 1: .*raed.* expected read/);
  });
});
