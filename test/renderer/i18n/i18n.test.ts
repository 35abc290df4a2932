import { afterEach, describe, expect, it, vi } from 'vitest';
import { languageFor, message, messageFor, onLanguage, speak, spokenLanguage } from '#renderer/i18n/i18n';

afterEach(async () => {
  await speak('en');
});

describe('messages', () => {
  it('are there in English without waiting, with their parameters filled in', () => {
    expect(message('shell:goTo', { screen: 'Layout' })).toBe('Go to Layout');
  });

  it('speak the language that the window turns to, once its messages are here', async () => {
    const changed = vi.fn();
    const stop = onLanguage(changed);
    await speak('zh-CN');
    stop();
    expect(spokenLanguage()).toBe('zh-CN');
    expect(changed).toHaveBeenCalledTimes(1);
    expect(message('shell:undo')).toBe('撤销');
  });

  it('choose the form of the noun by the count, in each language by its own rules', async () => {
    const countOf = (count: number) => message('shell:problems.count', { count });
    expect([countOf(1), countOf(2)]).toEqual(['1 problem', '2 problems']);
    await speak('zh-CN');
    expect(new Set([countOf(1), countOf(2)].map((text) => text.replace(/\d/, '#'))).size).toBe(1);
  });

  it('are undefined where data names none, and where it names a group of them', () => {
    expect(messageFor('shell:no-such-message')).toBeUndefined();
    expect(messageFor('shell:problems')).toBeUndefined();
    expect(messageFor('shell:constructor')).toBeUndefined();
  });

  it('end in the language that was asked for last', async () => {
    await Promise.all([speak('zh-CN'), speak('en')]);
    expect(spokenLanguage()).toBe('en');
  });

  it('suit the reader’s system: Chinese for any kind of it, else English', () => {
    expect(['zh-CN', 'zh-Hant-TW', 'ZH', 'de', 'en-GB'].map((tag) => languageFor([tag]))).toEqual([
      'zh-CN',
      'zh-CN',
      'zh-CN',
      'en',
      'en',
    ]);
  });
});
