import { CurrencyCode } from '#shared/money';
import type { QuoteDraft } from '#shared/quote/record';
import { IncotermRule, type Party, type Payment, type TaxChoice } from '#shared/quote/request';
import { Button } from '../../components/button';
import { QuantityField } from '../../components/quantity-field';
import { Select } from '../../components/select';
import { TextField } from '../../components/text-field';
import { useCatalogue, useRemembered, useScenario } from '../../documents/hooks';
import { languageNames, languages } from '../../i18n/i18n';
import { useMessage } from '../../i18n/use-language';
import { CustomLines } from './custom-lines';
import { partiesKey } from './draft';
import { DayField, Fold, ShareField } from './form-fields';
import styles from './quote.module.css';
import { without } from './without';

export interface QuoteFormProps {
  readonly draft: QuoteDraft;
  readonly onChange: (draft: QuoteDraft) => void;
}

/** A draft without a field that may be missing, or with it. */
function withField<Key extends 'discount' | 'incoterm' | 'currency' | 'alsoIn'>(
  draft: QuoteDraft,
  key: Key,
  value: QuoteDraft[Key] | undefined,
): QuoteDraft {
  const rest = Object.fromEntries(Object.entries(draft).filter(([name]) => name !== key));
  return { ...rest, ...(value === undefined ? {} : { [key]: value }) } as QuoteDraft;
}

/** What a quote needs beyond the racks, from its number to its notes. */
export function QuoteForm({ draft, onChange }: QuoteFormProps) {
  const message = useMessage();
  const own = useScenario(({ currency }) => currency);
  const change = (part: Partial<QuoteDraft>) => onChange({ ...draft, ...part });
  const currency = draft.currency ?? own;
  const currencies = CurrencyCode.options.map((value) => ({ value, label: value }));
  return (
    <form className={styles.form} aria-label={message('quote:details')} onSubmit={(e) => e.preventDefault()}>
      <TextField
        label={message('quote:number')}
        value={draft.number}
        maxLength={200}
        refuse={(value) => (value.trim() === '' ? message('quote:numberNeeded') : undefined)}
        onCommit={(number) => change({ number: number.trim() })}
      />
      <div className={styles.pair}>
        <DayField
          label={message('quote:issuedOn')}
          value={draft.issuedOn}
          onChange={(issuedOn) => change({ issuedOn })}
        />
        <DayField
          label={message('quote:validUntil')}
          value={draft.validUntil}
          onChange={(validUntil) => change({ validUntil })}
        />
      </div>
      <Fold title={message('quote:parties')} open>
        <PartyFields
          title={message('quote:seller')}
          party={draft.seller}
          side="sellers"
          onChange={(seller) => change({ seller })}
        />
        <PartyFields
          title={message('quote:buyer')}
          party={draft.buyer}
          side="buyers"
          onChange={(buyer) => change({ buyer })}
        />
        <TextField
          label={message('quote:deliverTo')}
          value={draft.deliverTo}
          lines={2}
          maxLength={1_000}
          onCommit={(deliverTo) => change({ deliverTo })}
        />
        <TextField
          label={message('quote:reference')}
          value={draft.reference}
          maxLength={200}
          onCommit={(reference) => change({ reference })}
        />
      </Fold>
      <Fold title={message('quote:layoutAndCurrency')} open>
        <div className={styles.pair}>
          <Select
            label={message('quote:groupBy')}
            value={draft.groupBy}
            options={[
              { value: 'rack', label: message('quote:byRack') },
              { value: 'item', label: message('quote:byItem') },
            ]}
            onChange={(groupBy) => change({ groupBy })}
          />
          <Select
            label={message('quote:language')}
            value={draft.language}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={(language) => change({ language })}
          />
        </div>
        <div className={styles.pair}>
          <Select
            label={message('quote:currency')}
            value={currency}
            options={currencies}
            onChange={(value) => onChange(withField(draft, 'currency', value))}
          />
          <Select<CurrencyCode | 'none'>
            label={message('quote:alsoIn')}
            value={draft.alsoIn ?? 'none'}
            options={[{ value: 'none', label: '–' }, ...currencies]}
            onChange={(value) => onChange(withField(draft, 'alsoIn', value === 'none' ? undefined : value))}
          />
        </div>
      </Fold>
      <Fold title={message('quote:discountAndTax')} open>
        <ShareField
          label={message('quote:discount')}
          value={draft.discount}
          onChange={(discount) => onChange(withField(draft, 'discount', discount))}
        />
        <TaxField
          label={message('quote:taxGoods')}
          value={draft.taxes.goods}
          applies="goods"
          onChange={(goods) => change({ taxes: { ...draft.taxes, goods } })}
        />
        <TaxField
          label={message('quote:taxServices')}
          value={draft.taxes.services}
          applies="services"
          onChange={(services) => change({ taxes: { ...draft.taxes, services } })}
        />
      </Fold>
      <Fold title={message('quote:services')}>
        <ServiceFields draft={draft} onChange={change} />
      </Fold>
      <Fold title={message('quote:custom.title')}>
        <CustomLines
          lines={draft.customLines}
          currency={currency}
          onChange={(customLines) => change({ customLines })}
        />
      </Fold>
      <Fold title={message('quote:commercial')}>
        <div className={styles.pair}>
          <Select<IncotermRule | 'none'>
            label={message('quote:incoterm')}
            value={draft.incoterm?.rule ?? 'none'}
            options={[
              { value: 'none', label: '–' },
              ...IncotermRule.options.map((value) => ({ value, label: value })),
            ]}
            onChange={(rule) =>
              onChange(
                withField(
                  draft,
                  'incoterm',
                  rule === 'none' ? undefined : { rule, place: draft.incoterm?.place ?? '' },
                ),
              )
            }
          />
          <TextField
            label={message('quote:incotermPlace')}
            value={draft.incoterm?.place ?? ''}
            maxLength={200}
            onCommit={(place) =>
              onChange(withField(draft, 'incoterm', { rule: draft.incoterm?.rule ?? 'DAP', place }))
            }
          />
        </div>
        <TextField
          label={message('quote:leadTime')}
          value={draft.leadTime}
          maxLength={200}
          onCommit={(leadTime) => change({ leadTime })}
        />
        <Payments payments={draft.payments} onChange={(payments) => change({ payments })} />
        <TextField
          label={message('quote:terms')}
          value={draft.terms}
          lines={3}
          maxLength={5_000}
          onCommit={(terms) => change({ terms })}
        />
        <TextField
          label={message('quote:notes')}
          value={draft.notes}
          lines={3}
          maxLength={5_000}
          onCommit={(notes) => change({ notes })}
        />
      </Fold>
      <Fold title={message('quote:attachments')}>
        {(['elevations', 'performance'] as const).map((sheet) => (
          <label key={sheet} className={styles.check}>
            <input
              type="checkbox"
              checked={draft.attach[sheet]}
              onChange={({ target }) => change({ attach: { ...draft.attach, [sheet]: target.checked } })}
            />
            {message(`quote:attach.${sheet}`)}
          </label>
        ))}
      </Fold>
    </form>
  );
}

interface TaxFieldProps {
  readonly label: string;
  readonly value: TaxChoice;
  readonly applies: 'goods' | 'services';
  readonly onChange: (choice: TaxChoice) => void;
}

/** A tax of the catalogue, one of the seller's own, or none. */
function TaxField({ label, value, applies, onChange }: TaxFieldProps) {
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

interface ServiceFieldsProps {
  readonly draft: QuoteDraft;
  readonly onChange: (part: Partial<QuoteDraft>) => void;
}

/** Freight, installation and support as shares of the goods. */
function ServiceFields({ draft: { services }, onChange }: ServiceFieldsProps) {
  const message = useMessage();
  const set = (name: 'freight' | 'installation', charge: QuoteDraft['services']['freight']) => {
    const rest = without(services, name);
    onChange({ services: charge === undefined ? rest : { ...rest, [name]: charge } });
  };
  const { support } = services;
  return (
    <>
      <div className={styles.pair}>
        <ShareField
          label={message('quote:freight')}
          value={services.freight}
          onChange={(charge) => set('freight', charge)}
        />
        <ShareField
          label={message('quote:installation')}
          value={services.installation}
          onChange={(charge) => set('installation', charge)}
        />
      </div>
      <div className={styles.pair}>
        <ShareField
          label={message('quote:support')}
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
          <QuantityField
            label={message('quote:supportYears')}
            unit=""
            value={support.years}
            minimum={1}
            maximum={30}
            whole
            onCommit={(years) => onChange({ services: { ...services, support: { ...support, years } } })}
          />
        )}
      </div>
    </>
  );
}

interface PaymentsProps {
  readonly payments: readonly Payment[];
  readonly onChange: (payments: Payment[]) => void;
}

/** Parts of the total and when they are due; the shares have to add up to the whole. */
function Payments({ payments, onChange }: PaymentsProps) {
  const message = useMessage();
  const rest = Math.max(0.01, 1 - payments.reduce((sum, { share }) => sum + share, 0));
  const change = (index: number, part: Partial<Payment>) =>
    onChange(payments.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <fieldset className={styles.party}>
      <legend>{message('quote:payments')}</legend>
      {payments.map((payment, index) => (
        <div key={`${index}-${payment.due}`} className={styles.pair}>
          <ShareField
            label={message('quote:paymentShare')}
            value={{ kind: 'share', share: payment.share }}
            onChange={(share) => {
              if (share?.kind === 'share' && share.share > 0) change(index, { share: share.share });
              else onChange(payments.filter((_each, at) => at !== index));
            }}
          />
          <TextField
            label={message('quote:paymentDue')}
            value={payment.due}
            maxLength={200}
            refuse={(due) => (due.trim() === '' ? message('quote:custom.needsWords') : undefined)}
            onCommit={(due) => change(index, { due: due.trim() })}
          />
        </div>
      ))}
      <Button
        icon="plus"
        kind="quiet"
        onClick={() =>
          onChange([...payments, { share: Number(rest.toFixed(6)), due: message('quote:paymentNew') }])
        }
      >
        {message('quote:paymentAdd')}
      </Button>
    </fieldset>
  );
}

interface PartyFieldsProps {
  readonly title: string;
  readonly party: Party;
  readonly side: 'sellers' | 'buyers';
  readonly onChange: (party: Party) => void;
}

function PartyFields({ title, party, side, onChange }: PartyFieldsProps) {
  const message = useMessage();
  const [remembered] = useRemembered(partiesKey);
  const known = remembered[side];
  return (
    <fieldset className={styles.party}>
      <legend>{title}</legend>
      {known.length > 0 && (
        <Select
          label={message('quote:rememberedParty')}
          value={known.find(({ name }) => name === party.name)?.name ?? ''}
          options={[{ value: '', label: '–' }, ...known.map(({ name }) => ({ value: name, label: name }))]}
          onChange={(name) => {
            const chosen = known.find((each) => each.name === name);
            if (chosen) onChange(chosen);
          }}
        />
      )}
      <TextField
        label={message('quote:partyName')}
        value={party.name}
        maxLength={200}
        onCommit={(name) => onChange({ ...party, name })}
      />
      <TextField
        label={message('quote:address')}
        value={party.address}
        lines={2}
        maxLength={1_000}
        onCommit={(address) => onChange({ ...party, address })}
      />
      <div className={styles.pair}>
        <TextField
          label={message('quote:taxNumber')}
          value={party.taxNumber}
          maxLength={200}
          onCommit={(taxNumber) => onChange({ ...party, taxNumber })}
        />
        <TextField
          label={message('quote:contact')}
          value={party.contact}
          maxLength={200}
          onCommit={(contact) => onChange({ ...party, contact })}
        />
      </div>
    </fieldset>
  );
}
