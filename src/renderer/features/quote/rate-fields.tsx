import { useState } from 'react';
import { Button, IconButton } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import { CurrencyCode } from '#shared/money/money';
import { RATE_FILE_SOURCE } from '#shared/money/rate-file';
import { quoteLimits, type QuotedRate } from '#shared/quote/request';
import { DayField } from './form-fields';
import styles from './quote.module.css';
import { RateFile } from './rate-file';

/** A rate on its way: it counts from when a number is typed. */
type Entry = Omit<QuotedRate, 'rate'> & { readonly rate?: number | undefined };

interface RateRowProps {
  readonly entry: Entry;
  readonly onChange: (part: Partial<QuotedRate>) => void;
  readonly onRemove: () => void;
}

const options = CurrencyCode.options.map((value) => ({ value, label: value }));

/** One rate with its pair, day and source; the rate is empty until it is typed. */
function RateRow({ entry, onChange, onRemove }: RateRowProps) {
  const message = useMessage();
  const pair = `${entry.from} → ${entry.to}`;
  return (
    <div className={styles.rate} role="group" aria-label={pair}>
      <Select
        label={message('quote:rates.from')}
        value={entry.from}
        options={options}
        onChange={(from) => onChange({ from })}
      />
      <Select
        label={message('quote:rates.to')}
        value={entry.to}
        options={options}
        onChange={(to) => onChange({ to })}
      />
      <QuantityField
        label={message('quote:rates.rate')}
        unit={entry.to}
        value={entry.rate}
        minimum={0.000001}
        maximum={1_000_000}
        onCommit={(rate) => onChange({ rate })}
      />
      <DayField
        label={message('quote:rates.day')}
        value={entry.date}
        onChange={(date) => onChange({ date })}
      />
      <TextField
        label={message('quote:rates.source')}
        value={entry.source}
        maxLength={200}
        onCommit={(source) => onChange({ source })}
      />
      <IconButton icon="close" label={message('quote:rates.remove', { pair })} onClick={onRemove} />
    </div>
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

/** Rates of exchange that the seller stands by, each with its day and source; they win over the price book's. */
export function RateFields({ rates, currency, day, onChange }: RateFieldsProps) {
  const message = useMessage();
  const [pending, setPending] = useState<Entry>();
  const change = (index: number, part: Partial<QuotedRate>) =>
    onChange(rates.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <fieldset className={styles.party}>
      <legend>{message('quote:rates.title')}</legend>
      {rates.map((rate, index) =>
        rate.source === RATE_FILE_SOURCE ? null : (
          <RateRow
            key={index}
            entry={rate}
            onChange={(part) => change(index, part)}
            onRemove={() => onChange(rates.filter((_each, at) => at !== index))}
          />
        ),
      )}
      {pending && (
        <RateRow
          entry={pending}
          onChange={(part) => {
            const { rate, ...entry } = { ...pending, ...part };
            if (rate === undefined) setPending(entry);
            else {
              onChange([...rates, { ...entry, rate }]);
              setPending(undefined);
            }
          }}
          onRemove={() => setPending(undefined)}
        />
      )}
      <RateFile day={day} rates={rates} onChange={onChange} />
      <Button
        icon="plus"
        kind="quiet"
        disabled={pending !== undefined || rates.length >= quoteLimits.exchangeRates}
        onClick={() =>
          setPending({ from: currency === 'USD' ? 'EUR' : 'USD', to: currency, date: day, source: '' })
        }
      >
        {message('quote:rates.add')}
      </Button>
    </fieldset>
  );
}

interface MissingRateProps {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly day: string;
  readonly onRate: (rate: QuotedRate) => void;
}

/** The field that a missing rate is entered in, beside the sentence that names it. */
export function MissingRate({ from, to, day, onRate }: MissingRateProps) {
  const message = useMessage();
  return (
    <QuantityField
      label={message('quote:rates.oneIs', { from })}
      unit={to}
      value={undefined}
      minimum={0.000001}
      maximum={1_000_000}
      onCommit={(rate) => onRate({ from, to, rate, date: day, source: '' })}
    />
  );
}
