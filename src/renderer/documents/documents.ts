import { applyPatches } from 'immer';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScenarioId } from '#shared/ids';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import type { Scenario } from '#shared/scenario/schema';
import { autosaveTo } from './autosave';
import { refuseEdit } from './check-edit';
import { applyCommand, type Command } from './command';
import {
  emptyHistory,
  record,
  stepBack,
  stepForward,
  type BesideStep,
  type EditStep,
  type History,
} from './history';
import type { DocumentsContext, DocumentsOptions, DocumentsState } from './documents-state';
import { libraryActions, type LibraryActions, type ShowAction } from './library';
import { storageFailureOf } from './storage-failure';
import type { ScenarioSummary } from './summary';
import { turns, type Turns } from './turns';

export interface EditActions {
  /** Does a command on the open scenario, or on the one named, and records it. */
  readonly dispatch: (command: Command, id?: ScenarioId) => Result<Scenario, Refusal>;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Records something that was done beside the scenarios. */
  readonly record: (step: BesideStep) => void;
  /** Says that something beside the scenarios is being written; a failure is shown like one of theirs. */
  readonly touch: (writing: Promise<void>) => void;
  /** Writes at once what still waits; true when all is on disk. */
  readonly flush: () => Promise<boolean>;
}

export interface Documents extends EditActions, LibraryActions {
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
    quarantined: [],
    opened: {},
    current: undefined,
    history: emptyHistory,
    saving: { kind: 'saved' },
    changedSinceBackup: false,
    backupRefusal: undefined,
  }));
  const autosave = autosaveTo({
    write: async (scenarios) => {
      const written = new Map((await options.repository.write(scenarios)).map((row) => [row.id, row]));
      store.setState(({ library }) => ({ library: library.map((row) => written.get(row.id) ?? row) }));
    },
    onState: (saving) => store.setState({ saving }),
  });
  const context: DocumentsContext = { ...options, store, ...autosave, turns: turns() };
  const library = libraryActions(context);
  return {
    store,
    flush: autosave.flush,
    newScenarioId: options.newScenarioId,
    opening: context.turns,
    ...editActions(context, library),
    ...library,
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
    touch: (writing) => {
      store.setState({ changedSinceBackup: true });
      writing.catch((error: unknown) =>
        store.setState({ saving: { kind: 'failed', failure: storageFailureOf(error) } }),
      );
    },
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
