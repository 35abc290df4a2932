type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The key of a message without the plural form that ends it: `racks` of `racks_one`. */
export type WithoutForm<Key extends string> = Key extends `${infer Stem}_${Form}` ? Stem : Key;

const rules = { en: new Intl.PluralRules('en'), 'zh-CN': new Intl.PluralRules('zh-CN') } as const;

// English and Chinese group digits alike: 1,024.
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** A number as every sentence writes it: `1,024`. */
export const written = (value: string | number): string =>
  typeof value === 'number' ? grouped.format(value) : value;

/** English has one singular, the number written `1`: neither 1.0 nor 1,000 is one. */
const isOne = (value: string | number): boolean => written(value) === '1';

/**
 * A message in the form that its count needs: `racks_one` for 1 in English, else `racks_other`, or `racks` where a
 * language has one form only. A count may be written already: `1` is one, `1,024` is many.
 */
export function inForm(
  textAt: (key: string) => string | undefined,
  {
    key,
    count,
    language,
  }: { readonly key: string; readonly count: unknown; readonly language: keyof typeof rules },
): string | undefined {
  const form = (number: number): string | undefined => textAt(`${key}_${rules[language].select(number)}`);
  const formed =
    typeof count === 'number' ? form(count) : typeof count === 'string' && isOne(count) ? form(1) : undefined;
  return formed ?? textAt(key) ?? textAt(`${key}_other`);
}

/**
 * The form of a noun beside any number of a message, which writes both: `{{years|year|years}}` is `1 year`, `5 years`.
 */
export const withNoun = (value: string | number, one: string, other: string): string =>
  `${written(value)} ${isOne(value) ? one : other}`;

/** A number with its noun in English, for what only the command line says: `1 rack`, `1,024 racks`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  withNoun(count, noun, plural);
