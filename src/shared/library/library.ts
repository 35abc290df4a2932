import { kinds, type Kind } from '#shared/catalogue/catalogue';
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

/** The library without an entry, or undefined where it has none of this id. */
export function withoutEntry(library: Library, id: string): Library | undefined {
  const kind = libraryKinds.find((each) => library[each].some((entry) => entry.id === id));
  return kind && { ...library, [kind]: library[kind].filter((entry) => entry.id !== id) };
}

/** The JSON Schema of a library file: each entry whole, or based on another with what differs. */
export function libraryJsonSchema(): object {
  const whole = z.object({
    format: z.literal(LIBRARY_FORMAT),
    schemaVersion: z.literal(LIBRARY_VERSION),
    name: z.string().max(200).optional(),
    ...Object.fromEntries(
      libraryKinds.map((kind) => [
        kind,
        z
          .array(z.union([kinds[kind].schema, basedEntry]))
          .max(libraryLimits.entries)
          .optional(),
      ]),
    ),
  });
  return z.toJSONSchema(whole, { io: 'input', unrepresentable: 'any' });
}

const basedEntry = z.looseObject({
  id: CatalogueId,
  basedOn: CatalogueId.describe(
    'An entry of the same kind, of this library or the catalogue, whose other fields hold',
  ),
});
