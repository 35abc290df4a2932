import { useFormats, type ValueRange } from '#renderer/format/format';
import { useLanguage } from '#renderer/i18n/use-language';
import { withUnit } from '#shared/language/written';
import styles from './range-value.module.css';

export interface RangeValueProps {
  readonly range: ValueRange;
  /** A unit, or a currency where the values are money in minor units. */
  readonly unit: string;
}

/** A value with its unit and, where it is not known exactly, the range behind it. */
export function RangeValue({ range, unit }: RangeValueProps) {
  const formats = useFormats();
  const language = useLanguage();
  const { value, unit: shownUnit } = formats.quantity(range.typical, unit);
  const bounds = formats.bounds(range, unit);
  return (
    <span className={styles.value}>
      {value}
      {shownUnit && <span className={styles.unit}>{withUnit('', shownUnit, language)}</span>}
      {bounds !== undefined && <span className={styles.bounds}> ({bounds})</span>}
    </span>
  );
}
