import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { keptEntryOf, type LibraryKind } from '#shared/library/library';
import { ownValue } from '#shared/schema/own-value';
import { useCatalogue } from '#renderer/documents/hooks';
import { entryToKeep, freeEntryId } from '#renderer/documents/library-entries';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { EntryPane, NewEntry, Refused } from '#renderer/features/catalogue/own/entry-pane';
import {
  blankEntry,
  type FormEntry,
  type FormKind,
  type NewKind,
} from '#renderer/features/catalogue/own/own-entries';
import { Faults } from './import-library-dialog';
import styles from './library.module.css';
import { type LibraryEdits, LibraryDoubt, useLibraryEdits } from './use-library-edits';

/** The kinds that have a form and a place in the library. */
export type EditedKind = FormKind & LibraryKind;
type BegunKind = NewKind & LibraryKind;

interface NewLibraryEntryProps {
  readonly kind: BegunKind;
  /** What it begins with beside what every new entry has. */
  readonly begun?: Partial<FormEntry> | undefined;
  /** Told the id of what was kept, or nothing when it was given up. */
  readonly onDone: (id?: string) => void;
}

/** A new entry of the user's library. */
export function NewLibraryEntry({ kind, begun, onDone }: NewLibraryEntryProps) {
  const catalogue = useCatalogue();
  const edits = useLibraryEdits();
  const [initial] = useState(
    () => ({ ...blankEntry(kind, `own-${kind.toLowerCase()}`), ...begun }) as FormEntry,
  );
  const save = async (entry: FormEntry) => {
    const id = freeEntryId(catalogue, kind, entry.name);
    const named =
      'item' in entry && entry.item === initial.id ? { ...entry, id, item: id } : { ...entry, id };
    const name = { key: 'commands:keepInLibrary', params: { name: entry.name } } as const;
    if (await edits.make({ name, put: [keptEntryOf(kind, named)] })) onDone(id);
  };
  return (
    <NewEntry
      kind={kind}
      initial={initial}
      refused={<NotKept edits={edits} />}
      onSave={save}
      onCancel={() => onDone()}
    />
  );
}

interface LibraryPaneProps {
  readonly kind: EditedKind;
  readonly id: string;
  readonly onShow: (id: string) => void;
  /** What is shown while nothing is being changed. */
  readonly children: ReactNode;
}

/** What can be done with an entry: copied into the library and, where it is in it, changed and removed. */
export function LibraryPane({ kind, id, onShow, children }: LibraryPaneProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { library, notices, documents } = useWorkbench();
  const held = useStore(library.records.store, ({ records }) => records[`${kind}/${id}`]);
  const edits = useLibraryEdits();
  const entries: Readonly<Record<string, FormEntry>> = catalogue[kind];
  const entry = ownValue(entries, id);
  const base = held?.entry.basedOn === undefined ? undefined : ownValue(entries, held.entry.basedOn);
  if (!entry) return children;
  const copy = async () => {
    const name = message('catalogue:copyOf', { name: entry.name });
    const copied = { ...entry, name, id: freeEntryId(catalogue, kind, entry.name) };
    const change = { key: 'commands:keepInLibrary', params: { name } } as const;
    if (await edits.make({ name: change, put: [keptEntryOf(kind, entryToKeep(copied, entry))] }))
      onShow(copied.id);
  };
  const change = (changed: FormEntry) => {
    const name = { key: 'commands:changeInLibrary', params: { name: changed.name } } as const;
    return edits.make({ name, put: [keptEntryOf(kind, entryToKeep(changed, base))] });
  };
  const remove = async () => {
    if (held === undefined) return;
    const name = { key: 'commands:removeFromLibrary', params: { name: entry.name } } as const;
    if (!(await edits.make({ name, remove: [held] }))) return;
    notices.notify({
      kind: 'done',
      text: message('catalogue:library.removed', { name: entry.name }),
      action: { label: message('shell:undo'), run: documents.undo },
    });
  };
  return (
    <EntryPane
      kind={kind}
      entry={entry}
      isOwn={held !== undefined}
      refused={<NotKept edits={edits} />}
      onCopy={copy}
      onChange={change}
      onRemove={remove}
      doubt={(onDone) => <LibraryDoubt edits={edits} onDone={onDone} />}
    >
      {base && <p className={styles.hint}>{message('catalogue:library.basedOn', { name: base.name })}</p>}
      {children}
    </EntryPane>
  );
}

/** Why a change was not made, or what was entered does not hold. */
function NotKept({ edits: { refusal, faults } }: { readonly edits: LibraryEdits }) {
  return (
    <>
      <Refused refusal={refusal} />
      <Faults faults={faults} />
    </>
  );
}
