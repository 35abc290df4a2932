import type { CurrencyCode } from '#shared/money';
import { CustomLine, type TaxClass } from '#shared/quote/request';
import { Button } from '../../components/button';
import { QuantityField } from '../../components/quantity-field';
import { Select } from '../../components/select';
import { TextField } from '../../components/text-field';
import { useMessage } from '../../i18n/use-language';
import { AmountField, ShareField } from './form-fields';
import styles from './quote.module.css';
import { without } from './without';

export interface CustomLinesProps {
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
            <AmountField
              label={message('quote:unitPrice')}
              currency={line.unitPrice.currency}
              amount={line.unitPrice.amount}
              minimum={-1e12}
              onChange={(amount = 0) => change(line.id, { unitPrice: { ...line.unitPrice, amount } })}
            />
          </div>
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

function discounted(line: CustomLine, discount: CustomLine['discount']): CustomLine {
  const rest = without(line, 'discount');
  return discount === undefined ? rest : { ...rest, discount };
}
