import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '#main/cli/run';
import { shippedServices } from '../../support/services';
import { success } from '#shared/refusal/refusal';

async function ran(commandLine: readonly string[], input = '', services = () => shippedServices()) {
  let [out, err] = ['', ''];
  const code = await run(commandLine, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    readFile: () => Promise.reject(Object.assign(new Error('no file'), { code: 'ENOENT' })),
    writeFile: () => Promise.reject(Object.assign(new Error('no disk'), { code: 'EROFS' })),
    readInput: () => Promise.resolve(success(input)),
    chunksOf: () => Readable.from([success(input)]),
    services,
  });
  return { code, out, err };
}

const fitting = { id: 'a', hardware: 'h100-sxm', model: 'llama-3.1-8b', input: 128, output: 128 };

describe('fleetwright', () => {
  it('says which version it is', async () => {
    const { out, code } = await ran(['--version']);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });
});

describe('fleetwright estimate', () => {
  it('answers each case in order and is done when all fit', async () => {
    const { code, out, err } = await ran(['estimate'], JSON.stringify([fitting, { ...fitting, id: 'b' }]));

    expect(JSON.parse(out)).toMatchObject([
      { id: 'a', fits: true },
      { id: 'b', fits: true },
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('answers the others when one case is not valid, and ends with 1', async () => {
    const { code, out } = await ran(
      ['estimate'],
      JSON.stringify([{ ...fitting, model: 'llama-9' }, fitting]),
    );

    expect(JSON.parse(out)).toMatchObject([{ error: { path: 'model' } }, { id: 'a', fits: true }]);
    expect(code).toBe(1);
  });

  it.each(['{', '{"id":"a"}'])('refuses %s with a message and no output', async (input) => {
    const { code, out, err } = await ran(['estimate'], input);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('standard input');
  });
});

describe('fleetwright lpu', () => {
  it('prints the result of a graph as one JSON document', async () => {
    const { code, out, err } = await ran(['lpu', 'resnet-50', '--json']);

    expect(JSON.parse(out)).toMatchObject({
      chips: 1,
      utilisation: {
        mxm: expect.any(Number) as number,
        vxm: expect.any(Number) as number,
        sxm: expect.any(Number) as number,
        mem: expect.any(Number) as number,
        c2c: expect.any(Number) as number,
      },
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('prints a few lines for people where JSON is not asked for', async () => {
    const { code, out } = await ran(['lpu', 'gemm:8x64x64', '--precision', 'int8', '--level', 'cycle']);

    expect(out).toContain('equal to plain arithmetic');
    expect(code).toBe(0);
  });

  it('ends with 1 and the reason for what does not fit or is not known', async () => {
    const tooLarge = await ran(['lpu', 'llama-2-70b', '--chips', '8', '--json']);
    expect(JSON.parse(tooLarge.out)).toMatchObject({ refusal: { code: 'memory-capacity' } });
    expect(tooLarge.code).toBe(1);
    expect(await ran(['lpu', 'resnet-51'])).toMatchObject({ code: 1, out: '' });
  });

  it.each([[], ['resnet-50', '--chips', 'many'], ['resnet-50', '--level', 'atom']])(
    'ends with 2 for wrong usage: %j',
    async (...words) => {
      expect(await ran(['lpu', ...words])).toMatchObject({ code: 2, out: '' });
    },
  );
});

describe('the command line', () => {
  it('explains itself', async () => {
    expect(await ran(['--help'])).toMatchObject({ code: 0, err: '' });
    expect((await ran(['estimate', '--help'])).out).toContain('--cases');
  });

  it.each([[['nonsense']], [['schema', 'nothing']], [['estimate', '--cases', 'gone.json']], [['check']]])(
    'ends with 2 for wrong usage: %s',
    async (commandLine) => {
      const { code, out, err } = await ran(commandLine);

      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/error/);
    },
  );

  it('ends with 3 and one line for an error of its own', async () => {
    const broken = () => Promise.reject(new Error('The catalogue is damaged:\nprices.json'));
    const { code, err } = await ran(['estimate'], '[]', broken);

    expect({ code, err }).toEqual({
      code: 3,
      err: 'internal error: The catalogue is damaged: prices.json\n',
    });
  });

  it.each(['scenario', 'quote', 'case', 'catalogue'])(
    'prints the schema of a %s as one document',
    async (document) => {
      const { code, out } = await ran(['schema', document]);

      expect(JSON.parse(out)).toMatchObject({ type: 'object' });
      expect(code).toBe(0);
    },
  );

  it('says of a damaged scenario what is wrong', async () => {
    const { code, err } = await ran(['check', '-'], '{}');

    expect(code).toBe(1);
    expect(err).toContain('format');
  });
});
