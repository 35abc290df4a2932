import { useEffect, useState } from 'react';
import { Button } from '#renderer/components/button';
import { Menu } from '#renderer/components/menu';
import { Select } from '#renderer/components/select';
import { isAutomatic, type Version } from '#renderer/documents/versions/version';
import { useWorkbench } from '#renderer/documents/workbench';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Refusal, Result } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { ChangeList } from './change-list';
import { FiguresBetween } from './figures-between';
import styles from './history.module.css';
import type { HistoryDesk } from './use-history-desk';
import { contentsOf, versionName } from './version-name';

type ReadState = Result<Scenario, Refusal>;

/** The state that a version keeps, once it is read; `now` is at hand already. */
function useVersionState(version: Version | undefined, now: Scenario): ReadState | undefined {
  const { versions } = useWorkbench();
  const [read, setRead] = useState<{ readonly id: string; readonly state: ReadState }>();
  useEffect(() => {
    if (version === undefined) return undefined;
    let wanted = true;
    void versions.read(version).then((state) => {
      if (wanted) setRead({ id: version.id, state });
    });
    return () => {
      wanted = false;
    };
  }, [versions, version]);
  if (version === undefined) return { ok: true, value: now };
  return read?.id === version.id ? read.state : undefined;
}

const NOW = 'now';

interface VersionDetailProps {
  readonly version: Version;
  readonly desk: HistoryDesk;
  readonly onRename: (version: Version) => void;
  readonly onRemove: (version: Version) => void;
}

/** One version: what it holds, what can be done with it, and how it differs from now or from another one. */
export function VersionDetail({ version, desk, onRename, onRemove }: VersionDetailProps) {
  const message = useMessage();
  const formats = useFormats();
  const [against, setAgainst] = useState(NOW);
  const others = (desk.versions ?? []).filter(({ id }) => id !== version.id);
  const other = others.find(({ id }) => id === against);
  const own = useVersionState(version, desk.scenario);
  const theirs = useVersionState(other, desk.scenario);
  const called = versionName(version, message);
  const otherCalled = other === undefined ? message('history:now') : versionName(other, message);
  const isEarlier = other === undefined || version.at <= other.at;
  const refused = [own, theirs].find((state) => state?.ok === false);
  return (
    <article className={styles.detailPane} aria-label={called}>
      <header className={styles.bar}>
        <div className={styles.titles}>
          <h3>{called}</h3>
          <p className={styles.quiet}>
            {formats.instant(version.at)} · {contentsOf(version, message)} ·{' '}
            {message(isAutomatic(version) ? 'history:automatic' : 'history:named')}
          </p>
        </div>
        <Button icon="restore" disabled={own?.ok !== true} onClick={() => desk.restore(version, called)}>
          {message('history:restore')}
        </Button>
        <Menu
          label={message('history:actionsOn', { name: called })}
          items={[
            {
              id: 'open',
              label: message('history:openAsNew'),
              onSelect: () => desk.openAsNew(version, called),
            },
            {
              id: 'export',
              label: message('history:export'),
              onSelect: () => desk.exportFile(version, called),
            },
            {
              id: 'rename',
              label: message(isAutomatic(version) ? 'history:giveName' : 'history:rename'),
              shortcut: 'F2',
              onSelect: () => onRename(version),
            },
            {
              id: 'remove',
              label: message('history:remove'),
              shortcut: 'Del',
              separated: true,
              onSelect: () => onRemove(version),
            },
          ]}
        />
      </header>
      <div className={styles.against}>
        <Select
          label={message('history:against')}
          value={other === undefined ? NOW : against}
          options={[
            { value: NOW, label: message('history:now') },
            ...others.map((each) => ({
              value: each.id,
              label: `${versionName(each, message)} · ${formats.instant(each.at)}`,
            })),
          ]}
          onChange={setAgainst}
        />
      </div>
      {refused?.ok === false && (
        <p role="alert" className={styles.refusal}>
          {refusalText(refused.error)}
        </p>
      )}
      {refused === undefined && (own === undefined || theirs === undefined) && (
        <p role="status">{message('history:reading')}</p>
      )}
      {own?.ok && theirs?.ok && (
        <Between
          title={message('history:from', {
            before: isEarlier ? called : otherCalled,
            after: isEarlier ? otherCalled : called,
          })}
          before={isEarlier ? own.value : theirs.value}
          after={isEarlier ? theirs.value : own.value}
        />
      )}
    </article>
  );
}

interface BetweenProps {
  readonly title: string;
  readonly before: Scenario;
  readonly after: Scenario;
}

const Between = ({ title, before, after }: BetweenProps) => (
  <section className={styles.between} aria-label={title}>
    <h3>{title}</h3>
    <ChangeList before={before} after={after} />
    <FiguresBetween before={before} after={after} />
  </section>
);
