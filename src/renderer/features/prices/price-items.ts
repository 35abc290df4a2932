import type { Catalogue } from '#shared/catalogue/catalogue';
import { daysBetween } from '#shared/days';
import type { UserPrice } from '#shared/scenario/user-catalogue';

/** Something of the catalogue that is bought. */
export interface PricedItem {
  readonly id: string;
  readonly name: string;
  /** The price that somebody publishes of it, by id. */
  readonly published: string | undefined;
}

/** Everything that is bought, by name. */
export const itemsOf = ({ deviceTypes, rackTypes, accelerators }: Catalogue): readonly PricedItem[] =>
  [deviceTypes, rackTypes, accelerators]
    .flatMap((entries) => Object.values<{ id: string; name: string; price?: string | undefined }>(entries))
    .map(({ id, name, price }) => ({ id, name, published: price }))
    .sort((a, b) => a.name.localeCompare(b.name));

export type PriceAge =
  { readonly kind: 'fresh' | 'expired' } | { readonly kind: 'stale'; readonly days: number };

const STALE_AFTER_DAYS = 90;

/** Whether a price still holds on a day: ended, older than a quarter, or current. */
export function ageOf({ validUntil, observedOn }: UserPrice, day: string): PriceAge {
  if (validUntil !== undefined && validUntil < day) return { kind: 'expired' };
  const days = daysBetween(observedOn, day);
  return days > STALE_AFTER_DAYS ? { kind: 'stale', days } : { kind: 'fresh' };
}
