import type { Language } from './language';

type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The key of a message without the plural form that ends it: `racks` of `racks_one`. */
export type WithoutForm<Key extends string> = Key extends `${infer Stem}_${Form}` ? Stem : Key;

const rules: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  'zh-CN': new Intl.PluralRules('zh-CN'),
};

/**
 * A message in the form that its count needs: `racks_one` for 1 in English, else `racks_other`, or `racks` where a
 * language has one form only.
 */
export function inForm(
  textAt: (key: string) => string | undefined,
  { key, count, language }: { readonly key: string; readonly count: unknown; readonly language: Language },
): string | undefined {
  const formed = typeof count === 'number' ? textAt(`${key}_${rules[language].select(count)}`) : undefined;
  return formed ?? textAt(key) ?? textAt(`${key}_other`);
}

/** A number with its noun in English, for what only the command line says: `1 rack`, `2 racks`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${rules.en.select(count) === 'one' ? noun : plural}`;
