import { valueAt } from '#shared/schema/own-value';
import type { z } from '#shared/schema/zod';
import {
  Accelerator,
  DeviceGroup,
  DeviceType,
  Engine,
  ExchangeRate,
  GeneralFigure,
  ModelSpecification,
  Price,
  RackType,
  Service,
  SitePreset,
  Source,
  TaxCode,
} from './entries';
import type { Figure } from './figure';

/** The kinds of the catalogue: the file that holds each one and the schema of its entries. */
export const kinds = {
  sources: { file: 'sources.json', schema: Source },
  accelerators: { file: 'accelerators.json', schema: Accelerator },
  deviceTypes: { file: 'device-types.json', schema: DeviceType },
  deviceGroups: { file: 'device-groups.json', schema: DeviceGroup },
  rackTypes: { file: 'rack-types.json', schema: RackType },
  models: { file: 'models.json', schema: ModelSpecification },
  engines: { file: 'engines.json', schema: Engine },
  prices: { file: 'prices.json', schema: Price },
  services: { file: 'services.json', schema: Service },
  exchangeRates: { file: 'exchange-rates.json', schema: ExchangeRate },
  sites: { file: 'sites.json', schema: SitePreset },
  taxes: { file: 'taxes.json', schema: TaxCode },
  figures: { file: 'figures.json', schema: GeneralFigure },
} as const;

export type Kind = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as readonly Kind[];

/** The files that a catalogue folder must have, and no others ending in `.json`. */
export const catalogueFiles: readonly string[] = kindNames.map((kind) => kinds[kind].file);

type ById<Entry> = Readonly<Record<string, Entry>>;

/** The whole catalogue and price book, checked, each kind keyed by id in the order of its file. */
export type Catalogue = {
  readonly [Each in Kind]: ById<Readonly<z.infer<(typeof kinds)[Each]['schema']>>>;
} & {
  /** The day up to which prices were collected; printed on quotes. */
  readonly priceBookDate: string;
};

/**
 * The address of a figure: kind, entry and field, such as `accelerators/groq-lpu-v1/power.typical`
 * or `prices/groq-card-usd/amount`. Scenarios choose and override readings by it.
 */
export type FigurePath = string;

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

/** The server that a draft begins with where nothing says otherwise: the catalogue's first that holds GPUs. */
export const usualServer = ({ deviceTypes, accelerators }: Catalogue): Readonly<DeviceType> | undefined =>
  Object.values(deviceTypes).find(({ accelerators: held }) => accelerators[held?.type ?? '']?.kind === 'gpu');

export interface AddressedFigure {
  readonly path: FigurePath;
  readonly figure: Figure;
}

/** Every figure of the catalogue with its address, in the order of the files. */
export const figureList = (catalogue: Catalogue): readonly AddressedFigure[] =>
  kindNames.flatMap((kind) =>
    Object.entries<object>(catalogue[kind]).flatMap(([id, entry]) => figuresIn(entry, `${kind}/${id}/`)),
  );

function figuresIn(value: unknown, path: string): readonly AddressedFigure[] {
  if (isFigure(value)) return [{ path, figure: value }];
  if (typeof value !== 'object' || value === null) return [];
  const separator = path.endsWith('/') ? '' : '.';
  return Object.entries(value).flatMap(([key, inner]) => figuresIn(inner, `${path}${separator}${key}`));
}

/** The figure at an address such as `accelerators/groq-lpu-v1/power.typical`; undefined where there is none. */
export function figureAt(catalogue: Catalogue, path: FigurePath): Figure | undefined {
  const [kind = '', id = '', fields = ''] = path.split('/');
  const value = valueAt(catalogue, [kind, id, ...fields.split('.')]);
  return isFigure(value) ? value : undefined;
}

const isFigure = (value: unknown): value is Figure =>
  typeof value === 'object' &&
  value !== null &&
  'unit' in value &&
  typeof value.unit === 'string' &&
  ('unknown' in value || ('readings' in value && Array.isArray(value.readings)));
