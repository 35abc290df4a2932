import type { FloorRow } from '#shared/scenario/placement';
import { rowName } from '#shared/scenario/names';
import { Button } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCommands, useScenario, useSelection } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { insertRow, placeRow, removeRow, swapRows, turnRow } from '#renderer/features/layout/edits/floor';
import styles from '#renderer/features/layout/inspector/inspector.module.css';
import { type RowOnFloor, useFloor } from './floor-geometry';

/** One row of the floor: which way it looks, where it begins, its racks; and rows before and behind it. */
export function RowInspector({ row }: { readonly row: RowOnFloor }) {
  const message = useMessage();
  const dispatch = useCommands();
  const { number } = useFormats();
  const own = useScenario(({ floor }) => floor?.rows?.find((each) => each.row === row.row));
  const facing: FloorRow['facing'] | 'usual' = own?.facing ?? 'usual';
  return (
    <>
      <h2 className={styles.title}>{message('floor:row.title', { row: rowName(row.row) })}</h2>
      <section className={styles.section}>
        <p className={styles.quiet}>
          {message('floor:row.size', {
            count: row.footprints.length,
            width: number(row.widthMeters, 2),
            depth: number(row.depthMeters, 2),
          })}
        </p>
        <Select
          label={message('floor:row.facing')}
          value={facing}
          options={(['usual', 'before', 'behind'] as const).map((value) => ({
            value,
            label: message(`floor:facing.${value}`),
          }))}
          onChange={(value) => dispatch(turnRow(row.row, value === 'usual' ? undefined : value))}
        />
        <div className={styles.pair}>
          {(['xMeters', 'yMeters'] as const).map((field) => (
            <QuantityField
              key={field}
              label={message(`floor:row.${field}`)}
              unit="m"
              value={own?.[field]}
              minimum={0}
              maximum={10_000}
              step={0.1}
              placeholder={number(row[field], 2)}
              onCommit={(meters) => dispatch(placeRow(row.row, { [field]: meters }))}
              onClear={() => dispatch(placeRow(row.row, { [field]: undefined }))}
            />
          ))}
        </div>
        <p className={styles.quiet}>{message('floor:row.hint')}</p>
      </section>
      <RowButtons row={row} />
    </>
  );
}

function RowButtons({ row }: { readonly row: RowOnFloor }) {
  const message = useMessage();
  const dispatch = useCommands();
  const actions = useLayoutActions();
  const { store } = useDesigner();
  const { select } = useSelection();
  const { rows } = useFloor();
  const scenario = useScenario((current) => current);
  const at = rows.findIndex((each) => each.row === row.row);
  const [before, behind] = [rows[at - 1], rows[at + 1]];
  const first = scenario.racks[row.footprints[0]?.rack ?? ('' as never)];
  const swap = (other: RowOnFloor | undefined) => {
    if (other && dispatch(swapRows(row.row, other.row)).ok) store.setState({ floorRow: other.row });
  };
  return (
    <section className={styles.section} aria-label={message('floor:row.rows')}>
      <div className={styles.actions}>
        <Button
          disabled={!first}
          onClick={() => {
            const { type = '', feeds = [] } = first ?? {};
            actions.addRacks({ type, feeds, count: 1, row: row.row });
          }}
        >
          {message('floor:row.addRack')}
        </Button>
        <Button onClick={() => select({ racks: row.footprints.map(({ rack }) => rack) })}>
          {message('floor:row.selectRacks')}
        </Button>
        <Button onClick={() => dispatch(insertRow(scenario, row.row).command)}>
          {message('floor:row.insert')}
        </Button>
        <Button disabled={!before} onClick={() => swap(before)}>
          {message('floor:row.forward')}
        </Button>
        <Button disabled={!behind} onClick={() => swap(behind)}>
          {message('floor:row.back')}
        </Button>
        <Button
          kind="danger"
          onClick={() => {
            dispatch(removeRow(row.row));
            store.setState({ floorRow: undefined });
          }}
        >
          {message('floor:row.remove')}
        </Button>
      </div>
    </section>
  );
}
