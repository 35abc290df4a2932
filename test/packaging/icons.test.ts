import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { iconSet } from '../../scripts/icon-set.js';

const root = join(import.meta.dirname, '../..');
const kept = (path: string) => readFile(join(root, path));

/** The pictures in an icon file of Windows: their side by the directory, and by the picture itself. */
function windowsSides(file: Buffer) {
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + index * 16;
    const picture = file.subarray(file.readUInt32LE(entry + 12));
    const isPng = picture.toString('latin1', 1, 4) === 'PNG';
    return [file.readUInt8(entry) || 256, isPng ? picture.readUInt32BE(16) : picture.readInt32LE(4)];
  });
}

/** The pictures in an icon file of macOS: type and side; they fill the file to its end. */
function appleSides(file: Buffer) {
  const found: [string, number][] = [];
  let at = 8;
  for (; at < file.length; at += file.readUInt32BE(at + 4)) {
    found.push([file.toString('latin1', at, at + 4), file.readUInt32BE(at + 8 + 16)]);
  }
  return { found, endsWell: at === file.length && file.readUInt32BE(4) === file.length };
}

describe('the icons of installers', () => {
  it('are what our own drawings give, to the byte (npm run icons draws them anew)', async () => {
    const drawn = await iconSet();
    expect(drawn.size).toBe(12);
    for (const [path, bytes] of drawn) expect([path, bytes.equals(await kept(path))]).toEqual([path, true]);
  });

  it.each(['app', 'document'])('of Windows hold every size from 16 to 256: %s', async (name) => {
    const file = await kept(`packaging/icons/${name}.ico`);
    expect(windowsSides(file)).toEqual([16, 24, 32, 48, 64, 128, 256].map((side) => [side, side]));
  });

  it.each(['app', 'document'])('of macOS hold every size up to 1024: %s', async (name) => {
    const { found, endsWell } = appleSides(await kept(`packaging/icons/${name}.icns`));
    expect(endsWell).toBe(true);
    expect(found).toContainEqual(['ic10', 1024]);
    expect(new Set(found.map(([, side]) => side))).toEqual(new Set([16, 32, 64, 128, 256, 512, 1024]));
  });
});
