import { useState } from 'react';
import { Field } from './field';
import styles from './field.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  readonly hint?: string;
  readonly maxLength?: number;
  readonly lines?: number;
  /** Why a text is not acceptable; undefined when it is. */
  readonly refuse?: (value: string) => string | undefined;
  readonly autoFocus?: boolean;
}

/** A text that is taken over on Enter or on leaving, and given up on Escape. */
export function TextField({ label, value, onCommit, hint, refuse, lines, ...rest }: TextFieldProps) {
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? value;
  const error = draft === undefined ? undefined : refuse?.(draft);
  const commit = () => {
    if (draft !== undefined && error === undefined && draft !== value) onCommit(draft);
    if (error === undefined) setDraft(undefined);
  };
  const shared = {
    className: styles.input,
    value: shown,
    onBlur: commit,
    onChange: (event: { readonly target: { readonly value: string } }) => setDraft(event.target.value),
    ...rest,
  };
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) =>
        lines === undefined ? (
          <input
            {...ids}
            {...shared}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter') commit();
              if (event.key === 'Escape') setDraft(undefined);
            }}
          />
        ) : (
          <textarea {...ids} {...shared} rows={lines} />
        )
      }
    </Field>
  );
}
