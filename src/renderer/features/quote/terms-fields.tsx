import type { QuoteDraft } from '#shared/quote/record';
import { IncotermRule, type Payment } from '#shared/quote/request';
import { Button } from '#renderer/components/button';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import { ShareField } from './form-fields';
import styles from './quote.module.css';
import { withField } from './draft';

export interface TermsFieldsProps {
  readonly draft: QuoteDraft;
  readonly onChange: (part: Partial<QuoteDraft>) => void;
  /** Takes a whole draft, from which something may be missing that was there. */
  readonly onReplace: (draft: QuoteDraft) => void;
}

/** How and when it is delivered and paid, the seller's terms, and notes. */
export function TermsFields({ draft, onChange: change, onReplace }: TermsFieldsProps) {
  const message = useMessage();
  return (
    <>
      <div className={styles.pair}>
        <Select<IncotermRule | 'none'>
          label={message('quote:incoterm')}
          value={draft.incoterm?.rule ?? 'none'}
          options={[
            { value: 'none', label: '–' },
            ...IncotermRule.options.map((value) => ({ value, label: value })),
          ]}
          onChange={(rule) =>
            onReplace(
              withField(
                draft,
                'incoterm',
                rule === 'none' ? undefined : { rule, place: draft.incoterm?.place ?? '' },
              ),
            )
          }
        />
        <TextField
          label={message('quote:incotermPlace')}
          value={draft.incoterm?.place ?? ''}
          maxLength={200}
          onCommit={(place) =>
            onReplace(withField(draft, 'incoterm', { rule: draft.incoterm?.rule ?? 'DAP', place }))
          }
        />
      </div>
      <TextField
        label={message('quote:leadTime')}
        value={draft.leadTime}
        maxLength={200}
        onCommit={(leadTime) => change({ leadTime })}
      />
      <Payments payments={draft.payments} onChange={(payments) => change({ payments })} />
      <TextField
        label={message('quote:terms')}
        value={draft.terms}
        lines={3}
        maxLength={5_000}
        onCommit={(terms) => change({ terms })}
      />
      <TextField
        label={message('quote:notes')}
        value={draft.notes}
        lines={3}
        maxLength={5_000}
        onCommit={(notes) => change({ notes })}
      />
    </>
  );
}

interface PaymentsProps {
  readonly payments: readonly Payment[];
  readonly onChange: (payments: Payment[]) => void;
}

/** Parts of the total and when they are due; the shares have to add up to the whole. */
function Payments({ payments, onChange }: PaymentsProps) {
  const message = useMessage();
  const rest = Math.max(0.01, 1 - payments.reduce((sum, { share }) => sum + share, 0));
  const change = (index: number, part: Partial<Payment>) =>
    onChange(payments.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <fieldset className={styles.party}>
      <legend>{message('quote:payments')}</legend>
      {payments.map((payment, index) => (
        <div key={`${index}-${payment.due}`} className={styles.pair}>
          <ShareField
            label={message('quote:paymentShare')}
            value={{ kind: 'share', share: payment.share }}
            onChange={(share) => {
              if (share?.kind === 'share' && share.share > 0) change(index, { share: share.share });
              else onChange(payments.filter((_each, at) => at !== index));
            }}
          />
          <TextField
            label={message('quote:paymentDue')}
            value={payment.due}
            maxLength={200}
            refuse={(due) => (due.trim() === '' ? message('quote:custom.needsWords') : undefined)}
            onCommit={(due) => change(index, { due: due.trim() })}
          />
        </div>
      ))}
      <Button
        icon="plus"
        kind="quiet"
        onClick={() =>
          onChange([...payments, { share: Number(rest.toFixed(6)), due: message('quote:paymentNew') }])
        }
      >
        {message('quote:paymentAdd')}
      </Button>
    </fieldset>
  );
}
