import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Library, LibraryKind } from './library';

/** Why an entry of the user's library counts nowhere: where in it, and what is wrong there. */
export interface LibraryFault {
  readonly kind: LibraryKind;
  readonly id: string;
  /** Such as `models[2].layers`, or `my-server.accelerators` for what refers to something else. */
  readonly path: string;
  readonly reason: string;
}

/** A user's library as calculations read it: its sound entries whole, with what they are based on filled in. */
export interface LaidLibrary {
  readonly entries: Pick<Catalogue, LibraryKind>;
  readonly faults: readonly LibraryFault[];
}

const lastLaid = new WeakMap<
  Catalogue,
  { readonly laid: LaidLibrary['entries']; readonly catalogue: Catalogue }
>();

/** The catalogue with entries beside its own. The same entries after each other give the same catalogue. */
export function withLaid(catalogue: Catalogue, laid: LaidLibrary['entries'] | undefined): Catalogue {
  if (laid === undefined) return catalogue;
  const before = lastLaid.get(catalogue);
  if (before?.laid === laid) return before.catalogue;
  const kinds = Object.keys(laid) as readonly LibraryKind[];
  const merged = Object.fromEntries(kinds.map((kind) => [kind, { ...catalogue[kind], ...laid[kind] }]));
  const together: Catalogue = { ...catalogue, ...merged };
  lastLaid.set(catalogue, { laid, catalogue: together });
  return together;
}

interface AtFault {
  readonly kind: LibraryKind;
  readonly id: string;
  readonly path: string;
}

/** The library without the entry at fault: the one that the path counts, else all of its id. Undefined where there is none. */
export function withoutEntries(library: Library, { kind, id, path }: AtFault): Library | undefined {
  const index = Number(/^\w+\[(\d+)\]/.exec(path)?.[1] ?? -1);
  const left = library[kind].filter((entry, place) => (index < 0 ? entry.id !== id : place !== index));
  return left.length === library[kind].length ? undefined : { ...library, [kind]: left };
}
