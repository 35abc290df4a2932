import type { BackedUpLibrary, BackupList, ListedBackup } from '#shared/storage/backup';
import { classNames } from '#renderer/components/class-names';
import { Icon } from '#renderer/components/icon';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './restore.module.css';
import { inOrder } from './backup-order';
import { holdingOf } from './backup-words';

export interface BackupsProps {
  readonly list: BackupList;
  readonly own: string | undefined;
  readonly selected: string | undefined;
  readonly onSelect: (backup: ListedBackup) => void;
}

/** The backups of this library first, then those of others, each newest first. */
export function Backups({ list, own, selected, onSelect }: BackupsProps) {
  return inOrder(list, own, Date.now()).map((library) => (
    <Library
      key={library.library}
      library={library}
      isOwn={library.library === own}
      selected={selected}
      onSelect={onSelect}
    />
  ));
}

interface LibraryProps extends Pick<BackupsProps, 'selected' | 'onSelect'> {
  readonly library: BackedUpLibrary;
  readonly isOwn: boolean;
}

function Library({ library, isOwn, selected, onSelect }: LibraryProps) {
  const message = useMessage();
  const title =
    library.kind === 'file'
      ? message('restore:fromFile', { file: library.file ?? '' })
      : library.kind === 'earlier'
        ? message('restore:earlier')
        : message(isOwn ? 'restore:thisLibrary' : 'restore:otherLibrary');
  return (
    <section className={styles.library} aria-label={title}>
      <h3 className={styles.libraryName}>{title}</h3>
      <ul className={styles.list}>
        {library.backups.map((backup) => (
          <li key={backup.id}>
            <Row backup={backup} isSelected={backup.id === selected} onSelect={onSelect} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly backup: ListedBackup;
  readonly isSelected: boolean;
  readonly onSelect: (backup: ListedBackup) => void;
}

function Row({ backup, isSelected, onSelect }: RowProps) {
  const message = useMessage();
  const formats = useFormats();
  const { at, health, counts, names, damagedRows } = backup;
  const more = counts.scenarios - names.length;
  const bad =
    health === 'newer'
      ? message('restore:newer')
      : at === null
        ? message('restore:damaged')
        : message('restore:damagedRows', { count: damagedRows });
  return (
    <button
      type="button"
      className={classNames(styles.backup, isSelected && styles.selected)}
      aria-current={isSelected}
      onClick={() => onSelect(backup)}
    >
      <span className={styles.at}>
        {at === null ? message('restore:noDate') : formats.instant(Date.parse(at))}
      </span>
      {health !== 'whole' && (
        <span className={styles.bad}>
          <Icon name="warning" /> {bad}
        </span>
      )}
      {at !== null && (
        <>
          <span className={styles.detail}>{holdingOf(counts, message)}</span>
          <span className={styles.names}>
            {names.join(', ')}
            {more > 0 && ` ${message('restore:more', { count: more })}`}
          </span>
        </>
      )}
    </button>
  );
}
