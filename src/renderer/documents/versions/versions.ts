import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScenarioId } from '#shared/schema/ids';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { Documents } from '#renderer/documents/documents';
import { storageFailureOf } from '#renderer/documents/storage-failure';
import { packed, type VersionTable } from './version-table';
import { byAge, superfluous, type Version, versionLimits, type VersionReason } from './version';
import { counted } from '#shared/text/plural';

/** The versions of every scenario whose history was asked for, newest first. */
export interface VersionsState {
  readonly lists: Readonly<Record<ScenarioId, readonly Version[]>>;
}

/** The history of scenarios: what is kept, named, renamed and deleted. Every act but the automatic can be undone. */
export interface Versions {
  readonly store: StoreApi<VersionsState>;
  /** Reads the history of a scenario, once; later calls answer from memory. */
  readonly load: (scenario: ScenarioId) => Promise<Result<readonly Version[], Refusal>>;
  readonly read: (version: Version) => Promise<Result<Scenario, Refusal>>;
  /** Keeps a state under a name. */
  readonly keep: (scenario: Scenario, name: string) => Promise<Result<Version, Refusal>>;
  /** Keeps a state by itself, unless an equal one is kept already. */
  readonly keepAutomatically: (
    scenario: Scenario,
    reason: VersionReason,
  ) => Promise<Result<Version | undefined, Refusal>>;
  readonly rename: (version: Version, name: string) => Promise<Result<Version, Refusal>>;
  /** Deletes a version; `called` is its name for undo. */
  readonly remove: (version: Version, called: string) => Promise<Result<Version, Refusal>>;
}

export interface VersionsOptions {
  /** What is listed so far; a new one where none is handed in. */
  readonly store?: StoreApi<VersionsState>;
  readonly table: VersionTable;
  readonly documents: Pick<Documents, 'record'>;
  readonly now: () => number;
  readonly newId: () => string;
  /** Told when undoing or redoing an act of the history fails. */
  readonly onFailure: (refusal: Refusal) => void;
}

export function versionsOf({
  store = createStore<VersionsState>(() => ({ lists: {} })),
  table,
  documents,
  now,
  newId,
  onFailure,
}: VersionsOptions): Versions {
  const setList = (scenario: ScenarioId, list: readonly Version[]): void =>
    store.setState(({ lists }) => ({ lists: { ...lists, [scenario]: list } }));

  const listed = (scenario: ScenarioId): readonly Version[] => store.getState().lists[scenario] ?? [];

  const enter = (version: Version): void =>
    setList(
      version.scenario,
      [...listed(version.scenario).filter(({ id }) => id !== version.id), version].sort(byAge),
    );

  const leave = (gone: readonly Version[]): void => {
    const ids = new Set(gone.map(({ id }) => id));
    for (const scenario of new Set(gone.map((version) => version.scenario))) {
      if (store.getState().lists[scenario] === undefined) continue;
      setList(
        scenario,
        listed(scenario).filter(({ id }) => !ids.has(id)),
      );
    }
  };

  const load = (scenario: ScenarioId) =>
    attempt(async () => {
      const known = store.getState().lists[scenario];
      if (known !== undefined) return known;
      const list = await table.list(scenario);
      setList(scenario, list);
      return list;
    });

  const insert = async (version: Version, bytes: Awaited<ReturnType<typeof packed>>['bytes']) => {
    await table.add(version, bytes);
    enter(version);
  };

  const drop = async (version: Version): Promise<void> => {
    await table.remove([version.id]);
    leave([version]);
  };

  /** Undo and redo run when they are asked to; what fails then is told. */
  const later = (work: () => Promise<void>) => () =>
    void attempt(work).then((done) => {
      if (!done.ok) onFailure(done.error);
    });

  const versionFrom = async (scenario: Scenario, reason: VersionReason, name?: string) => {
    const { bytes, digest } = await packed(scenario);
    const version: Version = {
      id: newId(),
      scenario: scenario.id,
      at: now(),
      reason,
      ...(name === undefined ? {} : { name }),
      racks: Object.keys(scenario.racks).length,
      devices: Object.keys(scenario.devices).length,
      size: bytes.length,
      digest,
    };
    return { version, bytes };
  };

  return {
    store,
    load,
    read: async (version) => {
      const read = await attempt(() => table.read(version.id));
      return read.ok ? read.value : read;
    },
    keep: async (scenario, name) => {
      const before = await load(scenario.id);
      if (!before.ok) return before;
      const named = before.value.filter((version) => version.name !== undefined).length;
      if (named >= versionLimits.named) return failure(tooMany);
      return attempt(async () => {
        const { version, bytes } = await versionFrom(scenario, { kind: 'named' }, name);
        await insert(version, bytes);
        documents.record({
          kind: 'beside',
          name: { key: 'commands:keepVersion', params: { name } },
          undo: later(() => drop(version)),
          redo: later(() => insert(version, bytes)),
        });
        return version;
      });
    },
    keepAutomatically: async (scenario, reason) => {
      const before = await load(scenario.id);
      if (!before.ok) return before;
      return attempt(async () => {
        const { version, bytes } = await versionFrom(scenario, reason);
        if (listed(scenario.id).some(({ digest }) => digest === version.digest)) return undefined;
        const gone = superfluous([...(await table.listAll()), version]);
        if (gone.length > 0) {
          await table.remove(gone.map(({ id }) => id));
          leave(gone);
        }
        await insert(version, bytes);
        return version;
      });
    },
    rename: (version, name) =>
      attempt(async () => {
        const renamed = { ...version, name };
        const become = async (changed: Version) => {
          await table.change(changed);
          enter(changed);
        };
        await become(renamed);
        documents.record({
          kind: 'beside',
          name: { key: 'commands:renameVersion', params: { name } },
          undo: later(() => become(version)),
          redo: later(() => become(renamed)),
        });
        return renamed;
      }),
    remove: (version, called) =>
      attempt(async () => {
        const bytes = await table.bytes(version.id);
        await drop(version);
        documents.record({
          kind: 'beside',
          name: { key: 'commands:removeVersion', params: { name: called } },
          undo: later(() => (bytes === undefined ? table.change(version) : insert(version, bytes))),
          redo: later(() => drop(version)),
        });
        return version;
      }),
  };
}

const tooMany: Refusal = {
  code: 'versions-too-many',
  message: `This scenario already has ${counted(versionLimits.named, 'named version')}, the maximum. Delete one first.`,
  limit: versionLimits.named,
};

/** Runs work on the storage; a full disk and its like become refusals. */
async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, Refusal>> {
  try {
    return success(await work());
  } catch (error) {
    return failure(
      storageFailureOf(error) === 'full'
        ? {
            code: 'versions-full',
            message:
              'The version was not kept because the disk is full. Free some space or delete old versions.',
          }
        : {
            code: 'versions-unavailable',
            message: 'The history cannot be read or written at present. Your scenario is not affected.',
          },
    );
  }
}
