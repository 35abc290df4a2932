import { financingMethods, hostingKinds, type Finance } from '#shared/scenario/finance';
import { majorUnitsOf, moneyOf } from '#shared/money';
import page from '../../../components/page.module.css';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useCommands, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import styles from '../cost.module.css';
import { changeTerm } from '../finance-edits';
import { DayTariffFields } from './day-tariff-fields';
import { TokenPriceFields } from './token-price-fields';

type ShareTerm =
  | 'interestRate'
  | 'utilisation'
  | 'residualRate'
  | 'supportRate'
  | 'sparesRate'
  | 'freightRate'
  | 'taxRate'
  | 'energyEscalator'
  | 'runningEscalator'
  | 'replacementEscalator';

type AmountTerm =
  | 'cablingPerRack'
  | 'installationPerRack'
  | 'rentPerRackMonth'
  | 'facilityPerKilowatt'
  | 'facilityRunningPerKilowattYear'
  | 'staffPerYear'
  | 'softwarePerAcceleratorYear';

/** The terms that cost is counted by; every change can be undone by name. */
export function TermsPanel() {
  const message = useMessage();
  return (
    <aside className={styles.side} aria-label={message('cost:terms.title')}>
      <h2 className={page.heading}>{message('cost:terms.title')}</h2>
      <Financing />
      <Buying />
      <Space />
      <Upkeep />
      <OverTime />
      <TokenPriceFields />
    </aside>
  );
}

function useTerms() {
  const finance = useScenario((scenario) => scenario.finance);
  const currency = useScenario((scenario) => scenario.currency);
  const dispatch = useCommands();
  const message = useMessage();
  const change = (term: keyof Finance, value: Finance[keyof Finance] | undefined) =>
    dispatch(changeTerm({ [term]: value }, message(`cost:terms.${term as ShareTerm}`)));
  return { finance, currency, change, message };
}

const percent = (share: number): number => Number((share * 100).toFixed(6));

function ShareField({ term, minimum = 0 }: { readonly term: ShareTerm; readonly minimum?: number }) {
  const { finance, change, message } = useTerms();
  return (
    <QuantityField
      label={message(`cost:terms.${term}`)}
      unit="%"
      value={percent(finance[term])}
      minimum={minimum}
      maximum={100}
      onCommit={(value) => change(term, value / 100)}
    />
  );
}

function AmountField({ term, hint }: { readonly term: AmountTerm; readonly hint?: string }) {
  const { finance, currency, change, message } = useTerms();
  const amount = finance[term];
  return (
    <QuantityField
      label={message(`cost:terms.${term}`)}
      unit={amount?.currency ?? currency}
      value={amount && majorUnitsOf(amount)}
      minimum={0}
      maximum={1e12}
      onCommit={(value) => change(term, moneyOf(value, amount?.currency ?? currency))}
      onClear={() => change(term, undefined)}
      {...(hint !== undefined && { hint })}
    />
  );
}

function Group({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <fieldset className={page.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

function Financing() {
  const { finance, change, message } = useTerms();
  return (
    <Group title={message('cost:terms.financing')}>
      <Select
        label={message('cost:terms.method')}
        value={finance.method}
        options={financingMethods.map((value) => ({ value, label: message(`cost:terms.${value}`) }))}
        onChange={(method) => change('method', method)}
      />
      <div className={page.pair}>
        <QuantityField
          label={message('cost:terms.years')}
          unit=""
          value={finance.years}
          minimum={0.5}
          maximum={30}
          onCommit={(years) => change('years', years)}
        />
        <ShareField term="interestRate" />
        <QuantityField
          label={message('cost:terms.discountRate')}
          unit="%"
          value={finance.discountRate === undefined ? undefined : percent(finance.discountRate)}
          minimum={0}
          maximum={100}
          hint={message('cost:terms.discountHint')}
          onCommit={(value) => change('discountRate', value / 100)}
          onClear={() => change('discountRate', undefined)}
        />
        <QuantityField
          label={message('cost:terms.hardwareYears')}
          unit=""
          value={finance.hardwareYears}
          minimum={0.5}
          maximum={60}
          hint={message('cost:terms.hardwareHint')}
          onCommit={(years) => change('hardwareYears', years)}
          onClear={() => change('hardwareYears', undefined)}
        />
        <ShareField term="residualRate" />
        {finance.hardwareYears !== undefined && finance.hardwareYears < finance.years && (
          <ShareField term="replacementEscalator" minimum={-50} />
        )}
      </div>
    </Group>
  );
}

function Buying() {
  const { message } = useTerms();
  return (
    <Group title={message('cost:terms.buying')}>
      <div className={page.pair}>
        <ShareField term="sparesRate" />
        <ShareField term="freightRate" />
        <ShareField term="taxRate" />
        <AmountField term="cablingPerRack" />
        <AmountField term="installationPerRack" />
      </div>
    </Group>
  );
}

function Space() {
  const { finance, change, message } = useTerms();
  return (
    <Group title={message('cost:terms.space')}>
      <Select
        label={message('cost:terms.hosting')}
        value={finance.hosting}
        options={hostingKinds.map((value) => ({ value, label: message(`cost:terms.hosting-${value}`) }))}
        onChange={(hosting) => change('hosting', hosting)}
      />
      {finance.hosting === 'per-rack' && (
        <AmountField term="rentPerRackMonth" hint={message('cost:terms.rentHint')} />
      )}
      {finance.hosting === 'owned' && (
        <div className={page.pair}>
          <AmountField term="facilityPerKilowatt" />
          <AmountField term="facilityRunningPerKilowattYear" />
          <QuantityField
            label={message('cost:terms.facilityYears')}
            unit=""
            value={finance.facilityYears}
            minimum={1}
            maximum={60}
            hint={message('cost:terms.rentHint')}
            onCommit={(years) => change('facilityYears', years)}
            onClear={() => change('facilityYears', undefined)}
          />
        </div>
      )}
      {finance.hosting !== 'with-energy' && <DayTariffFields />}
    </Group>
  );
}

function Upkeep() {
  const { finance, change, message } = useTerms();
  return (
    <Group title={message('cost:terms.upkeep')}>
      <div className={page.pair}>
        <ShareField term="supportRate" />
        <AmountField term="softwarePerAcceleratorYear" />
        <QuantityField
          label={message('cost:terms.staff')}
          unit=""
          value={finance.staff}
          minimum={0}
          maximum={10_000}
          onCommit={(staff) => change('staff', staff)}
        />
        <AmountField term="staffPerYear" />
      </div>
    </Group>
  );
}

function OverTime() {
  const { finance, change, message } = useTerms();
  const { utilisation, utilisationRange: range } = finance;
  const bound = (side: 'low' | 'high') => (value: number) => {
    const next = { low: range?.low ?? utilisation, high: range?.high ?? utilisation, [side]: value / 100 };
    change('utilisationRange', { low: Math.min(next.low, next.high), high: Math.max(next.low, next.high) });
  };
  return (
    <Group title={message('cost:terms.time')}>
      <div className={page.pair}>
        <ShareField term="utilisation" />
        <QuantityField
          label={message('cost:terms.rampUpMonths')}
          unit=""
          value={finance.rampUpMonths}
          minimum={0}
          maximum={120}
          onCommit={(months) => change('rampUpMonths', months)}
        />
        {(['low', 'high'] as const).map((side) => (
          <QuantityField
            key={side}
            label={message(side === 'low' ? 'cost:terms.utilisationLow' : 'cost:terms.utilisationHigh')}
            unit="%"
            value={range === undefined ? undefined : percent(range[side])}
            minimum={0}
            maximum={100}
            onCommit={bound(side)}
            onClear={() => change('utilisationRange', undefined)}
          />
        ))}
        <ShareField term="energyEscalator" minimum={-50} />
        <ShareField term="runningEscalator" minimum={-50} />
      </div>
    </Group>
  );
}
