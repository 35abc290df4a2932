import { valueAt } from '#shared/schema/own-value';

/** The message of a catalogue by its path; undefined where there is none. */
export function textAt(tree: unknown, path: string): string | undefined {
  const found = valueAt(tree, path.split('.'));
  return typeof found === 'string' ? found : undefined;
}

/** The message of a catalogue by its path; the path itself where there is none. */
export const messageAt = (tree: unknown, path: string): string => textAt(tree, path) ?? path;
