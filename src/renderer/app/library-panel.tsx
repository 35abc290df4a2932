import { useState } from 'react';
import type { ScenarioId } from '#shared/ids';
import { Button, IconButton } from '../components/button';
import fieldStyles from '../components/field.module.css';
import { useDocuments } from '../documents/hooks';
import { useMessage } from '../i18n/use-language';
import { Examples } from './examples';
import styles from './library-panel.module.css';
import { LibraryRow } from './library-row';
import { QuarantineList } from './quarantine-list';
import { openRestore } from './restore-place';
import { useLibrary } from './use-library';

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
