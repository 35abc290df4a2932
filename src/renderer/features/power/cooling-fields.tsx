import { useState } from 'react';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCommands, useScenario, useSelection } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { Containment, type RackCooling } from '#shared/scenario/cooling';
import { rowName } from '#shared/scenario/names';
import { changeCooling, coolRacks } from './cooling-edits';
import styles from './power.module.css';

/** Containment, bypass and the spare units of the room. */
export function RoomFields() {
  const message = useMessage();
  const dispatch = useCommands();
  const cooling = useScenario((scenario) => scenario.cooling);
  return (
    <section className={page.block} aria-label={message('power:cooling.room')}>
      <h2 className={page.heading}>{message('power:cooling.room')}</h2>
      <div className={styles.fields}>
        <Select
          label={message('power:cooling.containment')}
          value={cooling.containment}
          options={Containment.options.map((value) => ({
            value,
            label: message(`power:containment.${value}`),
          }))}
          onChange={(containment) => dispatch(changeCooling({ containment }))}
        />
        <QuantityField
          label={message('power:cooling.bypass')}
          unit="%"
          value={Number((cooling.bypassFraction * 100).toFixed(3))}
          minimum={0}
          maximum={90}
          onCommit={(percent) => dispatch(changeCooling({ bypassFraction: percent / 100 }))}
        />
        <QuantityField
          label={message('power:cooling.spare')}
          unit=""
          value={cooling.spareUnits}
          minimum={0}
          maximum={20}
          whole
          onCommit={(spareUnits) => dispatch(changeCooling({ spareUnits }))}
        />
      </div>
    </section>
  );
}

const KILOWATT = 1_000;

/** Rear doors, liquid shares and airflow of many racks at once: all, those of a row, or those selected in the layout. */
export function RackCoolingFields({ rows }: { readonly rows: readonly number[] }) {
  const message = useMessage();
  const dispatch = useCommands();
  const all = useScenario((scenario) => scenario.racks);
  const { racks: selected } = useSelection();
  const [scope, setScope] = useState('all');
  const racks = Object.values(all).filter((rack) => {
    if (scope === 'all') return true;
    return scope === 'selected' ? selected.includes(rack.id) : rack.row === Number(scope);
  });
  const ids = racks.map(({ id }) => id);
  /** The value that all of them share; undefined where they differ or have none. */
  const shared = (field: keyof RackCooling): number | undefined => {
    const [first] = racks;
    const value = first?.cooling?.[field];
    return racks.every(({ cooling }) => cooling?.[field] === value) ? value : undefined;
  };
  const change = (changed: Parameters<typeof coolRacks>[1]) => dispatch(coolRacks(ids, changed));
  const [liquid, door, airflow] = [
    shared('liquidFraction'),
    shared('rearDoorWatts'),
    shared('airflowCubicMetersPerSecond'),
  ];
  const none = message('power:cooling.none');
  return (
    <section className={page.block} aria-label={message('power:cooling.own')}>
      <h2 className={page.heading}>{message('power:cooling.own')}</h2>
      <div className={styles.fields}>
        <Select
          label={message('power:cooling.scope')}
          value={scope}
          options={[
            { value: 'all', label: message('power:cooling.allRacks') },
            { value: 'selected', label: message('power:cooling.selectedRacks', { count: selected.length }) },
            ...rows.map((row) => ({
              value: String(row),
              label: message('power:inspector.row', { row: rowName(row) }),
            })),
          ]}
          onChange={setScope}
        />
        <QuantityField
          key={`liquid ${scope}`}
          label={message('power:cooling.liquidShare')}
          unit="%"
          value={liquid === undefined ? undefined : Number((liquid * 100).toFixed(3))}
          minimum={0}
          maximum={100}
          placeholder={none}
          disabled={ids.length === 0}
          onCommit={(percent) => change({ liquidFraction: percent / 100 })}
          onClear={() => change({ liquidFraction: undefined })}
        />
        <QuantityField
          key={`door ${scope}`}
          label={message('power:cooling.rearDoor')}
          unit="kW"
          value={door === undefined ? undefined : door / KILOWATT}
          minimum={0.001}
          placeholder={none}
          disabled={ids.length === 0}
          onCommit={(value) => change({ rearDoorWatts: value * KILOWATT })}
          onClear={() => change({ rearDoorWatts: undefined })}
        />
        <QuantityField
          key={`air ${scope}`}
          label={message('power:cooling.coldAir')}
          unit="m³/s"
          value={airflow}
          minimum={0.001}
          maximum={100}
          placeholder={message('power:inspector.unknown')}
          disabled={ids.length === 0}
          onCommit={(value) => change({ airflowCubicMetersPerSecond: value })}
          onClear={() => change({ airflowCubicMetersPerSecond: undefined })}
        />
      </div>
    </section>
  );
}
