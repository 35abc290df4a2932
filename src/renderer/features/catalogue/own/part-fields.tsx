import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCatalogue } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { DeviceType } from '#shared/catalogue/entries';
import { FigureFields } from './figure-fields';
import { nothingPublished } from './own-entries';
import styles from './own.module.css';

/** The choice that leaves a reference out. */
const NONE = '';

interface ReferenceFieldProps {
  readonly label: string;
  readonly to: 'accelerators' | 'engines' | 'prices';
  readonly optional: boolean;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** Names another entry of the catalogue or the library. */
export function ReferenceField({ label, to, optional, value, onChange }: ReferenceFieldProps) {
  const message = useMessage();
  const entries = Object.values<{ readonly id: string; readonly name: string }>(useCatalogue()[to]);
  return (
    <Select
      label={label}
      value={value ?? NONE}
      options={[
        ...(optional || value === undefined ? [{ value: NONE, label: message('catalogue:form.none') }] : []),
        ...entries.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(id) => onChange(id === NONE ? undefined : id)}
    />
  );
}

interface PartProps<Part> {
  readonly value: unknown;
  readonly onChange: (part: Part | undefined) => void;
  readonly error?: string | undefined;
}

type Slots = NonNullable<DeviceType['accelerators']>;

/** How many accelerators of which type a server takes; none where it has no slots for them. */
export function SlotsField({ value, onChange }: PartProps<Slots>) {
  const message = useMessage();
  const slots = value as Slots | undefined;
  return (
    <>
      <ReferenceField
        label={message('catalogue:form.fields.accelerators')}
        to="accelerators"
        optional
        value={slots?.type}
        onChange={(type) => onChange(type === undefined ? undefined : { type, count: slots?.count ?? 8 })}
      />
      {slots && (
        <QuantityField
          label={message('catalogue:form.fields.acceleratorCount')}
          unit=""
          whole
          value={slots.count}
          minimum={1}
          maximum={64}
          onCommit={(count) => onChange({ ...slots, count })}
        />
      )}
    </>
  );
}

type Supplies = NonNullable<DeviceType['supplies']>;

/** The power supplies of a device, or that nobody says how many there are. */
export function SuppliesField({ value, onChange, error }: PartProps<Supplies>) {
  const message = useMessage();
  const supplies = value as Supplies | undefined;
  return (
    <fieldset className={styles.figure}>
      <legend>{message('catalogue:form.fields.supplies')}</legend>
      <label className={styles.known}>
        <input
          type="checkbox"
          checked={supplies !== undefined}
          onChange={({ target }) => onChange(target.checked ? { count: 2, needed: 1 } : undefined)}
        />
        {message('catalogue:form.known')}
      </label>
      {supplies && (
        <div className={styles.range}>
          <QuantityField
            label={message('catalogue:form.fields.suppliesCount')}
            unit=""
            whole
            value={supplies.count}
            minimum={0}
            maximum={16}
            onCommit={(count) => onChange({ ...supplies, count, needed: Math.min(supplies.needed, count) })}
          />
          <QuantityField
            label={message('catalogue:form.fields.suppliesNeeded')}
            unit=""
            whole
            value={supplies.needed}
            minimum={0}
            maximum={supplies.count}
            onCommit={(needed) => onChange({ ...supplies, needed })}
          />
        </div>
      )}
      {supplies && (
        <FigureFields
          label={message('catalogue:fields.supplies.rated')}
          figure={supplies.rated ?? nothingPublished('W')}
          error={error}
          onChange={(rated) => onChange({ ...supplies, rated })}
        />
      )}
    </fieldset>
  );
}
