import type { DayTariff } from '#shared/scenario/finance';
import { Button, IconButton } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCommands, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/cost/cost.module.css';
import { changeTerm } from '#renderer/components/finance-terms/finance-edits';

type Period = DayTariff['periods'][number];

const wholeDay: Period = { untilHour: 24, pricePerKilowattHour: 0.1, load: 1 };

/** Electricity at the site's tariff all day, or at prices by the hour that follow each other from midnight to 24. */
export function DayTariffFields() {
  const message = useMessage();
  const dispatch = useCommands();
  const tariff = useScenario(({ finance }) => finance.dayTariff);
  const currency = useScenario((scenario) => scenario.currency);
  const set = (dayTariff: DayTariff | undefined) =>
    dispatch(changeTerm({ dayTariff }, message('finance:tariff')));
  const setPeriods = (periods: readonly Period[]) =>
    tariff && set({ ...tariff, periods: periods.toSorted((a, b) => a.untilHour - b.untilHour) });
  return (
    <>
      <Select
        label={message('finance:tariff')}
        value={tariff ? 'day' : 'flat'}
        options={[
          { value: 'flat', label: message('finance:flatTariff') },
          { value: 'day', label: message('finance:dayTariff') },
        ]}
        onChange={(kind) => set(kind === 'day' ? { currency, periods: [wholeDay] } : undefined)}
      />
      {tariff?.periods.map((period, index) => (
        <PeriodFields
          key={index}
          period={period}
          currency={tariff.currency}
          isLast={index === tariff.periods.length - 1}
          onChange={(changed) => setPeriods(tariff.periods.with(index, changed))}
          onRemove={() => setPeriods(tariff.periods.filter((_, other) => other !== index))}
        />
      ))}
      {tariff && tariff.periods.length < 24 && (
        <Button kind="quiet" icon="plus" onClick={() => setPeriods(withOneMore(tariff.periods))}>
          {message('finance:addPeriod')}
        </Button>
      )}
    </>
  );
}

/** Halves the longest period, so that the day stays whole. */
function withOneMore(periods: readonly Period[]): readonly Period[] {
  const starts = periods.map((_, index) => periods[index - 1]?.untilHour ?? 0);
  const lengths = periods.map(({ untilHour }, index) => untilHour - (starts[index] ?? 0));
  const longest = lengths.indexOf(Math.max(...lengths));
  const split = periods[longest] ?? wholeDay;
  const middle = (starts[longest] ?? 0) + Math.round((lengths[longest] ?? 24) * 2) / 4;
  return [...periods, { ...split, untilHour: middle }];
}

interface PeriodFieldsProps {
  readonly period: Period;
  readonly currency: string;
  readonly isLast: boolean;
  readonly onChange: (period: Period) => void;
  readonly onRemove: () => void;
}

function PeriodFields({ period, currency, isLast, onChange, onRemove }: PeriodFieldsProps) {
  const message = useMessage();
  return (
    <div className={styles.period}>
      <QuantityField
        label={message('finance:until')}
        unit="h"
        value={period.untilHour}
        minimum={0.25}
        maximum={isLast ? 24 : 23.75}
        step={0.25}
        disabled={isLast}
        onCommit={(untilHour) => onChange({ ...period, untilHour: Math.round(untilHour * 4) / 4 })}
      />
      <QuantityField
        label={message('finance:price')}
        unit={`${currency}/kWh`}
        value={period.pricePerKilowattHour}
        minimum={0}
        maximum={1e6}
        step={0.01}
        onCommit={(pricePerKilowattHour) => onChange({ ...period, pricePerKilowattHour })}
      />
      <QuantityField
        label={message('finance:load')}
        unit="×"
        value={period.load}
        minimum={0}
        maximum={10}
        step={0.1}
        onCommit={(load) => onChange({ ...period, load })}
      />
      <IconButton
        icon="close"
        label={message('finance:removePeriod', { hour: period.untilHour })}
        disabled={isLast}
        onClick={onRemove}
      />
    </div>
  );
}
