import type { SuppliesReport } from '#shared/power/report';
import { Button } from '../../../components/button';
import { QuantityField } from '../../../components/quantity-field';
import { useCommands } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { changeSupplies } from '../edits/chain';
import { DataSection } from '../data-section';
import styles from '../power.module.css';

/** The power supplies of the device types in use: published, assumed, or the user's own. */
export function SuppliesTable({ supplies }: { readonly supplies: readonly SuppliesReport[] }) {
  const message = useMessage();
  return (
    <DataSection<SuppliesReport>
      title={message('power:supplies.title')}
      note={message('power:supplies.note')}
      fileName={message('power:supplies.file')}
      rows={supplies}
      rowKey={({ type }) => type}
      columns={[
        { id: 'type', title: message('power:columns.type'), heads: true, value: ({ name }) => name },
        { id: 'devices', title: message('power:columns.devices'), value: ({ devices }) => devices },
        {
          id: 'count',
          title: message('power:columns.count'),
          value: ({ count }) => count,
          shown: (row) => <SuppliesField row={row} field="count" />,
        },
        {
          id: 'needed',
          title: message('power:columns.needed'),
          value: ({ needed }) => needed,
          shown: (row) => <SuppliesField row={row} field="needed" />,
        },
        {
          id: 'basis',
          title: message('power:columns.basis'),
          value: ({ basis }) => message(`power:supplies.${basis}`),
          shown: (row) => <Basis row={row} />,
        },
      ]}
    />
  );
}

const MOST_SUPPLIES = 16;

function SuppliesField({ row, field }: { readonly row: SuppliesReport; readonly field: 'count' | 'needed' }) {
  const message = useMessage();
  const dispatch = useCommands();
  const { type, name, count, needed, rated } = row;
  const change = (value: number) => {
    const changed =
      field === 'count' ? { count: value, needed: Math.min(needed, value) } : { count, needed: value };
    dispatch(changeSupplies(type, name, rated === undefined ? changed : { ...changed, ratedWatts: rated }));
  };
  return (
    <div className={styles.cellField}>
      <QuantityField
        label={message(`power:supplies.${field}Of`, { name })}
        unit=""
        value={row[field]}
        minimum={1}
        maximum={field === 'count' ? MOST_SUPPLIES : count}
        whole
        onCommit={change}
      />
    </div>
  );
}

function Basis({ row: { type, name, basis } }: { readonly row: SuppliesReport }) {
  const message = useMessage();
  const dispatch = useCommands();
  return (
    <span className={styles.basis}>
      {message(`power:supplies.${basis}`)}
      {basis === 'own' && (
        <Button
          kind="quiet"
          aria-label={message('power:supplies.resetOf', { name })}
          onClick={() => dispatch(changeSupplies(type, name, undefined))}
        >
          {message('power:supplies.reset')}
        </Button>
      )}
    </span>
  );
}
