import type { Catalogue } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { CurrencyCode } from '#shared/money';
import type { MovedPrice } from '#shared/sizing-map';

/** A price of servers or accelerators that the map can move. */
export interface MovablePrice extends MovedPrice {
  readonly name: string;
  readonly currency: CurrencyCode;
}

/** How far beyond what the sources say a map looks: half of the lowest to twice the highest. */
const BEYOND = 2;
/** Where the sources agree on one price, it looks further around it. */
const FURTHER = 4;

/**
 * The prices of all servers with accelerators and of what is in them, each once: where an item is priced in several
 * currencies, in that of the scenario.
 */
export function movablePrices(
  { accelerators, deviceTypes, prices }: Pick<Catalogue, 'accelerators' | 'deviceTypes' | 'prices'>,
  currency: CurrencyCode,
): readonly MovablePrice[] {
  const servers = Object.values(deviceTypes).filter(
    (type) => type.kind === 'server' && type.accelerators !== undefined,
  );
  // What is in a server decides its price more often than the server around it.
  const asked = [
    ...servers.map(
      ({ accelerators: inside, acceleratorsPricedApart }) =>
        acceleratorsPricedApart && inside && accelerators[inside.type]?.price,
    ),
    ...servers.map(({ price }) => price),
  ];
  const items = new Set(asked.flatMap((id) => (id ? (prices[id]?.item ?? []) : [])));
  return [...items].flatMap((item) => {
    const all = Object.values(prices).filter((price) => price.item === item);
    const price = all.find((each) => each.currency === currency) ?? all[0];
    if (price === undefined || !isKnown(price.amount)) return [];
    const readings = price.amount.readings.filter(({ referenceOnly }) => referenceOnly === undefined);
    const low = Math.min(...readings.map((reading) => reading.low));
    const high = Math.max(...readings.map((reading) => reading.high));
    if (!(low > 0) || !Number.isFinite(high)) return [];
    const beyond = low < high ? BEYOND : FURTHER;
    const { id, name } = price;
    const path = `prices/${id}/amount`;
    return [{ path, name, currency: price.currency, low: low / beyond, high: high * beyond }];
  });
}
