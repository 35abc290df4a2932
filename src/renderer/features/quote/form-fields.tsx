import type { ReactNode } from 'react';
import type { CurrencyCode } from '#shared/money';
import { majorUnitsOf, moneyOf } from '#shared/money';
import type { Discount } from '#shared/quote/request';
import { Field } from '../../components/field';
import fieldStyles from '../../components/field.module.css';
import { QuantityField } from '../../components/quantity-field';
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
