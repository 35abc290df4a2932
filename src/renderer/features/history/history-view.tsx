import { type KeyboardEvent, use, useRef, useState } from 'react';
import { LeavePlace } from '#renderer/shell/leave-place';
import { IconButton } from '#renderer/components/button';
import { classNames } from '#renderer/components/class-names';
import { EmptyState } from '#renderer/components/empty-state';
import { Icon } from '#renderer/components/icon';
import { isAutomatic, type Version, versionLimits } from '#renderer/documents/versions/version';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './history.module.css';
import { useHistoryDesk } from './use-history-desk';
import { VersionDetail } from './version-detail';
import { contentsOf, KeepForm, RenameDialog, versionName } from './version-name';

interface VersionListProps {
  readonly versions: readonly Version[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onRename: (version: Version) => void;
  readonly onRemove: (version: Version) => void;
}

/** The versions, newest first: arrows move, F2 renames, Delete deletes. */
function VersionList({ versions, selected, onSelect, onRename, onRemove }: VersionListProps) {
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

/** The versions of the open scenario: kept, compared, restored. Escape leads back to the screen before. */
export function HistoryView() {
  const message = useMessage();
  const desk = useHistoryDesk();
  const close = use(LeavePlace);
  const [selected, setSelected] = useState<string>();
  const [renamed, setRenamed] = useState<Version>();
  const versions = desk.versions ?? [];
  const shown = versions.find(({ id }) => id === selected) ?? versions[0];
  // What restoring keeps by itself is newer, and must not take the place of the version that is looked at.
  const restore = (version: Version, called: string) => {
    setSelected(version.id);
    desk.restore(version, called);
  };
  const remove = (version: Version) => desk.remove(version, versionName(version, message));
  return (
    <div
      className={styles.view}
      onKeyDown={({ key, defaultPrevented }) => {
        if (key === 'Escape' && !defaultPrevented && renamed === undefined) close();
      }}
    >
      <header className={styles.header}>
        <h2 className={styles.heading}>{message('history:heading', { name: desk.scenario.name })}</h2>
        <KeepForm
          versions={versions}
          onKeep={async (name) => {
            const kept = await desk.keep(name);
            if (kept) setSelected(kept.id);
          }}
        />
        <IconButton icon="close" label={message('history:close')} onClick={close} />
      </header>
      {desk.versions === undefined && <p role="status">{message('history:reading')}</p>}
      {desk.versions?.length === 0 && (
        <EmptyState
          title={message('history:empty')}
          text={message('history:emptyText', { count: versionLimits.automatic })}
        />
      )}
      {shown && (
        <div className={styles.panes}>
          <VersionList
            versions={versions}
            selected={shown.id}
            onSelect={setSelected}
            onRename={setRenamed}
            onRemove={remove}
          />
          <VersionDetail
            key={shown.id}
            version={shown}
            desk={{ ...desk, restore }}
            onRename={setRenamed}
            onRemove={remove}
          />
        </div>
      )}
      {renamed && (
        <RenameDialog
          version={renamed}
          versions={versions}
          onRename={(name) => desk.rename(renamed, name)}
          onClose={() => setRenamed(undefined)}
        />
      )}
    </div>
  );
}
