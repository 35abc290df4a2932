import { CurrencyCode } from '#shared/money/money';
import type { QuoteDraft } from '#shared/quote/record';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useScenario } from '#renderer/documents/hooks';
import { quoteLanguageNames, quoteLanguages } from '#shared/language/quote-language';
import { useMessage } from '#renderer/i18n/use-language';
import { ChargeField, DayField, Fold } from './form-fields';
import { CustomLines, ServicesFields } from './custom-lines';
import { PartiesFields } from './parties-fields';
import { MarginFields } from './margin-fields';
import styles from './quote.module.css';
import { RateFields } from './rate-fields';
import { TaxFields } from './tax-fields';
import { TermsFields } from './terms-fields';
import { withField } from './draft';

export interface QuoteFormProps {
  readonly draft: QuoteDraft;
  readonly onChange: (draft: QuoteDraft) => void;
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
        <PartiesFields draft={draft} onChange={change} />
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
            options={quoteLanguages.map((value) => ({ value, label: quoteLanguageNames[value] }))}
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
        <RateFields
          rates={draft.exchangeRates}
          currency={currency}
          day={draft.issuedOn}
          onChange={(exchangeRates) => change({ exchangeRates })}
        />
      </Fold>
      <Fold title={message('quote:discountAndTax')} open>
        <ChargeField
          label={message('quote:discount')}
          currency={currency}
          value={draft.discount}
          onChange={(discount) => onChange(withField(draft, 'discount', discount))}
        />
        <TaxFields draft={draft} onChange={change} />
      </Fold>
      <Fold title={message('quote:services')}>
        <ServicesFields draft={draft} currency={currency} onChange={change} />
      </Fold>
      <Fold title={message('quote:custom.title')}>
        <CustomLines
          lines={draft.customLines}
          currency={currency}
          onChange={(customLines) => change({ customLines })}
        />
      </Fold>
      <Fold title={message('quote:commercial')}>
        <TermsFields draft={draft} onChange={change} onReplace={onChange} />
      </Fold>
      <Fold title={message('quote:margin.title')}>
        <MarginFields
          draft={draft}
          onChange={({ floorMargin, approval }) =>
            onChange(withField(withField(draft, 'floorMargin', floorMargin), 'approval', approval))
          }
        />
      </Fold>
      <Fold title={message('quote:attachments')}>
        {(['elevations', 'performance', 'specifications'] as const).map((sheet) => (
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
