import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useCatalogue, useDocuments } from '../../documents/hooks';
import { useWorkbench } from '../../documents/workbench';
import { useMessage } from '../../i18n/use-language';
import { itemsIn } from '#shared/scenario/items-in';

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
