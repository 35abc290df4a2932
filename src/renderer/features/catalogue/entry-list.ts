import type { Catalogue } from '#shared/catalogue/catalogue';
import { figureList, type AddressedFigure } from '#shared/catalogue/figure-paths';

/** The kinds that a reader looks things up in; sources and engines stand behind the figures. */
export const shownKinds = [
  'accelerators',
  'deviceTypes',
  'deviceGroups',
  'rackTypes',
  'models',
  'prices',
  'exchangeRates',
  'sites',
  'taxes',
  'figures',
] as const;
export type ShownKind = (typeof shownKinds)[number];

/** One entry of the catalogue with the figures it holds. */
export interface CatalogueEntry {
  readonly kind: ShownKind;
  readonly id: string;
  readonly name: string;
  readonly vendor: string | undefined;
  readonly notes: readonly string[];
  readonly figures: readonly AddressedFigure[];
}

/** Every entry of a kind in the order of its file. */
export function entriesOf(catalogue: Catalogue, kind: ShownKind): readonly CatalogueEntry[] {
  const figures = figureList(catalogue);
  return Object.values<object & { readonly id: string }>(catalogue[kind]).map((entry) => ({
    kind,
    id: entry.id,
    name: nameOf(entry),
    vendor: textOf(entry, 'vendor'),
    notes: ['note', 'licenceNote'].flatMap((field) => textOf(entry, field) ?? []),
    figures: figures.filter(({ path }) => path.startsWith(`${kind}/${entry.id}/`)),
  }));
}

/** Whether an entry has the words somebody searches for, in its name, id or vendor. */
export const matches = (entry: CatalogueEntry, words: string): boolean => {
  const text = `${entry.name} ${entry.id} ${entry.vendor ?? ''}`.toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

const nameOf = (entry: object & { readonly id: string }): string =>
  textOf(entry, 'name') ?? textOf(entry, 'item') ?? entry.id;

function textOf(entry: object, field: string): string | undefined {
  const value: unknown = field in entry ? (entry as Readonly<Record<string, unknown>>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}
