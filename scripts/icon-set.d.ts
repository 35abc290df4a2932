/** Every icon file by its path in the project; the same bytes on every machine. */
export function iconSet(): Promise<ReadonlyMap<string, Buffer>>;
