import { useState } from 'react';
import type { Figure } from '#shared/catalogue/figure';
import { Button } from '../../../components/button';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { TextField } from '../../../components/text-field';
import { messageFor } from '../../../i18n/message';
import { useMessage } from '../../../i18n/use-language';
import { FigureFields } from './figure-fields';
import { fieldsOf, valueAt, withValueAt, type FormField } from './form-fields';
import styles from './own.module.css';
import { checkedEntry, nothingPublished, type EntryFault, type OwnEntry, type OwnKind } from './own-entries';

export interface EntryFormProps {
  readonly kind: OwnKind;
  readonly initial: OwnEntry;
  readonly onSave: (entry: OwnEntry) => void;
  readonly onCancel: () => void;
}

/** An own entry being written: what is wrong with it is said at its place, and nothing is kept before it is sound. */
export function EntryForm({ kind, initial, onSave, onCancel }: EntryFormProps) {
  const message = useMessage();
  const [draft, setDraft] = useState<OwnEntry>(initial);
  const [faults, setFaults] = useState<readonly EntryFault[]>([]);
  const save = () => {
    const checked = checkedEntry(kind, draft);
    if (checked.ok) onSave(checked.entry);
    else setFaults(checked.faults);
  };
  const faultAt = (path: string): string | undefined => {
    const fault = faults.find((each) => each.path === path || each.path.startsWith(`${path}.`));
    return fault && (fault.reason === '' ? message('catalogue:form.needed') : fault.reason);
  };
  return (
    <form
      className={styles.form}
      aria-label={message('catalogue:form.label')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={styles.fields}>
        {fieldsOf(kind).map((field) => (
          <FormControl
            key={field.path}
            field={field}
            value={valueAt(draft, field.path)}
            fault={faultAt(field.path)}
            onChange={(value) => setDraft((before) => withUnits(withValueAt(before, field.path, value)))}
          />
        ))}
      </div>
      {faults.length > 0 && (
        <p role="alert" className={styles.error}>
          {message('catalogue:form.faults', { count: faults.length })}
        </p>
      )}
      <div className={styles.actions}>
        <Button kind="primary" onClick={save}>
          {message('catalogue:form.save')}
        </Button>
        <Button onClick={onCancel}>{message('catalogue:form.cancel')}</Button>
      </div>
    </form>
  );
}

/** A tariff is in the currency of its site. */
function withUnits(entry: OwnEntry): OwnEntry {
  if (!('tariffCurrency' in entry)) return entry;
  return { ...entry, tariff: { ...entry.tariff, unit: `${entry.tariffCurrency}/kWh` } };
}

/** The choice that leaves a field out. */
const NOT_SAID = 'unknown';

interface FormControlProps {
  readonly field: FormField;
  readonly value: unknown;
  readonly fault: string | undefined;
  readonly onChange: (value: unknown) => void;
}

function FormControl({ field, value, fault, onChange }: FormControlProps) {
  const label =
    messageFor(`catalogue:form.fields.${field.path}`) ??
    messageFor(`catalogue:fields.${field.path}`) ??
    field.path;
  switch (field.kind) {
    case 'text':
      return (
        <div className={field.lines === undefined ? '' : styles.wide}>
          <TextField
            label={label}
            value={typeof value === 'string' ? value : ''}
            maxLength={field.lines === undefined ? 120 : 1_000}
            {...(field.lines !== undefined && { lines: field.lines })}
            onCommit={(text) => onChange(text === '' && field.path === 'note' ? undefined : text)}
          />
          {fault !== undefined && (
            <p role="alert" className={styles.error}>
              {fault}
            </p>
          )}
        </div>
      );
    case 'number':
      return (
        <div>
          <QuantityField
            label={label}
            unit={field.unit}
            value={typeof value === 'number' ? value : undefined}
            minimum={field.minimum}
            maximum={field.maximum}
            {...(field.whole && { whole: true })}
            onCommit={onChange}
          />
          {fault !== undefined && (
            <p role="alert" className={styles.error}>
              {fault}
            </p>
          )}
        </div>
      );
    case 'flag':
      return (
        <label className={styles.flag}>
          <input
            type="checkbox"
            checked={value === true}
            onChange={({ target }) => onChange(target.checked)}
          />
          {label}
        </label>
      );
    case 'choice':
      return (
        <Select
          label={label}
          value={typeof value === 'string' ? value : field.optional ? NOT_SAID : (field.options[0] ?? '')}
          options={[...(field.optional ? [NOT_SAID] : []), ...field.options].map((option) => ({
            value: option,
            label: messageFor(`catalogue:form.options.${field.path}.${option}`) ?? option,
          }))}
          onChange={(chosen) => onChange(chosen === NOT_SAID ? undefined : chosen)}
        />
      );
    case 'figure':
      return (
        <FigureFields
          label={label}
          figure={(value as Figure | undefined) ?? nothingPublished(field.unit)}
          error={fault}
          onChange={onChange}
        />
      );
  }
}
