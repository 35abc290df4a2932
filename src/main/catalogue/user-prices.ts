import { byCodeUnits } from '#shared/text/order';
import { ownValue } from '#shared/schema/own-value';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Price, Source } from '#shared/catalogue/entries';
import type { Reading } from '#shared/catalogue/figure';
import type { CurrencyCode } from '#shared/money/money';
import type { Scenario } from '#shared/scenario/schema';
import type { UserPrice } from '#shared/scenario/user-catalogue';

type Quantities = ReadonlyMap<string, number>;

/** How many pieces of each item a scenario holds, accelerators that are priced apart included. */
function quantitiesOf({ devices, racks }: Scenario, { deviceTypes }: Catalogue): Quantities {
  const quantities = new Map<string, number>();
  const add = (item: string, count: number) => quantities.set(item, (quantities.get(item) ?? 0) + count);
  for (const { type: id } of Object.values(devices)) {
    add(id, 1);
    const type = ownValue(deviceTypes, id);
    if (type?.acceleratorsPricedApart && type.accelerators)
      add(type.accelerators.type, type.accelerators.count);
  }
  for (const { type } of Object.values(racks)) add(type, 1);
  return quantities;
}

/**
 * The price tiers that a scenario's quantities reach, as a text that differs where they do. Everything else that own
 * prices depend on is among the settings.
 */
export function tiersReached(scenario: Scenario, catalogue: Catalogue): string {
  const tiered = scenario.userCatalogue?.prices.filter(({ tiers }) => tiers.length > 0) ?? [];
  if (tiered.length === 0) return '';
  const quantities = quantitiesOf(scenario, catalogue);
  return tiered.map((price) => tierAt(price, quantities.get(price.item) ?? 0)?.fromQuantity ?? 1).join(' ');
}

/** From which day on a price holds. */
export const startOf = ({ validFrom, observedOn }: UserPrice): string => validFrom ?? observedOn;

/**
 * The prices of one item that count on a day, the preferred one first: of each supplier and currency the last that has
 * begun, an ended one only where nothing else is left, since it is still the best that is known. Without a day the
 * newest counts.
 */
export function pricesInEffect(prices: readonly UserPrice[], day: string | undefined): readonly UserPrice[] {
  const begun = day === undefined ? prices : prices.filter((price) => startOf(price) <= day);
  const newestFirst = begun.toSorted(
    (a, b) =>
      byCodeUnits(startOf(b), startOf(a)) ||
      byCodeUnits(b.observedOn, a.observedOn) ||
      byCodeUnits(a.id, b.id),
  );
  const perOffer = new Map<string, UserPrice>();
  for (const price of newestFirst) {
    const offer = `${price.currency}/${price.supplier}`;
    if (!perOffer.has(offer)) perOffer.set(offer, price);
  }
  const offers = [...perOffer.values()];
  const running = offers.filter(({ validUntil }) => !day || !validUntil || day <= validUntil);
  return running.length > 0 ? running : offers.slice(0, 1);
}

/** The last tier that a quantity reaches, if any. */
function tierAt({ tiers }: UserPrice, quantity: number): UserPrice['tiers'][number] | undefined {
  const reached = tiers.filter(({ fromQuantity }) => fromQuantity <= quantity);
  return reached.toSorted((a, b) => b.fromQuantity - a.fromQuantity)[0];
}

/** The unit price at this quantity: of the last tier that it reaches, else the price itself. */
export const atQuantity = (price: UserPrice, quantity: number): Pick<UserPrice, 'low' | 'typical' | 'high'> =>
  tierAt(price, quantity) ?? price;

const sourceIdOf = ({ id }: UserPrice): string => `own-${id}`;

const sourceOf = (price: UserPrice): Source => ({
  id: sourceIdOf(price),
  title: [price.supplier, price.source].filter((part) => part !== '').join(', ') || 'Own price book',
  date: price.observedOn,
});

const readingOf = (price: UserPrice, quantity: number): Reading => {
  const { low, typical, high } = atQuantity(price, quantity);
  return {
    id: price.id.toLowerCase().replaceAll('.', '-'),
    low,
    typical,
    high,
    source: sourceIdOf(price),
    date: price.observedOn,
    confidence: price.supplier === '' ? 'derived' : 'vendor',
    ...(price.note === '' ? {} : { note: price.note }),
  };
};

interface Item {
  readonly id: string;
  readonly name: string;
  /** The published price of it. */
  readonly price?: string | undefined;
}

const pricedKinds = ['deviceTypes', 'rackTypes', 'accelerators'] as const;

const itemNamed = (catalogue: Catalogue, id: string): Item | undefined =>
  pricedKinds.flatMap((kind) => (Object.hasOwn(catalogue[kind], id) ? (catalogue[kind][id] ?? []) : []))[0];

export const ownPriceId = (item: string, currency: CurrencyCode): string => `own-${item}-${currency}`;

/** Whether an entry of the price book is one of the user's. */
export const isOwnPrice = ({ id, item, currency }: Pick<Price, 'id' | 'item' | 'currency'>): boolean =>
  id === ownPriceId(item, currency);

/** The user's prices of one item as entries of the price book, one per currency, several suppliers as readings. */
function entriesFor(item: Item, prices: readonly UserPrice[], quantity: number): readonly Price[] {
  const currencies = [...new Set(prices.map(({ currency }) => currency))];
  return currencies.map((currency) => ({
    id: ownPriceId(item.id, currency),
    item: item.id,
    name: item.name,
    currency,
    amount: {
      unit: currency,
      readings: prices
        .filter((price) => price.currency === currency)
        .map((price) => readingOf(price, quantity)),
    },
  }));
}

/**
 * The catalogue with the user's prices that a scenario carries in place of the published ones of the same items, at the
 * tier that the scenario's quantities reach. A published price that the scenario itself overrides or chooses a reading
 * of stays, and so does one that it prefers to the user's. Without own prices it is the catalogue itself.
 */
export function withUserPrices(catalogue: Catalogue, scenario: Scenario): Catalogue {
  const own = scenario.userCatalogue;
  if (own === undefined || own.prices.length === 0) return catalogue;
  const quantities = quantitiesOf(scenario, catalogue);
  const sources = { ...catalogue.sources };
  const prices = { ...catalogue.prices };
  const published = new Set(own.publishedPrices);
  const chosen = new Map<string, string>();
  for (const [id, offers] of byItem(own.prices)) {
    const item = itemNamed(catalogue, id);
    const decided =
      item?.price !== undefined && (published.has(id) || decidedInScenario(item.price, scenario));
    if (item === undefined || decided) continue;
    const counting = pricesInEffect(offers, own.pricesAsOf);
    const entries = entriesFor(item, counting, quantities.get(id) ?? 0);
    const preferred = entries.find(({ currency }) => currency === scenario.currency) ?? entries[0];
    if (preferred === undefined) continue;
    for (const price of counting) sources[sourceIdOf(price)] = sourceOf(price);
    for (const entry of entries) prices[entry.id] = entry;
    chosen.set(id, preferred.id);
  }
  return chosen.size === 0 ? catalogue : { ...repriced(catalogue, chosen), sources, prices };
}

function byItem(prices: readonly UserPrice[]): ReadonlyMap<string, readonly UserPrice[]> {
  const groups = new Map<string, UserPrice[]>();
  for (const price of prices) {
    const group = groups.get(price.item);
    if (group === undefined) groups.set(price.item, [price]);
    else group.push(price);
  }
  return groups;
}

const decidedInScenario = (price: string, { overrides, choices }: Scenario): boolean =>
  Object.hasOwn(overrides, `prices/${price}/amount`) || Object.hasOwn(choices, `prices/${price}/amount`);

/** The entries that are bought, pointing to the prices that count for them. */
function repriced(catalogue: Catalogue, chosen: ReadonlyMap<string, string>): Catalogue {
  const pointed = <Entry extends Item>(entries: Readonly<Record<string, Entry>>) =>
    Object.fromEntries(
      Object.entries(entries).map(([id, entry]) => {
        const price = chosen.get(id);
        return [id, price === undefined ? entry : { ...entry, price }];
      }),
    );
  return {
    ...catalogue,
    deviceTypes: pointed(catalogue.deviceTypes),
    rackTypes: pointed(catalogue.rackTypes),
    accelerators: pointed(catalogue.accelerators),
  };
}
