import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useCatalogue, useDocuments } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { itemsIn } from '#shared/prices/price-book';
import type { UserPrice } from '#shared/scenario/user-catalogue';
import { daysBetween } from '#shared/time/calendar-day';

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

type PriceAge = { readonly kind: 'fresh' | 'expired' } | { readonly kind: 'stale'; readonly days: number };

const STALE_AFTER_DAYS = 90;

/** Whether a price still holds on a day: ended, older than a quarter, or current. */
export function ageOf({ validUntil, observedOn }: UserPrice, day: string): PriceAge {
  if (validUntil !== undefined && validUntil < day) return { kind: 'expired' };
  const days = daysBetween(observedOn, day);
  return days > STALE_AFTER_DAYS ? { kind: 'stale', days } : { kind: 'fresh' };
}

export interface Uses {
  /** Every item that some scenario of the library holds. */
  readonly items: readonly { readonly id: string }[];
  /** How many scenarios and drafts of quotes reckon with an item, in words. */
  readonly describe: (item: string) => string;
}

/** Who uses which item: the scenarios of the library, and the drafts of quotes made from them. */
export function useUses(): Uses {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { documents, quotes } = useWorkbench();
  const ids = useDocuments(useShallow(({ library }) => library.map(({ id }) => id)));
  const scenarios = useDocuments(useShallow(({ opened }) => ids.flatMap((id) => opened[id] ?? [])));
  const records = useStore(quotes.store, (state) => state.records);
  useEffect(() => {
    for (const id of ids) void documents.read(id);
  }, [documents, ids]);
  return useMemo(() => {
    const held = scenarios.map((scenario) => ({ id: scenario.id, items: itemsIn(scenario, catalogue) }));
    const drafts = Object.values(records).filter(({ state }) => state === 'draft');
    return {
      items: [...new Set(held.flatMap(({ items }) => [...items]))].map((id) => ({ id })),
      describe: (item) => {
        const users = held.filter(({ items }) => items.has(item)).map(({ id }) => id);
        const quoted = drafts.filter(({ scenario }) => users.includes(scenario)).length;
        const parts = [
          ...(users.length === 0 ? [] : [message('prices:scenarios', { count: users.length })]),
          ...(quoted === 0 ? [] : [message('prices:quotes', { count: quoted })]),
        ];
        return parts.length === 0 ? '–' : parts.join(', ');
      },
    };
  }, [scenarios, records, catalogue, message]);
}
