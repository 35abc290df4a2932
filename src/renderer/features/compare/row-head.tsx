import { useState, type DragEvent } from 'react';
import { classNames } from '../../components/class-names';
import { Menu, type MenuItem } from '../../components/menu';
import type { Compared } from '#shared/compared';
import { useMessage } from '../../i18n/use-language';
import { withNote, withRowAt, withRowMoved, withRowPinned } from './chosen';
import styles from './compare.module.css';
import { NoteDialog } from './note-dialog';
import type { Arrange } from './use-compared';

const ROW_DRAG = 'application/x-fleetwright-row';

export interface RowHeadProps {
  /** What the row is called in the message catalogue. */
  readonly row: string;
  readonly name: string;
  readonly compared: Compared;
  readonly arrange: Arrange;
}

/** A figure at the head of its row: pinned above all others, moved among the pinned, noted. */
export function RowHead({ row, name, compared, arrange }: RowHeadProps) {
  const message = useMessage();
  const [noting, setNoting] = useState(false);
  const pinned = compared.pinnedRows.includes(row);
  const note = compared.rowNotes[row];
  const move = (by: -1 | 1) =>
    arrange({ key: 'commands:compareMove', params: { name } }, (before) => withRowMoved(before, row, by));
  const items: readonly MenuItem[] = [
    {
      id: 'pin',
      label: message(pinned ? 'compare:row.unpin' : 'compare:row.pin'),
      onSelect: () =>
        arrange({ key: 'commands:comparePin', params: { name } }, (before) => withRowPinned(before, row)),
    },
    ...(pinned
      ? [
          { id: 'up', label: message('compare:row.up'), onSelect: () => move(-1) },
          { id: 'down', label: message('compare:row.down'), onSelect: () => move(1) },
        ]
      : []),
    { id: 'note', label: message('compare:note.edit'), separated: true, onSelect: () => setNoting(true) },
  ];
  const drop = (event: DragEvent) => {
    const moved = event.dataTransfer.getData(ROW_DRAG);
    if (!pinned || moved === '' || moved === row) return;
    event.preventDefault();
    arrange({ key: 'commands:compareMove', params: { name } }, (before) => withRowAt(before, moved, row));
  };
  return (
    <th
      scope="row"
      draggable={pinned}
      className={styles.rowHead}
      onDragStart={(event) => event.dataTransfer.setData(ROW_DRAG, row)}
      onDragOver={(event) => {
        if (pinned && event.dataTransfer.types.includes(ROW_DRAG)) event.preventDefault();
      }}
      onDrop={drop}
    >
      <span className={styles.rowName}>
        <span>{name}</span>
        <Menu
          label={message('compare:row.menu', { name })}
          items={items}
          className={classNames(styles.rowMenu)}
        />
      </span>
      {note !== undefined && <span className={styles.note}>{note}</span>}
      {noting && (
        <NoteDialog
          about={name}
          note={note ?? ''}
          onSave={(text) =>
            arrange({ key: 'commands:compareNote', params: { name } }, (before) =>
              withNote(before, { kind: 'row', key: row }, text),
            )
          }
          onClose={() => setNoting(false)}
        />
      )}
    </th>
  );
}
