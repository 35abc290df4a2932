import { describe, expect, it } from 'vitest';
import { commandLine } from './a-command-line';

const aCase = {
  id: 'a',
  hardware: 'h100-sxm',
  model: 'llama-3.1-8b',
  input: 512,
  output: 128,
  requestsPerSecond: 5,
  requests: 200,
};
const simulated = async (cases: unknown, words: readonly string[] = [], files = {}) => {
  const ran = await commandLine(['simulate', 'cases.json', ...words], {
    'cases.json': typeof cases === 'string' ? cases : JSON.stringify(cases),
    ...files,
  });
  return { ...ran, results: ran.code <= 1 && ran.out !== '' ? (JSON.parse(ran.out) as unknown) : undefined };
};

describe('fleetwright simulate', () => {
  it('answers every case in order: with a report, a refusal or an error', async () => {
    const { code, results } = await simulated([
      aCase,
      { ...aCase, id: 'b', model: 'llama-3.1-405b' },
      { ...aCase, id: 'c', seed: -1 },
    ]);

    expect(code).toBe(1);
    expect(results).toMatchObject([
      { id: 'a', fits: true, counts: { arrived: 200, completed: 200, inFlight: 0 } },
      { id: 'b', fits: false, refusal: { code: 'memory-capacity' } },
      { id: 'c', error: { code: 'invalid-case', path: 'seed' } },
    ]);
  });

  it('gives the same bytes for the same cases', async () => {
    const [one, other] = await Promise.all([simulated([aCase]), simulated([aCase])]);

    expect(one.code).toBe(0);
    expect(one.out).toBe(other.out);
  });

  it('follows a trace for every case', async () => {
    const trace = 'time,input,output\n0,100,10\n0.5,200,20\n';
    const { code, results } = await simulated([aCase, { ...aCase, id: 'b' }], ['--trace', 'trace.csv'], {
      'trace.csv': trace,
    });

    expect(code).toBe(0);
    expect(results).toMatchObject([{ counts: { completed: 2 } }, { counts: { completed: 2 } }]);
  });

  it('draws the lengths of every case from a file, and names the line that is no pair', async () => {
    const drawn = await simulated([aCase], ['--lengths', 'l.csv'], {
      'l.csv': 'input,output\n100,10\n300,20\n',
    });
    const refused = await simulated([aCase], ['--lengths', 'l.csv'], { 'l.csv': 'input,output\n100,none\n' });
    const tokens = (drawn.results as { outputTokensPerSecond: number; elapsedSeconds: number }[])[0];

    expect(drawn.code).toBe(0);
    // 200 requests of 10 or 20 tokens each.
    expect(Math.round((tokens?.outputTokensPerSecond ?? 0) * (tokens?.elapsedSeconds ?? 0))).toBeGreaterThan(
      2_500,
    );
    expect(Math.round((tokens?.outputTokensPerSecond ?? 0) * (tokens?.elapsedSeconds ?? 0))).toBeLessThan(
      3_500,
    );
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('Line 2 of the lengths');
  });

  it.each([
    ['time,input,output\n0,100,10\n0.5,many,20\n', 'Line 3 of the trace'],
    ['', 'Line 1 of the trace'],
    ['when,input,output\n0,1,1\n', 'Line 1 of the trace'],
  ])('names the line of a malformed trace: %j', async (text, message) => {
    const { code, out, err } = await simulated([aCase], ['--trace', 'trace.csv'], { 'trace.csv': text });

    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`trace.csv: ${message}`);
  });

  it.each([
    ['not JSON', 1],
    ['{"id": "a"}', 1],
  ])('refuses what is no array of cases: %s', async (text, code) => {
    expect((await simulated(text)).code).toBe(code);
  });

  it('is wrong usage where a file is not there', async () => {
    expect((await commandLine(['simulate', 'none.json'])).code).toBe(2);
    expect((await simulated([aCase], ['--trace', 'none.csv'])).code).toBe(2);
  });

  it('documents its cases as a JSON Schema with limits', async () => {
    const { code, out } = await commandLine(['schema', 'serving-case']);
    const schema = JSON.parse(out) as { properties: Record<string, unknown> };

    expect(code).toBe(0);
    expect(schema.properties['requests']).toMatchObject({ minimum: 1, maximum: 2_000_000 });
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(['arrivals', 'lengths', 'routing', 'failures', 'objective']),
    );
  });
});
