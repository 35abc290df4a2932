import { type ReactNode, useState } from 'react';
import { Button } from '#renderer/components/button';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Refusal } from '#shared/refusal/refusal';
import { EntryForm } from './entry-form';
import type { FormEntry, FormKind, NewKind } from './own-entries';
import styles from './own.module.css';

/** Why a change was not made. */
export function Refused({ refusal }: { readonly refusal: Refusal | undefined }) {
  return refusal ? (
    <p role="alert" className={styles.error}>
      {refusalText(refusal)}
    </p>
  ) : null;
}

interface NewEntryProps {
  readonly kind: NewKind;
  readonly initial: FormEntry;
  /** Why what was entered is not kept. */
  readonly refused: ReactNode;
  readonly onSave: (entry: FormEntry) => Promise<void>;
  readonly onCancel: () => void;
}

/** The form of an entry that is not kept yet. */
export function NewEntry({ kind, initial, refused, onSave, onCancel }: NewEntryProps) {
  const message = useMessage();
  return (
    <>
      <h2>{message(`catalogue:newEntry.${kind}`)}</h2>
      {refused}
      <EntryForm kind={kind} initial={initial} onSave={(entry) => void onSave(entry)} onCancel={onCancel} />
    </>
  );
}

interface EntryPaneProps {
  readonly kind: FormKind;
  readonly entry: FormEntry;
  /** Whether it is the user's to change and remove. */
  readonly isOwn: boolean;
  readonly refused: ReactNode;
  readonly onCopy: () => Promise<void>;
  /** Makes a change; true where it was made. */
  readonly onChange: (changed: FormEntry) => Promise<boolean>;
  readonly onRemove: () => Promise<void>;
  /** Asks about a change that would break something; its argument is told once it was made. */
  readonly doubt: (onDone: () => void) => ReactNode;
  /** What is shown while nothing is being changed. */
  readonly children: ReactNode;
}

/** What can be done with an entry: copied as the user's own, and changed and removed where it is one. */
export function EntryPane(props: EntryPaneProps) {
  const { kind, entry, isOwn, refused, onCopy, onChange, onRemove, doubt, children } = props;
  const message = useMessage();
  const [editing, setEditing] = useState(false);
  const change = async (changed: FormEntry) => {
    if (await onChange(changed)) setEditing(false);
  };
  return (
    <>
      {refused}
      {editing ? (
        <EntryForm
          kind={kind}
          initial={entry}
          onSave={(changed) => void change(changed)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <>
          <div className={styles.actions}>
            <Button onClick={() => void onCopy()}>{message('catalogue:actions.copy')}</Button>
            {isOwn && (
              <>
                <Button onClick={() => setEditing(true)}>{message('catalogue:actions.edit')}</Button>
                <Button kind="danger" onClick={() => void onRemove()}>
                  {message('catalogue:actions.remove')}
                </Button>
              </>
            )}
          </div>
          {children}
        </>
      )}
      {doubt(() => setEditing(false))}
    </>
  );
}
