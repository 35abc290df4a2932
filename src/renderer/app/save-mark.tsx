import { useState } from 'react';
import type { Refusal } from '#shared/refusal';
import { Button } from '../components/button';
import { Dialog } from '../components/dialog';
import { Icon } from '../components/icon';
import { useDocuments } from '../documents/hooks';
import { useWorkbench } from '../documents/workbench';
import type { StorageFailure } from '../documents/storage-failure';
import { refusalText } from '../i18n/refusal-text';
import { useMessage } from '../i18n/use-language';
import { openRestore } from './restore-place';
import styles from './save-mark.module.css';
import { SaveFailure } from './save-failure';

/** Whether the last edit is on the disk; when it is not, what to do about it. */
export function SaveMark() {
  const message = useMessage();
  const saving = useDocuments((state) => state.saving);
  const backupRefusal = useDocuments((state) => state.backupRefusal);
  if (saving.kind !== 'failed' && backupRefusal) return <BackupMark refusal={backupRefusal} />;
  if (saving.kind !== 'failed') {
    return (
      <span className={styles.mark} role="status" data-state={saving.kind}>
        {saving.kind === 'saved' ? <Icon name="check" /> : <span className={styles.dot} />}
        <span className={styles.word}>{message(`shell:${saving.kind}`)}</span>
      </span>
    );
  }
  return <FailureMark failure={saving.failure} />;
}

/** Shown open at once: what is edited from here on stands in the window alone. */
function FailureMark({ failure }: { readonly failure: StorageFailure }) {
  const message = useMessage();
  const [open, setOpen] = useState(true);
  return (
    <>
      <Button kind="danger" icon="error" data-state="failed" onClick={() => setOpen(true)}>
        {message('shell:notSaved')}
      </Button>
      {open && <SaveFailure failure={failure} onClose={() => setOpen(false)} />}
    </>
  );
}

/** What is edited is saved, but a damaged library could not be brought back. */
function BackupMark({ refusal }: { readonly refusal: Refusal }) {
  const message = useMessage();
  const { backups } = useWorkbench();
  const [asked, setAsked] = useState(false);
  const retry = async () => {
    if (await backups.backUp()) setAsked(false);
  };
  return (
    <>
      <Button icon="warning" onClick={() => setAsked(true)}>
        {message('shell:backup.failed')}
      </Button>
      {asked && (
        <Dialog
          title={message('shell:backup.failed')}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button onClick={() => openRestore()}>{message('shell:actions.restore')}</Button>
              <Button kind="primary" onClick={() => void retry()}>
                {message('shell:tryAgain')}
              </Button>
            </>
          }
        >
          <p>{message('shell:backup.text')}</p>
          <p>{refusalText(refusal)}</p>
        </Dialog>
      )}
    </>
  );
}
