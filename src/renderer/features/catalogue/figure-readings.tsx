import { useId } from 'react';
import type { AddressedFigure } from '#shared/catalogue/catalogue';
import { isKnown, type Reading } from '#shared/catalogue/figure';
import { CurrencyCode, moneyOf } from '#shared/money/money';
import { mapRange, type Range } from '#shared/units/range';
import { QuantityField } from '#renderer/components/quantity-field';
import { RangeValue } from '#renderer/components/range-value';
import { chooseReading, countAllReadings, overrideFigure } from '#renderer/documents/figure-edits';
import { useCatalogue, useCommands, useScenario } from '#renderer/documents/hooks';
import { messageFor } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './catalogue.module.css';

export interface FigureReadingsProps {
  readonly addressed: AddressedFigure;
  /** Whether a scenario is open that may choose. */
  readonly choosable: boolean;
}

/** One figure with everything the sources say of it, and which of it counts in the open scenario. */
export function FigureReadings({ addressed, choosable }: FigureReadingsProps) {
  const message = useMessage();
  const { path, figure } = addressed;
  const field = fieldOf(path);
  return (
    <section className={styles.figure} aria-label={nameOfField(field)}>
      <h3>
        {nameOfField(field)} <span className={styles.unit}>{figure.unit === '1' ? '' : figure.unit}</span>
      </h3>
      {isKnown(figure) ? (
        <ul className={styles.readings}>
          {figure.readings.map((reading) => (
            <li key={reading.id}>
              <ReadingLine reading={reading} unit={figure.unit} />
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.unknown}>{message('catalogue:unknown', { because: figure.unknown })}</p>
      )}
      {choosable && <Choice addressed={addressed} />}
    </section>
  );
}

const fieldOf = (path: string): string => path.split('/').slice(2).join('/');

/** The field's name in the language of the screen; an unnamed one as the catalogue spells it. */
const nameOfField = (field: string): string => messageFor(`catalogue:fields.${field}`) ?? field;

function ReadingLine({ reading, unit }: { readonly reading: Reading; readonly unit: string }) {
  const message = useMessage();
  const { sources } = useCatalogue();
  return (
    <>
      <RangeValue range={inShownUnit(reading, unit)} unit={unit} />{' '}
      <span className={styles.source}>
        <span lang="en">{sources[reading.source]?.title ?? reading.source}</span>, {reading.date},{' '}
        {message(`catalogue:confidence.${reading.confidence}`)}
      </span>
      {reading.note && (
        <p lang="en" className={styles.note}>
          {reading.note}
        </p>
      )}
      {reading.referenceOnly && (
        <p className={styles.note}>
          {message('catalogue:referenceOnly', { because: reading.referenceOnly })}
        </p>
      )}
    </>
  );
}

/** Screens show money from minor units; the price book states major ones. */
const inShownUnit = (reading: Range, unit: string): Range => {
  const currency = CurrencyCode.safeParse(unit);
  return currency.success ? mapRange(reading, (value) => moneyOf(value, currency.data).amount) : reading;
};

const ALL = '';
const OWN = 'own figure';

function Choice({ addressed: { path, figure } }: { readonly addressed: AddressedFigure }) {
  const message = useMessage();
  const dispatch = useCommands();
  const id = useId();
  const chosen = useScenario(({ choices }) => choices[path]);
  const override = useScenario(({ overrides }) => overrides[path]);
  const readings = isKnown(figure) ? figure.readings : [];
  const initial = readings[0]?.typical ?? 0;
  const value = override ? OWN : (chosen ?? ALL);
  const edit = { path, figure: nameOfField(fieldOf(path)) };
  const choose = (next: string) => {
    if (next === OWN) dispatch(overrideFigure(edit, { low: initial, typical: initial, high: initial }));
    else dispatch(next === ALL ? countAllReadings(edit) : chooseReading(edit, next));
  };
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{message('catalogue:counts')}</label>
      <select id={id} value={value} onChange={({ target }) => choose(target.value)}>
        <option value={ALL}>
          {readings.length > 1 ? message('catalogue:allReadings') : message('catalogue:asGiven')}
        </option>
        {readings.length > 1 &&
          readings.map((reading) => (
            <option key={reading.id} value={reading.id}>
              {reading.id}
            </option>
          ))}
        <option value={OWN}>{message('catalogue:own')}</option>
      </select>
      {override && (
        <QuantityField
          label={message('catalogue:ownValue')}
          unit={figure.unit}
          value={override.typical}
          onCommit={(typical) => dispatch(overrideFigure(edit, { low: typical, typical, high: typical }))}
        />
      )}
    </div>
  );
}
