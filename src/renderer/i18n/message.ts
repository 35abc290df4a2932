import { fillIn, type Parameters } from '#shared/fill-in';
import type { WithoutForm } from '#shared/plural';
import { textOf } from './i18n';
import type { Namespace, Resources } from './resources';

export type MessageParams = Parameters;

type Leaves<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string ? WithoutForm<Key> : `${Key}.${Leaves<Node[Key]>}`;
}[keyof Node & string];

/** Every message there is, as `namespace:path.to.it`. */
export type MessageKey = { [Name in Namespace]: `${Name}:${Leaves<Resources[Name]>}` }[Namespace];

/**
 * A message whose key comes from data, such as the code of a problem; undefined when there is none. Components that show
 * it must re-render with `useLanguage`.
 */
export function messageFor(key: string, params: MessageParams = {}): string | undefined {
  const text = textOf(key, params['count']);
  return text === undefined ? undefined : fillIn(text, params);
}

/** A message in the language of the screen; its key where the messages of its namespace are not here yet. */
export const message = (key: MessageKey, params: MessageParams = {}): string =>
  messageFor(key, params) ?? key;
