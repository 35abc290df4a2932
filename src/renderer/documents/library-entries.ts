import type { Catalogue } from '#shared/catalogue/catalogue';
import type { LaidLibrary } from '#shared/library/laid-library';
import { ownValue } from '#shared/schema/own-value';
import {
  type KeptEntry,
  keptEntriesOf,
  keptEntryOf,
  type Library,
  type LibraryEntry,
  type LibraryKind,
  libraryKinds,
} from '#shared/library/library';

/** How an entry that comes in stands to the user's library. */
export type Standing = 'new' | 'same' | 'differs';

export interface Incoming {
  readonly kept: KeptEntry;
  readonly standing: Standing;
}

/** The entries of a library that is opened, each with how it stands to those that are kept already, as kept or as `laid` whole. */
export const incomingEntries = (
  library: Library,
  held: Readonly<Record<string, KeptEntry>>,
  laid?: LaidLibrary['entries'],
): readonly Incoming[] =>
  keptEntriesOf(library).map((kept) => {
    const here = held[kept.id];
    if (here === undefined) return { kept, standing: 'new' };
    const entries: Readonly<Record<string, object>> = laid?.[kept.kind] ?? {};
    const same = [here.entry, ownValue(entries, kept.entry.id)].some((each) => isSame(each, kept.entry));
    return { kept, standing: same ? 'same' : 'differs' };
  });

/** Whether two values say the same, whatever the order of their keys. */
export const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, sorted(part)]),
        )
      : value;

/** What becomes of entries whose ids the library has with another content. */
export type Clash = 'keep-mine' | 'take-theirs' | 'keep-both';

/**
 * The entries to keep of those that come in. Kept beside one's own, an entry gets a free id, and what comes in with it and names it
 * names that id.
 */
export function entriesToKeep(
  incoming: readonly Incoming[],
  clash: Clash,
  taken: ReadonlySet<string>,
): readonly KeptEntry[] {
  const fresh = incoming.filter(({ standing }) => standing === 'new').map(({ kept }) => kept);
  const clashing = incoming.filter(({ standing }) => standing === 'differs').map(({ kept }) => kept);
  if (clash === 'keep-mine') return fresh;
  if (clash === 'take-theirs') return [...fresh, ...clashing];
  const ids = new Map(
    clashing.map(({ kind, entry }) => [`${kind}/${entry.id}`, freeId(entry.id, kind, taken)]),
  );
  return [...fresh, ...clashing].map((kept) => renamed(kept, ids));
}

function freeId(id: string, kind: LibraryKind, taken: ReadonlySet<string>): string {
  let free = id;
  for (let number = 2; taken.has(`${kind}/${free}`); number += 1) free = `${id.slice(0, 76)}-${number}`;
  return free;
}

/** Which kind of entry a field of each kind names. */
const references: Readonly<Partial<Record<LibraryKind, Readonly<Record<string, LibraryKind>>>>> = {
  accelerators: { price: 'prices', defaultEngine: 'engines' },
  deviceTypes: { price: 'prices' },
  rackTypes: { price: 'prices' },
};

function renamed({ kind, entry }: KeptEntry, ids: ReadonlyMap<string, string>): KeptEntry {
  const idOf = (of: LibraryKind, id: unknown): unknown => ids.get(`${of}/${String(id)}`) ?? id;
  const changes: Record<string, unknown> = { id: idOf(kind, entry.id) };
  if (entry.basedOn !== undefined) changes['basedOn'] = idOf(kind, entry.basedOn);
  for (const [field, of] of Object.entries(references[kind] ?? {})) {
    if (entry[field] !== undefined) changes[field] = idOf(of, entry[field]);
  }
  const accelerators = kind === 'deviceTypes' ? entry['accelerators'] : undefined;
  if (isObject(accelerators)) {
    changes['accelerators'] = { ...accelerators, type: idOf('accelerators', accelerators['type']) };
  }
  const members = kind === 'deviceGroups' ? entry['members'] : undefined;
  if (Array.isArray(members)) {
    changes['members'] = members.map((member: unknown) =>
      isObject(member) ? { ...member, type: idOf('deviceTypes', member['type']) } : member,
    );
  }
  return keptEntryOf(kind, { ...entry, ...changes });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An id that no entry of the kind has, from the words of a name. */
export function freeEntryId(catalogue: Catalogue, kind: keyof typeof prefixes, name: string): string {
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  const stem = words === '' ? `own-${prefixes[kind]}` : `own-${words.replace(/^own-/, '')}`.slice(0, 70);
  let id = stem;
  for (let number = 2; Object.hasOwn(catalogue[kind], id); number += 1) id = `${stem}-${number}`;
  return id;
}

const prefixes = {
  models: 'model',
  accelerators: 'accelerator',
  deviceTypes: 'device',
  deviceGroups: 'group',
  rackTypes: 'rack',
  engines: 'engine',
  prices: 'price',
  sources: 'source',
  sites: 'site',
} as const;

/**
 * The entry as it is kept: what differs from the published or own one that it is based on, so that what changes there is followed; whole
 * where it lacks something that the other one has.
 */
export function entryToKeep(
  whole: { readonly id: string },
  base: { readonly id: string } | undefined,
): LibraryEntry {
  const fields: Readonly<Record<string, unknown>> = { ...whole };
  if (base === undefined) return fields as LibraryEntry;
  const under: Readonly<Record<string, unknown>> = { ...base };
  if (Object.keys(under).some((key) => fields[key] === undefined)) return fields as LibraryEntry;
  const own = Object.entries(fields).filter(([key, value]) => key !== 'id' && !isSame(value, under[key]));
  return { id: whole.id, basedOn: base.id, ...Object.fromEntries(own) };
}

/** What of a catalogue names an entry: entries that are based on it or refer to it, by kind and id. */
export function namedBy(
  catalogue: Catalogue,
  held: Readonly<Record<string, KeptEntry>>,
  { kind, id }: { readonly kind: LibraryKind; readonly id: string },
): readonly { readonly kind: LibraryKind; readonly id: string }[] {
  const based = Object.values(held)
    .filter((kept) => kept.kind === kind && kept.entry.basedOn === id)
    .map((kept) => ({ kind: kept.kind, id: kept.entry.id }));
  const referring = libraryKinds.flatMap((of) =>
    Object.values<{ readonly id: string }>(catalogue[of])
      .filter((entry) => refersTo(of, entry, kind, id))
      .map((entry) => ({ kind: of, id: entry.id })),
  );
  const all = [...based, ...referring];
  return all.filter(
    (each, index) => all.findIndex((other) => other.kind === each.kind && other.id === each.id) === index,
  );
}

function refersTo(of: LibraryKind, entry: object, kind: LibraryKind, id: string): boolean {
  const fields = entry as Readonly<Record<string, unknown>>;
  if (Object.entries(references[of] ?? {}).some(([field, to]) => to === kind && fields[field] === id))
    return true;
  const accelerators = of === 'deviceTypes' ? fields['accelerators'] : undefined;
  if (kind === 'accelerators' && isObject(accelerators) && accelerators['type'] === id) return true;
  const members = of === 'deviceGroups' ? fields['members'] : undefined;
  return (
    kind === 'deviceTypes' &&
    Array.isArray(members) &&
    members.some((member: unknown) => isObject(member) && member['type'] === id)
  );
}
