import { describe, expect, it } from 'vitest';
import { fillIn } from '#shared/language/language';
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

  it('follows a count that is written already, and is the plural without one', () => {
    expect(['1', '1,200', '1.0', undefined].map((count) => form('racks', count))).toEqual([
      '{{count}} rack',
      '{{count}} racks',
      '{{count}} racks',
      '{{count}} racks',
    ]);
    expect(form('rows', 1)).toBeUndefined();
  });
});

describe('a noun beside a number of a message', () => {
  const lease = (years: string | number) => fillIn('over {{years|year|years}}', { years });

  it('is in the form that its number needs, whatever the number is called', () => {
    expect([0, 1, 1.5, 2].map(lease)).toEqual([
      'over 0 years',
      'over 1 year',
      'over 1.5 years',
      'over 2 years',
    ]);
  });

  it('follows a number that is written already', () => {
    expect(['1', '1.0', '1,024'].map(lease)).toEqual(['over 1 year', 'over 1.0 years', 'over 1,024 years']);
  });

  it('stays as it is without its number', () => {
    expect(fillIn('over {{years|year|years}}', {})).toBe('over {{years|year|years}}');
  });
});

describe('a number in a message', () => {
  it('has its digits grouped by commas, in any size and with all its decimals', () => {
    expect([12, 1_024, 1_234_567.25, 0.30000000000000004].map((n) => fillIn('{{n}}', { n }))).toEqual([
      '12',
      '1,024',
      '1,234,567.25',
      '0.30000000000000004',
    ]);
  });

  it('is as the caller wrote it where it is a text, such as a port', () => {
    expect(fillIn('port {{port}}', { port: '47114' })).toBe('port 47114');
  });
});

describe('a number with its noun', () => {
  it('is singular for one only', () => {
    expect([0, 1, 2, 1_024].map((count) => counted(count, 'rack'))).toEqual([
      '0 racks',
      '1 rack',
      '2 racks',
      '1,024 racks',
    ]);
    expect(counted(2, 'entry', 'entries')).toBe('2 entries');
  });
});

describe('an optional part of a message', () => {
  const unknown = (parameters: Readonly<Record<string, string>>) =>
    fillIn('There is no {{id}}.[[ Did you mean {{nearest}}?]]', parameters);

  it('is said where its parameter is known, and else left out', () => {
    expect(unknown({ id: 'a', nearest: 'ab' })).toBe('There is no a. Did you mean ab?');
    expect(unknown({ id: 'a' })).toBe('There is no a.');
  });

  it('is a matter of the message and not of what is filled in', () => {
    expect(unknown({ id: '[[{{b}}]]' })).toBe('There is no [[{{b}}]].');
  });
});
