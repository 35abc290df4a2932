import english from '../../../resources/locales/en/quote-document.json';
import chinese from '../../../resources/locales/zh-CN/quote-document.json';
import type { Quote } from '#shared/quote';

export type Language = Quote['language'];

const catalogues = { en: english, 'zh-CN': chinese satisfies typeof english } as const;

type KeysOf<Group> = { [Key in keyof Group]: Key extends string ? Key : never }[keyof Group];
export type QuoteMessageKey = {
  [Group in keyof typeof english]: `${Group}.${KeysOf<(typeof english)[Group]>}`;
}[keyof typeof english];

export type Translate = (
  key: QuoteMessageKey,
  parameters?: Readonly<Record<string, string | number>>,
) => string;

/** The texts of a quote in its language: the message with every `{{name}}` replaced by its parameter. */
export function quoteMessages(language: Language): Translate {
  const catalogue: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogues[language];
  return (key, parameters = {}) => {
    const [group = '', name = ''] = key.split('.');
    const text = catalogue[group]?.[name] ?? key;
    return text.replaceAll(/\{\{(\w+)\}\}/g, (place, parameter: string) =>
      String(parameters[parameter] ?? place),
    );
  };
}
