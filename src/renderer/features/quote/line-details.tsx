import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import type { CurrencyCode } from '#shared/money/money';
import type { LineEdit } from '#shared/quote/request';
import { MoneyField } from './form-fields';
import styles from './quote.module.css';
import { TaxField } from './tax-field';

type Details = {
  readonly [
    Key in 'itemCode' | 'partNumber' | 'specification' | 'tax' | 'costPrice' | 'floorPrice'
  ]?: LineEdit[Key];
};
type Part = { readonly [Key in keyof Details]: Details[Key] | undefined };

interface LineDetailsProps {
  readonly details: Details;
  readonly currency: CurrencyCode;
  readonly taxClass: 'goods' | 'services';
  readonly onChange: (part: Part) => void;
}

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** Codes, specification and tax of a line, and for the seller alone what it costs and the least that it is sold for. */
export function LineDetails({ details, currency, taxClass, onChange }: LineDetailsProps) {
  const message = useMessage();
  return (
    <>
      <div className={styles.pair}>
        {(['itemCode', 'partNumber'] as const).map((field) => (
          <TextField
            key={field}
            label={message(`quote:line.${field}`)}
            value={details[field] ?? ''}
            maxLength={200}
            onCommit={(text) => onChange({ [field]: given(text) })}
          />
        ))}
      </div>
      <TextField
        label={message('quote:line.specification')}
        value={details.specification ?? ''}
        lines={3}
        maxLength={5_000}
        onCommit={(text) => onChange({ specification: given(text) })}
      />
      <TaxField
        label={message('quote:line.tax')}
        value={details.tax}
        inherited={message('quote:line.taxInherited')}
        applies={taxClass}
        onChange={(tax) => onChange({ tax })}
      />
      <div className={styles.pair}>
        {(['costPrice', 'floorPrice'] as const).map((field) => (
          <MoneyField
            key={field}
            label={message(`quote:line.${field}`)}
            currency={currency}
            value={details[field]}
            onChange={(value) => onChange({ [field]: value })}
          />
        ))}
      </div>
    </>
  );
}
