import { Field } from '../../components/field';
import fieldStyles from '../../components/field.module.css';
import { QuantityField } from '../../components/quantity-field';
import { Select } from '../../components/select';
import { TextField } from '../../components/text-field';
import { languageNames, languages } from '../../i18n/i18n';
import { useMessage } from '../../i18n/use-language';
import type { QuoteDraft } from './draft';
import styles from './quote.module.css';

export interface QuoteFormProps {
  readonly draft: QuoteDraft;
  readonly onChange: (draft: QuoteDraft) => void;
}

/** What a quote needs beyond the racks: number, days, parties, discount, tax and words. */
export function QuoteForm({ draft, onChange }: QuoteFormProps) {
  const message = useMessage();
  const change = (part: Partial<QuoteDraft>) => onChange({ ...draft, ...part });
  return (
    <form className={styles.form} aria-label={message('quote:details')} onSubmit={(e) => e.preventDefault()}>
      <TextField
        label={message('quote:number')}
        value={draft.number}
        maxLength={200}
        refuse={(value) => (value.trim() === '' ? message('quote:numberNeeded') : undefined)}
        onCommit={(number) => change({ number: number.trim() })}
      />
      <div className={styles.pair}>
        <DayField
          label={message('quote:issuedOn')}
          value={draft.issuedOn}
          onChange={(issuedOn) => change({ issuedOn })}
        />
        <DayField
          label={message('quote:validUntil')}
          value={draft.validUntil}
          onChange={(validUntil) => change({ validUntil })}
        />
      </div>
      <PartyFields
        title={message('quote:seller')}
        party={draft.seller}
        onChange={(seller) => change({ seller })}
      />
      <PartyFields
        title={message('quote:buyer')}
        party={draft.buyer}
        onChange={(buyer) => change({ buyer })}
      />
      <div className={styles.pair}>
        <Select
          label={message('quote:groupBy')}
          value={draft.groupBy}
          options={[
            { value: 'rack', label: message('quote:byRack') },
            { value: 'item', label: message('quote:byItem') },
          ]}
          onChange={(groupBy) => change({ groupBy })}
        />
        <Select
          label={message('quote:language')}
          value={draft.language}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(language) => change({ language })}
        />
      </div>
      <div className={styles.pair}>
        <PercentField
          label={message('quote:discount')}
          value={draft.discount?.kind === 'share' ? draft.discount.share : 0}
          onChange={(share) => change({ discount: { kind: 'share', share } })}
        />
        <PercentField
          label={message('quote:tax')}
          value={draft.taxes.goods.kind === 'own' ? draft.taxes.goods.rate : 0}
          onChange={(rate) => {
            const own = { kind: 'own', name: message('quote:tax'), rate } as const;
            change({ taxes: { goods: own, services: own } });
          }}
        />
      </div>
      <TextField
        label={message('quote:terms')}
        value={draft.terms}
        lines={3}
        maxLength={5_000}
        onCommit={(terms) => change({ terms })}
      />
      <TextField
        label={message('quote:notes')}
        value={draft.notes}
        lines={3}
        maxLength={5_000}
        onCommit={(notes) => change({ notes })}
      />
    </form>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A calendar day; an emptied field keeps the day it had. */
const DayField = ({ label, value, onChange }: DayFieldProps) => (
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

interface PercentFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (fraction: number) => void;
}

const DECIMALS_OF_RATES = 6;

const PercentField = ({ label, value, onChange }: PercentFieldProps) => (
  <QuantityField
    label={label}
    unit="%"
    value={Number((value * 100).toFixed(DECIMALS_OF_RATES - 2))}
    minimum={0}
    maximum={100}
    onCommit={(percent) => onChange(Number((percent / 100).toFixed(DECIMALS_OF_RATES)))}
  />
);

interface PartyFieldsProps {
  readonly title: string;
  readonly party: QuoteDraft['seller'];
  readonly onChange: (party: QuoteDraft['seller']) => void;
}

function PartyFields({ title, party, onChange }: PartyFieldsProps) {
  const message = useMessage();
  return (
    <fieldset className={styles.party}>
      <legend>{title}</legend>
      <TextField
        label={message('quote:partyName')}
        value={party.name}
        maxLength={200}
        onCommit={(name) => onChange({ ...party, name })}
      />
      <TextField
        label={message('quote:address')}
        value={party.address}
        lines={2}
        maxLength={1_000}
        onCommit={(address) => onChange({ ...party, address })}
      />
      <div className={styles.pair}>
        <TextField
          label={message('quote:taxNumber')}
          value={party.taxNumber}
          maxLength={200}
          onCommit={(taxNumber) => onChange({ ...party, taxNumber })}
        />
        <TextField
          label={message('quote:contact')}
          value={party.contact}
          maxLength={200}
          onCommit={(contact) => onChange({ ...party, contact })}
        />
      </div>
    </fieldset>
  );
}
