import { useState } from 'react';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { comparedLimits } from '#shared/compared';
import { useMessage } from '../../i18n/use-language';
import styles from './compare.module.css';

export interface NoteDialogProps {
  /** What the note is about. */
  readonly about: string;
  readonly note: string;
  readonly onSave: (note: string) => void;
  readonly onClose: () => void;
}

/** Writes a note on a column or a row; an empty one takes it away. */
export function NoteDialog({ about, note, onSave, onClose }: NoteDialogProps) {
  const message = useMessage();
  const [text, setText] = useState(note);
  return (
    <Dialog
      title={message('compare:note.title', { about })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('compare:note.cancel')}</Button>
          <Button
            kind="primary"
            onClick={() => {
              onSave(text);
              onClose();
            }}
          >
            {message('compare:note.save')}
          </Button>
        </>
      }
    >
      <textarea
        className={styles.noteText}
        aria-label={message('compare:note.title', { about })}
        rows={4}
        maxLength={comparedLimits.noteLength}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </Dialog>
  );
}
