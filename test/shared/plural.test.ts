import { describe, expect, it } from 'vitest';
import { counted, inForm } from '#shared/text/plural';

const texts: Readonly<Record<string, string>> = {
  racks_one: '{{count}} rack',
  racks_other: '{{count}} racks',
  hosts: '{{count}} 台',
};
const form = (key: string, count: unknown, language: 'en' | 'zh-CN' = 'en') =>
  inForm((at) => texts[at], { key, count, language });

describe('the form of a message', () => {
  it('follows the count in English', () => {
    expect([0, 1, 2].map((count) => form('racks', count))).toEqual([
      '{{count}} racks',
      '{{count}} rack',
      '{{count}} racks',
    ]);
  });

  it('is the one there is where a language has one', () => {
    expect([1, 2].map((count) => form('hosts', count, 'zh-CN'))).toEqual(['{{count}} 台', '{{count}} 台']);
  });

  it('is the plural without a number, and nothing for an unknown key', () => {
    expect(form('racks', '1,200')).toBe('{{count}} racks');
    expect(form('rows', 1)).toBeUndefined();
  });
});

describe('a number with its noun', () => {
  it('is singular for one only', () => {
    expect([counted(0, 'rack'), counted(1, 'rack'), counted(2, 'rack')]).toEqual([
      '0 racks',
      '1 rack',
      '2 racks',
    ]);
    expect(counted(2, 'entry', 'entries')).toBe('2 entries');
  });
});
