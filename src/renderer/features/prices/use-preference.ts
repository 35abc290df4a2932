import { userCatalogueOf } from '#shared/scenario/user-catalogue';
import { scenarioOf } from '../../documents/documents';
import type { Command } from '../../documents/command';
import { useCommands, useDocuments } from '../../documents/hooks';

export interface Preference {
  /** Whether a scenario is open that can prefer anything. */
  readonly possible: boolean;
  /** Whether the open scenario reckons with the published price of an item although there is an own one. */
  readonly isPublished: (item: string) => boolean;
  readonly turn: (item: string, name: string) => void;
}

/** Lets the published price of an item count in a scenario, or the user's own again. */
export const preferring = (item: string, name: string, published: boolean): Command => ({
  name: { key: published ? 'commands:countPublished' : 'commands:countOwn', params: { item: name } },
  recipe: (draft) => {
    const own = structuredClone(userCatalogueOf({ userCatalogue: draft.userCatalogue }));
    const others = own.publishedPrices.filter((each) => each !== item);
    draft.userCatalogue = { ...own, publishedPrices: published ? [...others, item].sort() : others };
  },
});

/** Which price of an item counts in the open scenario. */
export function usePreference(): Preference {
  const scenario = useDocuments(scenarioOf);
  const dispatch = useCommands();
  const isPublished = (item: string) => scenario?.userCatalogue?.publishedPrices.includes(item) ?? false;
  return {
    possible: scenario !== undefined,
    isPublished,
    turn: (item, name) => dispatch(preferring(item, name, !isPublished(item))),
  };
}
