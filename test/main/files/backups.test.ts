import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeManifest } from '#main/files/backup-format';
import { createBackups, type Backups } from '#main/files/backups';
import { rotation } from '#main/files/rotation';
import type { BackupEntry } from '#shared/storage/backup';

const LIBRARY = '6f0a1d1e-0000-4000-8000-000000000001';
const OTHER = '6f0a1d1e-0000-4000-8000-000000000002';
const released = join(import.meta.dirname, '..', '..', 'fixtures', 'released', 'backup');

let folder: string;
let now: number;
let backups: Backups;
/** Another run of the app, which remembers nothing. */
const restarted = () => createBackups(folder, () => new Date(now));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetwright-backups-'));
  now = Date.parse('2026-11-22T10:00:00Z');
  backups = restarted();
});
afterEach(() => rm(folder, { recursive: true }));

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

const entryOf = (text: string, key = text): BackupEntry => ({
  table: 'scenarios',
  key,
  digest: digestOf(text),
  size: text.length,
  label: { name: text },
});

/** Backs up a library of these scenarios, as a window does. */
async function backUp(texts: readonly string[], library = LIBRARY): Promise<void> {
  const entries = texts.map((text, index) => entryOf(text, `s${index}`));
  const first = await backups.backUp(library, entries);
  if (first.kind === 'missing') {
    await backups.keepRows(
      library,
      texts.filter((text) => first.digests.includes(digestOf(text))),
    );
    expect(await backups.backUp(library, entries)).toMatchObject({ kind: 'kept' });
  }
}

const listed = async (library = LIBRARY) =>
  (await backups.list()).libraries.find((each) => each.library === library)?.backups ?? [];

async function textsOf(id: string): Promise<readonly (string | null)[]> {
  const read = await backups.read(id);
  if (!read.ok) throw new Error(read.error.code);
  const rows = await backups.rows(
    id,
    read.value.entries.map(({ digest }) => digest),
  );
  if (!rows.ok) throw new Error(rows.error.code);
  return rows.value.map(({ text }) => text);
}

const manifests = async (library = LIBRARY) =>
  (await readdir(join(folder, library))).filter((name) => name.endsWith('.json.gz')).sort();
const rowFiles = async () => (await readdir(join(folder, LIBRARY, 'rows'))).sort();
const newestId = async () => (await listed())[0]?.id ?? '';

describe('backups', () => {
  it('give back what was kept, newest first', async () => {
    await backUp(['one']);
    await backUp(['two', 'three']);
    const [newest, before] = await listed();
    expect(newest).toMatchObject({ health: 'whole', counts: { scenarios: 2 }, names: ['two', 'three'] });
    expect(await textsOf(newest?.id ?? '')).toEqual(['two', 'three']);
    expect(await textsOf(before?.id ?? '')).toEqual(['one']);
  });

  it('ask for rows that they do not hold, and for no others', async () => {
    await backUp(['one']);
    expect(await backups.backUp(LIBRARY, [entryOf('one'), entryOf('two')])).toEqual({
      kind: 'missing',
      digests: [digestOf('two')],
    });
  });

  it('are not made again of the same content', async () => {
    await backUp(['same']);
    now += 3_600_000;
    await backUp(['same']);
    expect(await manifests()).toHaveLength(1);
  });

  it('of different libraries never displace each other', async () => {
    await backUp(['mine']);
    for (let index = 0; index < 3 * rotation.newest; index += 1) await backUp([`theirs ${index}`], OTHER);
    expect(await textsOf(await newestId())).toEqual(['mine']);
  });

  it.each([
    ['set back by a year', -365],
    ['set ahead by a year', 365],
  ])('made with a clock that was %s come newest, and are followed by later ones', async (_how, days) => {
    await backUp(['before']);
    now += days * 86_400_000;
    await backUp(['odd clock']);
    now -= days * 86_400_000;
    await backUp(['after']);
    expect((await listed()).flatMap(({ names }) => names)).toEqual(['after', 'odd clock', 'before']);
  });

  it('of a thousand edits within an hour keep the newest states, and drop the rows of the others', async () => {
    for (let index = 0; index < 60; index += 1) await backUp(['stays', `edit ${index}`]);
    expect(await manifests()).toHaveLength(rotation.newest);
    expect((await listed()).every(({ health }) => health === 'whole')).toBe(true);
  });

  it('hold as many scenarios as there are', async () => {
    const texts = Array.from({ length: 1_500 }, (_, index) => `scenario ${index}`);
    const entries = texts.map((text) => entryOf(text));
    await backups.keepRows(LIBRARY, texts);
    expect(await backups.backUp(LIBRARY, entries)).toMatchObject({ kind: 'kept' });
    expect((await listed())[0]?.counts.scenarios).toBe(1_500);
  }, 30_000);

  it('tell deleted scenarios from the others, and notice when only that changed', async () => {
    await backUp(['one']);
    const deleted: BackupEntry = { ...entryOf('one', 's0'), label: { name: 'one', deleted: true } };
    expect(await backups.backUp(LIBRARY, [deleted])).toMatchObject({ kind: 'kept' });
    expect((await listed())[0]?.counts).toMatchObject({ scenarios: 0, deleted: 1 });
  });

  it('are none in a folder that is not there', async () => {
    expect((await backups.list()).libraries).toEqual([]);
  });
});

describe('a damaged backup', () => {
  it.each([
    ['cut short', (content: Buffer) => content.subarray(0, content.length / 2)],
    ['changed by a bit', (content: Buffer) => content.fill(content.readUInt8(40) ^ 1, 40, 41)],
    ['empty', () => Buffer.alloc(0)],
  ])('whose list is %s is named as damaged, and the one before stays', async (_how, damage) => {
    await backUp(['first']);
    await backUp(['second']);
    const name = join(folder, LIBRARY, (await manifests()).at(-1) ?? '');
    await writeFile(name, damage(await readFile(name)));
    backups = restarted();
    const [newest, before] = await listed();
    expect(newest).toMatchObject({ health: 'damaged', at: null });
    expect(await backups.read(newest?.id ?? '')).toMatchObject({
      ok: false,
      error: { code: 'backup-damaged' },
    });
    expect(await textsOf(before?.id ?? '')).toEqual(['first']);
  });

  it('with one damaged row still gives back the others', async () => {
    await backUp(['one', 'two']);
    await writeFile(join(folder, LIBRARY, 'rows', `${digestOf('one')}.gz`), gzipSync('onE'));
    backups = restarted();
    expect((await listed())[0]).toMatchObject({ health: 'damaged', damagedRows: 1 });
    expect(await textsOf(await newestId())).toEqual([null, 'two']);
  });

  it('is mended by the next: what no longer reads back is asked for again', async () => {
    await backUp(['one', 'two']);
    await writeFile(join(folder, LIBRARY, 'rows', `${digestOf('one')}.gz`), 'not gzip');
    backups = restarted();
    await backUp(['one', 'two']);
    backups = restarted();
    expect((await listed())[0]).toMatchObject({ health: 'whole' });
  });

  it('of a newer version is left as it is, with every row', async () => {
    await backUp(['one']);
    const text = encodeManifest({ library: LIBRARY, sequence: 2, at: '2027-01-01T00:00:00Z', entries: [] });
    const newer = text.replace('"schemaVersion":2', '"schemaVersion":3');
    const name = `0000000002-20270101T000000Z-${'0'.repeat(16)}.json.gz`;
    await writeFile(join(folder, LIBRARY, name), gzipSync(newer));
    backups = restarted();
    expect((await listed())[0]).toMatchObject({ health: 'newer' });
    await backUp(['two']);
    expect(await manifests()).toContain(name);
    expect(await rowFiles()).toContain(`${digestOf('one')}.gz`);
  });
});

describe('backups of the released format', () => {
  const old = () => readFile(join(released, '1.json'), 'utf8');

  it('are listed beside the others and read row by row', async () => {
    await writeFile(join(folder, '2026-11-22T10-00-00.000Z.json'), await old());
    const [backup] = await listed('earlier');
    expect(backup).toMatchObject({ health: 'whole', counts: { scenarios: 2, prices: 1, comparisons: 1 } });
    const rows = (await textsOf(backup?.id ?? '')).map((text) => JSON.parse(text ?? '') as unknown);
    expect(rows[0]).toMatchObject({ id: 'article-7b-h100', document: { format: 'fleetwright-scenario' } });
    expect(rows[2]).toMatchObject({ kind: 'prices', entry: { id: 'acme-rack' } });
  });

  it('that are damaged are named, and the files of others are let be', async () => {
    const name = '2026-11-22T10-00-00.000Z.json';
    await writeFile(join(folder, name), (await old()).slice(0, 500));
    await writeFile(join(folder, 'letter.json'), 'mine');
    expect(await listed('earlier')).toMatchObject([{ id: `earlier/${name}`, health: 'damaged' }]);
    expect(await readdir(folder)).toContain('letter.json');
  });
});

describe('a backup as one file', () => {
  it('is taken in again elsewhere, as it was', async () => {
    await backUp(['one', 'two']);
    const whole = await backups.whole(await newestId());
    const text = whole.ok ? whole.value : '';
    folder = join(folder, 'elsewhere');
    await mkdir(folder);
    backups = restarted();
    const taken = await backups.take({ name: 'mine.json', text });
    const id = taken.ok ? taken.value : '';
    expect(await textsOf(id)).toEqual(['one', 'two']);
    expect((await backups.list()).libraries).toMatchObject([{ kind: 'file', file: 'mine.json' }]);
    expect(await backups.take({ name: 'mine.json', text })).toEqual(taken);
  });

  it('of the released format is taken in', async () => {
    const text = await readFile(join(released, '1.json'), 'utf8');
    const taken = await backups.take({ name: 'old.json', text });
    expect(taken.ok && (await textsOf(taken.value))).toHaveLength(4);
  });

  it.each([
    ['nothing of ours', '{"a":1}', 'backup-foreign'],
    ['no JSON', 'hello', 'backup-foreign'],
    ['cut short', '{"format":"fleetwright-backup","schemaVersion":2,"sha', 'backup-damaged'],
    ['of a newer version', '{"format":"fleetwright-backup","schemaVersion":9}', 'backup-newer'],
  ])('that is %s is refused and kept nowhere', async (_how, text, code) => {
    expect(await backups.take({ name: 'x.json', text })).toMatchObject({ ok: false, error: { code } });
    expect((await backups.list()).libraries).toEqual([]);
  });
});

describe('ids from the page', () => {
  it.each([
    `${LIBRARY}/rows`,
    `${LIBRARY}/nothing.json.gz`,
    'earlier/letter.json',
    'nobody/0000000001-20261122T100000Z-0000000000000000.json.gz',
  ])('lead to backups only: %s', async (id) => {
    await backUp(['one']);
    await writeFile(join(folder, 'letter.json'), 'mine');
    expect(await backups.read(id)).toMatchObject({ ok: false, error: { code: 'backup-gone' } });
  });
});
