import { useState } from 'react';
import { CurrencyCode } from '#shared/money/money';
import { UserPrice } from '#shared/scenario/user-catalogue';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { Field } from '#renderer/components/field';
import fieldStyles from '#renderer/components/field.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import type { PricedItem } from './price-items';
import styles from './prices.module.css';

export interface PriceFormProps {
  readonly price: UserPrice;
  readonly items: readonly PricedItem[];
  readonly onSave: (price: UserPrice) => void;
  readonly onClose: () => void;
}

/** One price with everything that makes it count: range, days, supplier, tiers. */
export function PriceForm({ price, items, onSave, onClose }: PriceFormProps) {
  const message = useMessage();
  const [draft, setDraft] = useState(price);
  const change = (part: Partial<UserPrice>) => setDraft({ ...draft, ...part });
  const name = items.find(({ id }) => id === draft.item)?.name ?? draft.item;
  const disordered = !(draft.low <= draft.typical && draft.typical <= draft.high);
  const backwards =
    draft.validFrom !== undefined && draft.validUntil !== undefined && draft.validUntil < draft.validFrom;
  const valid = UserPrice.safeParse(draft);
  const amounts = ['low', 'typical', 'high'] as const;
  const setTypical = (typical: number) =>
    change({
      typical,
      low: Math.min(draft.low === 0 ? typical : draft.low, typical),
      high: Math.max(draft.high, typical),
    });
  return (
    <Dialog
      title={message('prices:form', { item: name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('prices:cancel')}</Button>
          <Button
            kind="primary"
            disabled={!valid.success}
            onClick={() => valid.success && onSave(valid.data)}
          >
            {message('prices:save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={message('prices:item')}
          value={draft.item}
          options={items.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={(item) => change({ item })}
        />
        <Select
          label={message('prices:currency')}
          value={draft.currency}
          options={CurrencyCode.options.map((value) => ({ value, label: value }))}
          onChange={(currency) => change({ currency })}
        />
        {amounts.map((end) => (
          <QuantityField
            key={end}
            label={message(`prices:${end}`)}
            unit={draft.currency}
            value={draft[end]}
            minimum={0}
            maximum={1e12}
            onCommit={(amount) => (end === 'typical' ? setTypical(amount) : change({ [end]: amount }))}
          />
        ))}
        {disordered && (
          <p role="alert" className={styles.fault}>
            {message('prices:order')}
          </p>
        )}
        <OptionalDay
          label={message('prices:observedOn')}
          value={draft.observedOn}
          onChange={(day) => day !== undefined && change({ observedOn: day })}
        />
        <OptionalDay
          label={message('prices:validFrom')}
          value={draft.validFrom}
          onChange={(day) => setDraft(withDay(draft, 'validFrom', day))}
        />
        <OptionalDay
          label={message('prices:validUntil')}
          value={draft.validUntil}
          onChange={(day) => setDraft(withDay(draft, 'validUntil', day))}
        />
        {backwards && (
          <p role="alert" className={styles.fault}>
            {message('prices:dates')}
          </p>
        )}
        <TextField
          label={message('prices:supplier')}
          value={draft.supplier}
          maxLength={300}
          onCommit={(supplier) => change({ supplier })}
        />
        <TextField
          label={message('prices:source')}
          value={draft.source}
          maxLength={300}
          onCommit={(source) => change({ source })}
        />
        <TextField
          label={message('prices:note')}
          value={draft.note}
          maxLength={1_000}
          onCommit={(note) => change({ note })}
        />
        <Tiers price={draft} onChange={(tiers) => change({ tiers })} />
      </div>
    </Dialog>
  );
}

function withDay(price: UserPrice, field: 'validFrom' | 'validUntil', day: string | undefined): UserPrice {
  const rest = Object.fromEntries(Object.entries(price).filter(([name]) => name !== field)) as UserPrice;
  return day === undefined ? rest : { ...rest, [field]: day };
}

interface OptionalDayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

const OptionalDay = ({ label, value, onChange }: OptionalDayProps) => (
  <Field label={label}>
    {(ids) => (
      <input
        {...ids}
        type="date"
        className={fieldStyles.input}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      />
    )}
  </Field>
);

interface TiersProps {
  readonly price: UserPrice;
  readonly onChange: (tiers: UserPrice['tiers']) => void;
}

function Tiers({ price: { tiers, currency, typical }, onChange }: TiersProps) {
  const message = useMessage();
  const highest = Math.max(1, ...tiers.map(({ fromQuantity }) => fromQuantity));
  return (
    <fieldset className={styles.tiers}>
      <legend>{message('prices:tiers')}</legend>
      {tiers.map((tier, index) => (
        <div key={tier.fromQuantity} className={styles.tier}>
          <QuantityField
            label={message('prices:tierFrom')}
            unit=""
            value={tier.fromQuantity}
            minimum={2}
            maximum={1_000_000}
            whole
            onCommit={(fromQuantity) =>
              onChange(tiers.map((each, at) => (at === index ? { ...each, fromQuantity } : each)))
            }
          />
          <QuantityField
            label={message('prices:typical')}
            unit={currency}
            value={tier.typical}
            minimum={0}
            maximum={1e12}
            onCommit={(amount) =>
              onChange(
                tiers.map((each, at) =>
                  at === index ? { ...each, low: amount, typical: amount, high: amount } : each,
                ),
              )
            }
          />
          <Button kind="quiet" onClick={() => onChange(tiers.filter((_each, at) => at !== index))}>
            {message('prices:removeTier')}
          </Button>
        </div>
      ))}
      <Button
        kind="quiet"
        icon="plus"
        onClick={() =>
          onChange([...tiers, { fromQuantity: highest * 10, low: typical, typical, high: typical }])
        }
      >
        {message('prices:addTier')}
      </Button>
    </fieldset>
  );
}
