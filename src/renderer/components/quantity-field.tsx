import { useState, type KeyboardEvent } from 'react';
import { useMessage } from '../i18n/use-language';
import { Field } from './field';
import styles from './field.module.css';
import { parseQuantity, refuseQuantity, stepped, type QuantityLimits } from './quantity';

export interface QuantityFieldProps extends QuantityLimits {
  readonly label: string;
  readonly unit: string;
  readonly value: number | undefined;
  readonly onCommit: (value: number) => void;
  /** Told when an emptied field is left; without it a field must hold a number. */
  readonly onClear?: () => void;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
}

/** A number with its unit: taken over on Enter or on leaving, given up on Escape, stepped by the arrow keys. */
export function QuantityField(props: QuantityFieldProps) {
  const { label, unit, value, onCommit, onClear, hint, disabled, placeholder } = props;
  const message = useMessage();
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? (value === undefined ? '' : String(value));
  const refusal = draft === undefined ? undefined : refuseQuantity(draft, props, onClear !== undefined);

  const commit = () => {
    if (draft === undefined || refusal) return;
    const parsed = parseQuantity(draft);
    if (parsed === undefined) onClear?.();
    else if (parsed !== value) onCommit(parsed);
    setDraft(undefined);
  };
  const step = (event: KeyboardEvent, direction: 1 | -1) => {
    event.preventDefault();
    const from = parseQuantity(shown) ?? 0;
    const next = stepped(from, direction * (event.shiftKey ? 10 : 1), props);
    setDraft(undefined);
    if (next !== value) onCommit(next);
  };
  return (
    <Field label={label} hint={hint} error={refusal && message(refusal.key, refusal.params)}>
      {(ids) => (
        <span className={styles.quantity}>
          <input
            {...ids}
            className={styles.input}
            inputMode="decimal"
            autoComplete="off"
            value={shown}
            disabled={disabled}
            placeholder={placeholder}
            onChange={(event) => setDraft(event.target.value)}
            onFocus={(event) => event.target.select()}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter') commit();
              if (event.key === 'Escape') setDraft(undefined);
              if (event.key === 'ArrowUp') step(event, 1);
              if (event.key === 'ArrowDown') step(event, -1);
            }}
          />
          <span className={styles.unit}>{unit}</span>
        </span>
      )}
    </Field>
  );
}
