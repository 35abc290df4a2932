import { Button, IconButton } from '#renderer/components/button';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useCatalogue } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { TaxChoice } from '#shared/quote/tax-choice';
import { ShareField } from './form-fields';
import styles from './quote.module.css';

interface TaxFieldProps {
  readonly label: string;
  readonly value: TaxChoice | undefined;
  readonly applies: 'goods' | 'services';
  /** What an unset choice is called; without it there is always one. */
  readonly inherited?: string;
  readonly onChange: (choice: TaxChoice | undefined) => void;
}

const INHERITED = 'inherited';
const MOST_TAXES = 4;

/** A tax of the catalogue, one of the seller's own, several at once, none, or what a line of its class bears. */
export function TaxField({ label, value, applies, inherited, onChange }: TaxFieldProps) {
  const message = useMessage();
  const { taxes } = useCatalogue();
  const codes = Object.values(taxes).filter(({ appliesTo }) => appliesTo === 'all' || appliesTo === applies);
  const chosen = value === undefined ? INHERITED : value.kind === 'code' ? value.code : value.kind;
  const own = () => ({ kind: 'own' as const, name: message('quote:tax'), rate: 0 });
  return (
    <>
      <Select
        label={label}
        value={chosen}
        options={[
          ...(inherited === undefined ? [] : [{ value: INHERITED, label: inherited }]),
          { value: 'none', label: message('quote:taxNone') },
          { value: 'own', label: message('quote:taxOwn') },
          { value: 'several', label: message('quote:taxSeveral') },
          ...codes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(next) => {
          if (next === INHERITED) onChange(undefined);
          else if (next === 'none') onChange({ kind: 'none' });
          else if (next === 'own') onChange(own());
          else if (next === 'several') onChange({ kind: 'several', taxes: [own(), own()] });
          else onChange({ kind: 'code', code: next });
        }}
      />
      {value?.kind === 'own' && <OwnTax tax={value} onChange={(tax) => onChange({ ...tax, kind: 'own' })} />}
      {value?.kind === 'several' && <SeveralTaxes value={value} onChange={onChange} />}
    </>
  );
}

interface Named {
  readonly name: string;
  readonly rate: number;
}

function OwnTax({ tax, onChange }: { readonly tax: Named; readonly onChange: (tax: Named) => void }) {
  const message = useMessage();
  return (
    <div className={styles.pair}>
      <TextField
        label={message('quote:taxName')}
        value={tax.name}
        maxLength={200}
        refuse={(name) => (name.trim() === '' ? message('quote:custom.needsWords') : undefined)}
        onCommit={(name) => onChange({ name: name.trim(), rate: tax.rate })}
      />
      <ShareField
        label={message('quote:taxRate')}
        value={{ kind: 'share', share: tax.rate }}
        onChange={(rate) => onChange({ name: tax.name, rate: rate?.kind === 'share' ? rate.share : 0 })}
      />
    </div>
  );
}

type Several = Extract<TaxChoice, { kind: 'several' }>;

/** Taxes on the same line in the order in which they apply; each may be taken on the price with those before it. */
function SeveralTaxes({
  value,
  onChange,
}: {
  readonly value: Several;
  readonly onChange: (choice: TaxChoice) => void;
}) {
  const message = useMessage();
  const { taxes: known } = useCatalogue();
  const set = (taxes: Several['taxes']) =>
    onChange(taxes.length === 0 ? { kind: 'none' } : { kind: 'several', taxes });
  const at = (index: number, part: object) =>
    set(value.taxes.map((tax, place) => (place === index ? { ...tax, ...part } : tax)));
  return (
    <fieldset className={styles.party}>
      <legend>{message('quote:taxSeveral')}</legend>
      {value.taxes.map((tax, index) => (
        <div key={index}>
          {tax.kind === 'own' ? (
            <OwnTax tax={tax} onChange={(named) => at(index, named)} />
          ) : (
            <p>{known[tax.code]?.name ?? tax.code}</p>
          )}
          <div className={styles.pair}>
            {index > 0 && (
              <label className={styles.check}>
                <input
                  type="checkbox"
                  checked={tax.compound === true}
                  onChange={({ target }) => at(index, { compound: target.checked ? true : undefined })}
                />
                {message('quote:taxCompound')}
              </label>
            )}
            <IconButton
              icon="close"
              label={message('quote:taxRemove', { number: index + 1 })}
              onClick={() => set(value.taxes.filter((_each, place) => place !== index))}
            />
          </div>
        </div>
      ))}
      <Button
        icon="plus"
        kind="quiet"
        disabled={value.taxes.length >= MOST_TAXES}
        onClick={() => set([...value.taxes, { kind: 'own', name: message('quote:tax'), rate: 0 }])}
      >
        {message('quote:taxAdd')}
      </Button>
    </fieldset>
  );
}
