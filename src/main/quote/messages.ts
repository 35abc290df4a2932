import englishProblems from '../../../resources/locales/en/problems.json';
import english from '../../../resources/locales/en/quote-document.json';
import englishService from '../../../resources/locales/en/service.json';
import chineseProblems from '../../../resources/locales/zh-CN/problems.json';
import chineseService from '../../../resources/locales/zh-CN/service.json';
import chinese from '../../../resources/locales/zh-CN/quote-document.json';
import { fillIn, type Parameters } from '#shared/fill-in';
import type { Say } from '#shared/estimate/verdict-words';
import type { Language } from '#shared/language';
import { messageAt } from '#shared/message-at';
import { inForm } from '#shared/plural';
import type { Refusal } from '#shared/refusal';

const catalogues = { en: english, 'zh-CN': chinese satisfies typeof english } as const;
const problems = { en: englishProblems, 'zh-CN': chineseProblems } as const;

type KeysOf<Group> = { [Key in keyof Group]: Key extends string ? Key : never }[keyof Group];
export type QuoteMessageKey = {
  [Group in keyof typeof english]: `${Group}.${KeysOf<(typeof english)[Group]>}`;
}[keyof typeof english];

export type Translate = (key: QuoteMessageKey, parameters?: Parameters) => string;

/** The texts of a quote in its language: the message with every `{{name}}` replaced by its parameter. */
export function quoteMessages(language: Language): Translate {
  const catalogue: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogues[language];
  return (key, parameters = {}) => {
    const [group = '', name = ''] = key.split('.');
    return fillIn(catalogue[group]?.[name] ?? key, parameters);
  };
}

/** A refusal as a sentence of the language: by its code, or the sentence that came with it. */
export function problemMessages(language: Language): (refusal: Refusal) => string {
  const texts: Readonly<Record<string, unknown>> = problems[language];
  return ({ code, message, params = {} }) => {
    const textAt = (key: string) => {
      const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
      return typeof text === 'string' ? text : undefined;
    };
    const text = inForm(textAt, { key: code, count: params['count'], language });
    return text === undefined ? message : fillIn(text, params);
  };
}

const services = { en: englishService, 'zh-CN': chineseService satisfies typeof englishService } as const;

/** The messages of `service` in a language, by which verdicts on objectives are said. */
export function serviceMessages(language: Language): Say {
  return (key, parameters = {}) => fillIn(messageAt(services[language], key), parameters);
}
