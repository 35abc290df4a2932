import { useState, type ReactNode } from 'react';
import { Button } from '#renderer/components/button';
import { useCatalogue, useScenario } from '#renderer/documents/hooks';
import { freeEntryId } from '#renderer/documents/library-entries';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { ConsequencesDialog, type OwnEntryEdits, useOwnEntries } from './use-own-entries';
import { EntryForm } from './entry-form';
import styles from './own.module.css';
import { blankEntry, isOwn, keepEntry, removeEntry, type OwnEntry, type OwnKind } from './own-entries';

interface NewOwnEntryProps {
  readonly kind: OwnKind;
  /** Told the id of what was added, or nothing when it was given up. */
  readonly onDone: (id?: string) => void;
}

/** A new entry of the user's own. */
export function NewOwnEntry({ kind, onDone }: NewOwnEntryProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const edits = useOwnEntries();
  const [initial] = useState<OwnEntry>(() => blankEntry(kind, `own-${kind.toLowerCase()}`));
  const save = async (entry: OwnEntry) => {
    const named = { ...entry, id: freeEntryId(catalogue, kind, entry.name) };
    if (await edits.make(keepEntry(kind, named, true))) onDone(named.id);
  };
  return (
    <>
      <h2>{message(`catalogue:newEntry.${kind}`)}</h2>
      <Refused edits={edits} />
      <EntryForm
        kind={kind}
        initial={initial}
        onSave={(entry) => void save(entry as OwnEntry)}
        onCancel={() => onDone()}
      />
    </>
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
  const [editing, setEditing] = useState(false);
  const entry: OwnEntry | undefined = catalogue[kind][id];
  if (!entry) return children;
  const copy = async () => {
    const name = message('catalogue:copyOf', { name: entry.name });
    const copied = { ...entry, name, id: freeEntryId(catalogue, kind, entry.name) };
    if (await edits.make(keepEntry(kind, copied, true))) onShow(copied.id);
  };
  const change = async (changed: OwnEntry) => {
    if (await edits.make(keepEntry(kind, changed, false))) setEditing(false);
  };
  return (
    <>
      <Refused edits={edits} />
      {editing ? (
        <EntryForm
          kind={kind}
          initial={entry}
          onSave={(changed) => void change(changed as OwnEntry)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <>
          <div className={styles.actions}>
            <Button onClick={() => void copy()}>{message('catalogue:actions.copy')}</Button>
            {isOwn(own, kind, id) && (
              <>
                <Button onClick={() => setEditing(true)}>{message('catalogue:actions.edit')}</Button>
                <Button kind="danger" onClick={() => void edits.make(removeEntry(kind, entry))}>
                  {message('catalogue:actions.remove')}
                </Button>
              </>
            )}
          </div>
          {children}
        </>
      )}
      <ConsequencesDialog edits={edits} onDone={() => setEditing(false)} />
    </>
  );
}

function Refused({ edits: { refusal } }: { readonly edits: OwnEntryEdits }) {
  return refusal ? (
    <p role="alert" className={styles.error}>
      {refusalText(refusal)}
    </p>
  ) : null;
}
