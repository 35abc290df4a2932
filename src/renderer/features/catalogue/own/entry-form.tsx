import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { messageFor } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import { AirDirection, deviceFronts, DeviceKind } from '#shared/catalogue/entries';
import type { Figure } from '#shared/catalogue/figure';
import { CurrencyCode } from '#shared/money/money';
import { FigureFields } from './figure-fields';
import {
  checkedEntry,
  type EntryFault,
  type FormEntry,
  type FormKind,
  nothingPublished,
} from './own-entries';
import { ReferenceField, SlotsField, SuppliesField } from './part-fields';
import styles from './own.module.css';

/** How one field of an own entry is edited; its label stands in the messages under the same path. */
type FormField =
  | { readonly kind: 'text'; readonly path: string; readonly optional?: boolean; readonly lines?: number }
  | {
      readonly kind: 'number';
      readonly path: string;
      readonly unit: string;
      readonly minimum: number;
      readonly maximum: number;
      readonly whole?: boolean;
    }
  | { readonly kind: 'flag'; readonly path: string }
  | {
      readonly kind: 'choice';
      readonly path: string;
      readonly options: readonly string[];
      /** Whether it may stay unsaid. */
      readonly optional?: boolean;
    }
  | { readonly kind: 'figure'; readonly path: string; readonly unit: string }
  /** Another entry of the catalogue, by its id. */
  | {
      readonly kind: 'reference';
      readonly path: string;
      readonly to: 'accelerators' | 'engines' | 'prices';
      readonly optional?: boolean;
    }
  /** How many accelerators of which type a server has slots for. */
  | { readonly kind: 'slots'; readonly path: 'accelerators' }
  /** How many power supplies there are, and how many of them carry the load. */
  | { readonly kind: 'supplies'; readonly path: 'supplies' };

const figure = (path: string, unit: string): FormField => ({ kind: 'figure', path, unit });

const whole = (path: string, unit = '', minimum = 1): FormField => ({
  ...{ kind: 'number', path, unit, minimum, maximum: 100_000_000, whole: true },
});
const note: FormField = { kind: 'text', path: 'note', optional: true, lines: 2 };
const price: FormField = { kind: 'reference', path: 'price', to: 'prices', optional: true };

const fieldsByKind: Readonly<Record<FormKind, readonly FormField[]>> = {
  models: [{ kind: 'text', path: 'name' }, { kind: 'text', path: 'vendor', optional: true }, note],
  accelerators: [
    { kind: 'text', path: 'name' },
    { kind: 'text', path: 'vendor', optional: true },
    { kind: 'choice', path: 'kind', options: ['gpu', 'lpu'] },
    { kind: 'reference', path: 'defaultEngine', to: 'engines' },
    { kind: 'text', path: 'linkName', optional: true },
    price,
    figure('memory', 'B'),
    figure('memoryBandwidth', 'B/s'),
    ...(['bf16', 'fp16', 'fp8', 'int8', 'fp4'] as const).map((precision) =>
      figure(`densePeak.${precision}`, 'FLOP/s'),
    ),
    figure('linkBandwidth', 'B/s'),
    figure('power.idle', 'W'),
    figure('power.typical', 'W'),
    figure('power.maximum', 'W'),
    note,
  ],
  deviceGroups: [
    { kind: 'text', path: 'name' },
    { kind: 'text', path: 'vendor', optional: true },
    whole('spares', '', 0),
    note,
  ],
  engines: [
    { kind: 'text', path: 'name' },
    { kind: 'text', path: 'era', optional: true },
    { kind: 'choice', path: 'kind', options: ['gpu', 'lpu'] },
    { kind: 'reference', path: 'calibratedAs', to: 'engines', optional: true },
    note,
  ],
  prices: [
    { kind: 'text', path: 'name' },
    { kind: 'text', path: 'item' },
    { kind: 'choice', path: 'currency', options: CurrencyCode.options },
    figure('amount', 'USD'),
    note,
  ],
  deviceTypes: [
    { kind: 'text', path: 'name' },
    { kind: 'text', path: 'vendor', optional: true },
    {
      kind: 'choice',
      path: 'kind',
      options: DeviceKind.options,
    },
    {
      kind: 'choice',
      path: 'front',
      options: deviceFronts,
    },
    { kind: 'number', path: 'heightUnits', unit: 'U', minimum: 0, maximum: 60 },
    { kind: 'flag', path: 'fullDepth' },
    { kind: 'flag', path: 'halfWidth' },
    { kind: 'choice', path: 'airDirection', options: AirDirection.options, optional: true },
    { kind: 'slots', path: 'accelerators' },
    { kind: 'supplies', path: 'supplies' },
    price,
    figure('depth', 'm'),
    figure('mass', 'kg'),
    figure('power.idle', 'W'),
    figure('power.typical', 'W'),
    figure('power.maximum', 'W'),
    figure('hostMemory', 'B'),
    figure('airflow', 'm3/s'),
    note,
  ],
  rackTypes: [
    { kind: 'text', path: 'name' },
    { kind: 'number', path: 'units', unit: 'U', minimum: 1, maximum: 60, whole: true },
    figure('width', 'm'),
    figure('depth', 'm'),
    figure('usableDepth', 'm'),
    figure('massLimit', 'kg'),
    figure('emptyMass', 'kg'),
    { kind: 'text', path: 'note', optional: true, lines: 2 },
  ],
  sites: [
    { kind: 'text', path: 'name' },
    { kind: 'text', path: 'country' },
    { kind: 'choice', path: 'tariffCurrency', options: ['USD', 'CNY', 'EUR'] },
    figure('tariff', 'USD/kWh'),
    figure('powerUsageEffectiveness', '1'),
    figure('carbonIntensity', 'kg/kWh'),
    { kind: 'text', path: 'note', optional: true, lines: 2 },
  ],
};

/** The sizes of a model that was not read from its configuration, which says them itself. */
const sizesOfModel: readonly FormField[] = [
  ...['layers', 'hidden', 'heads', 'keyValueHeads', 'headDimension', 'feedForward', 'vocabulary'].map(
    (path) => whole(path),
  ),
  { kind: 'flag', path: 'tiedEmbeddings' },
  figure('parameters', '1'),
  figure('activeParameters', '1'),
];

function fieldsOf(kind: FormKind, entry: FormEntry): readonly FormField[] {
  const fields = fieldsByKind[kind];
  return kind === 'models' && !('description' in entry) ? [...fields, ...sizesOfModel] : fields;
}

/** What stands at a dotted path of an entry. */
const valueAt = (entry: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? (value as Readonly<Record<string, unknown>>)[key]
          : undefined,
      entry,
    );

/** The entry with another value at a dotted path; undefined takes the field out. */
export function withValueAt<Entry>(entry: Entry, path: string, value: unknown): Entry {
  const [key = '', ...rest] = path.split('.');
  const record = entry as Readonly<Record<string, unknown>>;
  if (rest.length > 0) return { ...record, [key]: withValueAt(record[key], rest.join('.'), value) } as Entry;
  const others = Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
  return (value === undefined ? others : { ...record, [key]: value }) as Entry;
}

interface EntryFormProps {
  readonly kind: FormKind;
  readonly initial: FormEntry;
  readonly onSave: (entry: FormEntry) => void;
  readonly onCancel: () => void;
}

/** An own entry being written: what is wrong with it is said at its place, and nothing is kept before it is sound. */
export function EntryForm({ kind, initial, onSave, onCancel }: EntryFormProps) {
  const message = useMessage();
  const [draft, setDraft] = useState<FormEntry>(initial);
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
        {fieldsOf(kind, initial).map((field) => (
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

/** A tariff is in the currency of its site, an amount in that of its price. */
function withUnits(entry: FormEntry): FormEntry {
  if ('amount' in entry) return { ...entry, amount: { ...entry.amount, unit: entry.currency } };
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
    case 'reference':
      return (
        <ReferenceField
          label={label}
          to={field.to}
          optional={field.optional ?? false}
          value={typeof value === 'string' ? value : undefined}
          onChange={onChange}
        />
      );
    case 'slots':
      return <SlotsField value={value} onChange={onChange} />;
    case 'supplies':
      return <SuppliesField value={value} error={fault} onChange={onChange} />;
  }
}
