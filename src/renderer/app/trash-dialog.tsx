import { DAY_MILLISECONDS } from '#shared/time/calendar-day';
import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { useDocuments } from '#renderer/documents/hooks';
import { KEEP_DELETED_DAYS } from '#renderer/documents/trash-age';
import type { ScenarioSummary } from '#renderer/documents/summary';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './trash-dialog.module.css';
import { useTrash } from './use-trash';

/** What was deleted and can still be restored; each alone or all together, back into the library or gone for good. */
export function TrashDialog({ onClose }: { readonly onClose: () => void }) {
  const message = useMessage();
  const trash = useDocuments((state) => state.trash);
  const { restore, deleteForGood } = useTrash();
  const [doomed, setDoomed] = useState<readonly ScenarioSummary[]>();
  return (
    <>
      <Dialog
        title={message('trash:title')}
        onClose={onClose}
        actions={
          trash.length > 1 && (
            <>
              <Button kind="danger" onClick={() => setDoomed(trash)}>
                {message('trash:removeAll')}
              </Button>
              <Button kind="primary" onClick={() => void restore(trash).then(onClose)}>
                {message('trash:restoreAll')}
              </Button>
            </>
          )
        }
      >
        <p className={styles.text}>
          {message(trash.length === 0 ? 'trash:empty' : 'trash:text', { days: KEEP_DELETED_DAYS })}
        </p>
        {trash.length > 0 && (
          <ul className={styles.list} aria-label={message('trash:list')}>
            {trash.map((row) => (
              <TrashRow
                key={row.id}
                row={row}
                onRestore={() => void restore([row])}
                onRemove={() => setDoomed([row])}
              />
            ))}
          </ul>
        )}
      </Dialog>
      {doomed && (
        <Confirmation
          doomed={doomed}
          onClose={() => setDoomed(undefined)}
          onConfirm={() => void deleteForGood(doomed).then(() => setDoomed(undefined))}
        />
      )}
    </>
  );
}

interface TrashRowProps {
  readonly row: ScenarioSummary;
  readonly onRestore: () => void;
  readonly onRemove: () => void;
}

function TrashRow({ row, onRestore, onRemove }: TrashRowProps) {
  const message = useMessage();
  const formats = useFormats();
  const dates = message('trash:dates', {
    deleted: formats.day(row.deletedAt),
    removed: formats.day(row.deletedAt + KEEP_DELETED_DAYS * DAY_MILLISECONDS),
  });
  const racks = message('trash:racks', { count: row.racks });
  const devices = message('trash:devices', { count: row.devices });
  return (
    <li className={styles.row}>
      <span className={styles.about}>
        <span className={styles.name}>{row.name}</span>
        <span className={styles.detail}>{`${racks} · ${devices}`}</span>
        <span className={styles.detail}>{dates}</span>
      </span>
      <Button aria-label={message('trash:restoreNamed', { name: row.name })} onClick={onRestore}>
        {message('trash:restore')}
      </Button>
      <Button kind="quiet" aria-label={message('trash:removeNamed', { name: row.name })} onClick={onRemove}>
        {message('trash:remove')}
      </Button>
    </li>
  );
}

interface ConfirmationProps {
  readonly doomed: readonly ScenarioSummary[];
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

function Confirmation({ doomed, onClose, onConfirm }: ConfirmationProps) {
  const message = useMessage();
  const [only] = doomed;
  return (
    <Dialog
      title={message('trash:confirmTitle')}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" onClick={onConfirm}>
            {message('trash:confirm')}
          </Button>
          <Button onClick={onClose}>{message('shell:cancel')}</Button>
        </>
      }
    >
      <p>
        {doomed.length === 1 && only
          ? message('trash:confirmOne', { name: only.name })
          : message('trash:confirmMany', { count: doomed.length })}
      </p>
    </Dialog>
  );
}
