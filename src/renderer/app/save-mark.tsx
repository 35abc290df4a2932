import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { Icon } from '#renderer/components/icon';
import { useDocuments } from '#renderer/documents/hooks';
import type { StorageFailure } from '#renderer/documents/storage-failure';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useLanguage, useMessage } from '#renderer/i18n/use-language';
import type { Refusal } from '#shared/refusal/refusal';
import type { StorageRoom } from '#shared/storage/storage-room';
import type { Language } from '#shared/language/language';
import { openRestore } from './restore-place';
import styles from './save-mark.module.css';
import { useLibrary } from './use-library';

const BYTES_PER_MEGABYTE = 1_000_000;

/** A size of files as file managers show it, such as `48 MB`. */
const megabytes = (bytes: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }).format(
    bytes / BYTES_PER_MEGABYTE,
  );

interface SaveFailureProps {
  readonly failure: StorageFailure;
  readonly onClose: () => void;
}

/** Why the last edits are not saved, where they were rescued to, and the ways out. */
function SaveFailure({ failure, onClose }: SaveFailureProps) {
  const message = useMessage();
  const { recovery } = useWorkbench();
  const { exportFile } = useLibrary();
  const { rescued, rescueRefusal, room } = useStore(recovery.store);
  const current = useDocuments((state) => state.current);
  const [trying, setTrying] = useState(false);
  const retry = async () => {
    setTrying(true);
    const done = await recovery.recover();
    setTrying(false);
    if (done) onClose();
  };
  return (
    <Dialog
      title={message('shell:notSaved')}
      onClose={onClose}
      actions={
        <>
          {current && (
            <Button onClick={() => void exportFile(current)}>{message('shell:storage.saveAs')}</Button>
          )}
          <Button kind="primary" disabled={trying} onClick={() => void retry()}>
            {message(trying ? 'shell:storage.trying' : 'shell:tryAgain')}
          </Button>
        </>
      }
    >
      <p>{message(`shell:storage.${failure === 'unknown' ? 'notWritten' : failure}`)}</p>
      {room && !room.enough && <RoomLeft room={room} />}
      {rescued && (
        <div>
          <p>{message('shell:storage.rescued', { count: rescued.scenarios })}</p>
          <p className={styles.place}>{rescued.place}</p>
        </div>
      )}
      {rescueRefusal && <p>{message('shell:storage.notRescued')}</p>}
    </Dialog>
  );
}

function RoomLeft({ room }: { readonly room: StorageRoom }) {
  const message = useMessage();
  const language = useLanguage();
  const sizes = {
    free: megabytes(room.freeBytes, language),
    needed: megabytes(room.neededBytes, language),
  };
  return <p>{message('shell:storage.room', sizes)}</p>;
}

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
