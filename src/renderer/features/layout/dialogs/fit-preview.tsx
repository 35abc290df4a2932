import type { FilledRack, FitAnswer, FitBound, FitStop, FitUse } from '#shared/rack/autofit';
import { Icon } from '#renderer/components/icon';
import { Table, type Column } from '#renderer/components/table';
import { useCatalogue } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './auto-fit.module.css';

/** What a fit would do: how many racks, how near that is to the least, and what stopped each rack. */
export function FitPreview({ answer }: { readonly answer: FitAnswer }) {
  const message = useMessage();
  const { deviceTypes } = useCatalogue();
  const { number } = useFormats();
  const { devices, racks, unplaced, unknown, breaks } = answer;
  return (
    <section className={styles.preview} aria-label={message('autofit:preview')}>
      <p className={styles.summary} role="status">
        {message('autofit:placed', { count: devices.length, racks: racks.length })}
      </p>
      <BoundWords bound={answer.bound} />
      {devices.length > 0 && (
        <p className={styles.quiet}>
          {message('autofit:loads', {
            least: number(answer.leastWatts / 1_000, 1),
            peak: number(answer.peakWatts / 1_000, 1),
          })}
        </p>
      )}
      <RackTable filled={answer.filled} />
      {[...unplaced.map(({ refusal }) => refusal), ...breaks].map((refusal, index) => (
        <p key={index} className={styles.problem}>
          <Icon name="warning" />
          <span>{refusalText(refusal)}</span>
        </p>
      ))}
      {unknown.map(({ type, figure }) => (
        <p key={`${type} ${figure}`} className={styles.quiet}>
          {message(`autofit:unknown.${figure}`, { type: deviceTypes[type]?.name ?? type })}
        </p>
      ))}
    </section>
  );
}

function BoundWords({ bound }: { readonly bound: FitBound }) {
  const message = useMessage();
  const { racks, atLeast, proof, method } = bound;
  const key = proof === 'optimal' ? 'optimal' : 'bound';
  return (
    <p className={styles.quiet}>
      {message(`autofit:${key}`, { racks, atLeast, gap: racks - atLeast })} {message(`autofit:by.${method}`)}
    </p>
  );
}

/** An amount of a limit with its unit. */
export function useAmounts(): (limit: FitStop['limit'], value: number) => string {
  const { number } = useFormats();
  return (limit, value) => {
    switch (limit) {
      case 'power':
      case 'cooling':
      case 'site-power':
      case 'site-cooling':
      case 'no-feed':
        return `${number(value / 1_000, 1)} kW`;
      case 'mass':
        return `${number(value, 0)} kg`;
      case 'units':
        return `${number(value, 1)}U`;
      case 'mounts':
      case 'ports':
      case 'together':
      case 'rack-count':
      case 'plan':
        return number(value, 0);
    }
  };
}

export function RackTable({ filled }: { readonly filled: readonly FilledRack[] }) {
  const message = useMessage();
  const amount = useAmounts();
  const { deviceTypes } = useCatalogue();
  const used = (use: readonly FitUse[], limit: FitUse['limit']): string => {
    const found = use.find((each) => each.limit === limit);
    return found ? `${amount(limit, found.used)} / ${amount(limit, found.available)}` : '–';
  };
  const stopWords = (stop: FitStop | undefined): string =>
    stop === undefined
      ? message('autofit:open')
      : `${message(`autofit:limits.${stop.limit}`)}: ${amount(stop.limit, stop.demand)} / ${amount(stop.limit, stop.available)}`;
  const columns: readonly Column<FilledRack>[] = [
    {
      id: 'rack',
      title: message('layout:inspector.rack'),
      heads: true,
      cell: ({ name, isNew }) => (isNew ? message('autofit:new', { rack: name }) : name),
    },
    {
      id: 'added',
      title: message('autofit:added'),
      cell: ({ added }) =>
        added.map(({ type, count }) => `${count} × ${deviceTypes[type]?.name ?? type}`).join(', '),
    },
    { id: 'units', title: 'U', numeric: true, cell: ({ use }) => used(use, 'units') },
    { id: 'power', title: 'kW', numeric: true, cell: ({ use }) => used(use, 'power') },
    { id: 'stop', title: message('autofit:stop'), cell: ({ stop }) => stopWords(stop) },
  ];
  const taking = filled.filter(({ added }) => added.length > 0);
  if (taking.length === 0) return null;
  return (
    <div className={styles.racks}>
      <Table
        caption={message('autofit:preview')}
        columns={columns}
        rows={taking}
        rowKey={({ rack }) => rack}
      />
    </div>
  );
}
