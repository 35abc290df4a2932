import { describe, expect, it } from 'vitest';
import { pngOf } from '#main/files/host-files';
import { calls } from '#shared/api/calls';

/** A picture of one transparent pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

describe('a picture that the page has drawn', () => {
  it('is taken by what it begins with', () => {
    const png = pngOf(pixel);

    expect(png.ok && Buffer.from(png.value).toString('latin1', 1, 4)).toBe('PNG');
  });

  it.each([
    ['another file', Buffer.from('<svg onload="x()"/>').toString('base64')],
    ['nothing', ''],
  ])('is refused where it is %s', (_, base64) => {
    expect(pngOf(base64)).toMatchObject({ ok: false, error: { code: 'no-picture' } });
  });

  it('is stopped by the contract where it is no base64 or too large', () => {
    const accepted = (png: string) =>
      calls.savePicture.input.safeParse({ suggestedName: 'chart.png', png }).success;

    expect(accepted(pixel)).toBe(true);
    expect(accepted('no base64!')).toBe(false);
    expect(accepted('AAAA'.repeat(4 * 1024 * 1024 + 1))).toBe(false);
  });
});
