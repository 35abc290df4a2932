import {
  copyFile,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically, type FileOperations } from '#main/files/atomic-write';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetwright-write-'));
  path = join(folder, 'file.json');
  await writeFile(path, 'old');
});

afterEach(() => rm(folder, { recursive: true }));

const failed = (code: string): Error => Object.assign(new Error(code), { code });

type Step = 'open' | 'chmod' | 'write' | 'sync' | 'close' | 'rename';

/** The real operations, of which one fails; `times` how often. */
function failingAt(step: Step, code: string, times = Infinity): FileOperations {
  let left = times;
  const act = <T>(name: Step, run: () => Promise<T>): Promise<T> => {
    if (name !== step || left <= 0) return run();
    left -= 1;
    return Promise.reject(failed(code));
  };
  return {
    open: (name, flags) =>
      act('open', async () => {
        const file = await open(name, flags);
        return {
          // Half of it lands before the disk is full.
          writeFile: async (content) => {
            await file.write(String(content).slice(0, 2));
            await act('write', () => file.writeFile(content));
          },
          chown: (user, group) => file.chown(user, group),
          chmod: (mode) => act('chmod', () => file.chmod(mode)),
          sync: () => act('sync', () => file.sync()),
          close: async () => {
            await file.close();
            await act('close', () => Promise.resolve());
          },
        };
      }),
    copyFile,
    rename: (from, to) => act('rename', () => rename(from, to)),
    unlink,
  };
}

describe('an atomic write', () => {
  it('replaces the content and leaves nothing beside it', async () => {
    await writeFileAtomically({ path, content: 'new' });
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['file.json']);
  });

  it('keeps the previous version as .bak where asked to', async () => {
    await writeFileAtomically({ path, content: 'new', keepPrevious: true });
    expect(await readFile(`${path}.bak`, 'utf8')).toBe('old');
  });

  it.each([
    ['open', 'EACCES'],
    ['chmod', 'EPERM'],
    ['write', 'ENOSPC'],
    ['sync', 'EIO'],
    ['close', 'EIO'],
    ['rename', 'EXDEV'],
  ] as const)('that fails at %s with %s leaves the old content whole and no rubbish', async (step, code) => {
    const like = await stat(path);
    const writing = writeFileAtomically({ path, content: 'new', like }, failingAt(step, code));
    await expect(writing).rejects.toMatchObject({ code });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['file.json']);
  });

  it('waits for whoever holds the file open, for a while', async () => {
    await writeFileAtomically({ path, content: 'new' }, { ...failingAt('rename', 'EBUSY', 2), open });
    expect(await readFile(path, 'utf8')).toBe('new');
    const never = writeFileAtomically({ path, content: 'newer' }, { ...failingAt('rename', 'EPERM'), open });
    await expect(never).rejects.toMatchObject({ code: 'EPERM' });
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it('keeps simultaneous writes of one file apart', async () => {
    const contents = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(10_000));
    await Promise.all(contents.map((content) => writeFileAtomically({ path, content })));
    expect(contents).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['file.json']);
  });
});
