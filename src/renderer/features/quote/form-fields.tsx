import { type ReactNode, useState } from 'react';
import { Field } from '#renderer/components/field';
import fieldStyles from '#renderer/components/field.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useMessage } from '#renderer/i18n/use-language';
import { CurrencyCode, majorUnitsOf, moneyOf } from '#shared/money/money';
import type { Discount, EnteredAmount } from '#shared/quote/request';
import styles from './quote.module.css';

const DECIMALS_OF_RATES = 6;

/** A part of the form that folds away. */
export const Fold = ({
  title,
  open = false,
  children,
}: {
  readonly title: string;
  readonly open?: boolean;
  readonly children: ReactNode;
}) => (
  <details className={styles.fold} open={open}>
    <summary>{title}</summary>
    <div className={styles.folded}>{children}</div>
  </details>
);

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A calendar day; an emptied field keeps the day it had. */
export const DayField = ({ label, value, onChange }: DayFieldProps) => (
  <Field label={label}>
    {(ids) => (
      <input
        {...ids}
        type="date"
        required
        className={fieldStyles.input}
        value={value}
        onChange={({ target }) => {
          if (target.value !== '') onChange(target.value);
        }}
      />
    )}
  </Field>
);

interface ShareFieldProps {
  readonly label: string;
  readonly value: Discount | undefined;
  readonly onChange: (value: Discount | undefined) => void;
  /** Above the whole there is nothing to take off, and yet the refusal should say so. */
  readonly maximum?: number;
}

/** A share in per cent; emptied, there is none. */
export const ShareField = ({ label, value, onChange, maximum = 100 }: ShareFieldProps) => (
  <QuantityField
    label={label}
    unit="%"
    value={value?.kind === 'share' ? Number((value.share * 100).toFixed(DECIMALS_OF_RATES - 2)) : undefined}
    minimum={0}
    maximum={maximum}
    onClear={() => onChange(undefined)}
    onCommit={(percent) =>
      onChange({ kind: 'share', share: Number((percent / 100).toFixed(DECIMALS_OF_RATES)) })
    }
  />
);

interface AmountFieldProps {
  readonly label: string;
  readonly currency: CurrencyCode;
  /** In minor units. */
  readonly amount: number | undefined;
  readonly minimum?: number;
  readonly onChange: (amount: number | undefined) => void;
}

/** An amount in major units, kept in minor ones; emptied, there is none. */
export const AmountField = ({ label, currency, amount, minimum = 0, onChange }: AmountFieldProps) => (
  <QuantityField
    label={label}
    unit={currency}
    value={amount === undefined ? undefined : majorUnitsOf({ amount, currency })}
    minimum={minimum}
    maximum={1e12}
    onClear={() => onChange(undefined)}
    onCommit={(major) => onChange(moneyOf(major, currency).amount)}
  />
);

interface MoneyFieldProps {
  readonly label: string;
  readonly value: EnteredAmount | undefined;
  /** What a first amount is in. */
  readonly currency: CurrencyCode;
  readonly minimum?: number;
  readonly onChange: (value: EnteredAmount | undefined) => void;
}

const currencyOptions = CurrencyCode.options.map((value) => ({ value, label: value }));

/** An amount in a currency of its own, which stays when the quote changes to another; emptied, there is none. */
export function MoneyField({ label, value, currency, minimum = 0, onChange }: MoneyFieldProps) {
  const message = useMessage();
  const [preferred, setPreferred] = useState(currency);
  const own = value?.currency ?? preferred;
  return (
    <div className={styles.charge}>
      <AmountField
        label={label}
        currency={own}
        amount={value?.amount}
        minimum={minimum}
        onChange={(amount) => onChange(amount === undefined ? undefined : { amount, currency: own })}
      />
      <Select
        label={message('quote:chargeUnit', { what: label })}
        value={own}
        options={currencyOptions}
        onChange={(next) => {
          setPreferred(next);
          if (value !== undefined) onChange(moneyOf(majorUnitsOf(value), next));
        }}
      />
    </div>
  );
}

interface ChargeFieldProps {
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
  const own = (value?.kind === 'amount' ? value.currency : undefined) ?? currency;
  return (
    <div className={styles.charge}>
      {kind === 'share' ? (
        <ShareField label={label} value={value} onChange={onChange} />
      ) : (
        <AmountField
          label={label}
          currency={own}
          amount={value?.kind === 'amount' ? value.amount : undefined}
          onChange={(amount) =>
            onChange(amount === undefined ? undefined : { kind: 'amount', amount, currency: own })
          }
        />
      )}
      <Select
        label={message('quote:chargeUnit', { what: label })}
        value={kind}
        options={[
          { value: 'share', label: '%' },
          { value: 'amount', label: own },
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
