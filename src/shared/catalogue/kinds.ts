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
  SitePreset,
  Source,
  TaxCode,
} from './entries';

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
  exchangeRates: { file: 'exchange-rates.json', schema: ExchangeRate },
  sites: { file: 'sites.json', schema: SitePreset },
  taxes: { file: 'taxes.json', schema: TaxCode },
  figures: { file: 'figures.json', schema: GeneralFigure },
} as const;

export type Kind = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as readonly Kind[];

/** The files that a catalogue folder must have, and no others ending in `.json`. */
export const catalogueFiles: readonly string[] = kindNames.map((kind) => kinds[kind].file);
