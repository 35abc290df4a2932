import { useState } from 'react';
import type { CurrencyCode } from '#shared/money';
import type { Discount } from '#shared/quote/request';
import { Select } from '../../components/select';
import { useMessage } from '../../i18n/use-language';
import { AmountField, ShareField } from './form-fields';
import styles from './quote.module.css';

export interface ChargeFieldProps {
  readonly label: string;
  readonly currency: CurrencyCode;
  readonly value: Discount | undefined;
  readonly onChange: (value: Discount | undefined) => void;
}

/** A share of something or an amount, as the seller prefers; emptied, there is none. */
export function ChargeField({ label, currency, value, onChange }: ChargeFieldProps) {
  const message = useMessage();
  const [preferred, setPreferred] = useState<Discount['kind']>('share');
  const kind = value?.kind ?? preferred;
  return (
    <div className={styles.charge}>
      {kind === 'share' ? (
        <ShareField label={label} value={value} onChange={onChange} />
      ) : (
        <AmountField
          label={label}
          currency={currency}
          amount={value?.kind === 'amount' ? value.amount : undefined}
          onChange={(amount) => onChange(amount === undefined ? undefined : { kind: 'amount', amount })}
        />
      )}
      <Select
        label={message('quote:chargeUnit', { what: label })}
        value={kind}
        options={[
          { value: 'share', label: '%' },
          { value: 'amount', label: currency },
        ]}
        onChange={(next) => {
          setPreferred(next);
          // Ten per cent are not ten dollars: what was entered in the other unit does not carry over.
          if (value !== undefined && value.kind !== next) onChange(undefined);
        }}
      />
    </div>
  );
}
