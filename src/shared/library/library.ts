import type { Kind } from '#shared/catalogue/catalogue';
import { describeJsonProblem, readJson } from '#shared/json/read';
import {
  isUnchecked,
  migrated,
  refuseVersion,
  type Unchecked,
  type VersionedForm,
} from '#shared/json/versioned';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { CatalogueId } from '#shared/schema/ids';
import { schemaIssues, z } from '#shared/schema/zod';

/** A user's own entries beside the published catalogue, in one file that every scenario and case can name. */

export const LIBRARY_FORMAT = 'fleetwright-library';
export const LIBRARY_VERSION = 1;

/** The kinds of the catalogue that a library may add to. */
export const libraryKinds = [
  'models',
  'accelerators',
  'deviceTypes',
  'deviceGroups',
  'rackTypes',
  'engines',
  'prices',
  'sources',
] as const satisfies readonly Kind[];
export type LibraryKind = (typeof libraryKinds)[number];

export const libraryLimits = { bytes: 32 * 1024 * 1024, depth: 32, entries: 5_000 } as const;

/**
 * An entry of a library: all fields of its kind in the catalogue, or those that differ from the entry it is based on, of this library or
 * the catalogue.
 */
export const LibraryEntry = z.looseObject({ id: CatalogueId, basedOn: CatalogueId.optional() });
export type LibraryEntry = Readonly<z.infer<typeof LibraryEntry>>;

const entries = z.array(LibraryEntry).max(libraryLimits.entries).readonly().default([]);

export const Library = z.strictObject({
  format: z.literal(LIBRARY_FORMAT),
  schemaVersion: z.literal(LIBRARY_VERSION),
  name: z.string().max(200).optional(),
  models: entries,
  accelerators: entries,
  deviceTypes: entries,
  deviceGroups: entries,
  rackTypes: entries,
  engines: entries,
  prices: entries,
  sources: entries,
});
export type Library = Readonly<z.infer<typeof Library>>;

export const libraryForm: VersionedForm = { what: 'library', version: LIBRARY_VERSION, migrations: {} };

export const emptyLibrary: Library = Library.parse({
  format: LIBRARY_FORMAT,
  schemaVersion: LIBRARY_VERSION,
});

/** The library that a text holds; what is wrong is named by its place. */
export function readLibrary(text: string): Result<Library, Refusal> {
  const json = readJson(text, libraryLimits);
  if (!json.ok) return refused(describeJsonProblem(json.error), '');
  if (!isUnchecked(json.value) || json.value['format'] !== LIBRARY_FORMAT) {
    return refused(`is not a library: format must be ${JSON.stringify(LIBRARY_FORMAT)}`, 'format');
  }
  return checkedLibrary(json.value);
}

function checkedLibrary(value: Unchecked): Result<Library, Refusal> {
  const newer = refuseVersion(libraryForm, value['schemaVersion']);
  if (newer !== undefined) return failure(newer);
  const library = Library.safeParse(migrated(libraryForm, value, value['schemaVersion'] as number));
  if (library.success) return success(library.data);
  const [issue] = schemaIssues(library.error);
  return refused(issue === undefined ? 'is not valid' : `${issue.path}: ${issue.reason}`, issue?.path ?? '');
}

const refused = (reason: string, path: string): Result<never, Refusal> =>
  failure({ code: 'library-invalid', message: reason, path, params: { reason } });

/** One entry as the app keeps it, under its kind and id. */
export const KeptEntry = z.strictObject({
  id: z.string().min(1).max(120),
  kind: z.enum(libraryKinds),
  entry: LibraryEntry,
});
export type KeptEntry = Readonly<z.infer<typeof KeptEntry>>;

export const keptEntryForm: VersionedForm = { what: 'library entry', version: 1, migrations: {} };

export const keptEntryOf = (kind: LibraryKind, entry: LibraryEntry): KeptEntry => ({
  id: `${kind}/${entry.id}`,
  kind,
  entry,
});

/** The entries of a library, one by one. */
export const keptEntriesOf = (library: Library): readonly KeptEntry[] =>
  libraryKinds.flatMap((kind) => library[kind].map((entry) => keptEntryOf(kind, entry)));

/** The library that entries make together. */
export const libraryOfEntries = (entries: readonly KeptEntry[]): Library =>
  entries.reduce<Library>((library, { kind, entry }) => withEntry(library, kind, entry), emptyLibrary);

/** How a library is written: what is empty is left out. */
export function libraryText(library: Library): string {
  const filled = Object.entries(library).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return `${JSON.stringify(Object.fromEntries(filled), null, 2)}\n`;
}

/** The library with an entry in it, in place of one of the same id. */
export function withEntry(library: Library, kind: LibraryKind, entry: LibraryEntry): Library {
  const others = library[kind].filter(({ id }) => id !== entry.id);
  return { ...library, [kind]: [...others, entry] };
}

/** The library with all entries of another in it, in place of those of the same ids. */
export const withEntriesOf = (library: Library, other: Library): Library =>
  libraryKinds.reduce(
    (together, kind) => other[kind].reduce((each, entry) => withEntry(each, kind, entry), together),
    library,
  );

/** The library without an entry, or undefined where it has none of this id. */
export function withoutEntry(library: Library, id: string): Library | undefined {
  const kind = libraryKinds.find((each) => library[each].some((entry) => entry.id === id));
  return kind && { ...library, [kind]: library[kind].filter((entry) => entry.id !== id) };
}
