import type { StoreApi } from 'zustand/vanilla';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { ScenarioId } from '#shared/schema/ids';
import type { SaveState } from './autosave';
import type { History } from './history';
import type { Quarantined, Repository } from './repository';
import type { StorageFailure } from './storage-failure';
import type { ScenarioSummary } from './summary';

/** Pieces of work that are done one after another, in the order in which they were asked for. */
export interface Turns {
  /** Does the work once everything asked for before is done; a failure holds up nothing that follows. */
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
  /** Counts work that will take a turn of its own among what is left to do, from its first step on. */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  readonly isBusy: () => boolean;
  /** Settles once nothing is left to do, what is asked for meanwhile included. */
  readonly settled: () => Promise<void>;
}

export function turns(): Turns {
  const undone = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();

  const during = <T>(work: Promise<T>): Promise<T> => {
    undone.add(work);
    return work.finally(() => undone.delete(work));
  };

  return {
    take: (work) => {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return during(done);
    },
    during,
    isBusy: () => undone.size > 0,
    settled: async () => {
      while (undone.size > 0) await Promise.allSettled(undone);
    },
  };
}

/** Everything that the screens read of the documents. */
export interface DocumentsState {
  readonly phase: 'opening' | 'ready' | 'failed';
  readonly failure: StorageFailure | undefined;
  /** What the library lists, newest first. */
  readonly library: readonly ScenarioSummary[];
  /** What was deleted and can still be restored, the last one first. */
  readonly trash: readonly ScenarioSummary[];
  readonly quarantined: readonly Quarantined[];
  /** Every scenario read in this session, by id; the history may reach back to any of them. */
  readonly opened: Readonly<Record<ScenarioId, Scenario>>;
  readonly current: ScenarioId | undefined;
  readonly history: History;
  readonly saving: SaveState;
  /** Whether anything changed since the last backup. */
  readonly changedSinceBackup: boolean;
  /** Why the last backup could not be kept; undefined once one was. */
  readonly backupRefusal: Refusal | undefined;
}

/** What documents are made from. */
export interface DocumentsOptions {
  readonly repository: Repository;
  readonly now: () => number;
  readonly newScenarioId: () => ScenarioId;
  /** Keeps which scenario is open, before it is shown, so that the next start opens the one that was seen last. */
  readonly keepCurrent?: (id: ScenarioId) => Promise<void>;
  /** Rejects where there is no room to write so many bytes; nothing is asked where left out. */
  readonly pass?: (bytes: number) => Promise<void>;
}

/** What the actions on documents share. */
export interface DocumentsContext extends DocumentsOptions {
  readonly store: StoreApi<DocumentsState>;
  readonly queue: (scenario: Scenario) => void;
  readonly flush: () => Promise<boolean>;
  /** Opening, adding and removing, in the order in which they were asked for. */
  readonly turns: Turns;
  /** Says that something beside the edits is being written; a failure is shown like one of theirs. */
  readonly touch: (writing: Promise<unknown>) => void;
}
