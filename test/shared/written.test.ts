import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shareWriter, withUnit } from '#shared/language/written';
import { describe, expect, it } from 'vitest';

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

describe('a share in percent', () => {
  it('has a space before its sign in English (SI Brochure, 5.4.7) and none in Chinese', () => {
    expect(shareWriter()(0.613)).toBe('61 %');
    expect(shareWriter({ language: 'zh-CN' })(0.613)).toBe('61%');
  });

  it('has its sign where it is a difference, and the digits that a column asks for', () => {
    const change = shareWriter({ decimals: 1, signed: true });
    expect([change(0.123), change(-0.63), change(0)]).toEqual(['+12.3 %', '-63 %', '0 %']);
    expect(shareWriter({ decimals: 1, padded: true })(0.5)).toBe('50.0 %');
  });

  it('is written as a value whose unit is % is', () => {
    expect([withUnit('61', '%'), withUnit('61', '%', 'zh-CN')]).toEqual(['61 %', '61%']);
    expect([withUnit('12.5', 'kW'), withUnit('72', '1'), withUnit('72', '')]).toEqual([
      '12.5 kW',
      '72',
      '72',
    ]);
  });

  it('is written alike in every message', () => {
    const messages = (language: string): string =>
      filesUnder(`resources/locales/${language}`)
        .filter((file) => file.endsWith('.json'))
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n');
    expect(messages('en').match(/.{0,30}[\d}]%/g) ?? []).toEqual([]);
    expect(messages('zh-CN').match(/.{0,30}[\d}] %/g) ?? []).toEqual([]);
  });

  it('is written by one function', () => {
    const writers = filesUnder('src').filter(
      (file) =>
        /\.tsx?$/.test(file) && /style: 'percent'|toFixed\(\d\)\} ?%/.test(readFileSync(file, 'utf8')),
    );
    expect(writers).toEqual([join('src', 'shared', 'language', 'written.ts')]);
  });
});
