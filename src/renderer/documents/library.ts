import type { ScenarioId } from '#shared/schema/ids';
import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { CommandName } from './command';
import type { DocumentsContext, DocumentsState } from './documents-state';
import { record, withoutScenarios, type LibraryStep, type Moved } from './history';
import { storageFailureOf } from './storage-failure';
import { byRecency, summaryOf, type ScenarioSummary } from './summary';

export interface LibraryActions {
  /** Reads the library from the disk; says how many scenarios it found. */
  readonly start: () => Promise<number>;
  readonly open: (id: ScenarioId) => Promise<Result<Scenario, Refusal>>;
  /** A scenario of the library, read but not opened. */
  readonly read: (id: ScenarioId) => Promise<Result<Scenario, Refusal>>;
  /** Puts scenarios into the library under fresh ids and opens the first unless told otherwise. */
  readonly add: (
    scenarios: readonly Scenario[],
    name: CommandName,
    options?: AddOptions,
  ) => Promise<readonly Scenario[]>;
  readonly remove: (ids: readonly ScenarioId[], name: CommandName) => Promise<void>;
  /** Brings scenarios back from the trash and opens the first. */
  readonly restore: (ids: readonly ScenarioId[], name: CommandName) => Promise<void>;
  /** Removes scenarios of the trash for good, with their versions; nothing brings them back. */
  readonly deleteForGood: (ids: readonly ScenarioId[]) => Promise<void>;
  /** Takes a step of the library back or does it again. */
  readonly replay: (moved: Moved, direction: 'remove' | 'restore') => void;
  readonly dropQuarantined: (key: string) => Promise<void>;
  /** Lists anew what is on the disk, after something was written past the library. */
  readonly refresh: () => Promise<void>;
}

export interface ShowAction {
  /** Shows a scenario that was read already. */
  readonly show: (id: ScenarioId) => void;
}

export interface AddOptions {
  /** Keeps the ids that the scenarios came with, for examples and backups; they must not be in the library. */
  readonly keepIds?: boolean;
  /** Leaves no step behind, for what the first start brings. */
  readonly unrecorded?: boolean;
  readonly stay?: boolean;
}

export function libraryActions(context: DocumentsContext): LibraryActions & ShowAction {
  const { repository, store, now, turns } = context;
  const set = store.setState;

  const read = async (id: ScenarioId): Promise<Result<Scenario, Refusal>> => {
    const known = store.getState().opened[id];
    if (known) return success(known);
    const result = await repository.read(id);
    if (result.ok) set(({ opened }) => ({ opened: { ...opened, [id]: opened[id] ?? result.value } }));
    else await relist();
    return result;
  };

  const relist = async (): Promise<void> => {
    const library = [...(await repository.list())].sort(byRecency);
    set({ library, trash: await repository.trash(), quarantined: await repository.quarantined() });
  };

  const turnTo = async (id: ScenarioId): Promise<void> => {
    if (store.getState().current === id) return;
    await context.keepCurrent?.(id);
    set({ current: id });
  };

  const show = (id: ScenarioId): void => {
    if (store.getState().current !== id || turns.isBusy()) void turns.take(() => turnTo(id));
  };

  const open = async (id: ScenarioId): Promise<Result<Scenario, Refusal>> => {
    const result = await read(id);
    if (result.ok) await turnTo(id);
    return result;
  };

  const leave = (ids: readonly ScenarioId[]): void => {
    const deletedAt = now();
    set(({ library, trash, current }) => ({
      library: library.filter(({ id }) => !ids.includes(id)),
      trash: [
        ...library.filter(({ id }) => ids.includes(id)).map((row) => ({ ...row, deletedAt })),
        ...trash,
      ],
      current: current !== undefined && ids.includes(current) ? undefined : current,
      changedSinceBackup: true,
    }));
    const next = store.getState().current ?? store.getState().library[0]?.id;
    if (next !== undefined) void turns.take(() => open(next));
  };

  const enter = (state: DocumentsState, rows: readonly ScenarioSummary[]): Partial<DocumentsState> => ({
    library: [...rows, ...state.library.filter(({ id }) => !rows.some((row) => row.id === id))].sort(
      byRecency,
    ),
    trash: state.trash.filter(({ id }) => !rows.some((row) => row.id === id)),
    changedSinceBackup: true,
  });

  const remember = (step: LibraryStep): void => set(({ history }) => ({ history: record(history, step) }));

  return {
    show,
    open: (id) => turns.take(() => open(id)),
    read,
    refresh: relist,
    start: async () => {
      try {
        // On a full disk nothing is written; the library can be read all the same.
        await repository.purge().catch(() => undefined);
        await relist();
        set({ phase: 'ready' });
      } catch (error) {
        set({ phase: 'failed', failure: storageFailureOf(error) });
      }
      return store.getState().library.length;
    },
    add: (scenarios, name, options = {}) =>
      turns.take(async () => {
        const added = options.keepIds
          ? scenarios
          : scenarios.map((scenario) => ({ ...scenario, id: context.newScenarioId() }));
        const rows = await repository.write(added);
        const shown = options.stay ? undefined : added[0]?.id;
        if (shown !== undefined) await context.keepCurrent?.(shown);
        const opened = Object.fromEntries(added.map((scenario) => [scenario.id, scenario]));
        set((state) => ({
          opened: { ...state.opened, ...opened },
          ...enter(state, rows),
          ...(shown !== undefined && { current: shown }),
        }));
        if (!options.unrecorded) remember({ kind: 'added', name, scenarios: added.map(({ id }) => id) });
        return added;
      }),
    remove: (ids, name) =>
      turns.take(async () => {
        await Promise.all(ids.map(read));
        await context.flush();
        await repository.markDeleted(ids);
        leave(ids);
        remember({ kind: 'deleted', name, scenarios: ids });
      }),
    restore: (ids, name) =>
      turns.take(async () => {
        const found = await Promise.all(ids.map((id) => repository.read(id)));
        const restored = found.flatMap((result) => (result.ok ? [result.value] : []));
        const opened = Object.fromEntries(restored.map((scenario) => [scenario.id, scenario]));
        await repository.markRestored(restored.map(({ id }) => id));
        set((state) => ({ opened: { ...opened, ...state.opened }, changedSinceBackup: true }));
        await relist();
        const [first] = restored;
        if (first === undefined) return;
        remember({ kind: 'added', name, scenarios: restored.map(({ id }) => id) });
        await turnTo(first.id);
      }),
    deleteForGood: async (wanted) => {
      const ids = store.getState().trash.flatMap(({ id }) => (wanted.includes(id) ? [id] : []));
      await repository.deleteForGood(ids);
      set(({ opened, history }) => ({
        opened: Object.fromEntries(Object.entries(opened).filter(([id]) => !ids.some((gone) => gone === id))),
        history: withoutScenarios(history, ids),
        changedSinceBackup: true,
      }));
      await relist();
    },
    replay: ({ history, step }, direction) => {
      if (step.kind !== 'added' && step.kind !== 'deleted') return;
      const ids = step.scenarios;
      set({ history });
      if (direction === 'remove') {
        leave(ids);
        context.touch(context.flush().then(() => repository.markDeleted(ids)));
        return;
      }
      set((state) => enter(state, restoredRows(state, ids, now())));
      if (ids[0] !== undefined) show(ids[0]);
      context.touch(repository.markRestored(ids));
    },
    dropQuarantined: async (key) => {
      await repository.dropQuarantined(key);
      await relist();
    },
  };
}

const restoredRows = (
  { opened }: DocumentsState,
  ids: readonly ScenarioId[],
  at: number,
): readonly ScenarioSummary[] =>
  ids.flatMap((id) => {
    const scenario = opened[id];
    return scenario ? [summaryOf(scenario, { createdAt: at, updatedAt: at })] : [];
  });
