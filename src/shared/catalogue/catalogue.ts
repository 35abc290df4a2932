import type {
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

type ById<Entry> = Readonly<Record<string, Entry>>;

/** The whole catalogue and price book, checked, each kind keyed by id in the order of its file. */
export interface Catalogue {
  readonly sources: ById<Source>;
  readonly accelerators: ById<Accelerator>;
  readonly deviceTypes: ById<DeviceType>;
  readonly deviceGroups: ById<DeviceGroup>;
  readonly rackTypes: ById<RackType>;
  readonly models: ById<ModelSpecification>;
  readonly engines: ById<Engine>;
  readonly prices: ById<Price>;
  readonly exchangeRates: ById<ExchangeRate>;
  readonly sites: ById<SitePreset>;
  readonly taxes: ById<TaxCode>;
  readonly figures: ById<GeneralFigure>;
  /** The day up to which prices were collected; printed on quotes. */
  readonly priceBookDate: string;
}

/**
 * The address of a figure: kind, entry and field, such as `accelerators/groq-lpu-v1/power.typical`
 * or `prices/groq-card-usd/amount`. Scenarios choose and override readings by it.
 */
export type FigurePath = string;
