import type { CurrencyCode } from '#shared/money';
import type { QuoteDraft } from '#shared/quote/record';
import { QuantityField } from '../../components/quantity-field';
import { useMessage } from '../../i18n/use-language';
import { ChargeField } from './charge-field';
import styles from './quote.module.css';
import { without } from './without';

export interface ServicesFieldsProps {
  readonly draft: QuoteDraft;
  readonly currency: CurrencyCode;
  readonly onChange: (part: Partial<QuoteDraft>) => void;
}

/** Freight, installation and support, each as a share of the goods or an amount. */
export function ServicesFields({ draft: { services }, currency, onChange }: ServicesFieldsProps) {
  const message = useMessage();
  const set = (name: 'freight' | 'installation', charge: QuoteDraft['services']['freight']) => {
    const rest = without(services, name);
    onChange({ services: charge === undefined ? rest : { ...rest, [name]: charge } });
  };
  const { support } = services;
  return (
    <>
      {(['freight', 'installation'] as const).map((name) => (
        <ChargeField
          key={name}
          label={message(`quote:${name}`)}
          currency={currency}
          value={services[name]}
          onChange={(charge) => set(name, charge)}
        />
      ))}
      <ChargeField
        label={message('quote:support')}
        currency={currency}
        value={support?.charge}
        onChange={(charge) => {
          const rest = without(services, 'support');
          onChange({
            services:
              charge === undefined ? rest : { ...rest, support: { charge, years: support?.years ?? 3 } },
          });
        }}
      />
      {support && (
        <div className={styles.pair}>
          <QuantityField
            label={message('quote:supportYears')}
            unit=""
            value={support.years}
            minimum={1}
            maximum={30}
            whole
            onCommit={(years) => onChange({ services: { ...services, support: { ...support, years } } })}
          />
        </div>
      )}
    </>
  );
}
