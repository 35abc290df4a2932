import { CurrencyCode } from '#shared/money';
import type { QuotedRate } from '#shared/quote/request';
import { Button, IconButton } from '../../components/button';
import { QuantityField } from '../../components/quantity-field';
import { Select } from '../../components/select';
import { TextField } from '../../components/text-field';
import { useMessage } from '../../i18n/use-language';
import { DayField } from './form-fields';
import styles from './quote.module.css';

export interface RateFieldsProps {
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
