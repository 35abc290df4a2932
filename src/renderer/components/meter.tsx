import type { ReactNode } from 'react';
import { useMessage } from '#renderer/i18n/use-language';
import { classNames } from './class-names';
import { Icon } from './icon';
import { levelOf } from './level';
import styles from './meter.module.css';

export interface MeterProps {
  readonly label: string;
  readonly value: number;
  readonly limit: number;
  /** Value and limit as they are to be read, such as `31.2 / 34.6 kW`. */
  readonly text: string;
  /** What is shown in place of the text, such as the text with its trace. */
  readonly shown?: ReactNode;
  /** What the value may reach at most, drawn as a fainter bar behind it. */
  readonly high?: number;
}

/** A value against its limit. Fine, near and over differ by shape and word, not by colour alone. */
export function Meter({ label, value, limit, text, shown, high }: MeterProps) {
  const message = useMessage();
  const level = levelOf(value, limit);
  const share = (amount: number) => `${Math.min(100, limit > 0 ? (amount / limit) * 100 : 100)}%`;
  return (
    <div className={classNames(styles.meter, styles[level])}>
      <span className={styles.label}>{label}</span>
      <span className={styles.text}>{shown ?? text}</span>
      <span
        className={styles.track}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(value, limit)}
        aria-valuetext={`${text}, ${message(`shell:level.${level}`)}`}
      >
        {high !== undefined && <span className={styles.high} style={{ width: share(high) }} />}
        <span className={styles.bar} style={{ width: share(value) }} />
      </span>
      {level !== 'fine' && (
        <span className={styles.word}>
          <Icon name={level === 'near' ? 'warning' : 'error'} />
          {message(`shell:level.${level}`)}
        </span>
      )}
    </div>
  );
}
