import { useMemo } from 'react';
import { RangeBars } from '#renderer/charts/range-bars';
import { Meter } from '#renderer/components/meter';
import page from '#renderer/components/page.module.css';
import { RangeValue } from '#renderer/components/range-value';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { CoolingReport, HeatConflict, RackCoolingReport, RowCoolingReport } from '#shared/power/report';
import { rowName } from '#shared/scenario/names';
import { britishThermalUnitsPerHour, type Watts } from '#shared/units/units';
import { RackCoolingFields, RoomFields } from './cooling-fields';
import { UnitsTable } from './cooling-units-table';
import { type DataColumn, DataSection } from './data-section';
import styles from './power.module.css';

/** Where the heat goes, the air it needs, and what cools it. */
export function CoolingView({ report }: { readonly report: CoolingReport }) {
  return (
    <div className={styles.view}>
      <Conflicts conflicts={report.conflicts} />
      <RoomFields />
      <Capacities report={report} />
      <UnitsTable />
      <Rows rows={report.rows} />
      <RackCoolingFields rows={report.rows.map(({ row }) => row)} />
      <Racks racks={report.racks} />
    </div>
  );
}

/** A maker's heat beside its power, where the two do not agree: both are said, none is chosen. */
function Conflicts({ conflicts }: { readonly conflicts: readonly HeatConflict[] }) {
  const message = useMessage();
  const { number } = useFormats();
  const shown = useShown();
  if (conflicts.length === 0) return null;
  const heat = (watts: Watts) =>
    `${number(britishThermalUnitsPerHour(watts), 0)} BTU/h (${shown(watts, 'W')})`;
  return (
    <ul className={styles.conflicts}>
      {conflicts.map(({ type, name, stated, maximum }) => (
        <li key={type}>
          {message('power:cooling.conflict', { name, stated: heat(stated), maximum: heat(maximum) })}
        </li>
      ))}
    </ul>
  );
}

function Capacities({ report: { capacities, airflowToSupply } }: { readonly report: CoolingReport }) {
  const message = useMessage();
  const shown = useShown();
  const air = capacities.find(({ cools }) => cools === 'air');
  return (
    <section className={page.block} aria-label={message('power:cooling.capacity')}>
      <h2 className={page.heading}>{message('power:cooling.capacity')}</h2>
      {capacities.length === 0 && <p className={page.note}>{message('power:cooling.noUnits')}</p>}
      <div className={styles.meters}>
        {capacities
          .filter(({ demand }) => demand.high > 0)
          .flatMap(({ cools, demand, capacity, capacityWithoutSpare, spare, units }) => {
            const text = (limit: number) => `${shown(demand.typical, 'W')} / ${shown(limit, 'W')}`;
            const whole = message(`power:cooling.${cools}All`, { units });
            const spared = message(`power:cooling.${cools}Spare`, { spare });
            return [
              <Meter
                key={`${cools} all`}
                label={whole}
                value={demand.typical}
                limit={capacity}
                text={text(capacity)}
              />,
              <Meter
                key={`${cools} spare`}
                label={spared}
                value={demand.typical}
                limit={capacityWithoutSpare}
                text={text(capacityWithoutSpare)}
              />,
            ];
          })}
        {air?.airflow !== undefined && (
          <Meter
            label={message('power:cooling.airflowOfUnits')}
            value={airflowToSupply.typical}
            limit={air.airflow}
            text={`${shown(airflowToSupply.typical, 'm3/s')} / ${shown(air.airflow, 'm3/s')}`}
          />
        )}
      </div>
      <p className={styles.valueLine}>
        <span>{message('power:cooling.toSupply')}</span>
        <RangeValue range={airflowToSupply} unit="m3/s" />
      </p>
    </section>
  );
}

function Rows({ rows }: { readonly rows: readonly RowCoolingReport[] }) {
  const message = useMessage();
  const shown = useShown();
  const name = (row: number) => message('power:inspector.row', { row: rowName(row) });
  const bars = useMemo(
    () => rows.map(({ row, heat }) => ({ name: rowName(row), series: 0, value: heat })),
    [rows],
  );
  const format = useMemo(() => (value: number) => shown(value, 'W'), [shown]);
  const summary = rows.map(({ row, heat }) => `${name(row)}: ${format(heat.typical)}`).join('; ');
  return (
    <>
      {rows.length > 0 && (
        <RangeBars
          title={message('power:cooling.heatPerRow')}
          summary={`${message('power:cooling.heatPerRow')}. ${summary}`}
          bars={bars}
          format={format}
        />
      )}
      <DataSection<RowCoolingReport>
        title={message('power:cooling.rows')}
        fileName={message('power:cooling.rowsFile')}
        rows={rows}
        rowKey={({ row }) => String(row)}
        columns={[
          { id: 'row', title: message('power:columns.row'), heads: true, value: ({ row }) => rowName(row) },
          { id: 'racks', title: message('power:columns.racks'), value: ({ racks }) => racks },
          ranged('heat', message('power:columns.heat'), 'W', ({ heat }) => heat),
          ranged('air', message('power:columns.air'), 'W', ({ air }) => air),
          ranged('flow', message('power:columns.airflow'), 'm3/s', ({ airflowNeeded }) => airflowNeeded),
        ]}
      />
    </>
  );
}

interface Ranged {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

const ranged = <Row,>(
  id: string,
  title: string,
  unit: string,
  of: (row: Row) => Ranged | undefined,
): DataColumn<Row> => ({
  id,
  title,
  unit,
  value: (row) => of(row)?.typical ?? null,
  shown: (row) => {
    const range = of(row);
    return range && <RangeValue range={range} unit={unit} />;
  },
});

function Racks({ racks }: { readonly racks: readonly RackCoolingReport[] }) {
  const message = useMessage();
  const shown = useShown();
  const hottest = useMemo(() => racks.toSorted((a, b) => b.heat.typical - a.heat.typical), [racks]);
  return (
    <DataSection<RackCoolingReport>
      title={message('power:cooling.racks')}
      note={message('power:cooling.racksNote')}
      fileName={message('power:cooling.racksFile')}
      rows={hottest}
      rowKey={({ rack }) => rack}
      columns={[
        { id: 'rack', title: message('power:columns.rack'), heads: true, value: ({ name }) => name },
        ranged('heat', message('power:columns.heat'), 'W', ({ heat }) => heat),
        {
          id: 'limit',
          title: message('power:columns.limit'),
          unit: 'W',
          value: ({ limit }) => limit ?? null,
          shown: ({ limit }) => (limit === undefined ? '' : shown(limit, 'W')),
        },
        ranged('liquid', message('power:columns.liquid'), 'W', ({ liquid }) =>
          liquid.high > 0 ? liquid : undefined,
        ),
        ranged('door', message('power:columns.door'), 'W', ({ rearDoor }) =>
          rearDoor.high > 0 ? rearDoor : undefined,
        ),
        ranged('air', message('power:columns.air'), 'W', ({ air }) => air),
        ranged('needed', message('power:columns.airflow'), 'm3/s', ({ airflowNeeded }) => airflowNeeded),
        {
          id: 'available',
          title: message('power:columns.available'),
          unit: 'm3/s',
          value: ({ airflowSupplied, airflowOfFans }) => airflowSupplied ?? airflowOfFans ?? null,
          shown: (rack) => <Available rack={rack} />,
        },
        ranged('rise', message('power:columns.rise'), 'K', ({ temperatureRise }) => temperatureRise),
      ]}
    />
  );
}

function Available({
  rack: { airflowSupplied, airflowOfFans, fansUnknownFor },
}: {
  readonly rack: RackCoolingReport;
}) {
  const message = useMessage();
  const shown = useShown();
  if (airflowSupplied !== undefined) return <>{shown(airflowSupplied, 'm3/s')}</>;
  if (airflowOfFans !== undefined)
    return (
      <>
        {shown(airflowOfFans, 'm3/s')} <span className={page.quiet}>{message('power:cooling.fans')}</span>
      </>
    );
  return fansUnknownFor.length === 0 ? null : (
    <span className={page.quiet} title={fansUnknownFor.join(', ')}>
      {message('power:inspector.unknown')}
    </span>
  );
}
