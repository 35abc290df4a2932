import { Button } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import type { CurrencyCode } from '#shared/money/money';
import type { QuoteDraft } from '#shared/quote/record';
import { CustomLine } from '#shared/quote/request';
import type { TaxClass } from '#shared/quote/tax-choice';
import { without } from './draft';
import { ChargeField, MoneyField, ShareField } from './form-fields';
import { LineDetails } from './line-details';
import styles from './quote.module.css';

interface ServicesFieldsProps {
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

interface CustomLinesProps {
  readonly lines: readonly CustomLine[];
  readonly currency: CurrencyCode;
  readonly onChange: (lines: CustomLine[]) => void;
}

const placements = ['included', 'option', 'alternate'] as const;
const charges = ['once', 'monthly', 'yearly'] as const;
const taxClasses: readonly TaxClass[] = ['goods', 'services', 'exempt'];

/** Lines of the seller's own: in the total, as options, or as alternatives; a negative price is a credit. */
export function CustomLines({ lines, currency, onChange }: CustomLinesProps) {
  const message = useMessage();
  const add = () =>
    onChange([
      ...lines,
      CustomLine.parse({
        id: `line-${crypto.randomUUID()}`,
        description: message('quote:custom.new'),
        quantity: 1,
        unitPrice: { amount: 0, currency },
      }),
    ]);
  const change = (id: string, part: Partial<CustomLine>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...part } : line)));
  return (
    <>
      {lines.map((line) => (
        <fieldset key={line.id} className={styles.party}>
          <legend>{line.description}</legend>
          <TextField
            label={message('quote:description')}
            value={line.description}
            maxLength={200}
            refuse={(value) => (value.trim() === '' ? message('quote:custom.needsWords') : undefined)}
            onCommit={(description) => change(line.id, { description: description.trim() })}
          />
          <div className={styles.pair}>
            <QuantityField
              label={message('quote:quantity')}
              unit=""
              value={line.quantity}
              minimum={1}
              maximum={10_000_000}
              whole
              onCommit={(quantity) => change(line.id, { quantity })}
            />
          </div>
          <MoneyField
            label={message('quote:unitPrice')}
            currency={currency}
            value={line.unitPrice}
            minimum={-1e12}
            onChange={(unitPrice = { amount: 0, currency: line.unitPrice.currency }) =>
              change(line.id, { unitPrice })
            }
          />
          <div className={styles.pair}>
            <Select
              label={message('quote:custom.placement')}
              value={line.placement}
              options={placements.map((value) => ({ value, label: message(`quote:custom.${value}`) }))}
              onChange={(placement) => change(line.id, { placement })}
            />
            <Select
              label={message('quote:taxClass')}
              value={line.taxClass}
              options={taxClasses.map((value) => ({ value, label: message(`quote:taxClasses.${value}`) }))}
              onChange={(taxClass) => change(line.id, { taxClass })}
            />
          </div>
          <div className={styles.pair}>
            <Select
              label={message('quote:custom.charge')}
              value={line.charge}
              options={charges.map((value) => ({ value, label: message(`quote:charges.${value}`) }))}
              onChange={(charge) => change(line.id, { charge })}
            />
            {line.charge === 'once' ? (
              <ShareField
                label={message('quote:discount')}
                value={line.discount}
                onChange={(discount) =>
                  onChange(lines.map((each) => (each.id === line.id ? discounted(each, discount) : each)))
                }
              />
            ) : (
              <QuantityField
                label={message('quote:custom.periods')}
                unit=""
                value={line.periods}
                minimum={1}
                maximum={120}
                whole
                onCommit={(periods) => change(line.id, { periods })}
              />
            )}
          </div>
          {line.placement === 'alternate' && (
            <TextField
              label={message('quote:custom.replaces')}
              value={line.replaces}
              maxLength={200}
              onCommit={(replaces) => change(line.id, { replaces })}
            />
          )}
          <TextField
            label={message('quote:custom.section')}
            value={line.section}
            maxLength={200}
            onCommit={(section) => change(line.id, { section })}
          />
          <LineDetails
            details={line}
            currency={currency}
            taxClass={line.taxClass === 'services' ? 'services' : 'goods'}
            onChange={(part) =>
              onChange(lines.map((each) => (each.id === line.id ? withDetails(each, part) : each)))
            }
          />
          <Button kind="quiet" onClick={() => onChange(lines.filter(({ id }) => id !== line.id))}>
            {message('quote:custom.remove')}
          </Button>
        </fieldset>
      ))}
      <Button icon="plus" onClick={add}>
        {message('quote:custom.add')}
      </Button>
    </>
  );
}

const withDetails = (line: CustomLine, part: object): CustomLine =>
  CustomLine.parse(
    Object.fromEntries(Object.entries({ ...line, ...part }).filter(([, value]) => value !== undefined)),
  );

function discounted(line: CustomLine, discount: CustomLine['discount']): CustomLine {
  const rest = without(line, 'discount');
  return discount === undefined ? rest : { ...rest, discount };
}
