import type { Rack } from '#shared/scenario/schema';
import { Meter } from '../../../components/meter';
import { Trace } from '../../../components/trace';
import { useCatalogue, usePlan } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import styles from './inspector.module.css';
import { TracedValue } from './traced-value';

/** What a rack carries against its limits; every figure opens where it comes from. */
export function RackReadings({ rack }: { readonly rack: Rack }) {
  const message = useMessage();
  const { number } = useFormats();
  const plan = usePlan(({ racks }) => racks[rack.id]);
  if (!plan) return null;
  const { space, mass, power, feeds, cooling, capital } = plan;
  const path = `racks/${rack.id}`;
  const usable = feeds.usable.typical;
  const powerPartial = plan.powerUnknownFor.length > 0;
  return (
    <section className={styles.section} aria-label={message('layout:inspector.now')}>
      <Meter
        label={message('layout:inspector.space')}
        value={space.usedUnits}
        limit={space.units}
        text={`${number(space.usedUnits, 1)} / ${number(space.units)} U`}
      />
      <p className={styles.quiet}>
        {message('layout:inspector.free', { units: space.freeUnits, gap: space.largestGapUnits })}
      </p>
      <Limited
        name="mass"
        path={`${path}/mass/demand`}
        range={mass.demand}
        limit={mass.limit?.typical}
        unit="kg"
        partial={mass.fits === 'unknown' && mass.unknownFor.length > 0}
      />
      {(['typical', 'maximum'] as const).map((level) => (
        <Limited
          key={level}
          name={level === 'typical' ? 'typical' : 'nameplate'}
          path={`${path}/power/${level}`}
          range={power[level]}
          limit={usable}
          unit="W"
          partial={powerPartial}
        />
      ))}
      <Limited
        name="heat"
        path={`${path}/cooling/heat`}
        range={cooling.heat}
        limit={cooling.limit?.limit?.typical}
        unit="W"
        partial={powerPartial}
      />
      <TracedValue name="airflow" path={`${path}/cooling/airflow`} range={cooling.airflow} unit="m3/s" />
      <TracedValue
        name="capital"
        path={`${path}/capital`}
        range={{ low: capital.low.amount, typical: capital.typical.amount, high: capital.high.amount }}
        unit={capital.typical.currency}
      />
      <Unknowns mass={plan.massUnknownFor} power={plan.powerUnknownFor} />
      {plan.unpriced.length > 0 && (
        <p className={styles.quiet}>
          {message('layout:inspector.unpricedItems', {
            items: plan.unpriced.map((item) => item.name).join(', '),
          })}
        </p>
      )}
    </section>
  );
}

interface LimitedProps {
  readonly name: 'mass' | 'typical' | 'nameplate' | 'heat';
  readonly path: string;
  readonly range: { readonly low: number; readonly typical: number; readonly high: number };
  readonly limit: number | undefined;
  readonly unit: 'kg' | 'W';
  /** Whether something in the rack has no published figure, so that the sum is a lower bound. */
  readonly partial: boolean;
}

/** A value against its limit as a bar; without a limit only the value. Either opens where it comes from. */
function Limited({ name, path, range, limit, unit, partial }: LimitedProps) {
  const message = useMessage();
  const { quantity } = useFormats();
  const label = message(`layout:inspector.${name}`);
  if (partial && range.high === 0) return <Plain label={label} text={message('layout:canvas.unknown')} />;
  if (limit === undefined) return <TracedValue name={name} path={path} range={range} unit={unit} />;
  const [left, right] = [quantity(range.typical, unit), quantity(limit, unit)];
  const value = partial ? message('layout:canvas.atLeast', { value: left.value }) : left.value;
  const text = `${value}${left.unit === right.unit ? '' : ` ${left.unit}`} / ${right.value} ${right.unit}`;
  return (
    <Meter
      label={label}
      value={range.typical}
      high={range.high}
      limit={limit}
      text={text}
      shown={
        <Trace label={label} path={path}>
          {text}
        </Trace>
      }
    />
  );
}

const Plain = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <div className={styles.value}>
    <span>{label}</span>
    <span>{text}</span>
  </div>
);

interface UnknownsProps {
  readonly mass: readonly string[];
  readonly power: readonly string[];
}

/** Names the types whose figures nobody publishes, so that a low sum is not taken for a whole one. */
function Unknowns({ mass, power }: UnknownsProps) {
  const message = useMessage();
  const { deviceTypes } = useCatalogue();
  const named = (types: readonly string[]) => types.map((type) => deviceTypes[type]?.name ?? type).join(', ');
  return (
    <>
      {mass.length > 0 && (
        <p className={styles.quiet}>{message('layout:inspector.massUnknown', { types: named(mass) })}</p>
      )}
      {power.length > 0 && (
        <p className={styles.quiet}>{message('layout:inspector.powerUnknown', { types: named(power) })}</p>
      )}
    </>
  );
}
