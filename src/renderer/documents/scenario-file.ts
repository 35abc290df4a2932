import type { OpenedFile } from '#shared/api/files';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { itemsIn, type PriceBook, withPriceBook } from '#shared/prices/price-book';
import type { Refusal, Result } from '#shared/refusal/refusal';
import { readScenario } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
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
}

/** A scenario as the text of a file: with the user's own prices of what it holds, and no others. */
export function fileTextOf(scenario: Scenario, { book, catalogue }: Taking): string {
  const items = itemsIn(scenario, catalogue);
  const prices = book.prices.filter(({ item }) => items.has(item));
  return `${JSON.stringify(withPriceBook(scenario, { ...book, prices }), null, 2)}\n`;
}

/** Reads a file of the user's and puts it into the library as a new scenario; changes nothing when it is refused. */
export async function importFile(
  documents: Documents,
  file: OpenedFile,
  beforeChange: () => Promise<void>,
): Promise<Result<Scenario, Refusal>> {
  const read = readScenario(file.text);
  if (!read.ok) return read;
  await beforeChange();
  const taken = documents.store.getState().library.map(({ name }) => name);
  const named = { ...read.value, name: freeName(read.value.name, taken) };
  const added = await documents.add([named], { key: 'commands:import', params: { name: named.name } });
  return { ok: true, value: added[0] ?? named };
}

/** The scenario of the library that says just what a file says, so that opening the file again makes no second copy. */
export async function alreadyHeld(documents: Documents, file: OpenedFile): Promise<Scenario | undefined> {
  const read = readScenario(file.text);
  if (!read.ok) return undefined;
  const contentOf = (scenario: Scenario): string => JSON.stringify({ ...scenario, id: undefined });
  const wanted = contentOf(read.value);
  for (const { id, name } of documents.store.getState().library) {
    if (name !== read.value.name) continue;
    const held = await documents.read(id);
    if (held.ok && contentOf(held.value) === wanted) return held.value;
  }
  return undefined;
}
