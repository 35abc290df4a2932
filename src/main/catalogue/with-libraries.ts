import { ownValue } from '#shared/schema/own-value';
import { type Catalogue, kinds } from '#shared/catalogue/catalogue';
import { type Library, type LibraryEntry, type LibraryKind, libraryKinds } from '#shared/library/library';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { didYouMean } from '#shared/schema/nearest-id';
import { schemaIssues } from '#shared/schema/zod';
import { type LaidLibrary, type LibraryFault, withoutEntries } from '#shared/library/laid-library';
import { referenceFaults } from './parse';

/** A library with the name by which messages call it: its file. */
export interface NamedLibrary {
  readonly name: string;
  readonly library: Library;
}

interface Placed {
  readonly file: string;
  readonly kind: LibraryKind;
  readonly index: number;
  readonly entry: LibraryEntry;
}

type EntriesById = ReadonlyMap<string, Placed>;

/**
 * The catalogue with the entries of libraries beside its own; or the first reason why they do not go together: an id that two of them or
 * the catalogue have, an entry that is based on itself, a field that is wrong, a reference that leads nowhere.
 */
export function withLibraries(
  catalogue: Catalogue,
  libraries: readonly NamedLibrary[],
): Result<Catalogue, Refusal> {
  let together: Catalogue = catalogue;
  for (const kind of libraryKinds) {
    const placed = placedEntries(libraries, kind, catalogue);
    if (!placed.ok) return placed;
    const own: Record<string, unknown> = {};
    for (const each of placed.value.values()) {
      const whole = wholeEntry(each, { catalogue, placed: placed.value, above: [] });
      if (!whole.ok) return whole;
      const parsed = kinds[kind].schema.safeParse(whole.value);
      if (!parsed.success) {
        const [issue] = schemaIssues(parsed.error);
        const field = issue === undefined || issue.path === '' ? '' : `.${issue.path}`;
        return refused(each, field, issue?.reason ?? 'is not valid');
      }
      own[each.entry.id] = parsed.data;
    }
    together = { ...together, [kind]: { ...together[kind], ...own } };
  }
  const [fault] = libraries.length === 0 ? [] : referenceFaults(together);
  if (fault === undefined) return success(together);
  const file = libraries.map(({ name }) => name).join(', ');
  return failure({
    code: 'library-reference',
    message: `${file}: ${fault.path}: ${fault.reason}`,
    path: fault.path,
    params: { file, path: fault.path, reason: fault.reason, ...fault.entry },
  });
}

/** What a library makes of the catalogue where not all of it holds: whatever is at fault is left out, and said. */
export interface Laid extends LaidLibrary {
  readonly catalogue: Catalogue;
}

/**
 * The catalogue with those entries of a user's library that hold, and why the others do not. What is based on an entry or refers to one that
 * is left out is left out with it.
 */
export function layLibrary(catalogue: Catalogue, library: Library): Laid {
  const faults: LibraryFault[] = [];
  let left = library;
  for (;;) {
    const together = withLibraries(catalogue, [{ name: LIBRARY_NAME, library: left }]);
    if (together.ok) return { catalogue: together.value, entries: ownEntries(together.value, left), faults };
    const { params = {}, path = '' } = together.error;
    const kind = libraryKinds.find((each) => each === params['kind']);
    const id = String(params['id']);
    const next = kind && withoutEntries(left, { kind, id, path });
    // A refusal that names no entry of the library would be asked for without end.
    if (kind === undefined || next === undefined) throw new Error(together.error.message);
    faults.push({ kind, id, path, reason: String(params['reason']) });
    left = next;
  }
}

/** What the user's library is called in messages where it is no file. */
const LIBRARY_NAME = 'library';

const ownEntries = (catalogue: Catalogue, library: Library): LaidLibrary['entries'] =>
  Object.fromEntries(
    libraryKinds.map((kind) => [
      kind,
      Object.fromEntries(library[kind].map(({ id }) => [id, catalogue[kind][id]])),
    ]),
  ) as unknown as LaidLibrary['entries'];

function placedEntries(
  libraries: readonly NamedLibrary[],
  kind: LibraryKind,
  catalogue: Catalogue,
): Result<EntriesById, Refusal> {
  const placed = new Map<string, Placed>();
  for (const { name, library } of libraries) {
    for (const [index, entry] of library[kind].entries()) {
      const here: Placed = { file: name, kind, index, entry };
      const before = placed.get(entry.id);
      if (before !== undefined) {
        const where = before.file === name ? `${kind}[${before.index}]` : before.file;
        return refused(here, '.id', `the id “${entry.id}” is already that of ${where}`);
      }
      if (Object.hasOwn(catalogue[kind], entry.id)) {
        return refused(
          here,
          '.id',
          `the id “${entry.id}” is already that of the published catalogue; give the entry another id and base it on that one`,
        );
      }
      placed.set(entry.id, here);
    }
  }
  return success(placed);
}

interface Below {
  readonly catalogue: Catalogue;
  readonly placed: EntriesById;
  readonly above: readonly string[];
}

/** An entry with what it is based on filled in. */
function wholeEntry(each: Placed, { catalogue, placed, above }: Below): Result<object, Refusal> {
  const { basedOn, ...own } = each.entry;
  if (basedOn === undefined) return success(own);
  const chain = [...above, each.entry.id];
  if (chain.includes(basedOn)) {
    return refused(each, '.basedOn', `is based on itself: ${[...chain, basedOn].join(' → ')}`);
  }
  const other = placed.get(basedOn);
  if (other !== undefined) {
    const base = wholeEntry(other, { catalogue, placed, above: chain });
    return base.ok ? success({ ...base.value, ...own }) : base;
  }
  const published: Readonly<Record<string, object>> = catalogue[each.kind];
  const base = ownValue(published, basedOn);
  if (base !== undefined) return success({ ...base, ...own });
  const hint = didYouMean(basedOn, [...placed.keys(), ...Object.keys(published)]);
  return refused(each, '.basedOn', `there is no “${basedOn}”.${hint}`);
}

function refused(
  { file, kind, index, entry }: Placed,
  field: string,
  reason: string,
): Result<never, Refusal> {
  const path = `${kind}[${index}]${field}`;
  return failure({
    code: 'library-entry',
    message: `${file}: ${path}: ${reason}`,
    path,
    params: { file, path, reason, kind, id: entry.id },
  });
}
