import { applyPatches } from 'immer';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScenarioId } from '#shared/schema/ids';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { isSameContent } from '#shared/json/same-content';
import type { Scenario } from '#shared/scenario/schema';
import { autosaveTo, type SaveState } from './autosave';
import { applyCommand, type Command, refuseEdit } from './command';
import {
  emptyHistory,
  record,
  stepBack,
  stepForward,
  type BesideStep,
  type EditStep,
  type History,
} from './history';
import {
  type DocumentsContext,
  type DocumentsOptions,
  type DocumentsState,
  turns,
  type Turns,
} from './documents-state';
import { libraryActions, type LibraryActions, type ShowAction } from './library';
import { readDocument } from './read-document';
import { storageFailureOf, type StorageFailure } from './storage-failure';
import type { ScenarioSummary } from './summary';

export interface EditActions {
  /** Does a command on the open scenario, or on the one named, and records it. */
  readonly dispatch: (command: Command, id?: ScenarioId) => Result<Scenario, Refusal>;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Records something that was done beside the scenarios. */
  readonly record: (step: BesideStep) => void;
  /** Says that something beside the scenarios is being written; a failure is shown like one of theirs. */
  readonly touch: (writing: Promise<unknown>) => void;
  /** Writes at once what still waits; true when all is on disk. */
  readonly flush: () => Promise<boolean>;
}

/** What a library that could not be written needs to be whole again. */
export interface RepairActions {
  /** Writes scenarios and reads them back; rejects unless they stand on the disk as they were given. */
  readonly rewrite: (scenarios: readonly Scenario[]) => Promise<void>;
  /** What the library lists and the disk does not hold. */
  readonly missing: () => Promise<readonly ScenarioId[]>;
  /** Writes what still waits, and forgets failures that were made good; true when all is on disk. */
  readonly settle: () => Promise<boolean>;
  readonly fail: (failure: StorageFailure) => void;
}

export interface Documents extends EditActions, LibraryActions, RepairActions {
  readonly store: StoreApi<DocumentsState>;
  readonly newScenarioId: () => ScenarioId;
  /** Whether another scenario is about to be shown, and when it is. */
  readonly opening: Pick<Turns, 'during' | 'isBusy' | 'settled'>;
}

export const scenarioOf = ({ opened, current }: DocumentsState): Scenario | undefined =>
  current === undefined ? undefined : opened[current];

/** The documents of one window: the open scenario, the library, the history, and saving as the user works. */
export function documentsOf(options: DocumentsOptions): Documents {
  const store = createStore<DocumentsState>(() => ({
    phase: 'opening',
    failure: undefined,
    library: [],
    trash: [],
    quarantined: [],
    opened: {},
    current: undefined,
    history: emptyHistory,
    saving: { kind: 'saved' },
    changedSinceBackup: false,
    backupRefusal: undefined,
  }));
  const keeping = savingShownIn(store);
  const autosave = autosaveTo({
    write: async (scenarios) => {
      await options.pass?.(scenarios.reduce((bytes, scenario) => bytes + roughBytesOf(scenario), 0));
      const written = new Map((await options.repository.write(scenarios)).map((row) => [row.id, row]));
      store.setState(({ library }) => ({ library: library.map((row) => written.get(row.id) ?? row) }));
    },
    onState: keeping.edits,
  });
  const context: DocumentsContext = {
    ...options,
    store,
    ...autosave,
    turns: turns(),
    touch: keeping.touch,
  };
  const library = libraryActions(context);
  return {
    store,
    flush: autosave.flush,
    newScenarioId: options.newScenarioId,
    opening: context.turns,
    ...editActions(context, library),
    ...library,
    ...repairActions(context, keeping),
  };
}

/** Much more than most take: what is asked of the disk is whether there is room, not how much. */
const roughBytesOf = ({ racks, devices }: Scenario): number =>
  100_000 + 1_000 * (Object.keys(racks).length + Object.keys(devices).length);

interface SavingShown extends Pick<DocumentsContext, 'touch'> {
  readonly edits: (state: SaveState) => void;
  readonly fail: (failure: StorageFailure) => void;
  readonly forget: () => void;
}

/**
 * One state of saving for edits and for what is written beside them: saved only when nothing is under way, and failed
 * until what failed was written after all, whatever succeeded since.
 */
function savingShownIn(store: StoreApi<DocumentsState>): SavingShown {
  let edits: SaveState = { kind: 'saved' };
  let underWay = 0;
  let failed: StorageFailure | undefined;
  const show = (): void => {
    const rest: SaveState = underWay > 0 ? { kind: 'saving' } : edits;
    const own: SaveState = edits.kind === 'failed' ? edits : rest;
    const saving: SaveState = failed === undefined ? own : { kind: 'failed', failure: failed };
    store.setState({ saving });
  };
  const fail = (failure: StorageFailure): void => {
    failed = failure;
    show();
  };
  return {
    edits: (state) => {
      edits = state;
      show();
    },
    touch: (writing) => {
      underWay += 1;
      store.setState({ changedSinceBackup: true });
      show();
      writing.then(
        () => {
          underWay -= 1;
          show();
        },
        (error: unknown) => {
          underWay -= 1;
          fail(storageFailureOf(error));
        },
      );
    },
    fail,
    forget: () => {
      failed = undefined;
      show();
    },
  };
}

function repairActions({ store, repository, flush }: DocumentsContext, keeping: SavingShown): RepairActions {
  return {
    rewrite: async (scenarios) => {
      await repository.write(scenarios);
      for (const scenario of scenarios) {
        const read = await repository.read(scenario.id);
        // Reading trims names and fills in what is left out, so that both are read before they are compared.
        const wanted = readDocument(scenario);
        if (read.ok && wanted.ok && isSameContent(read.value, wanted.value)) continue;
        throw new Error(`The scenario ${scenario.id} was written and does not read back.`);
      }
    },
    missing: async () => {
      const there = new Set((await repository.list()).map(({ id }) => id));
      return store.getState().library.flatMap(({ id }) => (there.has(id) ? [] : [id]));
    },
    settle: async () => {
      keeping.forget();
      await flush();
      return store.getState().saving.kind !== 'failed';
    },
    fail: keeping.fail,
  };
}

function editActions(
  context: DocumentsContext,
  library: LibraryActions & ShowAction,
): Omit<EditActions, 'flush'> {
  const { store } = context;

  const put = (scenario: Scenario, history: History): void => {
    store.setState(({ opened, library: rows }) => ({
      opened: { ...opened, [scenario.id]: scenario },
      library: rows.map((row) => (row.id === scenario.id ? relisted(row, scenario) : row)),
      history,
      changedSinceBackup: true,
    }));
    context.queue(scenario);
  };

  const move = (history: History, step: EditStep, patches: EditStep['patches']): void => {
    const scenario = store.getState().opened[step.scenario];
    if (!scenario) return;
    put(applyPatches(scenario, [...patches]), history);
    if (!step.inBackground) library.show(step.scenario);
  };

  const beside = (history: History, run: () => void): void => {
    store.setState({ history });
    run();
  };

  return {
    record: (step) => store.setState(({ history }) => ({ history: record(history, step) })),
    touch: context.touch,
    dispatch: (command, id) => {
      const { opened, current, history, saving } = store.getState();
      const scenario = id === undefined ? current && opened[current] : opened[id];
      if (!scenario) return failure(nothingOpen);
      if (saving.kind === 'failed' && saving.failure === 'full') return failure(storageFull);
      const { scenario: changed, patches, inverse } = applyCommand(scenario, command);
      if (patches.length === 0) return success(scenario);
      const refusal = refuseEdit(changed, patches);
      if (refusal) return failure(refusal);
      const step: EditStep = {
        kind: 'edit',
        name: command.name,
        scenario: scenario.id,
        patches,
        inverse,
        merge: command.merge,
        inBackground: scenario.id !== current,
        milestone: command.milestone ?? false,
        at: context.now(),
      };
      put(changed, record(history, step));
      return success(changed);
    },
    undo: () => {
      const moved = stepBack(store.getState().history);
      if (!moved) return;
      if (moved.step.kind === 'edit') move(moved.history, moved.step, moved.step.inverse);
      else if (moved.step.kind === 'beside') beside(moved.history, moved.step.undo);
      else library.replay(moved, moved.step.kind === 'added' ? 'remove' : 'restore');
    },
    redo: () => {
      const moved = stepForward(store.getState().history);
      if (!moved) return;
      if (moved.step.kind === 'edit') move(moved.history, moved.step, moved.step.patches);
      else if (moved.step.kind === 'beside') beside(moved.history, moved.step.redo);
      else library.replay(moved, moved.step.kind === 'added' ? 'restore' : 'remove');
    },
  };
}

const relisted = (row: ScenarioSummary, scenario: Scenario): ScenarioSummary => ({
  ...row,
  name: scenario.name,
  racks: Object.keys(scenario.racks).length,
  devices: Object.keys(scenario.devices).length,
});

const nothingOpen: Refusal = { code: 'no-scenario-open', message: 'No scenario is open.' };
const storageFull: Refusal = {
  code: 'storage-full',
  message: 'The last change could not be saved because the disk is full. Free some space, then try again.',
};
