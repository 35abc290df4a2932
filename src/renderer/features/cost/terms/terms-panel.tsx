import page from '#renderer/components/page.module.css';
import {
  AmountField,
  HostingField,
  MethodField,
  percent,
  ShareField,
  useTerms,
  YearsField,
} from '#renderer/components/finance-terms/term-fields';
import { QuantityField } from '#renderer/components/quantity-field';
import { useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/cost/cost.module.css';
import { DayTariffFields } from './day-tariff-fields';
import { TokenPriceFields } from './token-price-fields';

/** The terms that cost is counted by; every change can be undone by name. */
export function TermsPanel() {
  const message = useMessage();
  return (
    <aside className={styles.side} aria-label={message('finance:title')}>
      <h2 className={page.heading}>{message('finance:title')}</h2>
      <Financing />
      <Buying />
      <Space />
      <Upkeep />
      <OverTime />
      <TokenPriceFields />
    </aside>
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
    <Group title={message('finance:financing')}>
      <MethodField />
      <div className={page.pair}>
        <YearsField />
        <ShareField term="interestRate" />
        <QuantityField
          label={message('finance:discountRate')}
          unit="%"
          value={finance.discountRate === undefined ? undefined : percent(finance.discountRate)}
          minimum={0}
          maximum={100}
          hint={message('finance:discountHint')}
          onCommit={(value) => change('discountRate', value / 100)}
          onClear={() => change('discountRate', undefined)}
        />
        <QuantityField
          label={message('finance:hardwareYears')}
          unit=""
          value={finance.hardwareYears}
          minimum={0.5}
          maximum={60}
          hint={message('finance:hardwareHint')}
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
    <Group title={message('finance:buying')}>
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
    <Group title={message('finance:space')}>
      <HostingField />
      {finance.hosting === 'per-rack' && (
        <AmountField term="rentPerRackMonth" hint={message('finance:rentHint')} />
      )}
      {finance.hosting === 'owned' && (
        <div className={page.pair}>
          <AmountField term="facilityPerKilowatt" />
          <AmountField term="facilityRunningPerKilowattYear" />
          <QuantityField
            label={message('finance:facilityYears')}
            unit=""
            value={finance.facilityYears}
            minimum={1}
            maximum={60}
            hint={message('finance:rentHint')}
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
    <Group title={message('finance:upkeep')}>
      <div className={page.pair}>
        <ShareField term="supportRate" />
        <AmountField term="softwarePerAcceleratorYear" />
        <QuantityField
          label={message('finance:staff')}
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
    <Group title={message('finance:time')}>
      <div className={page.pair}>
        <ShareField term="utilisation" />
        <QuantityField
          label={message('finance:rampUpMonths')}
          unit=""
          value={finance.rampUpMonths}
          minimum={0}
          maximum={120}
          onCommit={(months) => change('rampUpMonths', months)}
        />
        {(['low', 'high'] as const).map((side) => (
          <QuantityField
            key={side}
            label={message(side === 'low' ? 'finance:utilisationLow' : 'finance:utilisationHigh')}
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
