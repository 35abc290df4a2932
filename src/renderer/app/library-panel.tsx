import { type KeyboardEvent, useState } from 'react';
import { Button, IconButton } from '#renderer/components/button';
import { classNames } from '#renderer/components/class-names';
import fieldStyles from '#renderer/components/field.module.css';
import { Icon } from '#renderer/components/icon';
import { Menu } from '#renderer/components/menu';
import { useDocuments } from '#renderer/documents/hooks';
import type { ScenarioSummary } from '#renderer/documents/summary';
import { useWorkbench } from '#renderer/documents/workbench';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { scenarioLimits } from '#shared/scenario/schema';
import type { ScenarioId } from '#shared/schema/ids';
import styles from './library-panel.module.css';
import { openRestore } from './restore-place';
import { useExamples } from './use-examples';
import { useLibrary } from './use-library';

interface LibraryRowProps {
  readonly row: ScenarioSummary;
  readonly isCurrent: boolean;
  readonly isRenamed: boolean;
  readonly onRename: (id: ScenarioId | undefined) => void;
}

/** One scenario: opens on a press; F2 renames it, Delete deletes it, the menu offers the rest. */
function LibraryRow({ row, isCurrent, isRenamed, onRename }: LibraryRowProps) {
  const message = useMessage();
  const formats = useFormats();
  const { open, remove, rename, duplicate, exportFile } = useLibrary();
  if (isRenamed) {
    return (
      <li className={styles.row}>
        <RenameField
          name={row.name}
          onDone={(name) => {
            onRename(undefined);
            if (name !== undefined && name !== row.name) rename(row.id, name);
          }}
        />
      </li>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2') onRename(row.id);
    else if (event.key === 'Delete') void remove(row.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li className={classNames(styles.row, isCurrent && styles.current)}>
      <button
        type="button"
        className={styles.open}
        aria-current={isCurrent}
        onClick={() => void open(row.id)}
        onDoubleClick={() => onRename(row.id)}
        onKeyDown={onKeyDown}
      >
        <span className={styles.name}>{row.name}</span>
        <span className={styles.detail}>
          {message('library:racks', { count: row.racks })} · {formats.day(row.updatedAt)}
        </span>
      </button>
      <Menu
        label={message('library:menuFor', { name: row.name })}
        className={styles.menu ?? ''}
        items={[
          {
            id: 'rename',
            label: message('library:rename'),
            shortcut: 'F2',
            onSelect: () => onRename(row.id),
          },
          { id: 'duplicate', label: message('library:duplicate'), onSelect: () => void duplicate(row.id) },
          { id: 'export', label: message('library:export'), onSelect: () => void exportFile(row.id) },
          {
            id: 'delete',
            label: message('library:delete'),
            shortcut: 'Del',
            separated: true,
            onSelect: () => void remove(row.id),
          },
        ]}
      />
    </li>
  );
}

interface RenameFieldProps {
  readonly name: string;
  /** Told the new name, or nothing when it was given up. */
  readonly onDone: (name: string | undefined) => void;
}

function RenameField({ name, onDone }: RenameFieldProps) {
  const message = useMessage();
  const [draft, setDraft] = useState(name);
  const finish = () => onDone(draft.trim() || undefined);
  return (
    <input
      className={fieldStyles.input}
      value={draft}
      maxLength={scenarioLimits.nameLength}
      aria-label={message('library:rename')}
      ref={(element) => {
        if (element && document.activeElement !== element) {
          element.focus();
          element.select();
        }
      }}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') onDone(undefined);
      }}
    />
  );
}

/** Scenarios that could not be read: kept as they are, to be saved as a file or removed. */
function QuarantineList() {
  const message = useMessage();
  const { api, documents } = useWorkbench();
  const quarantined = useDocuments((state) => state.quarantined);
  if (quarantined.length === 0) return null;
  const save = (row: unknown) =>
    api.saveText({
      suggestedName: 'damaged.json',
      text: JSON.stringify(row, null, 2),
      kind: 'json',
    });
  return (
    <section className={styles.quarantine}>
      <h3 className={styles.title}>
        <Icon name="warning" /> {message('library:damaged')}
      </h3>
      <ul>
        {quarantined.map(({ key, reason, row }) => (
          <li key={key}>
            <p>{reason}</p>
            <Button onClick={() => void save(row)}>{message('library:export')}</Button>{' '}
            <Button kind="danger" onClick={() => void documents.dropQuarantined(key)}>
              {message('library:delete')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The examples that come with the app; a press adds a copy to the library and opens it. */
function Examples({ query }: { readonly query: string }) {
  const message = useMessage();
  const { addExample } = useLibrary();
  const offered = useExamples();
  const shown = offered.filter(({ name }) => name.toLowerCase().includes(query));
  if (shown.length === 0) return null;
  return (
    <details className={styles.examples} open>
      <summary className={styles.title}>{message('library:examples')}</summary>
      <ul className={styles.list} aria-label={message('library:examples')}>
        {shown.map((example) => (
          <li key={example.id} className={styles.row}>
            <button
              type="button"
              className={styles.open}
              title={example.note}
              onClick={() => void addExample(example)}
            >
              <span className={styles.name}>{example.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The scenarios of this machine, with search, and the examples below. */
export function LibraryPanel({ onTrash }: { readonly onTrash: () => void }) {
  const message = useMessage();
  const library = useDocuments((state) => state.library);
  const current = useDocuments((state) => state.current);
  const trashed = useDocuments((state) => state.trash.length);
  const { create, chooseFile } = useLibrary();
  const [query, setQuery] = useState('');
  const [renamed, setRenamed] = useState<ScenarioId>();
  const wanted = query.trim().toLowerCase();
  const shown = library.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <div className={styles.library}>
      <header className={styles.header}>
        <h2 className={styles.title}>{message('library:title')}</h2>
        <IconButton icon="history" label={message('shell:actions.restore')} onClick={() => openRestore()} />
        <IconButton icon="import" label={message('library:import')} onClick={() => void chooseFile()} />
        <IconButton icon="plus" label={message('library:new')} onClick={() => void create()} />
      </header>
      <input
        type="search"
        className={fieldStyles.input}
        value={query}
        placeholder={message('library:search')}
        aria-label={message('library:search')}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={styles.list} aria-label={message('library:title')}>
        {shown.map((row) => (
          <LibraryRow
            key={row.id}
            row={row}
            isCurrent={row.id === current}
            isRenamed={row.id === renamed}
            onRename={setRenamed}
          />
        ))}
      </ul>
      {library.length === 0 && (
        <div className={styles.empty}>
          <p>{message('library:noneText')}</p>
          <Button kind="primary" onClick={() => void create()}>
            {message('library:new')}
          </Button>
        </div>
      )}
      {library.length > 0 && shown.length === 0 && (
        <p className={styles.empty}>{message('library:noMatch', { query })}</p>
      )}
      {trashed > 0 && (
        <Button kind="quiet" icon="trash" className={styles.trash} onClick={onTrash}>
          {message('library:trash', { count: trashed })}
        </Button>
      )}
      <QuarantineList />
      <Examples query={wanted} />
    </div>
  );
}
