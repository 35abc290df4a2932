import { useId, type CSSProperties } from 'react';
import { classNames } from '#renderer/components/class-names';
import styles from './charts.module.css';

export interface Share {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  /** Which colour of the series palette it has; the same part has the same in every bar. */
  readonly series: number;
  /** What is left over, drawn hatched. */
  readonly rest?: boolean;
}

export interface ShareBarProps {
  readonly title: string;
  readonly shares: readonly Share[];
  /** The whole, where it is more than the sum; two bars with the same whole can be compared. */
  readonly whole?: number;
  readonly format: (value: number) => string;
  readonly percent: (fraction: number) => string;
}

const SERIES_TOKENS = 8;

/** One bar split into its parts, each named below it with its value and share. */
export function ShareBar({ title, shares, whole, format, percent }: ShareBarProps) {
  const captionId = useId();
  const sum = shares.reduce((total, { value }) => total + value, 0);
  const all = Math.max(whole ?? sum, sum, Number.MIN_VALUE);
  return (
    <figure className={styles.figure} aria-labelledby={captionId}>
      <figcaption id={captionId} className={styles.caption}>
        {title}
      </figcaption>
      <div className={styles.shares} aria-hidden>
        {shares.map(({ id, value, series, rest }) => (
          <span
            key={id}
            className={classNames(styles.share, rest && styles.rest)}
            style={{ width: `${(100 * value) / all}%`, ...inked(series, rest) }}
          />
        ))}
      </div>
      <ul className={styles.keys}>
        {shares.map(({ id, name, value, series, rest }) => (
          <li key={id} className={styles.key}>
            <span
              className={classNames(styles.swatch, rest && styles.rest)}
              style={inked(series, rest)}
              aria-hidden
            />
            {name}
            <span className={styles.value}>
              {format(value)} · {percent(value / Math.max(sum, Number.MIN_VALUE))}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

const inked = (series: number, rest: boolean | undefined): CSSProperties =>
  rest ? {} : { backgroundColor: `var(--series-${(series % SERIES_TOKENS) + 1})` };
