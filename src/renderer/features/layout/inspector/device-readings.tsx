import { useEffect, useMemo, useState } from 'react';
import type { Device, Scenario } from '#shared/scenario/schema';
import { RangeValue } from '../../../components/range-value';
import { Trace } from '../../../components/trace';
import { useApi, useCatalogue, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import type { WireRackPlan } from '../canvas/type-sheet';
import styles from './inspector.module.css';
import { TracedValue } from './traced-value';

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
