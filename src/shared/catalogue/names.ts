import type { Catalogue } from './catalogue';
import type { Kind } from './kinds';

/** Names of entries in another language by kind and id; an entry without one keeps the name of the catalogue. */
export type CatalogueNames = Readonly<
  Partial<Record<Exclude<Kind, 'sources'>, Readonly<Record<string, string>>>>
>;

const lastNamed = new WeakMap<Catalogue, { readonly names: CatalogueNames; readonly catalogue: Catalogue }>();

/** The catalogue with other names, the same figures; the same names after each other give the same catalogue. */
export function withNames(catalogue: Catalogue, names: CatalogueNames | undefined): Catalogue {
  if (names === undefined) return catalogue;
  const before = lastNamed.get(catalogue);
  if (before?.names === names) return before.catalogue;
  const kinds = Object.keys(names) as readonly (keyof CatalogueNames)[];
  const renamed = kinds.map(
    (kind) => [kind, renamedEntries(catalogue, { kind, names: names[kind] ?? {} })] as const,
  );
  const named: Catalogue = { ...catalogue, ...Object.fromEntries(renamed) };
  lastNamed.set(catalogue, { names, catalogue: named });
  return named;
}

interface NamesInKind {
  readonly kind: keyof CatalogueNames;
  readonly names: Readonly<Record<string, string>>;
}

function renamedEntries(catalogue: Catalogue, { kind, names }: NamesInKind): object {
  const entries: readonly (readonly [string, object])[] = Object.entries(catalogue[kind]);
  return Object.fromEntries(
    entries.map(([id, entry]) => [id, Object.hasOwn(names, id) ? { ...entry, name: names[id] } : entry]),
  );
}
