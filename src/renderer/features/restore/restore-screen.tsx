import { useEffect, useState, type DragEvent } from 'react';
import type { BackupList } from '#shared/storage/backup';
import { Button, IconButton } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import pageStyles from '#renderer/components/page.module.css';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { BackupPreview } from './backup-preview';
import { Backups } from './backup-list';
import styles from './restore.module.css';
import { useRestoreDesk, type Outcome, type RestoreDesk } from './use-restore-desk';
import { doneOf } from './backup-words';

export interface RestoreScreenProps {
  /** The id of the backup to show first. */
  readonly first?: string | undefined;
  /** Begins without a backup; only where an empty library was found beside backups. */
  readonly decline?: () => void;
  /** Told when something was restored. */
  readonly onRestored?: () => void;
  readonly onClose: () => void;
}

/** Every backup on this machine: what it holds, and what of it is to be restored, into any library. */
export function RestoreScreen({ first, decline, onRestored, onClose }: RestoreScreenProps) {
  const message = useMessage();
  const desk = useRestoreDesk(first);
  const own = useOwnLibrary();
  const restored = desk.outcome?.kind === 'restored';
  useEffect(() => {
    if (restored) onRestored?.();
  }, [restored, onRestored]);
  const drop = {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      desk.takeFiles([...event.dataTransfer.files]);
    },
  };
  return (
    <main className={styles.screen} aria-labelledby="restore-title" {...drop}>
      <header className={styles.header}>
        <h2 id="restore-title" className={styles.title}>
          {message('restore:title')}
        </h2>
        <span className={pageStyles.spring} />
        <Button icon="import" disabled={desk.busy} onClick={desk.chooseFile}>
          {message('restore:openFile')}
        </Button>
        <Button disabled={desk.busy} onClick={desk.showFolder}>
          {message('restore:showFolder')}
        </Button>
        {decline && !restored ? (
          <Button disabled={desk.busy} onClick={decline}>
            {message('restore:decline')}
          </Button>
        ) : (
          <IconButton icon="close" label={message('shell:close')} onClick={onClose} />
        )}
      </header>
      <Said desk={desk} isOffer={decline !== undefined} onClose={onClose} />
      {desk.list === undefined ? (
        <p className={styles.nothing}>{message('restore:looking')}</p>
      ) : desk.list.libraries.length === 0 ? (
        <div className={styles.nothing}>
          <EmptyState title={message('restore:none')} text={message('restore:noneText')} />
        </div>
      ) : (
        <div className={styles.panes}>
          <nav className={styles.backups} aria-label={message('restore:list')}>
            <Backups list={desk.list} own={own} selected={desk.selected} onSelect={desk.select} />
          </nav>
          {desk.preview ? (
            <BackupPreview key={desk.preview.backup.id} preview={desk.preview} desk={desk} />
          ) : (
            <p className={styles.nothing}>
              {message(desk.selected === undefined || desk.outcome ? 'restore:choose' : 'restore:looking')}
            </p>
          )}
        </div>
      )}
      {desk.list && (
        <p className={styles.folder}>{message('restore:folder', { folder: desk.list.folder })}</p>
      )}
    </main>
  );
}

function useOwnLibrary(): string | undefined {
  const { ownLibrary } = useWorkbench();
  const [own, setOwn] = useState<string>();
  useEffect(() => {
    // Where the library cannot be opened, no backup is known to be its own.
    ownLibrary().then(setOwn, () => setOwn(undefined));
  }, [ownLibrary]);
  return own;
}

interface SaidProps {
  readonly desk: RestoreDesk;
  readonly isOffer: boolean;
  readonly onClose: () => void;
}

/** What is to be known before choosing, and what came of the last act. */
function Said({ desk, isOffer, onClose }: SaidProps) {
  const message = useMessage();
  const { outcome, list } = desk;
  const damaged = list !== undefined && isNewestDamaged(list);
  return (
    <div className={styles.said} aria-live="polite">
      {isOffer && outcome?.kind !== 'restored' && <p>{message('restore:offer')}</p>}
      {!isOffer && list !== undefined && list.libraries.length > 0 && (
        <p className={pageStyles.quiet}>{message('restore:intro')}</p>
      )}
      {damaged && <p className={pageStyles.warning}>{message('restore:newestDamaged')}</p>}
      {!desk.canRestore && <p className={pageStyles.warning}>{message('restore:noLibrary')}</p>}
      {outcome && <Done outcome={outcome} onClose={onClose} />}
    </div>
  );
}

function Done({ outcome, onClose }: { readonly outcome: Outcome; readonly onClose: () => void }) {
  const message = useMessage();
  switch (outcome.kind) {
    case 'refused':
      return <p className={pageStyles.refusal}>{refusalText(outcome.refusal)}</p>;
    case 'saved':
      return <p className={styles.done}>{message('restore:saved', { name: outcome.name })}</p>;
    case 'folder':
      if (outcome.shown) return null;
      return <p className={styles.done}>{message('restore:folder', { folder: outcome.folder })}</p>;
    case 'restored':
      return (
        <div className={styles.done}>
          <p>
            <strong>{message('restore:done.title')}</strong> {doneOf(outcome.restored, message)}
          </p>
          <Button kind="primary" onClick={onClose}>
            {message('restore:openLibrary')}
          </Button>
        </div>
      );
  }
}

/** Whether the newest backup of a library cannot be used whole, so that an older one is what there is. */
export const isNewestDamaged = ({ libraries }: BackupList): boolean =>
  libraries.some(({ backups }) => backups[0]?.health === 'damaged');
