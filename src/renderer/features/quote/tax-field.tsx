import type { TaxChoice } from '#shared/quote/request';
import { Select } from '../../components/select';
import { TextField } from '../../components/text-field';
import { useCatalogue } from '../../documents/hooks';
import { useMessage } from '../../i18n/use-language';
import { ShareField } from './form-fields';
import styles from './quote.module.css';

export interface TaxFieldProps {
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
