import { type KeyboardEvent, useState } from 'react';
import type { MessageKey, MessageParams } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import { Field } from './field';
import styles from './field.module.css';

interface QuantityLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  /** What an arrow key adds; ten times that with Shift. */
  readonly step?: number;
  readonly whole?: boolean;
}

interface QuantityRefusal {
  readonly key: MessageKey;
  readonly params?: MessageParams;
}

/** The number that was typed; a comma counts as a decimal point unless it groups thousands. */
export function parseQuantity(text: string): number | undefined {
  const compact = text.trim().replace(/[\s_\u00a0]/g, '');
  if (compact === '') return undefined;
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(compact);
  return Number(grouped ? compact.replaceAll(',', '') : compact.replace(',', '.'));
}

/** Why what was typed is no acceptable number; undefined when it is one. */
export function refuseQuantity(
  text: string,
  { minimum, maximum, whole }: QuantityLimits,
  mayBeEmpty: boolean,
): QuantityRefusal | undefined {
  const value = parseQuantity(text);
  if (value === undefined) return mayBeEmpty ? undefined : { key: 'shell:field.empty' };
  if (!Number.isFinite(value)) return { key: 'shell:field.noNumber' };
  if (whole && !Number.isInteger(value)) return { key: 'shell:field.notWhole' };
  if (minimum !== undefined && value < minimum) return { key: 'shell:field.tooSmall', params: { minimum } };
  if (maximum !== undefined && value > maximum) return { key: 'shell:field.tooLarge', params: { maximum } };
  return undefined;
}

/** The value so many steps away, kept within the limits and free of binary dust. */
export function stepped(
  value: number,
  steps: number,
  { minimum = -Infinity, maximum = Infinity, step = 1 }: QuantityLimits,
): number {
  const moved = Number((value + steps * step).toPrecision(12));
  return Math.min(Math.max(moved, minimum), maximum);
}

interface QuantityFieldProps extends QuantityLimits {
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
