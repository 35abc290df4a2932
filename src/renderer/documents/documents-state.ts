import type { StoreApi } from 'zustand/vanilla';
import type { ScenarioId } from '#shared/ids';
import type { Refusal } from '#shared/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { SaveState } from './autosave';
import type { History } from './history';
import type { Quarantined, Repository } from './repository';
import type { StorageFailure } from './storage-failure';
import type { ScenarioSummary } from './summary';
import type { Turns } from './turns';

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
