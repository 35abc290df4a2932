import { Field } from '../../components/field';
import styles from './performance.module.css';

export interface SliderFieldProps {
  readonly label: string;
  readonly value: number;
  /** The values that it can take, in order. */
  readonly values: readonly number[];
  readonly shown: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly disabled?: boolean;
}

/** One of many values in order, moved with the pointer or the arrow keys; what it shows has a fixed width. */
export function SliderField({ label, value, values, shown, onChange, disabled }: SliderFieldProps) {
  const at = nearestIndex(values, value);
  return (
    <Field label={label}>
      {(ids) => (
        <span className={styles.slider}>
          <input
            {...ids}
            type="range"
            min={0}
            max={values.length - 1}
            step={1}
            value={at}
            disabled={disabled}
            aria-valuetext={shown(value)}
            onChange={({ target }) => onChange(values[Number(target.value)] ?? value)}
          />
          <output className={styles.sliderValue}>{shown(value)}</output>
        </span>
      )}
    </Field>
  );
}

function nearestIndex(values: readonly number[], value: number): number {
  let nearest = 0;
  values.forEach((each, index) => {
    if (Math.abs(each - value) < Math.abs((values[nearest] ?? 0) - value)) nearest = index;
  });
  return nearest;
}
