import type { RackStop, SizedFleet } from '#shared/sizing/sizing';
import { useFormats } from '#renderer/format/format';
import { useRemarkText } from '#renderer/format/use-remark-text';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './size.module.css';

/** How a fleet stands in racks, what stops these from holding more, and what the models remark on it. */
export function FleetRemarks({ fleet }: { readonly fleet: SizedFleet }) {
  const message = useMessage();
  const formats = useFormats();
  const amount = useAmountOf();
  const remarkText = useRemarkText();
  const { racks, feeds, rackStops, remarks, powerUnknownFor } = fleet;
  return (
    <details className={styles.remarks}>
      <summary>{message('size:remarks', { name: fleet.name })}</summary>
      <ul>
        <li>
          {message('size:standing', {
            racks,
            feeds: feeds.count,
            usable: amount('power', feeds.usableWattsPerRack),
            share: formats.percent(feeds.fullestShare),
          })}
        </li>
        {rackStops.map(({ limit, racks: stopped, demand, available }) => (
          <li key={limit}>
            {message('size:stopSaid', {
              racks: stopped,
              limit: message(`size:stops.${limit}`),
              demand: amount(limit, demand),
              available: amount(limit, available),
            })}
          </li>
        ))}
        {powerUnknownFor.length > 0 && (
          <li>{message('size:powerUnknown', { types: powerUnknownFor.join(', ') })}</li>
        )}
        {remarks.map((remark) => (
          <li key={remark.code}>{remarkText(remark)}</li>
        ))}
      </ul>
    </details>
  );
}

const units: Readonly<Partial<Record<RackStop['limit'], string>>> = {
  power: 'W',
  cooling: 'W',
  'site-power': 'W',
  'site-cooling': 'W',
  'no-feed': 'W',
  mass: 'kg',
};

/** Writes an amount of a limit in its unit. */
function useAmountOf(): (limit: RackStop['limit'], amount: number) => string {
  const formats = useFormats();
  return (limit, amount) => {
    if (limit === 'units') return `${formats.number(amount)}U`;
    return formats.shown(amount, units[limit] ?? '1');
  };
}
