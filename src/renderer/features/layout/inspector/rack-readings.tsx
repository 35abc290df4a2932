import type { Rack } from '#shared/scenario/schema';
import { Meter } from '../../../components/meter';
import { RangeValue } from '../../../components/range-value';
import { Trace } from '../../../components/trace';
import { usePlan } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import styles from './inspector.module.css';

/** What a rack carries against its limits; every figure opens where it comes from. */
export function RackReadings({ rack }: { readonly rack: Rack }) {
  const message = useMessage();
  const { number, quantity } = useFormats();
  const plan = usePlan(({ racks }) => racks[rack.id]);
  if (!plan) return null;
  const { space, mass, power, feeds, cooling, capital } = plan;
  const against = (value: number, limit: number, unit: string) => {
    const [left, right] = [quantity(value, unit), quantity(limit, unit)];
    return `${left.value}${left.unit === right.unit ? '' : ` ${left.unit}`} / ${right.value} ${right.unit}`;
  };
  const path = `racks/${rack.id}`;
  const usable = feeds.usable.typical;
  return (
    <section className={styles.section} aria-label={message('layout:inspector.now')}>
      <Meter
        label={message('layout:inspector.space')}
        value={space.usedUnits}
        limit={space.units}
        text={`${number(space.usedUnits, 1)} / ${number(space.units)} U`}
      />
      {mass.fits !== 'unknown' && (
        <Meter
          label={message('layout:inspector.mass')}
          value={mass.demand.typical}
          high={mass.demand.high}
          limit={mass.limit.typical}
          text={against(mass.demand.typical, mass.limit.typical, 'kg')}
        />
      )}
      {(['typical', 'maximum'] as const).map((level) => (
        <Meter
          key={level}
          label={message(level === 'typical' ? 'layout:inspector.typical' : 'layout:inspector.nameplate')}
          value={power[level].typical}
          high={power[level].high}
          limit={usable}
          text={against(power[level].typical, usable, 'W')}
        />
      ))}
      <p className={styles.quiet}>
        {message('layout:inspector.free', { units: space.freeUnits, gap: space.largestGapUnits })}
      </p>
      <TracedValue name="typical" path={`${path}/power/typical`} range={power.typical} unit="W" />
      <TracedValue name="nameplate" path={`${path}/power/maximum`} range={power.maximum} unit="W" />
      <TracedValue name="heat" path={`${path}/cooling/heat`} range={cooling.heat} unit="W" />
      <TracedValue name="airflow" path={`${path}/cooling/airflow`} range={cooling.airflow} unit="m3/s" />
      {mass.fits !== 'unknown' && (
        <TracedValue name="mass" path={`${path}/mass/demand`} range={mass.demand} unit="kg" />
      )}
      <TracedValue
        name="capital"
        path={`${path}/capital`}
        range={{ low: capital.low.amount, typical: capital.typical.amount, high: capital.high.amount }}
        unit={capital.typical.currency}
      />
    </section>
  );
}

interface TracedValueProps {
  readonly name: 'typical' | 'nameplate' | 'heat' | 'airflow' | 'mass' | 'capital';
  readonly path: string;
  readonly range: { readonly low: number; readonly typical: number; readonly high: number };
  readonly unit: string;
}

function TracedValue({ name, path, range, unit }: TracedValueProps) {
  const message = useMessage();
  const label = message(`layout:inspector.${name}`);
  return (
    <div className={styles.value}>
      <span>{label}</span>
      <Trace label={label} path={path}>
        <RangeValue range={range} unit={unit} />
      </Trace>
    </div>
  );
}
