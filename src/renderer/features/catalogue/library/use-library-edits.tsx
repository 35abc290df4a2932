import { useState } from 'react';
import type { LaidLibrary, LibraryFault } from '#shared/library/laid-library';
import { type KeptEntry, type LibraryKind, libraryOfEntries } from '#shared/library/library';
import type { Problem } from '#shared/plan/plan';
import type { Refusal } from '#shared/refusal/refusal';
import { userCatalogueOf } from '#shared/scenario/user-catalogue';
import type { CommandName } from '#renderer/documents/command';
import { scenarioOf } from '#renderer/documents/documents';
import { useApi } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { type Doubted, DoubtDialog, useDoubt } from '#renderer/features/catalogue/own/doubt';
import { newErrors } from '#renderer/features/catalogue/own/use-own-entries';
import { usesOf } from './uses';
import { Faults } from './import-library-dialog';
import styles from './library.module.css';

/** A change of the user's library. */
export interface LibraryChange {
  readonly name: CommandName;
  readonly put?: readonly KeptEntry[];
  readonly remove?: readonly KeptEntry[];
}

/** What a change would break, waiting for the user to decide. */
interface Doubt {
  readonly change: LibraryChange;
  readonly faults: readonly LibraryFault[];
  /** Scenarios that use what is removed. */
  readonly scenarios: readonly string[];
  /** New errors of the open scenario. */
  readonly errors: readonly Problem[];
}

export interface LibraryEdits extends Doubted<Doubt> {
  /** Makes the change, or asks first where it would break something. True where it was made. */
  readonly make: (change: LibraryChange) => Promise<boolean>;
  readonly refusal: Refusal | undefined;
  /** Why what was entered does not hold by itself; nothing is kept then. */
  readonly faults: readonly LibraryFault[];
}

/** Edits of the user's library: an entry that does not hold is never kept, one that others need is not removed unasked. */
export function useLibraryEdits(): LibraryEdits {
  const api = useApi();
  const { library, documents } = useWorkbench();
  const [refusal, setRefusal] = useState<Refusal>();
  const [faults, setFaults] = useState<readonly LibraryFault[]>([]);
  const take = ({ name, put = [], remove = [] }: LibraryChange) =>
    library.records.change({ name, put, remove: remove.map(({ id }) => id) });
  const { ask, ...doubted } = useDoubt<Doubt>(({ change }) => take(change));

  const usersOf = async (removed: readonly KeptEntry[]): Promise<readonly string[]> => {
    const names: string[] = [];
    if (removed.length === 0) return names;
    for (const { id, name } of documents.store.getState().library) {
      const read = await documents.read(id);
      if (!read.ok) continue;
      if (removed.some(({ kind, entry }) => usesOf(read.value, kind, entry.id).size > 0)) names.push(name);
    }
    return names;
  };

  /** Errors that the open scenario would have with entries as they are to be. */
  const errorsWith = async (put: readonly KeptEntry[], entries: LaidLibrary['entries']) => {
    const scenario = scenarioOf(documents.store.getState());
    const carried = put.filter(({ kind }) => kind === 'deviceTypes' || kind === 'rackTypes');
    if (scenario === undefined || carried.length === 0) return [];
    const own = userCatalogueOf(scenario);
    const wholeOf = <Entry,>(kind: LibraryKind, among: Readonly<Record<string, Entry>>): readonly Entry[] =>
      carried.filter((each) => each.kind === kind).flatMap(({ entry }) => among[entry.id] ?? []);
    const changed = {
      ...own,
      deviceTypes: [...own.deviceTypes, ...wholeOf('deviceTypes', entries.deviceTypes)],
      rackTypes: [...own.rackTypes, ...wholeOf('rackTypes', entries.rackTypes)],
    };
    const [before, after] = await Promise.all([
      api.plan(scenario),
      api.plan({ ...scenario, userCatalogue: changed }),
    ]);
    return before.ok && after.ok ? newErrors(before.value, after.value) : [];
  };

  return {
    make: async (change) => {
      const { put = [], remove = [] } = change;
      const gone = new Set(remove.map(({ id }) => id));
      const before = Object.values(library.records.store.getState().records);
      const changed = new Map(before.filter(({ id }) => !gone.has(id)).map((each) => [each.id, each]));
      for (const each of put) changed.set(each.id, each);
      const answer = await api.layLibrary({ library: libraryOfEntries([...changed.values()]) });
      if (!answer.ok) {
        setRefusal(answer.error);
        return false;
      }
      setRefusal(undefined);
      const known = new Set(library.laid.getState().laid?.faults.map(({ kind, id }) => `${kind}/${id}`));
      const own = new Set(put.map(({ id }) => id));
      const fresh = answer.value.faults.filter(({ kind, id }) => !known.has(`${kind}/${id}`));
      const inIt = fresh.filter(({ kind, id }) => own.has(`${kind}/${id}`));
      setFaults(inIt);
      if (inIt.length > 0) return false;
      const scenarios = await usersOf(remove);
      const errors = await errorsWith(put, answer.value.entries);
      if (fresh.length === 0 && scenarios.length === 0 && errors.length === 0) {
        take(change);
        return true;
      }
      ask({ change, faults: fresh, scenarios, errors });
      return false;
    },
    refusal,
    faults,
    ...doubted,
  };
}

const SHOWN = 20;

/** Says what a change of the library would break before it is made. */
export function LibraryDoubt({
  edits,
  onDone,
}: {
  readonly edits: LibraryEdits;
  readonly onDone: () => void;
}) {
  const message = useMessage();
  if (!edits.doubt) return null;
  const { faults, scenarios, errors, change } = edits.doubt;
  const more = scenarios.length - SHOWN;
  return (
    <DoubtDialog
      title={message('catalogue:library.doubtTitle', { name: String(change.name.params?.['name'] ?? '') })}
      edits={edits}
      onDone={onDone}
    >
      <div className={styles.intake}>
        <Faults faults={faults} />
        {errors.length > 0 && (
          <ul className={styles.notes}>
            {errors.slice(0, SHOWN).map(({ refusal }, index) => (
              <li key={index}>{refusalText(refusal)}</li>
            ))}
          </ul>
        )}
        {scenarios.length > 0 && (
          <p className={styles.refusal}>
            {message('catalogue:library.usedByScenarios', {
              count: scenarios.length,
              names: scenarios.slice(0, SHOWN).join(', '),
            })}
            {more > 0 && ` ${message('catalogue:usedBy.more', { count: more })}`}
          </p>
        )}
      </div>
    </DoubtDialog>
  );
}
