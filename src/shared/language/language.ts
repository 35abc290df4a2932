import { z } from '#shared/schema/zod';
import { withNoun, written } from '#shared/text/plural';

/** The languages that screens and documents speak, English first: what nothing else is said for. */
export const languages = ['en', 'zh-CN'] as const;

export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

export type Parameters = Readonly<Record<string, string | number>>;

/**
 * A message with every `{{name}}` replaced by its parameter, and every `{{name|noun|nouns}}` by the parameter and the noun
 * in the form that it needs; one without a parameter stays as it is. What `[[ ]]` encloses is left out where a parameter in it is missing.
 */
export const fillIn = (text: string, parameters: Parameters): string =>
  withoutUnsaid(text, parameters).replaceAll(
    /\{\{(\w+)(?:\|([^|{}]+)\|([^|{}]+))?\}\}/g,
    (place, name: string, one: string | undefined, other: string | undefined) => {
      const value = parameters[name];
      if (value === undefined) return place;
      return one === undefined || other === undefined ? written(value) : withNoun(value, one, other);
    },
  );

const withoutUnsaid = (text: string, parameters: Parameters): string =>
  text.replaceAll(/\[\[(.*?)\]\]/g, (_, part: string) =>
    Array.from(part.matchAll(/\{\{(\w+)/g)).every(([, name = '']) => Object.hasOwn(parameters, name))
      ? part
      : '',
  );
