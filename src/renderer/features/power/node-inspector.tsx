import { ownValue } from '#shared/schema/own-value';
import type { ReactNode } from 'react';
import { Inspector } from '#renderer/shell/inspector';
import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { RangeValue } from '#renderer/components/range-value';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { Trace } from '#renderer/components/trace';
import { useCommands, usePlan, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { ChainNodePlan, WithoutTraces } from '#shared/plan/plan';
import { LoadLevel } from '#shared/power/report';
import type { Electrical, Pdu, UpsSystem, Utility } from '#shared/scenario/electrical';
import { rowName } from '#shared/scenario/names';
import { UpsId, UtilityId } from '#shared/schema/ids';
import { changeNode, hangRacks, removeNode } from './chain-edits';
import type { Picked } from './one-line';
import styles from './power.module.css';

/** What the picked place of the chain is, carries and hangs from. */
export function NodeInspector({ picked }: { readonly picked: Picked | undefined }) {
  const electrical = useScenario((scenario) => scenario.electrical);
  const entry = picked && entryOf(electrical, picked);
  return (
    <Inspector>
      {picked && entry ? <Node picked={picked} entry={entry} electrical={electrical} /> : <Nothing />}
    </Inspector>
  );
}

type Entry = Utility | UpsSystem | Pdu;

function entryOf(electrical: Electrical, { kind, id }: Picked): Entry | undefined {
  const entries: Readonly<Record<string, Entry>> = electrical[kind];
  return ownValue(entries, id);
}

function Nothing() {
  const message = useMessage();
  return <p className={styles.inspectorHint}>{message('power:inspector.nothing')}</p>;
}

interface NodeProps {
  readonly picked: Picked;
  readonly entry: Entry;
  readonly electrical: Electrical;
}

function Node({ picked, entry, electrical }: NodeProps) {
  const message = useMessage();
  const dispatch = useCommands();
  const planned = usePlan((plan) => plan.electrical?.[picked.kind][picked.id]);
  return (
    <div className={styles.inspector}>
      <h2 className={styles.inspectorTitle}>{entry.name}</h2>
      <TextField
        label={message('power:inspector.name')}
        value={entry.name}
        maxLength={120}
        refuse={(name) => (name.trim() === '' ? message('shell:field.empty') : undefined)}
        onCommit={(name) => dispatch(changeNode(picked.kind, entry, { name: name.trim() }))}
      />
      {picked.kind === 'utilities' && <UtilityFields utility={entry as Utility} />}
      {picked.kind === 'upsSystems' && <UpsFields ups={entry as UpsSystem} electrical={electrical} />}
      {picked.kind === 'pdus' && <PduFields pdu={entry as Pdu} electrical={electrical} />}
      {planned && <Loads node={planned} picked={picked} />}
      {picked.kind === 'pdus' && <RowsOfPdu pdu={entry as Pdu} />}
      <Button kind="danger" icon="close" onClick={() => dispatch(removeNode(picked.kind, entry as never))}>
        {message('power:inspector.remove', { name: entry.name })}
      </Button>
    </div>
  );
}

function Loads({ node, picked }: { readonly node: WithoutTraces<ChainNodePlan>; readonly picked: Picked }) {
  const message = useMessage();
  const path = `electrical/${picked.kind}/${picked.id}`;
  const line = (label: string, key: string, value: ReactNode) => (
    <div key={key} className={styles.valueLine}>
      <span>{label}</span>
      <Trace label={label} path={key}>
        {value}
      </Trace>
    </div>
  );
  return (
    <section className={styles.inspectorSection}>
      <h3 className={styles.inspectorHeading}>{message('power:inspector.loads')}</h3>
      {node.capacity &&
        line(
          message('power:inspector.limit'),
          `${path}/capacity`,
          <RangeValue range={node.capacity} unit="W" />,
        )}
      {LoadLevel.options.map((level) =>
        line(
          message(`power:levels.${level}`),
          `${path}/load/${level}`,
          <RangeValue range={node.load[level]} unit="W" />,
        ),
      )}
      {node.side !== undefined &&
        line(
          message('power:inspector.onLostSide'),
          `${path}/onLostSide/maximum`,
          <RangeValue range={node.onLostSide.maximum} unit="W" />,
        )}
    </section>
  );
}

const KILOWATT = 1_000;
const kilowatts = (watts: number): number => Number((watts / KILOWATT).toPrecision(9));

function UtilityFields({ utility }: { readonly utility: Utility }) {
  const message = useMessage();
  const dispatch = useCommands();
  const change = (capacityWatts: number | undefined) =>
    dispatch(changeNode('utilities', utility, { capacityWatts }));
  return (
    <QuantityField
      label={message('power:inspector.capacity')}
      unit="kW"
      value={utility.capacityWatts === undefined ? undefined : kilowatts(utility.capacityWatts)}
      minimum={0.001}
      placeholder={message('power:inspector.unlimited')}
      onCommit={(value) => change(value * KILOWATT)}
      onClear={() => change(undefined)}
    />
  );
}

const sideOptions = (['A', 'B'] as const).map((value) => ({ value, label: value }));

interface ParentProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly entries: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
  readonly onChange: (id: string | undefined) => void;
}

function ParentSelect({ label, value, entries, onChange }: ParentProps) {
  const message = useMessage();
  const options = [
    { value: '', label: message('power:inspector.noParent') },
    ...Object.values(entries).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Select
      label={label}
      value={value ?? ''}
      options={options}
      onChange={(id) => onChange(id === '' ? undefined : id)}
    />
  );
}

function UpsFields({ ups, electrical }: { readonly ups: UpsSystem; readonly electrical: Electrical }) {
  const message = useMessage();
  const dispatch = useCommands();
  const change = (changed: Parameters<typeof changeNode<'upsSystems'>>[2]) =>
    dispatch(changeNode('upsSystems', ups, changed));
  return (
    <>
      <div className={page.pair}>
        <Select
          label={message('power:inspector.side')}
          value={ups.side}
          options={sideOptions}
          onChange={(side) => change({ side })}
        />
        <ParentSelect
          label={message('power:kinds.utilities')}
          value={ups.utility}
          entries={electrical.utilities}
          onChange={(id) => change({ utility: id === undefined ? undefined : UtilityId.parse(id) })}
        />
        <QuantityField
          label={message('power:inspector.module')}
          unit="kW"
          value={kilowatts(ups.moduleWatts)}
          minimum={0.001}
          onCommit={(value) => change({ moduleWatts: value * KILOWATT })}
        />
        <QuantityField
          label={message('power:inspector.modules')}
          unit=""
          value={ups.modules}
          minimum={ups.spareModules + 1}
          maximum={64}
          whole
          onCommit={(modules) => change({ modules })}
        />
        <QuantityField
          label={message('power:inspector.spareModules')}
          unit=""
          value={ups.spareModules}
          minimum={0}
          maximum={ups.modules - 1}
          whole
          onCommit={(spareModules) => change({ spareModules })}
        />
        <QuantityField
          label={message('power:inspector.efficiency')}
          unit="%"
          value={ups.efficiency === undefined ? undefined : Number((ups.efficiency * 100).toFixed(3))}
          minimum={51}
          maximum={100}
          placeholder={message('power:inspector.unknown')}
          onCommit={(percent) => change({ efficiency: percent / 100 })}
          onClear={() => change({ efficiency: undefined })}
        />
      </div>
    </>
  );
}

function PduFields({ pdu, electrical }: { readonly pdu: Pdu; readonly electrical: Electrical }) {
  const message = useMessage();
  const dispatch = useCommands();
  const change = (changed: Parameters<typeof changeNode<'pdus'>>[2]) =>
    dispatch(changeNode('pdus', pdu, changed));
  return (
    <div className={page.pair}>
      <Select
        label={message('power:inspector.side')}
        value={pdu.side}
        options={sideOptions}
        onChange={(side) => change({ side })}
      />
      <ParentSelect
        label={message('power:kinds.upsSystems')}
        value={pdu.ups}
        entries={electrical.upsSystems}
        onChange={(id) => change({ ups: id === undefined ? undefined : UpsId.parse(id) })}
      />
      <QuantityField
        label={message('power:inspector.volts')}
        unit="V"
        value={pdu.volts}
        minimum={1}
        maximum={1_000}
        onCommit={(volts) => change({ volts })}
      />
      <QuantityField
        label={message('power:inspector.amperes')}
        unit="A"
        value={pdu.amperes}
        minimum={1}
        maximum={20_000}
        onCommit={(amperes) => change({ amperes })}
      />
      <Select
        label={message('power:inspector.phases')}
        value={pdu.phases === 3 ? '3' : '1'}
        options={(['1', '3'] as const).map((value) => ({ value, label: value }))}
        onChange={(phases) => change({ phases: phases === '3' ? 3 : 1 })}
      />
    </div>
  );
}

/** The rows of the floor, with how many of their racks hang from the PDU; a press hangs or takes off a whole row. */
function RowsOfPdu({ pdu }: { readonly pdu: Pdu }) {
  const message = useMessage();
  const dispatch = useCommands();
  const racks = useScenario((scenario) => scenario.racks);
  const rows = new Map<number, { hanging: number; fed: (typeof racks)[keyof typeof racks]['id'][] }>();
  for (const rack of Object.values(racks)) {
    const feeds = rack.feeds.filter(({ side }) => side === pdu.side);
    if (feeds.length === 0) continue;
    const row = rows.get(rack.row) ?? { hanging: 0, fed: [] };
    row.fed.push(rack.id);
    if (feeds.every((feed) => feed.pdu === pdu.id)) row.hanging += 1;
    rows.set(rack.row, row);
  }
  return (
    <section className={styles.inspectorSection}>
      <h3 className={styles.inspectorHeading}>{message('power:inspector.rows', { side: pdu.side })}</h3>
      {rows.size === 0 && (
        <p className={page.quiet}>{message('power:inspector.noRows', { side: pdu.side })}</p>
      )}
      <ul className={styles.rowList}>
        {[...rows]
          .toSorted(([a], [b]) => a - b)
          .map(([row, { hanging, fed }]) => (
            <li key={row}>
              <label className={styles.rowItem}>
                <input
                  type="checkbox"
                  checked={hanging === fed.length}
                  ref={(box) => {
                    if (box) box.indeterminate = hanging > 0 && hanging < fed.length;
                  }}
                  onChange={() => dispatch(hangRacks(pdu, fed, hanging < fed.length))}
                />
                <span>{message('power:inspector.row', { row: rowName(row) })}</span>
                <span className={page.quiet}>
                  {message('power:inspector.hanging', { hanging, all: fed.length })}
                </span>
              </label>
            </li>
          ))}
      </ul>
    </section>
  );
}
