import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Answer, SavedFile } from '#shared/api/contract';
import type { LaidLibrary } from '#shared/library/laid-library';
import {
  emptyLibrary,
  KeptEntry,
  keptEntryForm,
  type Library,
  libraryOfEntries,
  libraryText,
  withEntriesOf,
} from '#shared/library/library';
import type { CarriedLibrary } from '#shared/scenario/user-catalogue';
import type { Refusal } from '#shared/refusal/refusal';
import type { Api } from '#renderer/api/client';
import type { Database } from './database';
import { type Documents, scenarioOf } from './documents';
import { keptEntries, type KeptRecords } from './kept-records';

/** What the window knows of the user's library as calculations read it. */
export interface LaidState {
  /** Undefined until the main side has laid it beside the catalogue, and while there are no entries. */
  readonly laid: LaidLibrary | undefined;
  readonly refusal: Refusal | undefined;
}

/** The user's own entries beside the published catalogue, shared by all scenarios. */
export interface UserLibrary {
  readonly records: KeptRecords<KeptEntry>;
  /** The entries together, the same object as long as none changes; undefined without any. */
  readonly current: () => Library | undefined;
  readonly laid: StoreApi<LaidState>;
  readonly load: () => Promise<void>;
}

interface Parts {
  readonly api: Pick<Api, 'layLibrary'>;
  readonly database: Database;
  readonly documents: Documents;
}

/** The library of a database; whenever it changes the main side says what of it holds. */
export function userLibraryIn({ api, database, documents }: Parts): UserLibrary {
  const records = keptEntries({
    database,
    documents,
    kind: 'library',
    schema: KeptEntry,
    form: keptEntryForm,
  });
  const laid = createStore<LaidState>(() => ({ laid: undefined, refusal: undefined }));
  let last: { readonly of: unknown; readonly library: Library | undefined } = {
    of: undefined,
    library: undefined,
  };
  const current = (): Library | undefined => {
    const of = records.store.getState().records;
    if (of !== last.of) {
      const entries = Object.values(of);
      last = { of, library: entries.length === 0 ? undefined : libraryOfEntries(entries) };
    }
    return last.library;
  };

  const lay = async (): Promise<void> => {
    const library = current();
    if (library === undefined) {
      laid.setState({ laid: undefined, refusal: undefined });
      return;
    }
    const answer = await api.layLibrary({ library });
    // A later change is laid by itself.
    if (library !== current()) return;
    laid.setState(answer.ok ? { laid: answer.value, refusal: undefined } : { refusal: answer.error });
  };
  let held: unknown = records.store.getState().records;
  records.store.subscribe(({ records: now }) => {
    if (now === held) return;
    held = now;
    void lay();
  });

  return {
    records,
    current,
    laid,
    load: async () => {
      await records.load();
      await lay();
    },
  };
}

/** The library as calculations read it: with what the open scenario carries, which counts before entries of the same ids. */
export function libraryInUse({
  library,
  documents,
}: {
  readonly library: Pick<UserLibrary, 'current'>;
  readonly documents: Documents;
}): () => Library | undefined {
  let last: {
    readonly own?: Library | undefined;
    readonly carried?: CarriedLibrary;
    readonly both?: Library;
  } = {};
  return () => {
    const own = library.current();
    const carried = scenarioOf(documents.store.getState())?.userCatalogue?.library;
    if (carried === undefined) return own;
    if (last.both === undefined || last.own !== own || last.carried !== carried) {
      last = { own, carried, both: withEntriesOf(own ?? emptyLibrary, { ...emptyLibrary, ...carried }) };
    }
    return last.both;
  };
}

interface Exporting {
  readonly api: Pick<Api, 'saveText'>;
  readonly library: Pick<UserLibrary, 'current'>;
}

/** Writes the library as a file and lets the user choose where it goes; null when they change their mind. */
export const exportLibrary = ({ api, library }: Exporting): Promise<Answer<SavedFile>> =>
  api.saveText({
    suggestedName: `library${LIBRARY_EXTENSION}`,
    text: libraryText(library.current() ?? emptyLibrary),
    kind: 'json',
  });

const LIBRARY_EXTENSION = '.fleetwright-library.json';
