import {
  chmod,
  chown,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notWritten } from '#main/files/host-files';
import { replaceFile } from '#main/files/atomic-write';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetwright-replace-'));
  path = join(folder, 'plan.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file that the user named', () => {
  it('is whole and alone, whether it was there or not', async () => {
    await replaceFile(path, 'one');
    await replaceFile(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(folder)).toEqual(['plan.json']);
  });

  it.skipIf(process.platform === 'win32')(
    'keeps its permissions, and a link to it stays a link',
    async () => {
      await writeFile(path, 'one');
      await chmod(path, 0o640);
      const link = join(folder, 'link.json');
      await symlink(path, link);
      await replaceFile(link, 'two');
      expect(await readFile(path, 'utf8')).toBe('two');
      expect((await stat(path)).mode & 0o777).toBe(0o640);
      expect((await lstat(link)).isSymbolicLink()).toBe(true);
    },
  );

  it.skipIf(process.platform === 'win32').each([0o600, 0o666, 0o755])(
    'keeps the permissions %o, whatever new files get',
    async (mode) => {
      await writeFile(path, 'one');
      await chmod(path, mode);
      await replaceFile(path, 'two');
      expect((await stat(path)).mode & 0o777).toBe(mode);
    },
  );

  it.runIf(process.getuid?.() === 0)('keeps its owner', async () => {
    await writeFile(path, 'one');
    await chown(path, 1_234, 2_345);
    await replaceFile(path, 'two');
    expect(await stat(path)).toMatchObject({ uid: 1_234, gid: 2_345 });
  });

  it('is refused and unchanged where it is read-only, also for root and behind a link', async () => {
    await writeFile(path, 'one');
    await chmod(path, 0o444);
    const link = join(folder, 'link.json');
    await symlink(path, link);
    for (const named of [path, link]) {
      const error: unknown = await replaceFile(named, 'two').catch((reason: unknown) => reason);
      expect(notWritten('plan.json', error)).toMatchObject({ code: 'file-read-only' });
    }
    expect(await readFile(path, 'utf8')).toBe('one');
    expect((await readdir(folder)).sort()).toEqual(['link.json', 'plan.json']);
  });

  it.skipIf(process.platform === 'win32')('is written to and not replaced where it is a device', async () => {
    await replaceFile('/dev/null', 'nothing');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('is not written where a folder stands, and the folder stays', async () => {
    await expect(replaceFile(folder, 'text')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(folder)).toEqual([]);
  });
});
