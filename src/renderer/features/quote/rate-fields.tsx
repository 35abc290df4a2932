import { Button, IconButton } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useCatalogue } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { CurrencyCode } from '#shared/money/money';
import type { QuotedRate, TaxChoice } from '#shared/quote/request';
import { DayField, ShareField } from './form-fields';
import styles from './quote.module.css';

interface TaxFieldProps {
  readonly label: string;
  readonly value: TaxChoice;
  readonly applies: 'goods' | 'services';
  readonly onChange: (choice: TaxChoice) => void;
}

/** A tax of the catalogue, one of the seller's own, or none. */
export function TaxField({ label, value, applies, onChange }: TaxFieldProps) {
  const message = useMessage();
  const { taxes } = useCatalogue();
  const codes = Object.values(taxes).filter(({ appliesTo }) => appliesTo === 'all' || appliesTo === applies);
  const chosen = value.kind === 'code' ? value.code : value.kind;
  return (
    <>
      <Select
        label={label}
        value={chosen}
        options={[
          { value: 'none', label: message('quote:taxNone') },
          { value: 'own', label: message('quote:taxOwn') },
          ...codes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(next) => {
          if (next === 'none') onChange({ kind: 'none' });
          else if (next === 'own') onChange({ kind: 'own', name: message('quote:tax'), rate: 0 });
          else onChange({ kind: 'code', code: next });
        }}
      />
      {value.kind === 'own' && (
        <div className={styles.pair}>
          <TextField
            label={message('quote:taxName')}
            value={value.name}
            maxLength={200}
            refuse={(name) => (name.trim() === '' ? message('quote:custom.needsWords') : undefined)}
            onCommit={(name) => onChange({ ...value, name: name.trim() })}
          />
          <ShareField
            label={message('quote:taxRate')}
            value={{ kind: 'share', share: value.rate }}
            onChange={(rate) => onChange({ ...value, rate: rate?.kind === 'share' ? rate.share : 0 })}
          />
        </div>
      )}
    </>
  );
}

interface RateFieldsProps {
  readonly rates: readonly QuotedRate[];
  /** What the quote is in. */
  readonly currency: CurrencyCode;
  /** The day that a new rate is of. */
  readonly day: string;
  readonly onChange: (rates: QuotedRate[]) => void;
}

const MOST_RATES = 10;
const options = CurrencyCode.options.map((value) => ({ value, label: value }));

/** Rates of exchange that the seller stands by, each with its day and source; they win over the price book's. */
export function RateFields({ rates, currency, day, onChange }: RateFieldsProps) {
  const message = useMessage();
  const change = (index: number, part: Partial<QuotedRate>) =>
    onChange(rates.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const add = () => {
    const from = currency === 'USD' ? 'EUR' : 'USD';
    onChange([...rates, { from, to: currency, rate: 1, date: day, source: '' }]);
  };
  return (
    <fieldset className={styles.party}>
      <legend>{message('quote:rates.title')}</legend>
      {rates.map((rate, index) => (
        <div key={index} className={styles.rate} role="group" aria-label={`${rate.from} → ${rate.to}`}>
          <Select
            label={message('quote:rates.from')}
            value={rate.from}
            options={options}
            onChange={(from) => change(index, { from })}
          />
          <Select
            label={message('quote:rates.to')}
            value={rate.to}
            options={options}
            onChange={(to) => change(index, { to })}
          />
          <QuantityField
            label={message('quote:rates.rate')}
            unit={rate.to}
            value={rate.rate}
            minimum={0.000001}
            maximum={1_000_000}
            onCommit={(value) => change(index, { rate: value })}
          />
          <DayField
            label={message('quote:rates.day')}
            value={rate.date}
            onChange={(date) => change(index, { date })}
          />
          <TextField
            label={message('quote:rates.source')}
            value={rate.source}
            maxLength={200}
            onCommit={(source) => change(index, { source })}
          />
          <IconButton
            icon="close"
            label={message('quote:rates.remove', { pair: `${rate.from} → ${rate.to}` })}
            onClick={() => onChange(rates.filter((_each, at) => at !== index))}
          />
        </div>
      ))}
      <Button icon="plus" kind="quiet" disabled={rates.length >= MOST_RATES} onClick={add}>
        {message('quote:rates.add')}
      </Button>
    </fieldset>
  );
}
