import { Button, IconButton } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { useCommands, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { CoolingUnit } from '#shared/scenario/cooling';
import { addUnit, changeUnit, removeUnit } from './cooling-edits';
import { DataSection } from './data-section';
import styles from './power.module.css';

const KILOWATT = 1_000;

/** The cooling units, each with its capacity and airflow to be changed. */
export function UnitsTable() {
  const message = useMessage();
  const dispatch = useCommands();
  const cooling = useScenario((scenario) => scenario.cooling);
  const units = Object.values(cooling.units);
  return (
    <>
      <div className={page.bar}>
        <Button icon="plus" onClick={() => dispatch(addUnit(cooling, 'air'))}>
          {message('power:cooling.addAir')}
        </Button>
        <Button icon="plus" onClick={() => dispatch(addUnit(cooling, 'liquid'))}>
          {message('power:cooling.addLiquid')}
        </Button>
      </div>
      {units.length > 0 && (
        <DataSection<CoolingUnit>
          title={message('power:cooling.units')}
          fileName={message('power:cooling.unitsFile')}
          rows={units}
          rowKey={({ id }) => id}
          columns={[
            { id: 'name', title: message('power:columns.name'), heads: true, value: ({ name }) => name },
            {
              id: 'cools',
              title: message('power:columns.cools'),
              value: ({ cools }) => message(`power:cooling.${cools}`),
            },
            {
              id: 'capacity',
              title: message('power:columns.capacity'),
              unit: 'W',
              value: ({ capacityWatts }) => capacityWatts,
              shown: (unit) => <CapacityField unit={unit} />,
            },
            {
              id: 'airflow',
              title: message('power:columns.airflow'),
              unit: 'm3/s',
              value: ({ airflowCubicMetersPerSecond }) => airflowCubicMetersPerSecond ?? null,
              shown: (unit) => unit.cools === 'air' && <AirflowField unit={unit} />,
            },
            {
              id: 'remove',
              title: message('power:columns.remove'),
              value: () => '',
              shown: (unit) => (
                <IconButton
                  icon="close"
                  label={message('power:inspector.remove', { name: unit.name })}
                  onClick={() => dispatch(removeUnit(unit))}
                />
              ),
            },
          ]}
        />
      )}
    </>
  );
}

function CapacityField({ unit }: { readonly unit: CoolingUnit }) {
  const message = useMessage();
  const dispatch = useCommands();
  return (
    <div className={styles.cellField}>
      <QuantityField
        label={message('power:cooling.capacityOf', { name: unit.name })}
        unit="kW"
        value={Number((unit.capacityWatts / KILOWATT).toPrecision(9))}
        minimum={0.001}
        onCommit={(value) => dispatch(changeUnit(unit, { capacityWatts: value * KILOWATT }))}
      />
    </div>
  );
}

function AirflowField({ unit }: { readonly unit: CoolingUnit }) {
  const message = useMessage();
  const dispatch = useCommands();
  return (
    <div className={styles.cellField}>
      <QuantityField
        label={message('power:cooling.airflowOf', { name: unit.name })}
        unit="m³/s"
        value={unit.airflowCubicMetersPerSecond}
        minimum={0.001}
        placeholder={message('power:inspector.unknown')}
        onCommit={(value) => dispatch(changeUnit(unit, { airflowCubicMetersPerSecond: value }))}
      />
    </div>
  );
}
