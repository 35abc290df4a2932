import { createStore, type StoreApi } from 'zustand/vanilla';
import { isKeptByNewer, migrated, type VersionedForm } from '#shared/json/versioned';
import type { Database } from './database';

/** Settings as the database keeps them, a migration leads one from version to version; each is checked where it is used. */
export const settingForm: VersionedForm = { what: 'setting', version: 1, migrations: {} };

/** Small things that a window remembers between runs: screen, panel sizes, zoom, language, theme. */
export interface Remembered {
  readonly store: StoreApi<Readonly<Record<string, unknown>>>;
  readonly load: () => Promise<void>;
  readonly set: (key: string, value: unknown) => void;
  /** As `set`; settles once it is on the disk, or could not be written there. */
  readonly keep: (key: string, value: unknown) => Promise<void>;
  /** Writes all of it anew. */
  readonly rewrite: () => Promise<void>;
}

export function rememberedIn(database: Database): Remembered {
  const store = createStore<Readonly<Record<string, unknown>>>(() => ({}));
  const keep = async (key: string, value: unknown): Promise<void> => {
    store.setState({ [key]: value });
    // What a window looks like is worth no error message: losing it costs a click.
    await database.settings.put({ key, value, formVersion: settingForm.version }).catch(() => undefined);
  };
  return {
    store,
    load: async () => {
      const rows = await database.settings.toArray();
      const readable = rows.filter((row) => !isKeptByNewer(settingForm, row));
      const current = readable.map(({ key, value, formVersion = 1 }) =>
        migrated(settingForm, { key, value }, formVersion),
      );
      store.setState(Object.fromEntries(current.map(({ key, value }) => [String(key), value])), true);
    },
    set: (key, value) => void keep(key, value),
    keep,
    rewrite: async () => {
      await database.settings.bulkPut(
        Object.entries(store.getState()).map(([key, value]) => ({
          key,
          value,
          formVersion: settingForm.version,
        })),
      );
    },
  };
}
