import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainContext } from '#main/services/computing';
import { answerChunk, type ChunkTask, numbersIn } from '#main/study/chunk';
import { studyFolder } from '#main/study/folder';
import { manifestOf, type StudyFormat } from '#main/study/identity';
import { foreignAmong, merged } from '#main/study/merge';
import { runStudy, type StudyRun, type Workplace } from '#main/study/run-study';
import { failure, success } from '#shared/refusal/refusal';
import type { Study } from '#shared/study/study';
import { shippedCatalogue } from '../../support/catalogue';
import { aStudy, filesIn } from './a-study';

const catalogue = await shippedCatalogue();
const formats: readonly StudyFormat[] = ['parquet', 'csv', 'ndjson'];
const code = { version: '1.0.0', digest: '0'.repeat(64) };
const study = aStudy();

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'fleetwright-study-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** Works in this thread; of two chunks under way the first ends later, and each has a catalogue of its own. */
const working = (lanes: number, before: (task: ChunkTask) => void = () => undefined): Workplace => {
  let begun = 0;
  return {
    lanes,
    run: async (task) => {
      if (begun++ % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 3));
      before(task);
      return success(answerChunk(task, lanes === 1 ? catalogue : { ...catalogue }));
    },
  };
};

async function ran(name: string, more: Partial<StudyRun> = {}, of: Study = study) {
  const folder = studyFolder(join(scratch, name));
  const { shard } = more;
  const manifest = { ...manifestOf({ study: of, code, catalogue, library: undefined, formats }), shard };
  if ((await folder.manifest()) === undefined) await folder.begin(manifest, of);
  const answer = await runStudy({
    ...{
      study: of,
      folder,
      formats,
      workplace: working(1),
      signal: plainContext.signal,
      told: () => undefined,
    },
    ...more,
  });
  return { folder, answer, manifest };
}

let whole: Readonly<Record<string, string>>;
beforeAll(async () => {
  whole = await filesIn((await ran('whole')).folder.path);
}, 120_000);

describe('a study', { timeout: 120_000 }, () => {
  it('gives the same bytes on one core and on two', async () => {
    const { folder } = await ran('two', { workplace: working(2) });
    expect(await filesIn(folder.path)).toEqual(whole);
  });

  it('goes on where it stopped, without losing or repeating a row', async () => {
    const stop = new AbortController();
    let left = 7;
    const stopping = working(2, () => {
      if (--left === 0) stop.abort();
    });
    const first = await ran('stopped', { workplace: stopping, signal: stop.signal });
    expect(first.answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const kept = await first.folder.done('stage-1-estimate');
    expect(kept.size).toBeGreaterThan(0);

    // As a kill leaves it: a file half written, and a chunk whose file is cut short.
    await writeFile(join(first.folder.path, 'stage-1-estimate', 'part-000009.csv.999999999-1.tmp'), 'half');
    const [cut = 0] = kept;
    await writeFile(join(first.folder.path, 'stage-1-estimate', `part-00000${cut}.csv`), 'cut');
    let again = 0;
    const { folder } = await ran('stopped', {
      workplace: working(1, ({ stage }) => (again += stage === 0 ? 1 : 0)),
    });

    expect(await filesIn(folder.path)).toEqual(whole);
    expect(again).toBe(Math.ceil(320 / 23) - kept.size + 1);
  });

  it('computes nothing anew where all is there', async () => {
    const told = working(1, () => expect.unreachable('a chunk was computed again'));
    await ran('whole', { workplace: told });
    expect(await filesIn(join(scratch, 'whole'))).toEqual(whole);
  });

  it('merges shards in any order into the bytes of one run, stage by stage', async () => {
    const shards = await Promise.all(
      [1, 2, 3].map((index) => ran(`part-${index}`, { shard: { index, of: 3 } })),
    );
    for (const { answer } of shards) expect(answer).toMatchObject({ ok: true, value: { kind: 'shard' } });
    const output = studyFolder(join(scratch, 'merged'));
    const manifest = manifestOf({
      study,
      code,
      catalogue,
      library: undefined,
      formats,
    });
    await output.begin(manifest, study);
    const first = await merged({ study, shards: shards.toReversed(), output });
    expect(first).toMatchObject({ ok: true, value: { next: { level: 'simulate' } } });

    const later = await Promise.all(
      [2, 1].map((index) => ran(`later-${index}`, { shard: { index, of: 2 }, after: output })),
    );
    const both = studyFolder(join(scratch, 'both'));
    await both.begin(manifest, study);
    const held = [...later, { folder: output, manifest }];
    expect(await merged({ study, shards: held, output: both })).toMatchObject({
      ok: true,
      value: { next: { level: 'plan' } },
    });
    await ran('both');
    expect(await filesIn(both.path)).toEqual(whole);
  });

  it('names shards that are missing or do not go together', async () => {
    const [one, two] = [
      await ran('part-1', { shard: { index: 1, of: 3 } }),
      await ran('part-2', { shard: { index: 2, of: 3 } }),
    ];
    const output = studyFolder(join(scratch, 'lacking'));
    const answer = await merged({ study, shards: [one, two], output });
    expect(answer).toMatchObject({ ok: false, error: { code: 'study-incomplete' } });
    expect(JSON.stringify(answer)).toContain('shard 3/3 is missing');

    const other = await ran('other', { shard: { index: 1, of: 9 } }, aStudy({ name: 'Another', seed: 2 }));
    expect(foreignAmong([one, other])?.message).toContain('it holds another study, “Another”');
    const newer = { ...one, manifest: { ...one.manifest, code: { ...code, version: '1.1.0' } } };
    expect(foreignAmong([newer, one])?.message).toContain(
      'computed by version 1.0.0 and this is version 1.1.0',
    );
  });

  it('finds a file of a shard that is no longer what it was', async () => {
    const parts = await Promise.all(
      [1, 2].map((index) => ran(`spoilt-${index}`, { shard: { index, of: 2 } })),
    );
    await unlink(join(scratch, 'spoilt-1', 'stage-1-estimate', 'part-000000.csv'));
    await writeFile(join(scratch, 'spoilt-1', 'stage-1-estimate', 'part-000000.csv'), 'other');
    const output = studyFolder(join(scratch, 'unspoilt'));
    await expect(merged({ study, shards: parts, output })).rejects.toThrow(
      'part-000000.csv is not what its study wrote',
    );
  });

  it('sets a case aside that breaks what works on it, and answers the others', async () => {
    const broken = 30;
    const { answer, folder } = await ran('poisoned', {
      workplace: {
        lanes: 2,
        run: (task) =>
          Promise.resolve(
            task.stage === 0 &&
              numbersIn(task.numbers).includes(broken) &&
              task.setAside[broken] === undefined
              ? failure({ code: 'memory-limit', message: 'The work took more than 64 MB.' })
              : success(answerChunk(task, catalogue)),
          ),
      },
    });
    expect(answer).toMatchObject({ ok: true, value: { stages: [{ rows: 320, failed: 1 }, {}, {}] } });
    const csv = await readFile(join(folder.path, 'stage-1-estimate', 'part-000001.csv'), 'utf8');
    const rows = csv.split('\n').filter((line) => line.includes(',case-failed,'));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('The work took more than 64 MB.');
  });

  it('writes the same rows as Parquet, CSV and lines of JSON', async () => {
    const at = (format: string) => join(scratch, 'whole', 'stage-2-simulate', `part-000000.${format}`);
    const bytes = await readFile(at('parquet'));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const rows = await parquetReadObjects({ file });
    const lines = (await readFile(at('ndjson'), 'utf8')).trimEnd().split('\n');
    const lacking = (row: object) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
    expect(rows.map(lacking)).toEqual(lines.map((line) => JSON.parse(line) as unknown));
    expect((await readFile(at('csv'), 'utf8')).split('\n')).toHaveLength(rows.length + 2);
  });

  it('gives a case the same id in every study that asks it', () => {
    const named = (of: Study, from: number) =>
      answerChunk(
        { study: of, stage: 0, numbers: { from, to: from + 1 }, setAside: {}, formats: ['ndjson'] },
        catalogue,
      ).files.ndjson;
    const idOf = (bytes: Uint8Array | undefined) =>
      (JSON.parse(new TextDecoder().decode(bytes)) as { readonly id: string }).id;
    const alone = aStudy({ devices: [8], tensorParallel: [2], name: 'Another' });
    expect(idOf(named(alone, 0))).toBe(idOf(named(study, 28)));
    expect(idOf(named(alone, 0))).not.toBe(idOf(named(study, 0)));
  });
});
