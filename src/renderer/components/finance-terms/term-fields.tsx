import { financingMethods, hostingKinds, type Finance } from '#shared/scenario/finance';
import { majorUnitsOf, moneyOf } from '#shared/money/money';
import { useCommands, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { changeTerm } from './finance-edits';

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

/** The open scenario's terms, and the edit that changes one of them under its own name. */
export function useTerms() {
  const finance = useScenario((scenario) => scenario.finance);
  const currency = useScenario((scenario) => scenario.currency);
  const dispatch = useCommands();
  const message = useMessage();
  const change = (term: keyof Finance, value: Finance[keyof Finance] | undefined) =>
    dispatch(changeTerm({ [term]: value }, message(`finance:${term as ShareTerm}`)));
  return { finance, currency, change, message };
}

/** A fraction as the percentage that fields show. */
export const percent = (share: number): number => Number((share * 100).toFixed(6));

/** A term that is a share, in percent. */
export function ShareField({ term, minimum = 0 }: { readonly term: ShareTerm; readonly minimum?: number }) {
  const { finance, change, message } = useTerms();
  return (
    <QuantityField
      label={message(`finance:${term}`)}
      unit="%"
      value={percent(finance[term])}
      minimum={minimum}
      maximum={100}
      onCommit={(value) => change(term, value / 100)}
    />
  );
}

/** A term that is an amount of money, in the scenario's currency where nothing is entered yet. */
export function AmountField({ term, hint }: { readonly term: AmountTerm; readonly hint?: string }) {
  const { finance, currency, change, message } = useTerms();
  const amount = finance[term];
  return (
    <QuantityField
      label={message(`finance:${term}`)}
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

/** How the hardware is paid for. */
export function MethodField() {
  const { finance, change, message } = useTerms();
  return (
    <Select
      label={message('finance:method')}
      value={finance.method}
      options={financingMethods.map((value) => ({ value, label: message(`finance:${value}`) }))}
      onChange={(method) => change('method', method)}
    />
  );
}

/** How space and energy are paid for. */
export function HostingField() {
  const { finance, change, message } = useTerms();
  return (
    <Select
      label={message('finance:hosting')}
      value={finance.hosting}
      options={hostingKinds.map((value) => ({ value, label: message(`finance:hosting-${value}`) }))}
      onChange={(hosting) => change('hosting', hosting)}
    />
  );
}

/** The years over which cost is counted. */
export function YearsField() {
  const { finance, change, message } = useTerms();
  return (
    <QuantityField
      label={message('finance:years')}
      unit=""
      value={finance.years}
      minimum={0.5}
      maximum={30}
      onCommit={(years) => change('years', years)}
    />
  );
}
