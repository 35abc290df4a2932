import type { Catalogue } from '#shared/catalogue/catalogue';
import {
  Accelerator,
  DeviceGroup,
  DeviceType,
  Engine,
  ModelSpecification,
  Price,
  RackType,
  SitePreset,
  Source,
} from '#shared/catalogue/entries';
import type { VersionedForm } from '#shared/json/versioned';
import { CurrencyCode } from '#shared/money/money';
import { CatalogueId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { Day } from '#shared/time/calendar-day';

/**
 * What a user adds to the catalogue: kept in the app beside the scenarios, and carried by every scenario that leaves
 * it, so that the plan of an exported file comes out the same elsewhere. A new kind of entry is one more field here.
 */

/** Above this many major units an amount is a slip of the keyboard. */
const amount = z.number().min(0).max(1e12);
const ordered = (range: { readonly low: number; readonly typical: number; readonly high: number }): boolean =>
  range.low <= range.typical && range.typical <= range.high;
const inOrder = { message: 'low ≤ typical ≤ high must hold' };

export const userCatalogueLimits = {
  prices: 5_000,
  entries: 10_000,
  tiers: 20,
  textLength: 300,
  noteLength: 1_000,
} as const;

const text = z.string().trim().max(userCatalogueLimits.textLength);

/** What one piece costs from so many pieces on. */
export const PriceTier = z
  .strictObject({ fromQuantity: z.int().min(2).max(1_000_000), low: amount, typical: amount, high: amount })
  .refine(ordered, inOrder);
export type PriceTier = Readonly<z.infer<typeof PriceTier>>;

/** What a supplier asks for one piece of something in the catalogue, in major units such as dollars. */
export const UserPrice = z
  .strictObject({
    id: CatalogueId,
    item: CatalogueId.describe('Device type, rack type or accelerator of the catalogue'),
    currency: CurrencyCode,
    low: amount,
    typical: amount,
    high: amount,
    tiers: z.array(PriceTier).max(userCatalogueLimits.tiers).default([]),
    /** The day the supplier said so; its age is what makes a price stale. */
    observedOn: Day.describe('Day the price was given'),
    validFrom: Day.optional().describe('First day of validity; default: the day the price was given'),
    validUntil: Day.optional().describe('Last day of validity'),
    supplier: text.default(''),
    source: text.default('').describe('Reference, such as an offer number'),
    note: z.string().trim().max(userCatalogueLimits.noteLength).default(''),
  })
  .refine(ordered, inOrder)
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom <= validUntil, {
    message: 'validFrom must not be after validUntil',
    path: ['validUntil'],
  })
  .refine(({ tiers }) => new Set(tiers.map(({ fromQuantity }) => fromQuantity)).size === tiers.length, {
    message: 'two tiers begin at the same quantity',
    path: ['tiers'],
  });
export type UserPrice = Readonly<z.output<typeof UserPrice>>;

/** Prices as the database keeps them. A scenario carries them too: a change of the price is one of the scenario. */
export const userPriceForm: VersionedForm = { what: 'price', version: 1, migrations: {} };

const carried = <Entry extends z.ZodType>(entry: Entry) =>
  z.array(entry).max(userCatalogueLimits.entries).default([]);

/**
 * Entries of the user's library that a scenario took along when it left the app, whole, so that it is planned alike where that library is
 * not. They count in this scenario alone, before those of the library and the catalogue.
 */
export const CarriedLibrary = z.strictObject({
  models: carried(ModelSpecification),
  accelerators: carried(Accelerator),
  deviceTypes: carried(DeviceType),
  deviceGroups: carried(DeviceGroup),
  rackTypes: carried(RackType),
  engines: carried(Engine),
  prices: carried(Price),
  sources: carried(Source),
});
export type CarriedLibrary = Readonly<z.output<typeof CarriedLibrary>>;

export const UserCatalogue = z.strictObject({
  /** The day that decides which prices are in effect; without it the newest of each item counts. */
  pricesAsOf: Day.optional(),
  /** From this age on, at that day, a price counts as stale and is warned of. */
  staleAfterDays: z.int().min(1).max(3_650).default(90).describe('Age in days from which a price is stale'),
  prices: z.array(UserPrice).max(userCatalogueLimits.prices).default([]),
  publishedPrices: z
    .array(CatalogueId)
    .max(userCatalogueLimits.prices)
    .default([])
    .describe('Items that use the published price even if there is your own'),
  /** Own entries beside the published ones; one of the same id stands in place of a published one. */
  deviceTypes: z.array(DeviceType).max(userCatalogueLimits.entries).default([]),
  rackTypes: z.array(RackType).max(userCatalogueLimits.entries).default([]),
  sites: z.array(SitePreset).max(userCatalogueLimits.entries).default([]),
  library: CarriedLibrary.optional(),
});
export type UserCatalogue = Readonly<z.output<typeof UserCatalogue>>;

/** What a scenario carries of the user's, or nothing of every kind. */
export const userCatalogueOf = ({
  userCatalogue,
}: {
  readonly userCatalogue?: UserCatalogue | undefined;
}): UserCatalogue => userCatalogue ?? UserCatalogue.parse({});

type OwnEntries = Pick<UserCatalogue, 'deviceTypes' | 'rackTypes' | 'sites' | 'library'>;

const byId = <Entry extends { readonly id: string }>(
  entries: readonly Entry[],
): Readonly<Record<string, Entry>> => Object.fromEntries(entries.map((entry) => [entry.id, entry]));

interface Merged {
  readonly key: string;
  readonly catalogue: Catalogue;
}

// Planning keeps what it derives by the catalogue it was given, so that equal own entries must give the same one.
const lastMerged = new WeakMap<Catalogue, Merged>();

type CarriedKind = keyof CarriedLibrary;

/** The kinds of a catalogue of which a scenario carries entries. */
function withCarried(catalogue: Catalogue, library: CarriedLibrary | undefined): Partial<Catalogue> {
  const kinds = Object.keys(library ?? {}) as readonly CarriedKind[];
  return Object.fromEntries(
    kinds.map((kind) => {
      const entries: readonly { readonly id: string }[] = library?.[kind] ?? [];
      return [kind, { ...catalogue[kind], ...byId(entries) }];
    }),
  );
}

/**
 * The catalogue with the user's own device types, rack types and sites beside the published ones; an own entry of the
 * same id stands in place of a published one. Without own entries it is the catalogue itself, so that what is kept by
 * it stays kept; equal own entries after each other give the same catalogue.
 */
export function withUserEntries(catalogue: Catalogue, own: OwnEntries | undefined): Catalogue {
  if (own === undefined) return catalogue;
  const { deviceTypes, rackTypes, sites, library } = own;
  if (deviceTypes.length + rackTypes.length + sites.length === 0 && library === undefined) return catalogue;
  const key = JSON.stringify([deviceTypes, rackTypes, sites, library]);
  const before = lastMerged.get(catalogue);
  if (before?.key === key) return before.catalogue;
  const merged = {
    ...catalogue,
    ...withCarried(catalogue, library),
    deviceTypes: { ...catalogue.deviceTypes, ...byId(library?.deviceTypes ?? []), ...byId(deviceTypes) },
    rackTypes: { ...catalogue.rackTypes, ...byId(library?.rackTypes ?? []), ...byId(rackTypes) },
    sites: { ...catalogue.sites, ...byId(sites) },
  };
  lastMerged.set(catalogue, { key, catalogue: merged });
  return merged;
}
