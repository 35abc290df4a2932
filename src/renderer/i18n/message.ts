import { i18n } from './i18n';
import type { Namespace, Resources } from './resources';

export type MessageParams = Readonly<Record<string, string | number>>;

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Singular<Key extends string> = Key extends `${infer Stem}_${Plural}` ? Stem : Key;
type Leaves<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string ? Singular<Key> : `${Key}.${Leaves<Node[Key]>}`;
}[keyof Node & string];

/** Every message there is, as `namespace:path.to.it`. */
export type MessageKey = { [Name in Namespace]: `${Name}:${Leaves<Resources[Name]>}` }[Namespace];

/** A message in the language of the screen. Components that show it must re-render with `useLanguage`. */
export const message = (key: MessageKey, params: MessageParams = {}): string =>
  (i18n.t as (key: string, params: MessageParams) => string)(key, params);

/** A message whose key comes from data, such as the code of a problem; undefined when there is none. */
export const messageFor = (key: string, params: MessageParams = {}): string | undefined =>
  i18n.exists(key) ? (i18n.t as (key: string, params: MessageParams) => string)(key, params) : undefined;
