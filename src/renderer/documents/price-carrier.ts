import type { Api } from '../api/api';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { itemsIn } from '#shared/scenario/items-in';
import { QUOTE_FORMAT } from '#shared/quote/format';
import { SCENARIO_FORMAT, type Scenario } from '#shared/scenario/schema';
import { userCatalogueOf, type UserPrice } from '#shared/scenario/user-catalogue';

const isQuote = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === QUOTE_FORMAT;

const isScenario = (value: unknown): value is Scenario =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === SCENARIO_FORMAT;

interface Carried {
  readonly own: Scenario['userCatalogue'];
  readonly today: string;
  readonly catalogue: NonNullable<Scenario['userCatalogue']>;
}

// The same prices give the same object, so that nothing looks changed that is not.
const carriedWith = new WeakMap<readonly UserPrice[], Carried>();

function catalogueWith(
  prices: readonly UserPrice[],
  own: Scenario['userCatalogue'],
  today: string,
): NonNullable<Scenario['userCatalogue']> {
  const before = carriedWith.get(prices);
  if (before?.own === own && before?.today === today) return before.catalogue;
  const catalogue = {
    ...userCatalogueOf({ userCatalogue: own }),
    pricesAsOf: today,
    prices: [...prices],
  };
  carriedWith.set(prices, { own, today, catalogue });
  return catalogue;
}

/**
 * A scenario with the user's prices of this day, to be planned or handed on. One that came with prices of its own keeps
 * those, so that it comes out as where it was made.
 */
export function withOwnPrices(scenario: Scenario, prices: readonly UserPrice[], today: string): Scenario {
  if (prices.length === 0 || (scenario.userCatalogue?.prices.length ?? 0) > 0) return scenario;
  return { ...scenario, userCatalogue: catalogueWith(prices, scenario.userCatalogue, today) };
}

/** A scenario as a file: with the prices of what it holds, and no others. */
export function forExport(
  scenario: Scenario,
  prices: readonly UserPrice[],
  today: string,
  catalogue: Catalogue,
): Scenario {
  const items = itemsIn(scenario, catalogue);
  return withOwnPrices(
    scenario,
    prices.filter(({ item }) => items.has(item)),
    today,
  );
}

/** What is sent to the main side, every scenario in it carrying the user's prices. */
function carrying(input: unknown, prices: readonly UserPrice[], today: string): unknown {
  const carried = (value: unknown): unknown =>
    isScenario(value) ? withOwnPrices(value, prices, today) : value;
  // A quote that stands keeps the scenario that it was made from.
  if (typeof input !== 'object' || input === null || isScenario(input) || isQuote(input))
    return carried(input);
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      Array.isArray(value)
        ? (value as unknown[]).map(carried)
        : key === 'of' && typeof value === 'object'
          ? carrying(value, prices, today)
          : carried(value),
    ]),
  );
}

/** Calls that keep scenarios as they are rather than compute on them. */
const untouched: readonly string[] = ['backUp'];

export interface PriceCarrier {
  readonly api: Api;
  /** Names the price book, once there is one. */
  readonly carry: (prices: () => readonly UserPrice[]) => void;
  /** A scenario as it is sent. */
  readonly carried: (scenario: Scenario) => Scenario;
}

/** The services of the main side, whose every scenario carries the user's prices; nobody who calls needs to think of it. */
export function apiCarryingPrices(api: Api, today: () => string): PriceCarrier {
  let own: () => readonly UserPrice[] = () => [];
  const entries = Object.entries(api).map(([name, call]) => {
    const carryingCall = (input: unknown, control: unknown) => {
      const prices = own();
      const sent = prices.length === 0 || untouched.includes(name) ? input : carrying(input, prices, today());
      return (call as (input: unknown, control: unknown) => unknown)(sent, control);
    };
    return [name, carryingCall] as const;
  });
  return {
    api: Object.fromEntries(entries) as unknown as Api,
    carry: (prices) => {
      own = prices;
    },
    carried: (scenario) => withOwnPrices(scenario, own(), today()),
  };
}
