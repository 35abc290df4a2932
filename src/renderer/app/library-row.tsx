import { useState, type KeyboardEvent } from 'react';
import type { ScenarioId } from '#shared/ids';
import { scenarioLimits } from '#shared/scenario/schema';
import { classNames } from '../components/class-names';
import fieldStyles from '../components/field.module.css';
import { Menu } from '../components/menu';
import type { ScenarioSummary } from '../documents/summary';
import { useFormats } from '../format/use-formats';
import { useMessage } from '../i18n/use-language';
import styles from './library-panel.module.css';
import { useLibrary } from './use-library';

export interface LibraryRowProps {
  readonly row: ScenarioSummary;
  readonly isCurrent: boolean;
  readonly isRenamed: boolean;
  readonly onRename: (id: ScenarioId | undefined) => void;
}

/** One scenario: opens on a press; F2 renames it, Delete deletes it, the menu offers the rest. */
export function LibraryRow({ row, isCurrent, isRenamed, onRename }: LibraryRowProps) {
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
