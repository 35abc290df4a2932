import { useId } from 'react';
import { QuantityField } from '#renderer/components/quantity-field';
import { chooseReading, countAllReadings, overrideFigure } from '#renderer/documents/figure-edits';
import { useCatalogue, useCommands, useScenario } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { type Figure, isKnown, type Reading } from '#shared/catalogue/figure';
import type { Override } from '#shared/scenario/schema';
import styles from './inspector.module.css';

type FigureLabel =
  | 'tariff'
  | 'powerUsageEffectiveness'
  | 'carbonIntensity'
  | 'mass'
  | 'massLimit'
  | 'emptyMass'
  | 'power-idle'
  | 'power-typical'
  | 'power-maximum'
  | 'amount';

interface NamedFigure {
  readonly path: string;
  readonly label: FigureLabel;
  /** What it belongs to, where a list mixes several things. */
  readonly of: string;
  readonly figure: Figure;
}

const levels = ['idle', 'typical', 'maximum'] as const;

function pricesOf(catalogue: Catalogue, price: string | undefined, of: string): readonly NamedFigure[] {
  return Object.values(catalogue.prices)
    .filter(({ id, item }) => price !== undefined && (id === price || item === price))
    .map(({ id, amount }) => ({ path: `prices/${id}/amount`, label: 'amount', of, figure: amount }));
}

/** The figures that a device of this type brings into the plan: its own, and those of its accelerators. */
export function figuresOfType(catalogue: Catalogue, type: string): readonly NamedFigure[] {
  const device = catalogue.deviceTypes[type];
  if (!device) return [];
  const accelerator = catalogue.accelerators[device.accelerators?.type ?? ''];
  const powers = (kind: string, of: string, { id, power }: Pick<typeof device, 'id' | 'power'>) =>
    levels.map((level): NamedFigure => ({
      path: `${kind}/${id}/power.${level}`,
      label: `power-${level}`,
      of,
      figure: power[level],
    }));
  return [
    { path: `deviceTypes/${type}/mass`, label: 'mass', of: device.name, figure: device.mass },
    ...powers('deviceTypes', device.name, device),
    ...pricesOf(catalogue, device.price, device.name),
    ...(accelerator ? powers('accelerators', accelerator.name, accelerator) : []),
    ...(accelerator && device.acceleratorsPricedApart
      ? pricesOf(catalogue, accelerator.price, accelerator.name)
      : []),
  ];
}

/** The figures of a site that cost and carbon follow from. */
export function figuresOfSite(catalogue: Catalogue, preset: string): readonly NamedFigure[] {
  const site = catalogue.sites[preset];
  if (!site) return [];
  return (['tariff', 'powerUsageEffectiveness', 'carbonIntensity'] as const).map((field) => ({
    path: `sites/${preset}/${field}`,
    label: field,
    of: site.name,
    figure: site[field],
  }));
}

/**
 * One figure in a line with what counts of it; opened, all its readings, each with its source, of which one, all, or the
 * user's own figure counts.
 */
export function FigureChoice({ path, label, of, figure }: NamedFigure) {
  const message = useMessage();
  const group = useId();
  const dispatch = useCommands();
  const choice = useScenario(({ choices }) => choices[path]);
  const override = useScenario(({ overrides }) => overrides[path]);
  const ranged = useRange(figure.unit);
  const name = `${message(`layout:figures.${label}`)}, ${of}`;
  const edit = { path, figure: name };
  const readings = isKnown(figure) ? figure.readings : [];
  const counting = readings.filter(({ referenceOnly }) => referenceOnly === undefined);
  const first = counting[0] ?? readings[0];
  const start: Override = override ?? {
    low: Math.min(...counting.map(({ low }) => low), first?.low ?? 0),
    typical: first?.typical ?? 0,
    high: Math.max(...counting.map(({ high }) => high), first?.high ?? 0),
  };
  const state = override ? 'own' : (choice ?? 'all');
  const counted = override ?? readings.find(({ id }) => id === choice) ?? rangeOver(counting);
  return (
    <details className={styles.figure}>
      <summary className={styles.summary}>
        <span>
          {message(`layout:figures.${label}`)} <span className={styles.of}>{of}</span>
        </span>
        <span className={styles.counted}>
          {counted ? ranged(counted) : message('layout:figures.notPublished')}
          <small>
            {override
              ? message('layout:figures.own')
              : message('layout:figures.sources', { count: readings.length })}
          </small>
        </span>
      </summary>
      <fieldset className={styles.readings} aria-label={name}>
        {!isKnown(figure) && (
          <p className={styles.quiet}>{message('layout:figures.unknown', { why: figure.unknown })}</p>
        )}
        {readings.length > 0 && (
          <label className={styles.reading}>
            <input
              type="radio"
              name={group}
              checked={state === 'all'}
              onChange={() => dispatch(countAllReadings(edit))}
            />
            {first && readings.length === 1 ? (
              <ReadingWords reading={first} ranged={ranged} />
            ) : (
              <span>{message('layout:figures.all', { range: ranged(rangeOver(counting) ?? start) })}</span>
            )}
          </label>
        )}
        {readings.length > 1 &&
          readings.map((reading) => (
            <label key={reading.id} className={styles.reading}>
              <input
                type="radio"
                name={group}
                checked={state === reading.id}
                onChange={() => dispatch(chooseReading(edit, reading.id))}
              />
              <ReadingWords reading={reading} ranged={ranged} />
            </label>
          ))}
        <label className={styles.reading}>
          <input
            type="radio"
            name={group}
            checked={state === 'own'}
            onChange={() => dispatch(overrideFigure(edit, start))}
          />
          <span>{message('layout:figures.own')}</span>
        </label>
        {override && <OwnFigure edit={edit} unit={figure.unit} override={override} />}
      </fieldset>
    </details>
  );
}

const rangeOver = (readings: readonly Reading[]): Override | undefined => {
  const [first] = readings;
  return (
    first && {
      low: Math.min(...readings.map(({ low }) => low)),
      typical: first.typical,
      high: Math.max(...readings.map(({ high }) => high)),
    }
  );
};

/** Prices of the catalogue stand in major units, so they are written as plain numbers with their unit. */
function useRange(unit: string): (range: Pick<Override, 'low' | 'typical' | 'high'>) => string {
  const { number } = useFormats();
  return ({ low, typical, high }) => {
    const bounds = low === high ? '' : ` (${number(low, 4)}–${number(high, 4)})`;
    return `${number(typical, 4)}${unit === '1' ? '' : ` ${unit}`}${bounds}`;
  };
}

interface ReadingWordsProps {
  readonly reading: Reading;
  readonly ranged: (range: Reading) => string;
}

function ReadingWords({ reading, ranged }: ReadingWordsProps) {
  const message = useMessage();
  const { sources } = useCatalogue();
  const source = sources[reading.source]?.title ?? reading.source;
  return (
    <span>
      {ranged(reading)}
      <small>
        <span lang="en">{source}</span>, {reading.date} · {message(`layout:confidence.${reading.confidence}`)}
        {reading.referenceOnly !== undefined && ` · ${message('layout:figures.reference')}`}
      </small>
    </span>
  );
}

interface OwnFigureProps {
  readonly edit: { readonly path: string; readonly figure: string };
  readonly unit: string;
  readonly override: Override;
}

function OwnFigure({ edit, unit, override }: OwnFigureProps) {
  const message = useMessage();
  const dispatch = useCommands();
  const { low, typical, high } = override;
  // Whatever is entered, low ≤ typical ≤ high holds afterwards: the others give way.
  const commit = (next: Override) => dispatch(overrideFigure(edit, { ...override, ...next }));
  return (
    <div className={styles.own}>
      <QuantityField
        label={message('layout:figures.low')}
        unit={unit}
        value={low}
        minimum={0}
        onCommit={(value) =>
          commit({ low: value, typical: Math.max(value, typical), high: Math.max(value, high) })
        }
      />
      <QuantityField
        label={message('layout:figures.typical')}
        unit={unit}
        value={typical}
        minimum={0}
        onCommit={(value) =>
          commit({ low: Math.min(low, value), typical: value, high: Math.max(value, high) })
        }
      />
      <QuantityField
        label={message('layout:figures.high')}
        unit={unit}
        value={high}
        minimum={0}
        onCommit={(value) =>
          commit({ low: Math.min(low, value), typical: Math.min(typical, value), high: value })
        }
      />
    </div>
  );
}
