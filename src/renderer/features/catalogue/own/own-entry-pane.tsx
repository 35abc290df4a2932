import { useState, type ReactNode } from 'react';
import { useCatalogue, useScenario } from '#renderer/documents/hooks';
import { freeEntryId } from '#renderer/documents/library-entries';
import { useMessage } from '#renderer/i18n/use-language';
import { EntryPane, NewEntry, Refused } from './entry-pane';
import { ConsequencesDialog, useOwnEntries } from './use-own-entries';
import { blankEntry, isOwn, keepEntry, removeEntry, type OwnEntry, type OwnKind } from './own-entries';

interface NewOwnEntryProps {
  readonly kind: OwnKind;
  /** Told the id of what was added, or nothing when it was given up. */
  readonly onDone: (id?: string) => void;
}

/** A new entry of the user's own. */
export function NewOwnEntry({ kind, onDone }: NewOwnEntryProps) {
  const catalogue = useCatalogue();
  const edits = useOwnEntries();
  const [initial] = useState<OwnEntry>(() => blankEntry(kind, `own-${kind.toLowerCase()}`));
  const save = async (entry: OwnEntry) => {
    const named = { ...entry, id: freeEntryId(catalogue, kind, entry.name) };
    if (await edits.make(keepEntry(kind, named, true))) onDone(named.id);
  };
  return (
    <NewEntry
      kind={kind}
      initial={initial}
      refused={<Refused refusal={edits.refusal} />}
      onSave={(entry) => save(entry as OwnEntry)}
      onCancel={() => onDone()}
    />
  );
}

interface OwnEntryPaneProps {
  readonly kind: OwnKind;
  readonly id: string;
  readonly onShow: (id: string) => void;
  /** What is shown while nothing is being changed. */
  readonly children: ReactNode;
}

/** What can be done with an entry: copied as an own one, and, where it is one, changed and removed. */
export function OwnEntryPane({ kind, id, onShow, children }: OwnEntryPaneProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const edits = useOwnEntries();
  const own = useScenario(({ userCatalogue }) => userCatalogue);
  const entry: OwnEntry | undefined = catalogue[kind][id];
  if (!entry) return children;
  const copy = async () => {
    const name = message('catalogue:copyOf', { name: entry.name });
    const copied = { ...entry, name, id: freeEntryId(catalogue, kind, entry.name) };
    if (await edits.make(keepEntry(kind, copied, true))) onShow(copied.id);
  };
  return (
    <EntryPane
      kind={kind}
      entry={entry}
      isOwn={isOwn(own, kind, id)}
      refused={<Refused refusal={edits.refusal} />}
      onCopy={copy}
      onChange={(changed) => edits.make(keepEntry(kind, changed as OwnEntry, false))}
      onRemove={async () => void (await edits.make(removeEntry(kind, entry)))}
      doubt={(onDone) => <ConsequencesDialog edits={edits} onDone={onDone} />}
    >
      {children}
    </EntryPane>
  );
}
