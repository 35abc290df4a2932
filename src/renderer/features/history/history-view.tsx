import { use, useState } from 'react';
import { IconButton } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { LeavePlace } from '../../app/leave-place';
import { versionLimits } from '../../documents/versions/retention';
import type { Version } from '../../documents/versions/version';
import { useMessage } from '../../i18n/use-language';
import styles from './history.module.css';
import { KeepForm, RenameDialog } from './name-version';
import { useHistoryDesk } from './use-history-desk';
import { VersionDetail } from './version-detail';
import { VersionList } from './version-list';
import { versionName } from './version-name';

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
