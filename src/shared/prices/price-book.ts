import { ownValue } from '#shared/schema/own-value';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import {
  type UserCatalogue,
  userCatalogueLimits,
  userCatalogueOf,
  UserPrice,
} from '#shared/scenario/user-catalogue';
import { z } from '#shared/schema/zod';
import { Day } from '#shared/time/calendar-day';

/** The user's own prices, which count in every scenario that brings none of its own. */
export interface PriceBook {
  /** Names this state of the book; a book with other prices has another revision. */
  readonly revision: string;
  readonly prices: readonly UserPrice[];
  /** The day that decides which of the prices are in effect. */
  readonly today: string;
}

/** The book of somebody who has no prices of their own; no day decides anything in it. */
export const noPrices: PriceBook = { revision: 'none', prices: [], today: '2000-01-01' };

/** The book as it crosses beside the input of a call that prices something. */
export const SentPriceBook = z.strictObject({
  revision: z.string().min(1).max(60),
  today: Day,
  prices: z
    .array(UserPrice)
    .max(userCatalogueLimits.prices)
    .optional()
    .describe('Left out where the main side already has this revision'),
});
export type SentPriceBook = Readonly<z.infer<typeof SentPriceBook>>;

/** The code of the refusal that asks for what crosses beside a call, in a revision which the main side does not have. */
export const BESIDE_UNKNOWN = 'beside-unknown';

interface Laid {
  readonly own: Scenario['userCatalogue'];
  readonly today: string;
  readonly catalogue: UserCatalogue;
}

// The same prices give the same object, so that a planner sees no change where there is none.
const laidWith = new WeakMap<readonly UserPrice[], Laid>();

function catalogueWith({ prices, today }: PriceBook, own: Scenario['userCatalogue']): UserCatalogue {
  const before = laidWith.get(prices);
  if (before?.own === own && before?.today === today) return before.catalogue;
  const catalogue = { ...userCatalogueOf({ userCatalogue: own }), pricesAsOf: today, prices: [...prices] };
  laidWith.set(prices, { own, today, catalogue });
  return catalogue;
}

/**
 * A scenario as it is priced: with the user's own prices of the book's day. One that came with prices of its own keeps
 * those, so that it costs the same as where it was made.
 */
export function withPriceBook(scenario: Scenario, book: PriceBook): Scenario {
  if (book.prices.length === 0 || (scenario.userCatalogue?.prices.length ?? 0) > 0) return scenario;
  return { ...scenario, userCatalogue: catalogueWith(book, scenario.userCatalogue) };
}

/** The input of a call about one scenario. */
export const scenarioPriced = <Input extends { readonly scenario: Scenario }>(
  input: Input,
  book: PriceBook,
): Input => ({ ...input, scenario: withPriceBook(input.scenario, book) });

/** The input of a call about several scenarios. */
export const scenariosPriced = <Input extends { readonly scenarios: readonly Scenario[] }>(
  input: Input,
  book: PriceBook,
): Input => ({ ...input, scenarios: input.scenarios.map((scenario) => withPriceBook(scenario, book)) });

/** The input of a call that sizes fleets on the terms of a scenario. */
export const termsPriced = <Input extends { readonly request: { readonly terms: Scenario } }>(
  input: Input,
  book: PriceBook,
): Input => ({
  ...input,
  request: { ...input.request, terms: withPriceBook(input.request.terms, book) },
});

/** The items that a scenario holds, accelerators that are priced apart included. */
export function itemsIn({ devices, racks }: Scenario, { deviceTypes }: Catalogue): ReadonlySet<string> {
  const items = new Set<string>();
  for (const { type: id } of Object.values(devices)) {
    items.add(id);
    const type = ownValue(deviceTypes, id);
    if (type?.acceleratorsPricedApart && type.accelerators) items.add(type.accelerators.type);
  }
  for (const { type } of Object.values(racks)) items.add(type);
  return items;
}
