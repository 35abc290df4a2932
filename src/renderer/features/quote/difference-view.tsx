import type { QuoteDifference } from '#shared/quote/difference';
import { useFormats } from '../../format/use-formats';
import { useMessage } from '../../i18n/use-language';
import styles from './quote.module.css';

export interface DifferenceViewProps {
  readonly difference: QuoteDifference;
  /** Number and revision of the quote before. */
  readonly before: string;
}

/** What this revision changes: lines, amounts, and the fields beside them. */
export function DifferenceView({ difference, before }: DifferenceViewProps) {
  const message = useMessage();
  const formats = useFormats();
  const { lines, amounts, fields } = difference;
  const title = message('quote:difference.title', { before });
  const nothing = lines.length === 0 && amounts.length === 0 && fields.length === 0;
  return (
    <section className={styles.difference} aria-label={title}>
      <h3>{title}</h3>
      {nothing && <p>{message('quote:difference.nothing')}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.key}>
            {message(`quote:difference.${line.kind}`, { line: line.description })}
            {line.before && line.after && (
              <span>
                {` ${formats.number(line.before.quantity, 0)} × ${formats.money(line.before.unitPrice)} → ${formats.number(line.after.quantity, 0)} × ${formats.money(line.after.unitPrice)}; ${formats.money(line.before.extended)} → ${formats.money(line.after.extended)}`}
              </span>
            )}
          </li>
        ))}
        {amounts.map(({ name, before: was, after }) => (
          <li key={name}>{`${message(`quote:${name}`)}: ${formats.money(was)} → ${formats.money(after)}`}</li>
        ))}
        {fields.length > 0 && (
          <li>
            {message('quote:difference.fields', {
              fields: fields.map((field) => message(`quote:difference.field.${field}`)).join(', '),
            })}
          </li>
        )}
      </ul>
    </section>
  );
}
