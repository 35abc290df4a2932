import { Select } from '#renderer/components/select';
import { useMessage } from '#renderer/i18n/use-language';
import type { QuoteDraft } from '#shared/quote/record';
import { without } from './draft';
import { TaxField } from './tax-field';

interface TaxFieldsProps {
  readonly draft: QuoteDraft;
  readonly onChange: (part: Partial<QuoteDraft>) => void;
}

const NO_TAX = { kind: 'none' } as const;

/** The taxes of goods, services and each service offered, and where a tax is rounded. */
export function TaxFields({ draft, onChange }: TaxFieldsProps) {
  const message = useMessage();
  const { taxes, services, rounding } = draft;
  const offered = (['freight', 'installation', 'support'] as const).filter(
    (name) => services[name] !== undefined || taxes[name] !== undefined,
  );
  return (
    <>
      <TaxField
        label={message('quote:taxGoods')}
        value={taxes.goods}
        applies="goods"
        onChange={(goods = NO_TAX) => onChange({ taxes: { ...taxes, goods } })}
      />
      <TaxField
        label={message('quote:taxServices')}
        value={taxes.services}
        applies="services"
        onChange={(tax = NO_TAX) => onChange({ taxes: { ...taxes, services: tax } })}
      />
      {offered.map((name) => (
        <TaxField
          key={name}
          label={message(`quote:taxOf_${name}`)}
          value={taxes[name]}
          inherited={message('quote:taxAsServices')}
          applies="services"
          onChange={(tax) =>
            onChange({ taxes: tax === undefined ? without(taxes, name) : { ...taxes, [name]: tax } })
          }
        />
      ))}
      <Select
        label={message('quote:rounding')}
        value={rounding}
        options={[
          { value: 'document', label: message('quote:roundedByDocument') },
          { value: 'line', label: message('quote:roundedByLine') },
        ]}
        onChange={(next) => onChange({ rounding: next })}
      />
    </>
  );
}
