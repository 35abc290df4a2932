import { useMemo, useState } from 'react';
import type { BackupEntry, ReadBackup } from '#shared/storage/backup';
import { Button } from '#renderer/components/button';
import tableStyles from '#renderer/components/plain-table.module.css';
import pageStyles from '#renderer/components/page.module.css';
import type { Clash } from '#renderer/documents/restore';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './restore.module.css';
import type { Preview, RestoreDesk } from './use-restore-desk';
import { besideOf, holdingOf } from './backup-words';

type ScenarioEntry = BackupEntry & { readonly damaged: boolean };

const scenariosOf = ({ entries }: ReadBackup): readonly ScenarioEntry[] =>
  entries.filter(({ table }) => table === 'scenarios');

const isOffered = ({ damaged, label }: ScenarioEntry): boolean => !damaged && label?.deleted !== true;

/** The scenarios of one backup: which of them are wanted, and what becomes of those that are here already. */
export function BackupPreview({ preview, desk }: { readonly preview: Preview; readonly desk: RestoreDesk }) {
  const message = useMessage();
  const formats = useFormats();
  const { backup, standing } = preview;
  const scenarios = useMemo(() => scenariosOf(backup), [backup]);
  const [wanted, setWanted] = useState<ReadonlySet<string>>(
    () => new Set(scenarios.filter(isOffered).map(({ key }) => key)),
  );
  const [clash, setClash] = useState<Clash>('copy');
  const beside = besideOf(backup.counts, message);
  const [withBeside, setWithBeside] = useState(beside !== '');
  const differing = scenarios.filter(({ key }) => wanted.has(key) && standing.get(key) === 'differs').length;
  const date = backup.at === null ? '' : formats.instant(Date.parse(backup.at));
  const toggle = (key: string) =>
    setWanted((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  const everyOne = scenarios.filter(({ damaged }) => !damaged);
  return (
    <section className={styles.preview} aria-label={message('restore:backupOf', { at: date })}>
      <header className={pageStyles.block}>
        <h3 className={pageStyles.heading}>{message('restore:backupOf', { at: date })}</h3>
        <p className={pageStyles.quiet}>{holdingOf(backup.counts, message)}</p>
        {backup.damagedRows > 0 && (
          <p className={pageStyles.warning}>
            {message('restore:damagedText', { count: backup.damagedRows })}
          </p>
        )}
      </header>
      {scenarios.length > 0 && (
        <div className={styles.scroller}>
          <table className={tableStyles.table}>
            <thead>
              <tr>
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label={message('restore:all')}
                    checked={everyOne.length > 0 && everyOne.every(({ key }) => wanted.has(key))}
                    onChange={({ target }) =>
                      setWanted(new Set(target.checked ? everyOne.map(({ key }) => key) : []))
                    }
                  />
                </th>
                <th scope="col">{message('restore:name')}</th>
                <th scope="col" className={tableStyles.number}>
                  {message('restore:racks')}
                </th>
                <th scope="col" className={tableStyles.number}>
                  {message('restore:devices')}
                </th>
                <th scope="col">{message('restore:changed')}</th>
                <th scope="col">{message('restore:here')}</th>
              </tr>
            </thead>
            <tbody>
              {scenarios.map((entry) => (
                <ScenarioRow
                  key={entry.key}
                  entry={entry}
                  state={stateOf(entry, preview)}
                  isWanted={wanted.has(entry.key)}
                  onToggle={() => toggle(entry.key)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <fieldset className={styles.choices} disabled={!desk.canRestore}>
        {beside !== '' && (
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={withBeside}
              onChange={({ target }) => setWithBeside(target.checked)}
            />
            {message('restore:besideToo', { what: beside })}
          </label>
        )}
        {differing > 0 &&
          (['copy', 'replace'] as const).map((each) => (
            <label key={each} className={styles.choice}>
              <input type="radio" name="clash" checked={clash === each} onChange={() => setClash(each)} />
              {message(`restore:clash.${each}`, { count: differing })}
            </label>
          ))}
      </fieldset>
      <footer className={styles.actions}>
        <Button disabled={desk.busy} onClick={() => desk.saveFile(fileNameOf(backup))}>
          {message('restore:saveFile')}
        </Button>
        <Button
          kind="primary"
          disabled={desk.busy || !desk.canRestore || (wanted.size === 0 && !withBeside)}
          onClick={() => desk.restore({ scenarios: wanted, beside: withBeside, clash })}
        >
          {desk.busy ? message('restore:busy') : message('restore:restore', { count: wanted.size })}
        </Button>
      </footer>
    </section>
  );
}

type State = 'damaged' | 'deleted' | 'new' | 'same' | 'differs';

function stateOf({ key, damaged, label }: ScenarioEntry, { standing }: Preview): State {
  if (damaged) return 'damaged';
  return label?.deleted === true ? 'deleted' : (standing.get(key) ?? 'new');
}

interface ScenarioRowProps {
  readonly entry: ScenarioEntry;
  readonly state: State;
  readonly isWanted: boolean;
  readonly onToggle: () => void;
}

function ScenarioRow({ entry, state, isWanted, onToggle }: ScenarioRowProps) {
  const message = useMessage();
  const formats = useFormats();
  const { key, label } = entry;
  const name = label?.name ?? key;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={name}
          disabled={state === 'damaged'}
          checked={isWanted}
          onChange={onToggle}
        />
      </td>
      <th scope="row" className={styles.name}>
        {name}
      </th>
      <td className={tableStyles.number}>{label?.racks ?? ''}</td>
      <td className={tableStyles.number}>{label?.devices ?? ''}</td>
      <td className={styles.day}>{label?.at ? formats.instant(label.at) : ''}</td>
      <td className={state === 'damaged' ? styles.bad : styles.state}>{message(`restore:state.${state}`)}</td>
    </tr>
  );
}

const fileNameOf = ({ at }: ReadBackup): string =>
  `fleetwright-backup-${(at ?? '').slice(0, 19).replaceAll(':', '-')}.json`;
