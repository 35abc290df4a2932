import { castDraft } from 'immer';
import type { OpenedFile } from '#shared/api/files';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { type LaidLibrary, libraryUsed } from '#shared/library/laid-library';
import { itemsIn, type PriceBook, withPriceBook } from '#shared/prices/price-book';
import type { Refusal, Result } from '#shared/refusal/refusal';
import { readScenario } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import { type CarriedLibrary, userCatalogueOf } from '#shared/scenario/user-catalogue';
import { ownValue } from '#shared/schema/own-value';
import {
  emptyLibrary,
  type KeptEntry,
  type Library,
  type LibraryKind,
  libraryKinds,
} from '#shared/library/library';
import type { Command } from './command';
import { isSame } from './library-entries';
import type { Documents } from './documents';
import { freeName } from './new-scenario';

export const FILE_EXTENSION = '.fleetwright.json';

/** The name of a file for this scenario: without characters that a file system reserves. */
export function fileNameFor(scenario: Pick<Scenario, 'name'>): string {
  const bare = scenario.name
    .replace(/[/\\:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${(bare || 'scenario').slice(0, 120)}${FILE_EXTENSION}`;
}

interface Taking {
  readonly book: PriceBook;
  readonly catalogue: Catalogue;
  /** The entries of the user's library. */
  readonly library: LaidLibrary['entries'] | undefined;
}

/** A scenario as the text of a file: with the user's own prices and entries of what it holds, and no others. */
export function fileTextOf(scenario: Scenario, { book, catalogue, library }: Taking): string {
  const items = itemsIn(scenario, catalogue);
  const prices = book.prices.filter(({ item }) => items.has(item));
  const priced = withPriceBook(scenario, { ...book, prices });
  return `${JSON.stringify(withLibraryUsed(priced, library), null, 2)}\n`;
}

/** The scenario with the entries of the library that it uses; those that it carries already stay as they are. */
function withLibraryUsed(scenario: Scenario, library: LaidLibrary['entries'] | undefined): Scenario {
  const used = library && libraryUsed(scenario, library);
  if (used === undefined) return scenario;
  return { ...scenario, userCatalogue: { ...userCatalogueOf(scenario), library: used } };
}

interface Importing {
  readonly beforeChange: () => Promise<void>;
  /** The entries of the user's library. */
  readonly laid: LaidLibrary['entries'] | undefined;
}

/** Reads a file of the user's and puts it into the library as a new scenario; changes nothing when it is refused. */
export async function importFile(
  documents: Documents,
  file: OpenedFile,
  { beforeChange, laid }: Importing,
): Promise<Result<Scenario, Refusal>> {
  const read = readScenario(file.text);
  if (!read.ok) return read;
  await beforeChange();
  const taken = documents.store.getState().library.map(({ name }) => name);
  const named = { ...withoutKnown(read.value, laid), name: freeName(read.value.name, taken) };
  const added = await documents.add([named], { key: 'commands:import', params: { name: named.name } });
  return { ok: true, value: added[0] ?? named };
}

/** The scenario of the library that says just what a file says, so that opening the file again makes no second copy. */
export async function alreadyHeld(
  documents: Documents,
  file: OpenedFile,
  laid: LaidLibrary['entries'] | undefined,
): Promise<Scenario | undefined> {
  const read = readScenario(file.text);
  if (!read.ok) return undefined;
  const contentOf = (scenario: Scenario): string => JSON.stringify({ ...scenario, id: undefined });
  const wanted = contentOf(withoutKnown(read.value, laid));
  for (const { id, name } of documents.store.getState().library) {
    if (name !== read.value.name) continue;
    const held = await documents.read(id);
    if (held.ok && contentOf(held.value) === wanted) return held.value;
  }
  return undefined;
}

/** The scenario without those entries that it carries and the user's library has just so; they count from there. */
export function withoutKnown(scenario: Scenario, laid: LaidLibrary['entries'] | undefined): Scenario {
  const carried = scenario.userCatalogue?.library;
  if (carried === undefined || laid === undefined) return scenario;
  return withCarried(scenario, (kind, entry) => {
    const entries: Readonly<Record<string, object>> = laid[kind];
    return !isSame(ownValue(entries, entry.id), entry);
  });
}

/** What a scenario carries, as a library; undefined where it is nothing. */
export function carriedBy(scenario: Scenario): Library | undefined {
  const carried = scenario.userCatalogue?.library;
  return carried && { ...emptyLibrary, ...carried };
}

/** Takes entries out of what a scenario carries, since the user's library has them now. */
export const leavingCarried = (kept: readonly KeptEntry[]): Command => ({
  name: { key: 'commands:leaveToLibrary' },
  recipe: (draft) => {
    const gone = new Set(kept.map(({ id }) => id));
    const { userCatalogue } = withCarried(draft, (kind, { id }) => !gone.has(`${kind}/${id}`));
    draft.userCatalogue = castDraft(userCatalogue);
  },
});

/** The scenario that carries only these entries; nothing at all where none are left. */
function withCarried(
  scenario: Scenario,
  isKept: (kind: LibraryKind, entry: { readonly id: string }) => boolean,
): Scenario {
  const own = userCatalogueOf(scenario);
  const { library, ...rest } = own;
  if (library === undefined) return scenario;
  const left = libraryKinds.map((kind) => {
    const entries: readonly { readonly id: string }[] = library[kind];
    return [kind, entries.filter((entry) => isKept(kind, entry))] as const;
  });
  const isEmpty = left.every(([, entries]) => entries.length === 0);
  const userCatalogue = isEmpty ? rest : { ...rest, library: Object.fromEntries(left) as CarriedLibrary };
  return { ...scenario, userCatalogue };
}
