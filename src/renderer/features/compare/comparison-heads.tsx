import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { Button } from '#renderer/components/button';
import { classNames } from '#renderer/components/class-names';
import { Dialog } from '#renderer/components/dialog';
import { Menu, type MenuItem } from '#renderer/components/menu';
import { useMessage } from '#renderer/i18n/use-language';
import { type Compared, comparedLimits } from '#shared/compare/comparison';
import { ScenarioId } from '#shared/schema/ids';
import styles from './compare.module.css';
import {
  type Arrange,
  columnsOf,
  toggled,
  withBaseline,
  withColumnAt,
  withColumnPinned,
  withNote,
  withRowAt,
  withRowMoved,
  withRowPinned,
} from './compared-scenarios';

interface NoteDialogProps {
  /** What the note is about. */
  readonly about: string;
  readonly note: string;
  readonly onSave: (note: string) => void;
  readonly onClose: () => void;
}

/** Writes a note on a column or a row; an empty one takes it away. */
function NoteDialog({ about, note, onSave, onClose }: NoteDialogProps) {
  const message = useMessage();
  const [text, setText] = useState(note);
  return (
    <Dialog
      title={message('compare:note.title', { about })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('compare:note.cancel')}</Button>
          <Button
            kind="primary"
            onClick={() => {
              onSave(text);
              onClose();
            }}
          >
            {message('compare:note.save')}
          </Button>
        </>
      }
    >
      <textarea
        className={styles.noteText}
        aria-label={message('compare:note.title', { about })}
        rows={4}
        maxLength={comparedLimits.noteLength}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </Dialog>
  );
}

/** What is dragged, so that a row dropped on a column is no column. */
const COLUMN_DRAG = 'application/x-fleetwright-column';

interface ColumnHeadProps {
  readonly id: string;
  readonly name: string;
  readonly index: number;
  readonly isBaseline: boolean;
  /** Distance from the left edge at which a pinned column stays, in pixels. */
  readonly pinnedAt: number | undefined;
  readonly compared: Compared;
  readonly arrange: Arrange;
}

/** A scenario at the head of its column: dragged or moved by Alt and arrows, pinned, noted, made the baseline. */
export function ColumnHead({ id, name, index, isBaseline, pinnedAt, compared, arrange }: ColumnHeadProps) {
  const message = useMessage();
  const [noting, setNoting] = useState(false);
  const [over, setOver] = useState(false);
  const pinned = compared.pinnedScenarios.includes(id);
  const note = compared.scenarioNotes[id];
  const columns = columnsOf(compared);
  const moveTo = (moved: string, to: number) =>
    arrange({ key: 'commands:compareMove', params: { name } }, (before) => withColumnAt(before, moved, to));
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    moveTo(id, columns.indexOf(id) + by);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    const moved = event.dataTransfer.getData(COLUMN_DRAG);
    if (moved === '' || moved === id) return;
    event.preventDefault();
    moveTo(moved, columns.indexOf(id));
  };
  return (
    <th
      scope="col"
      className={classNames(styles.number, pinned && styles.pinnedColumn, over && styles.dropTarget)}
      style={pinnedAt === undefined ? undefined : { insetInlineStart: pinnedAt }}
      draggable
      onKeyDown={onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.setData(COLUMN_DRAG, id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(COLUMN_DRAG)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className={styles.columnName}>
        <span className={styles.swatch} data-series={(index % 8) + 1} aria-hidden />
        <span>{name}</span>
        <Menu
          label={message('compare:column.menu', { name })}
          items={[
            {
              id: 'baseline',
              label: message('compare:column.baseline'),
              disabled: isBaseline,
              onSelect: () =>
                arrange({ key: 'commands:compareBaseline', params: { name } }, (before) =>
                  withBaseline(before, ScenarioId.parse(id)),
                ),
            },
            {
              id: 'pin',
              label: message(pinned ? 'compare:column.unpin' : 'compare:column.pin'),
              onSelect: () =>
                arrange({ key: 'commands:comparePin', params: { name } }, (before) =>
                  withColumnPinned(before, id),
                ),
            },
            {
              id: 'left',
              label: message('compare:column.left'),
              shortcut: 'Alt+←',
              onSelect: () => moveTo(id, columns.indexOf(id) - 1),
            },
            {
              id: 'right',
              label: message('compare:column.right'),
              shortcut: 'Alt+→',
              onSelect: () => moveTo(id, columns.indexOf(id) + 1),
            },
            {
              id: 'note',
              label: message('compare:note.edit'),
              separated: true,
              onSelect: () => setNoting(true),
            },
            {
              id: 'remove',
              label: message('compare:column.remove'),
              onSelect: () =>
                arrange({ key: 'commands:compareRemove', params: { name } }, (before) =>
                  toggled(before, ScenarioId.parse(id)),
                ),
            },
          ]}
        />
      </span>
      {isBaseline && <span className={styles.mark}>{message('compare:baseline')}</span>}
      {pinned && <span className={styles.mark}>{message('compare:pinned')}</span>}
      {note !== undefined && <span className={styles.note}>{note}</span>}
      {noting && (
        <NoteDialog
          about={name}
          note={note ?? ''}
          onSave={(text) =>
            arrange({ key: 'commands:compareNote', params: { name } }, (before) =>
              withNote(before, { kind: 'scenario', key: id }, text),
            )
          }
          onClose={() => setNoting(false)}
        />
      )}
    </th>
  );
}

const ROW_DRAG = 'application/x-fleetwright-row';

interface RowHeadProps {
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
