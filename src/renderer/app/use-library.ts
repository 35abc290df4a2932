import { useMemo } from 'react';
import type { OpenedFile } from '#shared/api/files';
import type { Answer } from '#shared/api/contract';
import type { ScenarioId } from '#shared/schema/ids';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { readOpenedFile } from '#renderer/api/choose-file';
import type { Command } from '#renderer/documents/command';
import { KEEP_DELETED_DAYS } from '#renderer/documents/trash-age';
import { freeName, newScenario } from '#renderer/documents/new-scenario';
import { libraryText } from '#shared/library/library';
import { exportLibrary } from '#renderer/documents/user-library';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import { message } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { openIntake } from '#renderer/shell/intake';
import { openRestore } from './restore-place';
import { screenKey } from './settings';

/** Reading and writing files is fetched when a file is first taken or written; nobody needs it to see the window. */
const scenarioFiles = () => import('#renderer/documents/scenario-file');
const openedKinds = () => import('#renderer/documents/opened-kind');

/** What the library offers; every action tells the user how it went. */
export interface LibraryControls {
  readonly create: () => Promise<void>;
  readonly open: (id: ScenarioId) => Promise<void>;
  readonly rename: (id: ScenarioId, name: string) => void;
  readonly duplicate: (id: ScenarioId) => Promise<void>;
  readonly remove: (id: ScenarioId) => Promise<void>;
  /** Takes a scenario, a library or a model from a file that the user chooses. */
  readonly chooseFile: () => Promise<void>;
  /** Takes what is in each file that the user dropped, one after another. */
  readonly takeFiles: (files: readonly File[]) => Promise<void>;
  /** Opens a file that the system handed over: where the library holds just that scenario, that one. */
  readonly openFile: (file: { readonly name: string; readonly content: Answer<OpenedFile> }) => Promise<void>;
  readonly exportFile: (id: ScenarioId) => Promise<void>;
  /** Writes the user's own models, parts and servers as a file. */
  readonly exportLibrary: () => Promise<void>;
  readonly addExample: (example: Scenario) => Promise<void>;
}

export function useLibrary(): LibraryControls {
  const workbench = useWorkbench();
  return useMemo(() => libraryControls(workbench), [workbench]);
}

const renaming = (name: string): Command => ({
  name: { key: 'commands:rename', params: { name } },
  recipe: (draft) => {
    draft.name = name;
  },
});

function libraryControls(workbench: Workbench): LibraryControls {
  const { api, catalogue, documents, notices, backups, remembered, priceBook } = workbench;
  const refuse = (refusal: Refusal) => notices.notify({ kind: 'problem', text: refusalText(refusal) });
  const names = () => documents.store.getState().library.map(({ name }) => name);
  const guarded = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      notices.notify({ kind: 'problem', text: message('library:notKept', { reason }) });
    }
  };
  /** As `guarded`, for what ends in another scenario being shown. */
  const opening = (work: () => Promise<void>): Promise<void> =>
    guarded(() => documents.opening.during(work()));

  const refuseFile = (file: string, refusal: Refusal) => {
    const text = message('library:importRefused', { file, reason: refusalText(refusal) });
    notices.notify({ kind: 'problem', text });
  };
  const take = async (file: OpenedFile) => {
    const kind = (await openedKinds()).openedKind(file);
    if (kind === 'library') {
      openIntake({ kind, file });
      return;
    }
    if (kind === 'model' || kind === 'quantization') {
      openIntake({ kind: 'model', ...(kind === 'model' ? { config: file } : { quantization: file }) });
      return;
    }
    if (kind === 'backup') {
      const taken = await api.takeBackup({ name: file.name.slice(0, 200), text: file.text });
      if (taken.ok) openRestore(taken.value.id);
      else refuseFile(file.name, taken.error);
      return;
    }
    const { carriedBy, importFile } = await scenarioFiles();
    const imported = await importFile(documents, file, {
      beforeChange: async () => {
        await backups.backUp();
      },
      laid: workbench.library.laid.getState().laid?.entries,
    });
    if (!imported.ok) {
      refuseFile(file.name, imported.error);
      return;
    }
    const { id, name } = imported.value;
    notices.notify({ kind: 'done', text: message('library:imported', { name }) });
    const carried = carriedBy(imported.value);
    if (carried !== undefined) {
      openIntake({ kind: 'library', file: { name, text: libraryText(carried) }, scenario: id });
    }
  };

  return {
    create: () =>
      opening(async () => {
        const name = freeName(message('library:newName'), names());
        const site = Object.keys(catalogue.sites)[0] ?? 'none';
        const id = documents.newScenarioId();
        await documents.add([newScenario({ id, name, site })], { key: 'commands:create', params: { name } });
        // An empty scenario has nothing to compare or to quote yet.
        await remembered.keep(screenKey.key, 'layout');
      }),
    open: (id) =>
      opening(async () => {
        const opened = await documents.open(id);
        if (!opened.ok) refuse(opened.error);
      }),
    rename: (id, name) =>
      void guarded(async () => {
        const read = await documents.read(id);
        const renamed = read.ok ? documents.dispatch(renaming(name), id) : read;
        if (!renamed.ok) refuse(renamed.error);
      }),
    duplicate: (id) =>
      opening(async () => {
        const original = await documents.read(id);
        if (!original.ok) {
          refuse(original.error);
          return;
        }
        const name = freeName(message('library:copyName', { name: original.value.name }), names());
        const copy = { ...original.value, name: name.slice(0, 120) };
        await documents.add([copy], { key: 'commands:duplicate', params: { name: original.value.name } });
      }),
    remove: (id) =>
      opening(async () => {
        const name = documents.store.getState().library.find((row) => row.id === id)?.name ?? '';
        await documents.remove([id], { key: 'commands:delete', params: { name } });
        notices.notify({
          kind: 'done',
          text: message('library:deleted', { name, days: KEEP_DELETED_DAYS }),
          action: { label: message('shell:undo'), run: documents.undo },
        });
      }),
    chooseFile: () =>
      guarded(async () => {
        const chosen = await api.openScenarioFile({});
        if (!chosen.ok) refuse(chosen.error);
        else if (chosen.value) await documents.opening.during(take(chosen.value));
      }),
    takeFiles: async (files) => {
      for (const file of files) {
        await guarded(async () => {
          const read = await readOpenedFile(file);
          if (read.ok) await documents.opening.during(take(read.value));
          else refuseFile(file.name, read.error);
        });
      }
    },
    openFile: ({ name: file, content }) =>
      guarded(async () => {
        if (!content.ok) {
          refuseFile(file, content.error);
          return;
        }
        const { alreadyHeld } = await scenarioFiles();
        const held = await alreadyHeld(
          documents,
          content.value,
          workbench.library.laid.getState().laid?.entries,
        );
        if (held === undefined) {
          await documents.opening.during(take(content.value));
          return;
        }
        await documents.opening.during(documents.open(held.id));
        notices.notify({ kind: 'done', text: message('library:alreadyThere', { name: held.name }) });
      }),
    exportFile: (id) =>
      guarded(async () => {
        const read = await documents.read(id);
        if (!read.ok) {
          refuse(read.error);
          return;
        }
        const { fileNameFor, fileTextOf } = await scenarioFiles();
        const saved = await api.saveText({
          suggestedName: fileNameFor(read.value),
          text: fileTextOf(read.value, {
            book: priceBook.current(),
            catalogue: workbench.catalogue,
            library: workbench.library.laid.getState().laid?.entries,
          }),
          kind: 'json',
        });
        if (!saved.ok) refuse(saved.error);
        else if (saved.value) {
          notices.notify({ kind: 'done', text: message('library:exported', { name: saved.value.name }) });
        }
      }),
    exportLibrary: () =>
      guarded(async () => {
        const saved = await exportLibrary(workbench);
        if (!saved.ok) refuse(saved.error);
        else if (saved.value) {
          notices.notify({ kind: 'done', text: message('library:exported', { name: saved.value.name }) });
        }
      }),
    addExample: (example) =>
      opening(async () => {
        const name = freeName(example.name, names());
        await documents.add([{ ...example, name }], { key: 'commands:example', params: { name } });
      }),
  };
}
