import { TextField } from '#renderer/components/text-field';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { QuoteMargins } from '#shared/quote/quote';
import type { QuoteDraft } from '#shared/quote/record';
import { DayField, ShareField } from './form-fields';
import styles from './quote.module.css';

interface MarginFieldsProps {
  readonly draft: QuoteDraft;
  readonly onChange: (part: { readonly [Key in 'floorMargin' | 'approval']?: QuoteDraft[Key] }) => void;
}

/** The least margin that goes out without an approval, and who gave one. None of it is in a buyer's file. */
export function MarginFields({ draft: { floorMargin, approval, issuedOn }, onChange }: MarginFieldsProps) {
  const message = useMessage();
  return (
    <>
      <ShareField
        label={message('quote:margin.floor')}
        value={floorMargin === undefined ? undefined : { kind: 'share', share: floorMargin }}
        maximum={99}
        onChange={(value) =>
          onChange({ floorMargin: value?.kind === 'share' ? value.share : undefined, approval })
        }
      />
      <div className={styles.pair}>
        <TextField
          label={message('quote:margin.approvedBy')}
          value={approval?.by ?? ''}
          maxLength={200}
          onCommit={(by) =>
            onChange({
              floorMargin,
              approval:
                by.trim() === ''
                  ? undefined
                  : { on: approval?.on ?? issuedOn, note: approval?.note ?? '', by: by.trim() },
            })
          }
        />
        {approval && (
          <DayField
            label={message('quote:margin.approvedOn')}
            value={approval.on}
            onChange={(on) => onChange({ floorMargin, approval: { ...approval, on } })}
          />
        )}
      </div>
    </>
  );
}

/** What the quote earns, with the lines below their floor; for the seller's eyes. */
export function MarginView({ margins }: { readonly margins: QuoteMargins }) {
  const message = useMessage();
  const formats = useFormats();
  const { cost, sell, margin, lines, uncosted, below } = margins;
  const low = lines.filter((line) => line.below !== undefined);
  return (
    <details className={below ? styles.warnings : styles.margins}>
      <summary>
        {message('quote:margin.is', {
          margin: formats.percent(margin, 1),
          cost: formats.money(cost),
          sell: formats.money(sell),
        })}
      </summary>
      <ul>
        {lines.map((line) => (
          <li key={line.key}>
            {message('quote:margin.ofLine', {
              line: line.description,
              margin: formats.percent(line.margin, 1),
              cost: formats.money(line.cost),
              sell: formats.money(line.sell),
            })}
            {low.includes(line) && ` · ${message('quote:margin.below')}`}
          </li>
        ))}
        {uncosted.length > 0 && <li>{message('quote:margin.uncosted', { items: uncosted.join(', ') })}</li>}
      </ul>
    </details>
  );
}
