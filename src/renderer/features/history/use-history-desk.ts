import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { useScenario } from '#renderer/documents/hooks';
import { freeName } from '#renderer/documents/new-scenario';
import { replacingContent } from '#renderer/documents/replacing-content';
import { fileNameFor, fileTextOf } from '#renderer/documents/scenario-file';
import type { Version } from '#renderer/documents/versions/version';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import { message } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';

/** The history of the open scenario, and everything that can be done with its versions. */
export interface HistoryDesk {
  readonly scenario: Scenario;
  /** Newest first; undefined until they are read. */
  readonly versions: readonly Version[] | undefined;
  /** Keeps the scenario as it stands; answers with the version, or nothing where it was refused. */
  readonly keep: (name: string) => Promise<Version | undefined>;
  readonly rename: (version: Version, name: string) => void;
  readonly remove: (version: Version, called: string) => void;
  readonly restore: (version: Version, called: string) => void;
  readonly openAsNew: (version: Version, called: string) => void;
  readonly exportFile: (version: Version, called: string) => void;
}

export function useHistoryDesk(): HistoryDesk {
  const workbench = useWorkbench();
  const { versions } = workbench;
  const scenario = useScenario((open) => open);
  const list = useStore(versions.store, ({ lists }) => lists[scenario.id]);
  useEffect(() => {
    void versions.load(scenario.id).then((loaded) => {
      if (!loaded.ok) tellIn(workbench)(loaded.error);
    });
  }, [workbench, versions, scenario.id]);
  const acts = useMemo(() => actsIn(workbench), [workbench]);
  return { scenario, versions: list, keep: (name) => acts.keep(scenario, name), ...acts.others };
}

const tellIn =
  ({ notices }: Workbench) =>
  (refusal: Refusal): void =>
    notices.notify({ kind: 'problem', text: refusalText(refusal) });

function actsIn(workbench: Workbench) {
  const { api, catalogue, documents, notices, priceBook, versions } = workbench;
  const tell = tellIn(workbench);
  const done = (text: string) => notices.notify({ kind: 'done', text });

  /** Reads the content of a version and goes on with it, or tells why it cannot be read. */
  const withContent = async (version: Version, work: (content: Scenario) => Promise<void> | void) => {
    const read = await versions.read(version);
    if (read.ok) await work(read.value);
    else tell(read.error);
  };

  const openAsNew = (version: Version, called: string) =>
    withContent(version, async (content) => {
      const wanted = message('history:copyName', { scenario: content.name, version: called }).slice(0, 110);
      const name = freeName(
        wanted,
        documents.store.getState().library.map((row) => row.name),
      );
      await documents.add([{ ...content, name }], { key: 'commands:openVersion', params: { name: called } });
      done(message('history:opened', { name }));
    });

  const exportFile = (version: Version, called: string) =>
    withContent(version, async (content) => {
      const name = message('history:copyName', { scenario: content.name, version: called });
      const saved = await api.saveText({
        suggestedName: fileNameFor({ name }),
        text: fileTextOf(content, {
          book: priceBook.current(),
          catalogue,
          library: workbench.library.laid.getState().laid?.entries,
        }),
        kind: 'json',
      });
      if (!saved.ok) tell(saved.error);
      else if (saved.value) done(message('history:exported', { name: saved.value.name }));
    });

  const restore = (version: Version, called: string) =>
    withContent(version, (content) => {
      const restored = documents.dispatch(
        replacingContent(content, { key: 'commands:restoreVersion', params: { name: called } }),
        content.id,
      );
      if (!restored.ok) tell(restored.error);
      else {
        notices.notify({
          kind: 'done',
          text: message('history:restored', { name: called }),
          action: { label: message('shell:undo'), run: documents.undo },
        });
      }
    });

  const remove = async (version: Version, called: string) => {
    const removed = await versions.remove(version, called);
    if (!removed.ok) tell(removed.error);
    else {
      notices.notify({
        kind: 'done',
        text: message('history:removed', { name: called }),
        action: { label: message('shell:undo'), run: documents.undo },
      });
    }
  };

  return {
    keep: async (scenario: Scenario, name: string) => {
      const kept = await versions.keep(scenario, name);
      if (!kept.ok) {
        tell(kept.error);
        return undefined;
      }
      done(message('history:kept', { name }));
      return kept.value;
    },
    others: {
      rename: (version: Version, name: string) =>
        void versions.rename(version, name).then((renamed) => {
          if (!renamed.ok) tell(renamed.error);
        }),
      remove: (version: Version, called: string) => void remove(version, called),
      restore: (version: Version, called: string) => void restore(version, called),
      openAsNew: (version: Version, called: string) => void openAsNew(version, called),
      exportFile: (version: Version, called: string) => void exportFile(version, called),
    },
  };
}
