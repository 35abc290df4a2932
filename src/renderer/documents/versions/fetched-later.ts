import type { StoreApi } from 'zustand/vanilla';
import type { Versions, VersionsState } from './versions';

interface Later {
  readonly store: StoreApi<VersionsState>;
  readonly fetch: () => Promise<Versions>;
}

/** The history, whose code a start does without: it is fetched with the first act. */
export function versionsFetchedLater({ store, fetch }: Later): Versions {
  let fetched: Promise<Versions> | undefined;
  const whole = (): Promise<Versions> => (fetched ??= fetch());
  return {
    store,
    load: async (...given) => (await whole()).load(...given),
    read: async (...given) => (await whole()).read(...given),
    keep: async (...given) => (await whole()).keep(...given),
    keepAutomatically: async (...given) => (await whole()).keepAutomatically(...given),
    rename: async (...given) => (await whole()).rename(...given),
    remove: async (...given) => (await whole()).remove(...given),
  };
}
