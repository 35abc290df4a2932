import { describe, expect, it } from 'vitest';
import { readOpenedFile } from '#renderer/api/choose-file';

const file = (bytes: readonly number[]): File => new File([Uint8Array.from(bytes)], 'a.csv');

describe('a file that the user chose or dropped', () => {
  it('is text of UTF-8, without the byte order mark that spreadsheets write', async () => {
    expect(await readOpenedFile(file([0xef, 0xbb, 0xbf, 0xe6, 0x9c, 0xba]))).toEqual({
      ok: true,
      value: { name: 'a.csv', text: '机' },
    });
  });

  it.each([
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
    // What a spreadsheet in Chinese saves as CSV by itself.
    ['GBK', [0xbb, 0xfa, 0xbc, 0xdc]],
  ])('in %s is refused and not garbled', async (_, bytes) => {
    expect(await readOpenedFile(file(bytes))).toMatchObject({ error: { code: 'file-not-text' } });
  });

  it('that is a folder, or went away, is refused as not read', async () => {
    const gone = Object.assign(file([]), {
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
    });
    expect(await readOpenedFile(gone)).toMatchObject({
      error: { code: 'file-not-read', params: { name: 'a.csv', cause: 'NotFoundError' } },
    });
  });
});
