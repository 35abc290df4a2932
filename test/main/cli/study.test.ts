import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressTeller } from '#main/cli/study-progress';
import { stagePlan } from '#main/study/stages';
import { aStudy, filesIn, studyGiven } from '../study/a-study';
import { commandLine } from './a-command-line';

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'fleetwright-study-cli-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const estimates = { ...studyGiven, stages: [{ level: 'estimate' }] };
const files = { 'study.json': JSON.stringify(estimates) };
const at = (name: string): string => join(scratch, name);
const study = (output: string, ...more: readonly string[]) =>
  commandLine(['study', 'study.json', '--output', at(output), ...more], files);

describe('fleetwright study', { timeout: 120_000 }, () => {
  it('writes a folder, tells progress, and does nothing where all is done', async () => {
    const first = await study('whole', '--format', 'parquet,csv');
    expect(first.code).toBe(0);
    expect(first.err).toContain('estimate: cases 320\nestimate: 320 of 320 (100 %)\nestimate: 320 rows, ');
    const written = await filesIn(at('whole'));
    expect(Object.keys(written)).toContain('stage-1-estimate/part-000013.parquet');

    const second = await study('whole', '--format', 'csv,parquet');
    expect(second.err).toContain('estimate: cases 320; 320 are done\n');
    expect(await filesIn(at('whole'))).toEqual(written);
  });

  it('merges its shards into the same bytes', async () => {
    await study('one');
    await study('part-1', '--shard', '1/2');
    await study('part-2', '--shard', '2/2');
    const merge = await commandLine(['study', 'merge', at('part-2'), at('part-1'), '--output', at('both')]);

    expect(merge).toMatchObject({
      code: 0,
      err: expect.stringContaining(`results in ${at('both')}\n`) as string,
    });
    expect(await filesIn(at('both'))).toEqual(await filesIn(at('one')));
    const alone = await commandLine(['study', 'merge', at('part-2'), '--output', at('none')]);
    expect(alone).toMatchObject({ code: 1, err: expect.stringContaining('shard 1/2 is missing') as string });
  });

  it('refuses a folder of other results and leaves it alone', async () => {
    await study('kept');
    const before = await filesIn(at('kept'));
    const other = await commandLine(['study', 'other.json', '--output', at('kept')], {
      'other.json': JSON.stringify({ ...estimates, name: 'Another', devices: [2] }),
    });
    expect(other).toMatchObject({ code: 1 });
    expect(other.err).toContain('cannot be used: it holds another study, “Two needs in two places”');
    expect((await study('kept', '--shard', '1/2')).err).toContain('holds a whole study, not shard 1/2');
    expect((await study('kept', '--format', 'csv')).err).toContain('its files are parquet');

    const manifest = JSON.parse(await readFile(join(at('kept'), 'manifest.json'), 'utf8')) as object;
    const older = JSON.stringify({ ...manifest, code: { version: '0.9.0', digest: '0'.repeat(64) } });
    await writeFile(join(at('kept'), 'manifest.json'), older);
    expect((await study('kept')).err).toContain('it was computed by version 0.9.0 and this is version');

    await writeFile(join(at('kept'), 'manifest.json'), '{"format":');
    expect(await study('kept')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is damaged') as string,
    });
    const after = await filesIn(at('kept'));
    expect({ ...after, 'manifest.json': before['manifest.json'] }).toEqual(before);
  });

  it('refuses a folder that holds something else', async () => {
    expect((await commandLine(['study', 'study.json', '--output', scratch], files)).err).toContain(
      'is not empty and holds no results of a study',
    );
  });

  it.each([
    [{ hardware: ['h100-sxn'] }, 'Did you mean h100-sxm?'],
    [{ needs: [{ ...studyGiven.needs[0], model: ['gpt-9'] }] }, '“gpt-9” does not exist.'],
    [{ stages: [{ level: 'estimate' }, { level: 'size' }] }, 'stages: every stage but the first needs "of"'],
    [
      { stages: [{ level: 'size' }, { level: 'estimate', of: { best: 1, by: 'total' } }] },
      'stages: each stage must be',
    ],
    [{ sites: [{ id: 'a' }, { id: 'a' }] }, 'sites: two entries have the same id'],
    [
      { devices: Array.from({ length: 10_000 }, (_, index) => index + 1), batches: [1] },
      'has unknown keys: "batches"',
    ],
  ])('refuses the study with %j', async (changes, reason) => {
    const { code, err } = await commandLine(['study', 'bad.json', '--output', at('bad')], {
      'bad.json': JSON.stringify({ ...studyGiven, ...changes }),
    });
    expect(code).toBeGreaterThan(0);
    expect(err).toContain(reason);
  });

  it.each([
    [[], '--output is required'],
    [['--output', '/dev/null/x'], 'cannot be read or written'],
    [['--output', 'x', '--shard', '3/2'], '“3/2” must be i/n'],
    [['--output', 'x', '--format', 'xlsx'], '--format: “xlsx” does not exist.'],
    [['--output', 'x', '--cores', '0'], '--cores must be at least 1'],
  ])('refuses the options %j', async (options, reason) => {
    expect(await commandLine(['study', 'study.json', ...options], files)).toMatchObject({
      code: 2,
      err: expect.stringContaining(reason) as string,
    });
  });

  it('tells how long the rest takes at the pace so far', () => {
    let [out, now] = ['', 0];
    const tell = progressTeller(
      (text) => (out += text),
      () => now,
    );
    const plan = stagePlan(aStudy(), 0, undefined);
    tell({ plan, cases: 1_000, casesBefore: 100, casesDone: 100 });
    now = 1_000;
    tell({ plan, cases: 1_000, casesBefore: 100, casesDone: 150 });
    now = 10_000;
    tell({ plan, cases: 1_000, casesBefore: 100, casesDone: 200 });
    expect(out).toBe('estimate: cases 1,000; 100 are done\nestimate: 200 of 1,000 (20 %), 1:20 left\n');
  });
});
