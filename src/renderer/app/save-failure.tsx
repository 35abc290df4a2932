import { useState } from 'react';
import { useStore } from 'zustand';
import type { StorageRoom } from '#shared/storage-room';
import { Button } from '../components/button';
import { Dialog } from '../components/dialog';
import { useDocuments } from '../documents/hooks';
import type { StorageFailure } from '../documents/storage-failure';
import { useWorkbench } from '../documents/workbench';
import { megabytes } from '../format/megabytes';
import { useLanguage, useMessage } from '../i18n/use-language';
import styles from './save-mark.module.css';
import { useLibrary } from './use-library';

export interface SaveFailureProps {
  readonly failure: StorageFailure;
  readonly onClose: () => void;
}

/** Why the last edits are not saved, where they were rescued to, and the ways out. */
export function SaveFailure({ failure, onClose }: SaveFailureProps) {
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
