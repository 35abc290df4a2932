import { useRef, type KeyboardEvent } from 'react';
import { classNames } from '../../components/class-names';
import { Icon } from '../../components/icon';
import { isAutomatic, type Version } from '../../documents/versions/version';
import { useFormats } from '../../format/use-formats';
import { useMessage } from '../../i18n/use-language';
import styles from './history.module.css';
import { contentsOf, versionName } from './version-name';

export interface VersionListProps {
  readonly versions: readonly Version[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onRename: (version: Version) => void;
  readonly onRemove: (version: Version) => void;
}

/** The versions, newest first: arrows move, F2 renames, Delete deletes. */
export function VersionList({ versions, selected, onSelect, onRename, onRemove }: VersionListProps) {
  const message = useMessage();
  const formats = useFormats();
  const list = useRef<HTMLUListElement>(null);

  const moveTo = (index: number) => {
    const version = versions[Math.max(0, Math.min(versions.length - 1, index))];
    if (!version) return;
    onSelect(version.id);
    list.current?.querySelector<HTMLElement>(`[data-version="${version.id}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, version: Version, index: number) => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(index + 1),
      ArrowUp: () => moveTo(index - 1),
      Home: () => moveTo(0),
      End: () => moveTo(versions.length - 1),
      F2: () => onRename(version),
      Delete: () => onRemove(version),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <ul ref={list} className={styles.list} aria-label={message('history:list')}>
      {versions.map((version, index) => (
        <li key={version.id}>
          <button
            type="button"
            data-version={version.id}
            className={classNames(styles.version, version.id === selected && styles.selected)}
            aria-current={version.id === selected}
            onClick={() => onSelect(version.id)}
            onKeyDown={(event) => onKeyDown(event, version, index)}
          >
            <Icon name={isAutomatic(version) ? 'history' : 'check'} />
            <span className={classNames(styles.name, isAutomatic(version) && styles.quietName)}>
              {versionName(version, message)}
            </span>
            <span className={styles.detail}>
              {formats.instant(version.at)} · {contentsOf(version, message)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
