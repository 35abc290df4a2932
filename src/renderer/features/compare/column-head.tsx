import { useState, type DragEvent, type KeyboardEvent } from 'react';
import { ScenarioId } from '#shared/ids';
import { classNames } from '../../components/class-names';
import { Menu } from '../../components/menu';
import type { Compared } from '#shared/compared';
import { useMessage } from '../../i18n/use-language';
import { columnsOf, toggled, withBaseline, withColumnAt, withColumnPinned, withNote } from './chosen';
import styles from './compare.module.css';
import { NoteDialog } from './note-dialog';
import type { Arrange } from './use-compared';

/** What is dragged, so that a row dropped on a column is no column. */
export const COLUMN_DRAG = 'application/x-fleetwright-column';

export interface ColumnHeadProps {
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
