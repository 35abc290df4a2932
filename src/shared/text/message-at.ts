/** The message of a catalogue by its path; the path itself where there is none. */
export function messageAt(tree: unknown, path: string): string {
  let node: unknown = tree;
  for (const key of path.split('.')) {
    node =
      typeof node === 'object' && node !== null && Object.hasOwn(node, key)
        ? (node as Readonly<Record<string, unknown>>)[key]
        : undefined;
  }
  return typeof node === 'string' ? node : path;
}
