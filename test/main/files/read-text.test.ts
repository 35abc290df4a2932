import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundedText, readTextFile } from '#main/files/host-files';

const read = (...chunks: readonly Uint8Array[]) =>
  boundedText(Readable.from(chunks), { name: 'a.json', limit: 8 });

describe('text from a stream', () => {
  it('is UTF-8, over the borders of chunks too, without the byte order mark', async () => {
    const bytes = new TextEncoder().encode('\uFEFF机架');
    expect(await read(bytes.slice(0, 4), bytes.slice(4)).then((text) => text.ok)).toBe(false);
    const short = new TextEncoder().encode('\uFEFF机a');
    expect(await read(short.slice(0, 4), short.slice(4))).toEqual({ ok: true, value: '机a' });
  });

  it.each([
    ['UTF-16, little end first', [0xff, 0xfe, 0x7b, 0x00]],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x7b]],
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9]],
    ['cut within a character', [0x61, 0xe6, 0x9c]],
  ])('in %s is refused and not guessed at', async (_, bytes) => {
    expect(await read(Uint8Array.from(bytes))).toMatchObject({
      ok: false,
      error: { code: 'file-not-text', params: { name: 'a.json' } },
    });
  });

  it('without an end is not read beyond its limit', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 1;
        yield await Promise.resolve(new Uint8Array(4));
      }
    }
    expect(await boundedText(endless(), { name: 'zero', limit: 8 })).toMatchObject({
      error: { code: 'file-too-large', limit: 8 },
    });
    expect(taken).toBe(3);
  });
});

describe('a file that the user chose', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fleetwright-read-'));
    await writeFile(join(folder, 'a.json'), '{}');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('comes with its name and without its path', async () => {
    expect(await readTextFile(join(folder, 'a.json'))).toEqual({
      ok: true,
      value: { name: 'a.json', text: '{}' },
    });
  });

  it('that is a folder, is not there or is too large is refused by name', async () => {
    expect(await readTextFile(folder)).toMatchObject({
      error: { code: 'file-not-read', params: { cause: 'EISDIR' } },
    });
    expect(await readTextFile(join(folder, 'gone'))).toMatchObject({
      error: { code: 'file-not-read', params: { name: 'gone', cause: 'ENOENT' } },
    });
    expect(await readTextFile(join(folder, 'a.json'), 1)).toMatchObject({
      error: { code: 'file-too-large' },
    });
  });
});
