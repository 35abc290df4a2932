import { useId } from 'react';
import { isKnown, type Figure, type Reading } from '#shared/catalogue/figure';
import { QuantityField } from '#renderer/components/quantity-field';
import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './own.module.css';

export interface FigureFieldsProps {
  readonly label: string;
  readonly figure: Figure;
  readonly onChange: (figure: Figure) => void;
  readonly error?: string | undefined;
}

const own = (value: number): Reading => ({
  id: 'own',
  low: value,
  typical: value,
  high: value,
  source: 'entered-by-user',
  date: 'undated',
  confidence: 'derived',
});

/** One figure of an own entry: known with its range and where it is from, or left unknown. */
export function FigureFields({ label, figure, onChange, error }: FigureFieldsProps) {
  const message = useMessage();
  const id = useId();
  const reading = isKnown(figure) ? figure.readings[0] : undefined;
  const { unit } = figure;
  const change = (changes: Partial<Reading>) => {
    if (reading) onChange({ unit, readings: [{ ...reading, ...changes }] });
  };
  const setTypical = (typical: number) =>
    change({
      typical,
      low: Math.min(reading?.low ?? typical, typical),
      high: Math.max(reading?.high ?? typical, typical),
    });
  return (
    <fieldset className={styles.figure} aria-labelledby={id}>
      <legend id={id}>
        {label} <span className={styles.unit}>{unit === '1' ? '' : unit}</span>
      </legend>
      <label className={styles.known}>
        <input
          type="checkbox"
          checked={reading !== undefined}
          onChange={({ target }) =>
            onChange(
              target.checked
                ? { unit, readings: [own(0)] }
                : { unit, unknown: message('catalogue:form.notEntered') },
            )
          }
        />
        {message('catalogue:form.known')}
      </label>
      {reading && (
        <div className={styles.range}>
          <QuantityField
            label={message('catalogue:form.low')}
            unit=""
            value={reading.low}
            minimum={0}
            maximum={reading.typical}
            onCommit={(low) => change({ low })}
          />
          <QuantityField
            label={message('catalogue:form.typical')}
            unit=""
            value={reading.typical}
            minimum={0}
            maximum={1e15}
            onCommit={setTypical}
          />
          <QuantityField
            label={message('catalogue:form.high')}
            unit=""
            value={reading.high}
            minimum={reading.typical}
            maximum={1e15}
            onCommit={(high) => change({ high })}
          />
          <TextField
            label={message('catalogue:form.date')}
            value={reading.date === 'undated' ? '' : reading.date}
            maxLength={10}
            refuse={(text) =>
              /^(\d{4}(-\d{2}(-\d{2})?)?)?$/.test(text) ? undefined : message('catalogue:form.dateHint')
            }
            onCommit={(date) => change({ date: date === '' ? 'undated' : date })}
          />
          <div className={styles.note}>
            <TextField
              label={message('catalogue:form.source')}
              value={reading.note ?? ''}
              maxLength={300}
              onCommit={(note) => change({ note })}
            />
          </div>
        </div>
      )}
      {error !== undefined && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
