import { useEffect, useMemo, useState } from 'react';
import { Meter } from '#renderer/components/meter';
import { RangeValue } from '#renderer/components/range-value';
import { Trace } from '#renderer/components/trace';
import { useApi, useCatalogue, usePlan, useScenario } from '#renderer/documents/hooks';
import type { WireRackPlan } from '#renderer/features/layout/heat/type-sheet';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { Device, Rack, Scenario } from '#shared/scenario/schema';
import styles from './inspector.module.css';

interface TracedValueProps {
  readonly name: 'typical' | 'nameplate' | 'idle' | 'heat' | 'airflow' | 'mass' | 'capital' | 'price';
  readonly path: string;
  readonly range: { readonly low: number; readonly typical: number; readonly high: number };
  readonly unit: string;
  /** The scenario that the path leads into, where it is not the open one. */
  readonly scenario?: Scenario;
}

/** A named figure of the plan that opens where it comes from. */
function TracedValue({ name, path, range, unit, scenario }: TracedValueProps) {
  const message = useMessage();
  const label = message(`layout:inspector.${name}`);
  return (
    <div className={styles.value}>
      <span>{label}</span>
      <Trace label={label} path={path} {...(scenario && { scenario })}>
        <RangeValue range={range} unit={unit} />
      </Trace>
    </div>
  );
}

/** The scenario with this device alone in its rack: the plan of it is what the device adds to the whole. */
export function onlyDevice(scenario: Scenario, device: Device): Scenario {
  const rack = scenario.racks[device.rack];
  return {
    ...scenario,
    racks: rack ? { [rack.id]: rack } : {},
    devices: { [device.id]: device },
    workloads: {},
    deployments: {},
  };
}

/** What one device draws and costs in this scenario; every figure opens where it comes from. */
export function DeviceReadings({ device }: { readonly device: Device }) {
  const message = useMessage();
  const { alone, plan } = usePlanAlone(device);
  if (!plan) return null;
  const path = `racks/${device.rack}`;
  const unknown = plan.powerUnknownFor.length > 0;
  return (
    <section className={styles.section} aria-label={message('layout:inspector.now')}>
      {unknown ? (
        <p className={styles.quiet}>{message('layout:inspector.powerUnknown', { types: device.name })}</p>
      ) : (
        (['typical', 'maximum'] as const).map((level) => (
          <TracedValue
            key={level}
            name={level === 'typical' ? 'typical' : 'nameplate'}
            path={`${path}/power/${level}`}
            range={plan.power[level]}
            unit="W"
            scenario={alone}
          />
        ))
      )}
      <Price plan={plan} path={path} scenario={alone} />
    </section>
  );
}

interface PriceProps {
  readonly plan: WireRackPlan;
  readonly path: string;
  readonly scenario: Scenario;
}

/** The lines that the device is bought as; the rack's own line belongs to the rack. */
function Price({ plan, path, scenario }: PriceProps) {
  const message = useMessage();
  const { rackTypes } = useCatalogue();
  const type = scenario.racks[plan.id]?.type ?? '';
  const ofDevice = ({ item }: { readonly item: string }) => item !== type && item !== rackTypes[type]?.price;
  const items = plan.lines.filter(ofDevice);
  const missing = plan.unpriced.filter(ofDevice);
  return (
    <>
      {items.map(({ item, name, quantity, total }) => (
        <div key={item} className={styles.value}>
          <span>{quantity === 1 ? name : `${quantity} × ${name}`}</span>
          <Trace label={name} path={`${path}/lines/${item}/total`} scenario={scenario}>
            <RangeValue
              range={{ low: total.low.amount, typical: total.typical.amount, high: total.high.amount }}
              unit={total.typical.currency}
            />
          </Trace>
        </div>
      ))}
      {missing.length > 0 && (
        <p className={styles.quiet}>
          {message('layout:inspector.unpricedItems', { items: missing.map(({ name }) => name).join(', ') })}
        </p>
      )}
    </>
  );
}

function usePlanAlone(device: Device) {
  const api = useApi();
  const scenario = useScenario((current) => current);
  const { id, site, choices, overrides, currency } = scenario;
  const rack = scenario.racks[device.rack];
  const alone = useMemo(
    () => onlyDevice(scenario, device),
    // The other racks and devices do not enter.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [id, site, choices, overrides, currency, rack, device],
  );
  const [plan, setPlan] = useState<WireRackPlan>();
  useEffect(() => {
    let wanted = true;
    void api.plan(alone).then((answer) => {
      if (wanted) setPlan(answer.ok ? answer.value.racks[device.rack] : undefined);
    });
    return () => {
      wanted = false;
    };
  }, [api, alone, device.rack]);
  return { alone, plan };
}

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
